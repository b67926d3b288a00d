"""Addresses that machines make without end: calendars, relative links that add up, filters of filters."""

import re
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, unquote, urlsplit

_MAX_LENGTH = 1000
_MAX_SEGMENTS = 12
_MAX_PARAMETERS = 10
_REPEATS = 3
_AHEAD_DAYS = 366

# A date that is the address's own: whole segments (/2031/05/), or written in full (2031-05-12). Articles about the
# year 2030 have it in their slug.
_SEGMENT_DATE = re.compile(r"/((?:19|2\d)\d\d)/(\d{1,2})(?:/(\d{1,2}))?(?=/|$)")
_FULL_DATE = re.compile(r"(?<!\d)((?:19|2\d)\d\d)-(\d\d)-(\d\d)(?!\d)")
_QUERY_DATE = re.compile(r"((?:19|2\d)\d\d)[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_COMPACT_DATE = re.compile(r"((?:19|2\d)\d\d)(\d\d)(\d\d)?")  # in `date=` alone: elsewhere it is a number
_CALENDAR = re.compile(
    r"(?:cal(?:endar|endrier)?|i?cal|tribe-bar-date|outlook-ical|yr|month|mois|day|jour|week|semaine"
    r"|(?:cal|calendar|event)[-_]?(?:date|year|month|day))",
    re.IGNORECASE,
)


def trap(url: str, *, today: date | None = None) -> str | None:
    """Why an address looks made by a machine without end, or None.

    `too_long`, `too_deep`, `repeated_segments` (a segment or a run of segments three times), `calendar` (a
    parameter of a calendar, or a date more than a year after `today`), `too_many_parameters`.
    """
    if len(url) > _MAX_LENGTH:
        return "too_long"
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[": no address at all, which is another's refusal
        return None
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    query = parse_qsl(parts.query.replace(";", "&"), keep_blank_values=True, max_num_fields=_MAX_LENGTH)
    if len(segments) > _MAX_SEGMENTS:
        return "too_deep"
    if _repeated(segments):
        return "repeated_segments"
    if _is_calendar(parts.path, query, today or datetime.now(UTC).date()):
        return "calendar"
    return "too_many_parameters" if len(query) > _MAX_PARAMETERS else None


def _repeated(segments: list[str]) -> bool:
    """A word three times anywhere, or any run of segments three times over; 11/11/11 is a date."""
    if any(segments.count(segment) >= _REPEATS for segment in segments if not segment.isdigit()):
        return True
    for size in range(2, len(segments) // _REPEATS + 1):
        for start in range(len(segments) - size * _REPEATS + 1):
            run = segments[start : start + size]
            if segments[start : start + size * _REPEATS] == run * _REPEATS:
                return True
    return False


def _is_calendar(path: str, query: list[tuple[str, str]], today: date) -> bool:
    if any(_CALENDAR.fullmatch(name) for name, _ in query):
        return True
    found = [match.groups() for match in (*_SEGMENT_DATE.finditer(path), *_FULL_DATE.finditer(path))]
    for name, value in query:
        match = _QUERY_DATE.fullmatch(value) or ("dat" in name.lower() and _COMPACT_DATE.fullmatch(value))
        found += [match.groups()] if match else []
    return any(_ahead(year, month, day, today) for year, month, day in found)


def _ahead(year: str, month: str, day: str | None, today: date) -> bool:
    try:
        return (date(int(year), int(month), int(day or 1)) - today).days > _AHEAD_DAYS
    except ValueError:  # /2045/77/: not a date
        return False
