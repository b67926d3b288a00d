"""The agenda as an iCalendar file (RFC 5545): days that an editor's own calendar can subscribe to.

Only events known to the day: a calendar has no place for "en novembre". Names and sentences come from the net. What is
no text (controls, line separators, marks that turn the direction of writing) becomes a space before the library folds
and escapes: it lets some of them through.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from core.types import AgendaItem, EventState

PRODID = "-//Beffroi//Agenda//FR"
_EVIDENCE = 200
"""Characters of an article that may leave the workspace (docs/legal)."""
_TITLE = 200
_URL = re.compile(r"https?://[^\s\"<>\\^`{|}\x00-\x20\x7f]{1,2000}")
_NO_TEXT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = frozenset("\u200c\u200d")  # emoji and some scripts are written with them
_OFF = {EventState.CANCELLED: "Annulé : ", EventState.POSTPONED: "Reporté : "}


def calendar(items: Iterable[AgendaItem], name: str, written_at: datetime) -> bytes:
    """The events known to the day, in order, as UTF-8 with CRLF; `written_at` is an instant with its offset.

    An event that does not take place, or not on that day, stays as cancelled, so that calendars that have it drop it.
    """
    agenda = Calendar()
    agenda.add("prodid", PRODID)
    agenda.add("version", "2.0")
    agenda.add("method", "PUBLISH")
    agenda.add("x-wr-calname", _text(name, _TITLE))
    stamp = written_at.astimezone(UTC).replace(microsecond=0)
    # the day after the last of all is none
    dated = [item for item in items if item.precision == "day" and item.end_day < date.max]
    for item in sorted(dated, key=lambda i: (i.start_day, i.end_day, i.event_id)):
        agenda.add_component(_event(item, stamp))
    written: bytes = agenda.to_ical()
    return written


def _event(item: AgendaItem, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{re.sub('[^0-9A-Za-z-]', '', item.event_id)}@beffroi")
    event.add("dtstamp", stamp)
    event.add("dtstart", item.start_day)
    event.add("dtend", max(item.start_day, item.end_day) + timedelta(1))  # RFC 5545: the day after
    event.add("summary", _OFF.get(item.state, "") + _text(item.name, _TITLE))
    event.add("status", "CANCELLED" if item.state in _OFF else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if place := _place(item):
        event.add("location", place)
    if description := _description(item):
        event.add("description", description)
    if _URL.fullmatch(item.url):
        event.add("url", item.url)
    return event


def _place(item: AgendaItem) -> str:
    parts = [_text(item.place, _TITLE), _text(item.commune, _TITLE)]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _description(item: AgendaItem) -> str:
    """The sentence between guillemets, and who wrote it."""
    said, outlet = _text(item.evidence_text, _EVIDENCE), _text(item.source, _TITLE)
    others = (
        f" et {item.articles - 1} autre{'s' * (item.articles > 2)}" if item.articles > 1 and outlet else ""
    )
    return "\n".join(part for part in (said and f"« {said} »", outlet and f"{outlet}{others}") if part)


def _text(words: str, most: int) -> str:
    """One line of text, at most `most` characters, an ellipsis where it is cut."""
    kept = "".join(
        c if c in _JOINERS or unicodedata.category(c) not in _NO_TEXT else " " for c in words[: 4 * most]
    )
    line = " ".join(kept.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
