"""Dates relative to the newsroom's today, so that the demo always reads like this week's press."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from babel.dates import format_date
from jinja2 import Environment, StrictUndefined

PARIS = ZoneInfo("Europe/Paris")
_Spoken = TypeVar("_Spoken")


def instant(today: date, day: int, hour: time) -> datetime:
    """The Paris instant `day` days from today, at `hour`."""
    return datetime.combine(today + timedelta(days=day), hour, tzinfo=PARIS)


def day_month(day: date) -> str:
    """Say "17 novembre", and "1er décembre": Babel's French patterns leave the ordinal out."""
    ordinal = "1er" if day.day == 1 else str(day.day)
    return f"{ordinal} {format_date(day, 'MMMM', locale='fr')}"


def in_full(day: date) -> str:
    """Say "17 novembre 2026"."""
    return f"{day_month(day)} {day.year}"


def resolve(source: str, today: date) -> str:
    """Fill `{{ day(-3) }}` and its like, offsets being days from today.

    Known: day (17 novembre 2026), day_month (17 novembre), weekday (mardi), month (novembre 2026) and
    year (2026, a number). Any other name raises jinja2.UndefinedError.
    """
    # Plain text, not HTML: the page templates escape it once, when they print it.
    template = Environment(undefined=StrictUndefined, autoescape=False).from_string(source)  # noqa: S701
    return template.render(
        day=_from(today, in_full),
        day_month=_from(today, day_month),
        weekday=_from(today, lambda day: format_date(day, "EEEE", locale="fr")),
        month=_from(today, lambda day: format_date(day, "MMMM y", locale="fr")),
        year=_from(today, lambda day: day.year),
    )


def _from(today: date, speak: Callable[[date], _Spoken]) -> Callable[[int], _Spoken]:
    return lambda offset: speak(today + timedelta(days=offset))
