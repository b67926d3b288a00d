"""Agenda: what is coming in the four weeks after the week."""

from collections.abc import Mapping, Sequence

from core.names import name_key
from core.types import AgendaItem
from digest.composing.printed import claimed
from digest.composing.tellings import of_event
from digest.french import NBSP, STATES_OF_EVENTS
from digest.letter import Fact, Item, Section
from digest.places import where, where_fact
from digest.plain import line, own
from store.readers.letter import EventPage

MOST = 12
"""Events of a letter; the calendar file has them all."""


def chosen(events: Sequence[AgendaItem], pages: Mapping[str, EventPage]) -> list[AgendaItem]:
    """Those that most articles tell of, in the order of their days, of articles for us; a year is no appointment."""
    fit = [
        event
        for event in events
        if event.precision != "year" and _is_for_us(pages.get(event.url)) and line(event.name)
    ]
    most = sorted(fit, key=lambda e: (e.precision != "day", -e.articles, e.start_day, e.event_id))[:MOST]
    return sorted(most, key=lambda e: (e.start_day, e.end_day, e.event_id))


def _is_for_us(page: EventPage | None) -> bool:
    """A council that meets after an attack, or a match, is no appointment of ours; nor what nobody may mine."""
    return page is not None and page.relevant and not page.closed


def appointment(event: AgendaItem, page: EventPage) -> Item:
    """An event as an item."""
    off, name = STATES_OF_EVENTS[event.state], line(event.name)
    words = f"{off}{NBSP}: {name}{_subject(event, page)}" if off else f"{name}{_subject(event, page)}"
    said = f"{event.start_day}|{event.end_day}|{event.state}|{event.name}"
    return Item(
        f"event:{event.event_id}",
        Section.AGENDA,
        words[:1].upper() + words[1:],
        tellings=(of_event(page),),
        facts=(Fact("event", event.event_id, said), *_place(event)),
        event=(event.start_day, event.end_day, event.precision),
        place=where(event.place, event.commune, event.departement_name),
    )


def _place(event: AgendaItem) -> tuple[Fact, ...]:
    """What is said of its commune, where one is known."""
    if not event.insee:
        return ()
    said = where_fact(event.insee, event.commune, event.departement_name, event.place)
    return (Fact("event-place", event.event_id, said),)


def _subject(event: AgendaItem, page: EventPage) -> str:
    """What a public meeting is about: what its town does in the article, else the title, if it needs no tick.

    An event with a name of its own says so itself.
    """
    if not line(event.name)[:1].islower():
        return ""
    done = (own(technology) for code, technology in page.deeds if code == event.insee)
    if subject := next(filter(None, done), ""):
        return "" if name_key(subject) in name_key(event.name) else f" ({subject})"
    title = line(page.title)
    return f" («{NBSP}{title}{NBSP}»)" if title and claimed(title) is None else ""
