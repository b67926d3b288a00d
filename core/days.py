"""Days as readers in France count them."""

from calendar import monthrange
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def paris_day(at: datetime) -> date:
    """The calendar day of an instant in Europe/Paris; of an instant without offset, its own."""
    return at.astimezone(PARIS).date() if at.tzinfo else at.date()


def first_day(iso: str) -> date:
    """The first day of "2026", "2026-03" or "2026-03-14"; raises ValueError for anything else."""
    return date.fromisoformat((iso + "-01-01")[:10])


def last_day(iso: str) -> date:
    """The last day of "2026", "2026-03" or "2026-03-14"; raises ValueError for anything else."""
    if len(iso) == 10:
        return date.fromisoformat(iso)
    year, month = int(iso[:4]), int(iso[5:] or 12)
    return date(year, month, monthrange(year, month)[1])


class Span(NamedTuple):
    """What is known of when something takes place: first and last day, to the "day", the "month" or the "year"."""

    first: date
    last: date
    precision: str


def span_of(iso: str) -> Span:
    """The span of "2026-12-03", "2026-12", "2026", or of two of these as "2026-12-03/2026-12-05"; else ValueError."""
    left, _, right = iso.partition("/")
    right = right or left
    precision = _KNOWN.get(len(left))
    span = Span(first_day(left), last_day(right), precision or "")
    if precision is None or len(left) != len(right) or span.last < span.first:
        raise ValueError(iso)
    return span


_KNOWN = {4: "year", 7: "month", 10: "day"}
