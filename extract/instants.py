"""Dates as machines write them: one small grammar for what stands in JSON-LD, meta, datetime and addresses."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

MAX_CHARS = 120

_ZONE = r"(?P<zone>(?:UTC|GMT)?[+-]\d{2}:?\d{2}|[+-]\d{2}(?![\d:])|Z|UTC|GMT)?"
_SECOND = r"(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
_CLOCK = rf"(?P<hour>\d{{1,2}})[:hH](?P<minute>\d{{2}}){_SECOND}\s?{_ZONE}"
_ISO = re.compile(
    rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})(?:(?:[T|,]|\s)\s?{_CLOCK})?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:[T ]?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?"
    rf"(?P<fraction>(?!))?{_ZONE})?$"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?$")
_SCRIPT = re.compile(  # JavaScript's Date.toString(): "Tue Aug 25 2020 00:23:33 GMT+0000 (...)"
    rf"[A-Z][a-z]{{2}} (?P<name>[A-Z][a-z]{{2}}) (?P<day>\d{{1,2}}) (?P<year>\d{{4}}) {_CLOCK}"
)
_ENGLISH = re.compile(
    r"(?:[a-z]+,? )?(?:(?P<name>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,?|"
    r"(?P<day2>\d{1,2})(?:st|nd|rd|th)? (?P<name2>[a-z]{3,9})\.?,?) (?P<year>\d{4})"
    r"(?:,?(?: at)? (?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))? ?(?P<half>[ap])?\.?m?\.?)?",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
         "november", "december", "sept")  # fmt: skip


class Moment(NamedTuple):
    """A moment as written: `at` has the offset that was written, or none; `timed` tells a time from a bare day."""

    at: datetime
    timed: bool


class Impossible(ValueError):
    """It looks like a date and is none (month 13, the 31st of February, hour 25)."""


def parse(text: str) -> Moment | None:
    """Read a date written for machines; None for what is no date at all.

    Raises:
        Impossible: the text has the shape of a date that the calendar does not know.
    """
    text = " ".join(text[:MAX_CHARS].split())
    if _EPOCH.match(text):
        seconds = float(text[:10])
        return Moment(datetime.fromtimestamp(seconds, UTC), timed=True)
    for pattern in (_ISO, _COMPACT, _SCRIPT):
        if found := pattern.match(text):
            return _moment(found.groupdict())
    return _mail(text) or _english(text)


def moment(year: int, month: int, day: int, hour: str | None, minute: str | None) -> Moment:
    """A moment without offset out of numbers found in a text.

    Raises:
        Impossible: the calendar does not know this day, or the clock this time.
    """
    return _moment({
        "year": str(year), "month": str(month), "day": str(day), "hour": hour, "minute": minute or "0",
    })  # fmt: skip


def _moment(parts: dict[str, str | None]) -> Moment:
    name = parts.get("name") or parts.get("name2")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"] or 0)
    hour, minute, second = (int(parts.get(p) or 0) for p in ("hour", "minute", "second"))
    if half := parts.get("half"):
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    midnight = hour == 24 and minute == 0  # ISO 8601 knows it as the end of the day
    try:
        at = datetime(
            int(parts["year"] or 0), month, int(parts.get("day") or parts.get("day2") or 0), 0 if midnight else hour,
            minute, min(second, 59), int(((parts.get("fraction") or "") + "000000")[:6]), _zone(parts.get("zone")),
        )  # fmt: skip
    except (ValueError, OverflowError) as error:
        raise Impossible(str(error)) from error
    # a day is often written as its midnight
    return Moment(at, timed=parts.get("hour") is not None and at.time() != datetime.min.time())


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    digits = text.upper().removeprefix("UTC").removeprefix("GMT").replace(":", "")
    if digits in {"", "Z"}:
        return UTC
    hours, minutes = int(digits[1:3]), int(digits[3:5] or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if digits[0] == "-" else offset)


def _mail(text: str) -> Moment | None:
    """RFC 2822: "Fri, 03 May 2024 15:47:42 GMT"."""
    if "," not in text[:6] or text.count(":") < 1:
        return None
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return Moment(at, timed=at.time() != datetime.min.time())


def _english(text: str) -> Moment | None:
    found = _ENGLISH.match(text)
    parts = found.groupdict() if found else {}
    name = (parts.get("name") or parts.get("name2") or "").lower()
    return _moment(parts) if name in _MONTHS or name in _FULL else None
