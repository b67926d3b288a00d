"""Two numbers that share a unit: "de 20 à 30 %", "entre 5 et 10 ans", "20-30 %", "quatre ou cinq personnes"."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from nlp.figures.elliptic import divides, stands_alone
from nlp.figures.reading import Kind, Reading

_TO = re.compile(r" (?:a|et|jusqu a|a pres de|a plus de|a environ) | ?[-‑–—] ?| ")
_OR = re.compile(r",? (?:ou|voire) ")
_BETWEEN = re.compile(r"(?<!\w)entre (?:environ )?$")
_CHANGES = re.compile(
    r"(?<!\w)(?:passe|passer|passera|passant|passent|passes|bondi|grimpe|tombe)(?:e|s|es|r|nt|ra)? (?:ainsi )?de $"
)
_LONGEST = 16
_NEAR = 60  # characters in which a number may take up the noun of another
_STOP = re.compile(r"[.!?;\n]")


class Ranged(NamedTuple):
    """A reading, where its span begins, and the lower bound of its range."""

    reading: Reading
    start: int
    low: float | None = None


def ranged(text: str, low: str, readings: Sequence[Reading]) -> Iterator[Ranged]:
    """Readings in order: a bare number takes unit and multiple of the next one where both make a range."""
    before: Reading | None = None
    told = -_NEAR
    lower: float | None = None
    for reading, following in zip_longest(readings, readings[1:]):
        start = reading.start
        if before is not None:
            start = before.start
            before = None
        if following is not None and _linked(text, low, reading, following):
            shared = _shared(reading, following) if reading.kind is Kind.ALONE else reading
            if _OR.fullmatch(low, reading.end, following.start):
                before, lower = reading, shared.value
                continue
            yield Ranged(shared, start, lower)
            lower = None if _CHANGES.search(low, max(0, start - 24), start) else shared.value
            continue
        follows = start - told <= _NEAR and not _STOP.search(text, told, start)
        if reading.kind is not Kind.ALONE or stands_alone(text, low, reading.numeral, follows=follows):
            told = reading.end
            yield Ranged(_divided(low, reading), start - 4 if divides(low, start) else start, lower)
        lower = None


def _linked(text: str, low: str, first: Reading, second: Reading) -> bool:
    gap = (first.end, second.start)
    if gap[1] - gap[0] > _LONGEST or second.kind is Kind.ALONE:
        return False
    if first.kind is not Kind.ALONE and (first.kind, first.unit) != (second.kind, second.unit):
        return False
    if first.numeral.total >= second.numeral.total:
        return False
    if _OR.fullmatch(low, *gap):
        return first.kind is Kind.ALONE
    between = low[gap[0] : gap[1]]
    if between == " et ":
        return _BETWEEN.search(low, max(0, first.start - 16), first.start) is not None
    if between == " ":
        return text[gap[0]] in "-‐‑"
    return _TO.fullmatch(low, *gap) is not None


def _shared(first: Reading, second: Reading) -> Reading:
    multiple = second.numeral.multiple if second.kind is not Kind.MONEY else 1.0
    return first._replace(value=first.numeral.value * multiple, unit=second.unit, kind=second.kind)


def _divided(low: str, reading: Reading) -> Reading:
    """ "par deux" is so many times."""
    if reading.kind is Kind.ALONE and divides(low, reading.start):
        return reading._replace(unit="fois", kind=Kind.COUNT)
    return reading
