"""Days as readers in France count them."""

from calendar import monthrange
from datetime import date, datetime
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
