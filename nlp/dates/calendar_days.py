"""Days, months and years as the French leave them to the reader, against the day of publication.

`way` is positive for what is to come, negative for what is past, 0 when nothing says so; 3 is surer than 1. A date
without its year is the nearest one that agrees with `way` and, where a weekday is given, with the calendar.
"""

from collections.abc import Iterable
from datetime import date, timedelta

_YEARS = (0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6)
"""A weekday and a day come again after six years at most; 29 February after eight, which nobody writes of."""


def day(year: int, month: int, number: int) -> date | None:
    """A day of the calendar; None for 31 February."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


_SOON, _FAR = 45, 300
"""Days: rather a weekday that is wrong than an event of this month in another year."""
_AGAINST = {0: 0, 1: 200, 2: 320, 3: 10_000}
"""Days that a date against a `way` of 1, 2 or 3 counts as further away: rather mistake a verb than
an event of last week for next year's."""


def nearest(days: Iterable[date], published: date, way: int) -> date | None:
    """The one nearest to publication; those against `way` are far."""

    def distance(found: date) -> tuple[int, date]:
        days = (found - published).days
        return abs(days) + _AGAINST[abs(way)] * (days * way < 0), found

    return min(days, key=distance, default=None)


def yearless(month: int, number: int, weekday: int | None, published: date, way: int) -> date | None:
    """As "12 mars", "jeudi 12 mars" (weekday 0 is Monday)."""
    days = [d for y in _YEARS if (d := day(published.year + y, month, number))]
    agreeing = nearest((d for d in days if d.weekday() == weekday), published, way)
    close = nearest((d for d in days if abs(d.year - published.year) < 2), published, way)
    if (
        agreeing
        and close
        and abs((close - published).days) <= _SOON
        and abs((agreeing - published).days) > _FAR
    ):
        return close
    return agreeing or close


def monthless(number: int, weekday: int, published: date, way: int) -> date | None:
    """As "mardi 17": the nearest such day."""
    around = (published + timedelta(n) for n in range(-45, 130))
    return nearest((d for d in around if d.day == number and d.weekday() == weekday), published, way)


def weekday(number: int, published: date, way: int, *, strict: bool = False) -> date:
    """The last (`way` -1) or the next (1) such weekday; `strict` leaves out the day of publication itself."""
    ahead = (number - published.weekday()) % 7
    if way > 0:
        return published + timedelta(ahead or 7 * strict)
    return published - timedelta(-ahead % 7 or 7 * strict)


def month(number: int, published: date, way: int) -> str:
    """A month without its year, as "2025-03"; the current one agrees with both ways."""
    here = published.year * 12 + published.month - 1
    around = [(published.year + y) * 12 + number - 1 for y in (-1, 0, 1)]
    return iso_month(min(around, key=lambda m: ((m - here) * way < 0, abs(m - here), m)))


def iso_month(index: int) -> str:
    """Months counted from year 0, as "2025-03"."""
    return f"{index // 12:04}-{index % 12 + 1:02}"


def span(first: int, last: int) -> tuple[str, str]:
    """Two counted months as ISO."""
    return iso_month(first), iso_month(last)
