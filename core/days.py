"""Days as readers in France count them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def paris_day(at: datetime) -> date:
    """The calendar day of an instant in Europe/Paris; of an instant without offset, its own."""
    return at.astimezone(PARIS).date() if at.tzinfo else at.date()
