"""From readings to what is told: ranges made whole, numbers without noun completed or left out."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp.figures.denied import denied
from nlp.figures.elliptic import divides, of_those
from nlp.figures.memory import Memory
from nlp.figures.ranges import Link, link, shared
from nlp.figures.reading import Kind, Reading


class Told(NamedTuple):
    """A reading that is a figure, where its span begins, the lower bound of its range.

    `alone`: its unit or noun stands elsewhere; `lower`: it is the lower bound of the range of the next.
    """

    reading: Reading
    start: int
    low: float | None = None
    alone: bool = False
    lower: bool = False


def told(text: str, low: str, readings: Sequence[Reading]) -> Iterator[Told]:
    """The figures among the readings of a text, in order.

    Denied numbers are left out, but those behind take up their units: "pas 500 000 euros, mais 50 000".
    """
    memory = Memory(text, low)
    start: int | None = None
    bound: float | None = None
    is_denied = False
    for reading, linked in _linked(text, low, readings):
        begin = reading.start if start is None else start
        is_denied = denied(low, begin) or (is_denied and bound is not None)
        if linked and linked.one:
            start, bound = begin, reading.value
            continue
        start = None
        complete = reading if linked else memory.completed(reading)
        if complete and not is_denied:
            begin -= len("par ") if complete.unit == "fois" and divides(low, begin) else 0
            lower = linked is not None and linked.bound
            yield Told(complete, begin, bound, alone=reading.kind is Kind.ALONE, lower=lower)
        bound = reading.value if linked and linked.bound else None


def _linked(text: str, low: str, readings: Sequence[Reading]) -> list[tuple[Reading, Link | None]]:
    """Readings with the units they share with those behind, and how they lead to the next.

    From the last to the first, for of "12, 24 et 48 heures" all are hours.
    """
    found: list[tuple[Reading, Link | None]] = []
    following: Reading | None = None
    for reading in reversed(readings):
        linked = link(text, low, reading, following) if following else None
        whole = _completed_by(low, reading, following, linked) if following else reading
        found.append((whole, linked))
        following = whole
    return found[::-1]


def _completed_by(low: str, reading: Reading, following: Reading, linked: Link | None) -> Reading:
    if linked:
        return shared(reading, following)
    if (
        reading.kind is Kind.ALONE
        and following.kind is Kind.COUNT
        and of_those(low, reading.end, following.start)
    ):
        return reading._replace(value=reading.numeral.total, unit=following.unit, kind=Kind.COUNT)
    return reading
