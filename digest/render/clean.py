"""A letter whose words can be shown: one line each, no marks that turn the writing, links only to the web.

Done once, before any rendering, so that none of them can forget it. Each still escapes for its own format.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from digest.letter import EXTRACT

T = TypeVar("T")

_NO_TEXT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = frozenset("\u200c\u200d")  # emoji and some scripts are written with them
_BREAKABLE = re.compile(r"[ \t\n]+")  # not \s: no-break spaces stay
_ADDRESS = re.compile(r"https?://[^\s\"<>\\^`{|}\x00-\x20\x7f]{1,2000}")
_PLACEHOLDER = re.compile(
    r"\{(?=\{)|\}(?=\})"
)  # nobody but us writes what the sender replaces (frame.UNSUBSCRIBE)
_CUT = {
    "title": EXTRACT,
    "subject": EXTRACT,
    "headline": EXTRACT,
    "extract": EXTRACT,
    "outlet": 80,
    "authors": 80,
    "place": EXTRACT,
}
_PARAGRAPHS = {"editorial", "comment"}  # the editor's own: its lines stay


def cleaned(value: T) -> T:
    """The same letter, or part of one, with every text in it made fit to be shown."""
    result: T = _clean(value, "")
    return result


def line(text: str, most: int = 0) -> str:
    """One line without what is no text, at most `most` characters (0: any)."""
    kept = "".join(c if c in _JOINERS or unicodedata.category(c) not in _NO_TEXT else " " for c in text)
    one = _PLACEHOLDER.sub(r"\g<0> ", _BREAKABLE.sub(" ", kept))
    return _cut(one.strip(), most) if most else one


def _cut(text: str, most: int) -> str:
    """At most so many characters, cut at a word if there is one."""
    head = text[: most - 1]
    return text if len(text) <= most else (head.rpartition(" ")[0] or head) + "…"


def address(url: str) -> str:
    """The address if it is one of the web; nothing otherwise: `javascript:` from a hostile page is no link."""
    return url if _ADDRESS.fullmatch(url) else ""


def _clean(value: Any, name: str) -> Any:
    if isinstance(value, StrEnum | date) or not value:
        return value
    if isinstance(value, str):
        return _text(value, name)
    if isinstance(value, tuple):
        return tuple(_clean(part, name) for part in value)
    if isinstance(value, Mapping):
        return {line(key): _clean(part, "url") for key, part in value.items()}  # a text in one is an address
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _clean(getattr(value, f.name), f.name) for f in fields(value)})
    return value


def _text(value: str, name: str) -> str:
    if name == "url":
        return address(value)
    if name in _PARAGRAPHS:
        return "\n".join(filter(None, (line(part).strip() for part in value.splitlines())))
    return line(value, _CUT.get(name, 0))
