"""JSON as web pages write it: wrapped, escaped twice, several values in a row, quotes and commas astray.

Every step is linear in the length of the text. Valid JSON is read by the standard decoder alone.
"""

import html
import json
import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

_DECODER = json.JSONDecoder(
    strict=False,
    parse_int=lambda digits: int(digits) if len(digits) < 19 else float(digits),
    parse_constant=lambda _: None,
)
"""Without limits a number of 5,000 digits is an error, and NaN is no JSON."""

_WRAPPING = re.compile(
    r"^(?:[\s;\ufeff]|(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)(?:\s*\*/)?)++"
    r"|(?:(?://|/\*)\s*)?(?:\]\]>|-->)(?:\s*\*/)?[\s;]*$"
)
_ESCAPED = re.compile(r"[\[{\s]*&(?:quot|#34);")
_BETWEEN = re.compile(r"[\s,;}\]]*+")
_MAX_MENDED = 300_000
"""Longer texts that are no JSON are given up: mending costs about 0.2 µs a character."""

_KEY = r'"[^"\\]{1,80}"\s*+:'
_ENDS = {
    "key": re.compile(r'((?:[^"\\]|\\.|"(?!\s*+:))*+)"', re.DOTALL),
    "{": re.compile(
        rf'((?:[^"\\]|\\.|"(?!\s*+(?:,[\s,]*+(?:{_KEY}|}})|}}|{_KEY}|$)))*+)"', re.DOTALL
    ),
    "[": re.compile(r'((?:[^"\\]|\\.|"(?!\s*+(?:,[\s,]*+["{\[\]\d\-tfn]|\]|$)))*+)"', re.DOTALL),
}  # fmt: skip
"""How a string ends: a quote is its last only if what follows can follow a key, a member, an item."""

_STRAY = re.compile(r'\\(?:["\'\\/bfnrt]|u[\da-fA-F]{4})|["\\]')
_COMMENT = re.compile(r"//[^\n]*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/")
_BRACKET = re.compile(r"[{}\[\]]")
_FIXES = (
    (re.compile(r"\bundefined\b|\bNone\b"), "null"),
    (re.compile(r",(?:\s*+,)++"), ","),
    (re.compile(r",\s*+(?=[}\]])"), ""),
    (re.compile(r"([{\[])\s*+,"), r"\1"),
    (re.compile(r":\s*+(?=[,}])"), ":null"),
    (re.compile(r"([}\]])\s*+(?=[{\[])"), r"\1,"),
)


class State(Enum):
    """How a text could be read: as it stands, after mending, or not (wholly)."""

    SOUND = "sound"
    REPAIRED = "repaired"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Loose:
    """The values of a text, in order."""

    values: list[Any]
    state: State


GIVEN_UP = Loose([], State.BROKEN)


def loads(text: str) -> Loose:
    """Read what can be read. Never raises: a broken block is ordinary (up to 3% of pages)."""
    bare = text.strip()
    if bare[:1] not in "{[" or bare[-1:] not in "]}":
        bare = _WRAPPING.sub("", text)
    if _ESCAPED.match(bare):
        bare = html.unescape(bare)
    values, whole = _decoded(bare)
    if whole:
        return Loose(values, State.SOUND if len(values) == 1 else State.REPAIRED)
    if len(bare) > _MAX_MENDED:
        return Loose(values, State.BROKEN)
    mended, whole = _decoded(_mended(bare))
    return Loose(mended or values, State.REPAIRED if whole else State.BROKEN)


def _decoded(text: str) -> tuple[list[Any], bool]:
    """The values that stand one after the other, and whether nothing else does."""
    values: list[Any] = []
    at = _after(text, 0)
    while at < len(text):
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return values, False
        values.append(value)
        at = _after(text, at)
    return values, bool(values)


def _after(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _mended(text: str) -> str:
    """The text with strings that end where they should, commas between members, and every bracket closed."""
    out: list[str] = []
    opened: list[str] = []
    at, last = 0, ""
    while (quote := text.find('"', at)) >= 0:
        last = _punctuation(text[at:quote], out, opened, last)
        if last in {'"', "}", "]"} and opened:
            out.append(",")
            last = ","
        inside = opened[-1] if opened else "["
        is_key = inside == "{" and last != ":"
        end = _ENDS["key" if is_key else inside].match(text, quote + 1)
        content = end[1] if end else text[quote + 1 :]
        out.append(f'"{_STRAY.sub(_escaped, content)}"')
        last, at = '"', end.end() if end else len(text)
    if _punctuation(text[at:], out, opened, last) == ":":
        out.append("null")
    closing = "".join("}" if bracket == "{" else "]" for bracket in reversed(opened))
    return "".join(out).rstrip(", ") + closing


def _punctuation(text: str, out: list[str], opened: list[str], last: str) -> str:
    """Mend what stands between two strings; its last character, or what stood before."""
    text = _COMMENT.sub("", text).strip()
    for pattern, instead in _FIXES:
        text = pattern.sub(instead, text)
    for bracket in _BRACKET.findall(text):
        if bracket in "{[":
            opened.append(bracket)
        elif opened:
            opened.pop()
    out.append(text)
    return text[-1:] or last


def _escaped(found: re.Match[str]) -> str:
    if len(found[0]) > 1:
        return "'" if found[0] == r"\'" else found[0]
    return "\\" + found[0]
