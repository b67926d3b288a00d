"""Words from the net as one line of text, and addresses that are safe to follow.

A title may hold line ends, marks that turn the direction of writing, or markup: what is no text becomes a space here;
markup stays words, and whoever writes HTML escapes it.
"""

import re
import unicodedata

_NO_TEXT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = frozenset("\u200c\u200d")  # emoji and some scripts are written with them
_URL = re.compile(r"https?://[^\s\"<>\\^`{|}\x00-\x20\x7f]{1,2000}")
LINE = 200
"""Characters of a title or a name, at most."""


def line(words: str, most: int = LINE) -> str:
    """One line of text, at most `most` characters, an ellipsis where it is cut."""
    kept = "".join(
        c if c in _JOINERS or unicodedata.category(c) not in _NO_TEXT else " " for c in words[: 4 * most]
    )
    text = " ".join(kept.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def own(words: str) -> str:
    """A name of a register or a lexicon as we write: with a typographic apostrophe."""
    return line(words).replace("'", "’")


def link(url: str) -> str:
    """The address if it is one of the web (http or https), else nothing."""
    return url if _URL.fullmatch(url) else ""
