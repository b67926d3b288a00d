"""Whose time a page tells: the country of its address, for the French-speaking world; else that of its language.

An instant without offset is in that time. One that a machine wrote in UTC is told in it: the day is the readers' day.
The zones are those of the IANA database for each country code; Canada's is that of its French-speaking press.
"""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from core.days import PARIS

_ZONES = {
    "fr": "Europe/Paris", "be": "Europe/Brussels", "ch": "Europe/Zurich", "lu": "Europe/Luxembourg",
    "mc": "Europe/Monaco",
    "re": "Indian/Reunion", "yt": "Indian/Mayotte", "gp": "America/Guadeloupe", "mq": "America/Martinique",
    "gf": "America/Cayenne", "pm": "America/Miquelon", "nc": "Pacific/Noumea", "pf": "Pacific/Tahiti",
    "wf": "Pacific/Wallis", "ca": "America/Toronto",
}  # fmt: skip
_FRANCE = frozenset({"", "fr", "br", "co", "oc", "eu", "gsw"})


class Place(NamedTuple):
    """The language a page declares (two letters or ""), and the time it tells."""

    lang: str
    zone: tzinfo


FRANCE = Place("fr", PARIS)


def place_of(url: str, lang: str) -> Place:
    """The place of a page."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    name = _ZONES.get(host.rpartition(".")[2])
    if name:
        return Place(lang, ZoneInfo(name))
    return Place(lang, PARIS if lang in _FRANCE else UTC)


def local(at: datetime, place: Place) -> datetime:
    """The instant with its offset: its own, or that of its place when it has none or was written in UTC."""
    if at.tzinfo is None:
        return _fixed(at.replace(tzinfo=place.zone))
    return _fixed(at.astimezone(place.zone)) if at.utcoffset() == timedelta(0) else at


def _fixed(at: datetime) -> datetime:
    """The offset alone: in the hour that autumn repeats, Python finds no instant of a zone equal to any other."""
    return at.replace(tzinfo=timezone(at.utcoffset() or timedelta(0)))
