"""The agenda as an iCalendar file (RFC 5545): days that an editor's own calendar can subscribe to.

Only events known to the day: a calendar has no place for "en novembre". Names and sentences come from the net. What is
no text becomes a space (digest/plain.py) before the library folds and escapes: it lets some of them through.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from core.types import AgendaItem, EventState
from digest.plain import line, link

PRODID = "-//Beffroi//Agenda//FR"
_EVIDENCE = 200
"""Characters of an article that may leave the workspace (docs/legal)."""
_TITLE = 200
_OFF = {
    EventState.CANCELLED: "Annulé : ", EventState.POSTPONED: "Reporté : ", EventState.WITHDRAWN: "Retiré : ",
}  # fmt: skip


def calendar(
    items: Iterable[AgendaItem], name: str, written_at: datetime, revisions: Mapping[str, int] | None = None
) -> bytes:
    """The events known to the day, in order, as UTF-8 with CRLF; `written_at` is an instant with its offset.

    An event that does not take place, or not on that day, or that was told wrongly, stays as cancelled, so that
    calendars that have it drop it.
    `revisions` are those of events that were changed, by id: without SEQUENCE a calendar may keep what it has.
    """
    agenda = Calendar()
    agenda.add("prodid", PRODID)
    agenda.add("version", "2.0")
    agenda.add("method", "PUBLISH")
    agenda.add("x-wr-calname", line(name, _TITLE))
    stamp = written_at.astimezone(UTC).replace(microsecond=0)
    # the day after the last of all is none
    dated = [item for item in items if item.precision == "day" and item.end_day < date.max]
    for item in sorted(dated, key=lambda i: (i.start_day, i.end_day, i.event_id)):
        agenda.add_component(_event(item, stamp, (revisions or {}).get(item.event_id, 0)))
    written: bytes = agenda.to_ical()
    return written


def _event(item: AgendaItem, stamp: datetime, revision: int) -> Event:
    event = Event()
    event.add("uid", f"{re.sub('[^0-9A-Za-z-]', '', item.event_id)}@beffroi")
    event.add("dtstamp", stamp)
    if revision:
        event.add("sequence", revision)
    event.add("dtstart", item.start_day)
    event.add("dtend", max(item.start_day, item.end_day) + timedelta(1))  # RFC 5545: the day after
    name = _OFF.get(item.state, "") + line(item.name, _TITLE)
    event.add("summary", name[:1].upper() + name[1:])
    event.add("status", "CANCELLED" if item.state in _OFF else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if place := _place(item):
        event.add("location", place)
    if description := _description(item):
        event.add("description", description)
    if url := link(item.url):
        event.add("url", url)
    return event


def _place(item: AgendaItem) -> str:
    parts = [line(item.place, _TITLE), line(item.commune, _TITLE)]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _description(item: AgendaItem) -> str:
    """The sentence between guillemets, and who wrote it."""
    said, outlet = line(item.evidence_text, _EVIDENCE), line(item.source, _TITLE)
    others = (
        f" et {item.articles - 1} autre{'s' * (item.articles > 2)}" if item.articles > 1 and outlet else ""
    )
    return "\n".join(part for part in (said and f"« {said} »", outlet and f"{outlet}{others}") if part)
