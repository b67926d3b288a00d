"""The dates of feeds, as the press writes them: RFC 822, ISO 8601, Java's, and French ones.

feedparser reads a date without a zone, or with a zone that it does not know (CET), as UTC, and French ones not
at all: an article of the morning then lies in the future, or has no date.
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from crawler.discovery.reading import PARIS, instant, sensible

_LONGEST = 100  # characters; no date is so long
_MONTH_NAMES = (
    "janvier january",
    "fevrier february",
    "mars march",
    "avril april",
    "mai may",
    "juin june",
    "juillet july",
    "aout august",
    "septembre september",
    "octobre october",
    "novembre november",
    "decembre december",
)
# Every beginning of three letters or more: janv, sept, déc. "jui" is two months, and so none.
_MONTHS = {
    name[:length]: number
    for number, names in enumerate(_MONTH_NAMES, 1)
    for name in names.split()
    for length in range(3, len(name) + 1)
    if name[:length] != "jui"
}
_WEEKDAY = r"(?:(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[.,]{0,2} ?)?"
_START = rf"(?:publie )?(?:le )?{_WEEKDAY}"
# Numbers alone are in the French order, or have the year in front; 11/23/2026 is no date.
_DATES = tuple(
    re.compile(_START + date + r"(?!\d)", re.ASCII)
    for date in (
        r"(?P<day>\d{1,2})(?:er|st|nd|rd|th)?[ -](?P<month>[a-z]{3,9})[.,]?[ -](?P<year>\d{4}|\d\d)",
        r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})",
        r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})",
        r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d\d)",
        r"(?P<year>\d{4})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
    )
)
_TIME = re.compile(
    r"(?:(?:[ ,t@|-]{1,4}| a | at )(?P<hour>\d{1,2}) ?[:h] ?(?P<minute>\d\d)?"
    r"(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?(?: ?(?P<half>[ap])\.?m\.?)?)?"
    r"(?: ?(?P<zone>[a-z/]{1,12}|(?:gmt|utc)?(?P<sign>[+-])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?))?",
    re.ASCII,
)
_COMMENT = re.compile(r" ?\([^()]*\)")
_YEAR_LAST = re.compile(r"([a-z., ]+ \d{1,2}) (\d\d?:.+) (\d{4})", re.ASCII)  # C's and Java's own way
_HOURS = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0),
    **dict.fromkeys(("cet", "met", "west"), 1),
    **dict.fromkeys(("cest", "mest"), 2),
    **dict.fromkeys(("est", "cdt"), -5),
    **dict.fromkeys(("cst", "mdt"), -6),
    **dict.fromkeys(("mst", "pdt"), -7),
    "edt": -4,
    "pst": -8,
}


def feed_instant(text: object) -> datetime | None:
    """The instant that a feed's date means; None for what is none, or could be two.

    Without a zone it is Paris's time, as in sitemaps; a day without an hour and a zone is midnight UTC.
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    return instant(text) or _written(_folded(text))


def _folded(text: str) -> str:
    """Small letters without accents, single blanks, no comment, and the year with the month."""
    bare = unicodedata.normalize("NFKD", text).lower().replace("–", "-").replace("—", "-")
    line = " ".join("".join(char for char in bare if not unicodedata.combining(char)).split())
    return _YEAR_LAST.sub(r"\1 \3 \2", _COMMENT.sub("", line))


def _written(line: str) -> datetime | None:
    for form in _DATES:
        date = form.match(line)
        time = date and _TIME.fullmatch(line, date.end())
        if date and time:
            return _instant(date, time)
    return None


def _instant(date: re.Match[str], time: re.Match[str]) -> datetime | None:
    month, year = date["month"], int(date["year"])
    if len(date["year"]) == 2:  # RFC 2822, 4.3
        year += 2000 if year < 50 else 1900
    try:
        value = datetime(
            year,
            int(month) if month.isdecimal() else _MONTHS[month],
            int(date["day"]),
            _hour(time),
            int(time["minute"] or 0),
            int(time["second"] or 0),
            tzinfo=_zone(time),
        )
    except (
        KeyError,
        ValueError,
    ):  # "23 Foo 2026", the 31st of February, a zone of 99 hours or without a name
        return None
    return sensible(value)


def _hour(time: re.Match[str]) -> int:
    hour = int(time["hour"] or 0)
    if not time["half"]:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(f"{hour} o'clock is no hour of a half day")
    return hour % 12 + (12 if time["half"] == "p" else 0)


def _zone(time: re.Match[str]) -> tzinfo:
    """Raises KeyError for a name that is not known, ValueError for an offset that is none."""
    if time["sign"]:
        offset = timedelta(hours=int(time["hours"]), minutes=int(time["minutes"] or 0))
        return timezone(-offset if time["sign"] == "-" else offset)
    if time["zone"] is None:
        return UTC if time["hour"] is None else PARIS
    if time["zone"] in ("europe/paris", "paris"):
        return PARIS
    return timezone(timedelta(hours=_HOURS[time["zone"]]))
