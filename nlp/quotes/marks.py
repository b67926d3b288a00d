"""What stands in quotation marks: nested marks are one passage, and a quote may run over several paragraphs.

French press repeats « or » where a paragraph goes on with a quote. Marks are often unbalanced (a page cut, a slip):
what is never closed ends with its paragraph, so that one slip does not swallow a text.
"""

import re
from dataclasses import dataclass, field

from core.types import Span

_REVERSED = re.compile(r"(?<=[\s(])»([ \u00a0\u202f]+[^»«\n]{2,600}?)«(?=[ \u00a0\u202f]*[,.;!?\n])")
"""What a careless page engine makes of straight quotes: "» Non « , dit-il"."""
_FOLLOWS = re.compile(r"[^«»“”\n]{0,400}»")
_MARK = re.compile(r"[«»“”\n]")
_GAP = re.compile(r"\s*")
_SPACES = " \t\r\n\u00a0\u202f\u2009\u200b"
_MOST = 4000
_MOST_PARAGRAPHS = 12


@dataclass(slots=True)
class Marked:
    """A passage in marks: text[start:end] are the words, text[opening:closing] takes in the marks."""

    opening: int
    closing: int
    start: int
    end: int
    whole: bool = True
    inner: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A passage that is being read; `depth` holds the marks open inside it, `inner_end` where the last was closed."""

    at: int
    mark: str
    depth: list[int] = field(default_factory=list)
    inner: list[Span] = field(default_factory=list)
    inner_end: int = -1
    paragraphs: int = 1


_CLOSES = {"«": "»", "“": "”"}


def marked(plain: str) -> list[Marked]:
    """The outermost passages in marks of a text, in order. `plain` has guillemets for straight quotes."""
    plain = _REVERSED.sub(r"«\1»", plain)
    found: list[Marked] = []
    now: _Open | None = None
    for match in _MARK.finditer(plain):
        at, mark = match.start(), match.group()
        if now is None:
            if mark in _CLOSES:
                now = _Open(at, mark)
            continue
        if mark == "\n":
            if not _goes_on(plain, at, now):
                found += _unclosed(plain, now, at)
                now = None
        elif not _opens_line(plain, at):
            closed = _step(now, at, mark)
            if closed:
                found += _passage(plain, now.at, at, at + 1, now.inner, whole=True)
                now = None
    if now is not None:
        found += _unclosed(plain, now, len(plain))
    return found


def _step(now: _Open, at: int, mark: str) -> bool:
    """Read a mark inside a passage; whether it closes the passage."""
    if mark in _CLOSES:
        if len(now.depth) < 3:
            now.depth.append(at)
        return False
    if now.depth:
        left = now.depth.pop()
        now.inner.append((left, at + 1))
        now.inner_end = at
        return False
    return mark == _CLOSES[now.mark]


def _opens_line(plain: str, at: int) -> bool:
    """Whether a mark stands first in its paragraph: it repeats the one that is open."""
    while at > 0 and plain[at - 1] in " \t\u00a0\u202f":
        at -= 1
    return at > 0 and plain[at - 1] == "\n"


def _goes_on(plain: str, at: int, now: _Open) -> bool:
    """Whether a quote that is open at the end of a paragraph is taken up by the next one."""
    if at - now.at > _MOST or now.depth or (now.inner_end >= 0 and _ended(plain, now, at)):
        return False
    after = _GAP.match(plain, at)
    begin = after.end() if after else at
    cut = plain[begin : begin + 1].islower() and now.mark == "«" and _FOLLOWS.match(plain, begin)
    if not cut and plain[begin : begin + 1] not in ("«", "»", now.mark):
        return False
    if "\n" in plain[now.at : at] and at == begin:
        return False
    now.paragraphs += 1
    return now.paragraphs <= _MOST_PARAGRAPHS and bool(plain[now.at + 1 : at].strip())


def _ended(plain: str, now: _Open, at: int) -> bool:
    """Whether one mark closed both a quote and the one inside it, as the press does: "« Il a dit « viens », dit N."."""
    return bool(plain[now.inner_end + 1 : at].strip(_SPACES + ".,"))


def _unclosed(plain: str, now: _Open, end: int) -> list[Marked]:
    """A passage that its paragraph does not close."""
    if now.inner_end >= 0:
        return _passage(plain, now.at, now.inner_end, now.inner_end + 1, now.inner[:-1], whole=True)
    if now.depth:  # the first mark was a slip: "« Oui « non », dit N"
        return _passage(plain, now.depth[-1], end, end, [], whole=False)
    return _passage(plain, now.at, end, end, now.inner, whole=False)


def _passage(
    plain: str, opening: int, end: int, closing: int, inner: list[Span], *, whole: bool
) -> list[Marked]:
    start = opening + 1
    while start < end and plain[start] in _SPACES:
        start += 1
    while end > start and plain[end - 1] in _SPACES:
        end -= 1
    return [Marked(opening, closing, start, end, whole, inner)] if end > start else []
