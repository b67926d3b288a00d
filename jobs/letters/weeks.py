"""Which week is meant."""

import re
from datetime import date, datetime, timedelta

from core.days import PARIS
from core.errors import InputError
from digest.letter import Week, week_of

_LABEL = re.compile(r"((?:19|20|21)\d\d)-?W(\d{1,2})", re.IGNORECASE | re.ASCII)
_ERRATUM = re.compile(r"[1-9]\d{0,2}", re.ASCII)


def last_week(today: date) -> Week:
    """The last week that is over."""
    return week_of(today - timedelta(days=7))


def week_named(label: str) -> Week:
    """The week of a label such as 2026-W47."""
    day = _monday(label.strip())
    if day is None:
        shown = "".join(c if c.isprintable() else "�" for c in label[:40])
        raise InputError(f"semaine « {shown} » illisible", "Écrivez-la comme 2026-W47.")
    return week_of(day)


def _monday(label: str) -> date | None:
    found = _LABEL.fullmatch(label)
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:  # a year without a week 53
        return None


def finished(label: str | None, today: date | None = None) -> Week:
    """The week that is named, else the last one that is over; InputError for one that is not over yet."""
    day = today or datetime.now(PARIS).date()
    week = week_named(label) if label else last_week(day)
    if week.last >= day:
        raise InputError(f"la semaine {week.label} n’est pas finie", "Choisissez une semaine passée.")
    return week


def issue_named(label: str) -> tuple[Week, int]:
    """The week and the number of an erratum (0: the letter itself) of a key such as 2026-W47/1."""
    name, mark, number = label.partition("/")
    if mark and not _ERRATUM.fullmatch(number):
        raise InputError(f"rectificatif « {label[:40]} » illisible", "Écrivez-le comme 2026-W47/1.")
    return week_named(name), int(number) if mark else 0
