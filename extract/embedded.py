"""The text of a page that a script is to draw: the longest piece of HTML inside its data.

Some sites send an article only as a JSON string for their own program. The string is found by its shape, not by
the name of any program: quoted, long, and full of paragraphs once unquoted.
"""

import json
import re

_STRING = re.compile(r'"((?:[^"\\]|\\.){600,})"', re.DOTALL)
_BREAK = re.compile(r"</?(?:p|div|br|h[1-6]|li|blockquote)\b[^>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{1,1000}>")
_MAX_STRINGS = 400
_MIN_BREAKS = 3


def embedded_html(page: str) -> str:
    """The embedded string with the most running text, "" when none looks like an article. `page` is not slimmed."""
    found = (
        _unquoted(match[1]) for match, _ in zip(_STRING.finditer(page), range(_MAX_STRINGS), strict=False)
    )
    return max((html for html in found if _is_article(html)), key=_prose, default="")


def _is_article(html: str) -> bool:
    """Paragraphs, and no data of the program's own around them."""
    return len(_BREAK.findall(html, 0, 100_000)) >= _MIN_BREAKS and html.count('":') < _MIN_BREAKS


def _prose(html: str) -> int:
    """Characters of its running text."""
    return sum(len(line) for part in _BREAK.split(html) if len(line := _TAG.sub("", part)) > 60)


def _unquoted(string: str) -> str:
    try:
        return str(json.loads(f'"{string}"', strict=False))
    except ValueError:
        return ""
