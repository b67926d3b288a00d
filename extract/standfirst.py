"""The standfirst and the text beside it: each sentence of a page once, and the question whether readers see it."""

import re
from typing import NamedTuple

from core.names import name_key

MAX_CHARS = 600
"""A longer opening paragraph is text, not a standfirst."""

MIN_CHARS = 40
"""A shorter summary may begin like any paragraph."""


class Opening(NamedTuple):
    """`shown`: the page shows the summary to its readers; otherwise only its head has it, for search engines."""

    summary: str
    lines: tuple[str, ...]
    shown: bool


def opening(summary: str, lines: tuple[str, ...], visible: str) -> Opening:
    """Tell the standfirst from the text. `visible` is the page's visible text as the markup has it.

    A summary made by a program is the beginning of the text, often cut short: the paragraph it begins is then the
    standfirst, so that analysis does not read it twice; none when that paragraph is long.
    """
    start = _plain(summary).rstrip("… .[]")
    begun = len(start) >= MIN_CHARS and bool(lines) and name_key(lines[0]).startswith(name_key(start))
    if begun:
        return (
            Opening(lines[0], lines[1:], shown=True)
            if len(lines[0]) <= MAX_CHARS
            else Opening("", lines, shown=False)
        )
    return Opening(summary, lines, shown=_is_shown(start, visible))


def _is_shown(start: str, visible: str) -> bool:
    """Whether the words stand there, whatever white space the markup has between them."""
    words = start.replace("’", "'").split()
    visible = visible.replace("’", "'")
    return bool(words) and re.search(r"\s+".join(map(re.escape, words)), visible) is not None


def _plain(text: str) -> str:
    """Single plain spaces, also for no-break ones."""
    return " ".join(text.split())
