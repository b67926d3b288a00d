"""The letter's agenda as a calendar file: the events of its items, as the agenda of the workspace writes them."""

from datetime import datetime

from core.types import AgendaItem
from digest.agenda_ics import calendar
from digest.letter import Item, Letter, Section, shown
from digest.render.clean import cleaned
from digest.render.spans import event_fact, state_of


def agenda(letter: Letter, written_at: datetime) -> bytes:
    """The events known to the day; the same event keeps its UID from one letter to the next."""
    clean = cleaned(letter)
    events = (event for item in clean.of(Section.AGENDA) if (event := _event(item)))
    revisions = {_id(item): item.revision for item in clean.of(Section.AGENDA)}
    return calendar(events, f"{clean.title} : agenda", written_at, revisions)


def _event(item: Item) -> AgendaItem | None:
    if item.event is None:
        return None
    first, last, precision = item.event
    told = item.tellings[0] if item.tellings else None
    return AgendaItem(
        event_id=_id(item),
        name=_name(item),
        start_day=first,
        end_day=last,
        precision=precision,
        place=item.place,
        commune="",
        insee=None,
        articles=len(item.tellings),
        url=told.url if told else "",
        source=told.outlet if told else "",
        evidence_text=item.extract,
        state=state_of(item),
    )


def _id(item: Item) -> str:
    return item.key.removeprefix("event:")


def _name(item: Item) -> str:
    """The name alone: a headline may say that it is off, which the calendar says its own way."""
    told = event_fact(item)
    return told[3] if told else item.headline or shown(item.text)
