"""All that a week's letter is made of, read from a snapshot at once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.types import AgendaItem
from digest import novelty
from digest.letter import Week
from digest.novelty import Novelties
from store.query import Refusal, Snapshot, refusals
from store.readers import letter as rows
from store.readers.agenda import agenda
from store.readers.letter import Deed, EventPage, Heard, Named, Page, Saying, WeekCount

COMING = timedelta(weeks=4)
"""How far the agenda looks beyond the week."""
USUAL = timedelta(weeks=8)
"""The weeks before that say what is ordinary."""


@dataclass(frozen=True, slots=True)
class Material:
    """The week's articles and what they tell; what is coming; what could not be heard; since when we watch.

    `counts` are those of the week and of those before it (USUAL).
    """

    week: Week
    pages: tuple[Page, ...]
    deeds: tuple[Deed, ...]
    sayings: tuple[Saying, ...]
    named: tuple[Named, ...]
    suppliers: tuple[str, ...]
    events: tuple[AgendaItem, ...]
    event_pages: tuple[EventPage, ...]
    novelties: Novelties
    counts: tuple[WeekCount, ...]
    heard: Heard
    uncovered: tuple[str, ...]
    refusals: tuple[Refusal, ...]


def gather(snapshot: Snapshot, week: Week, until: datetime | date) -> Material:
    """The material of a week; what was refused counts from its Monday up to `until`, excluded."""
    first, last = week.first, week.last
    events = agenda(snapshot, last + timedelta(days=1), last + COMING)
    return Material(
        week=week,
        pages=tuple(rows.pages(snapshot, first, last)),
        deeds=tuple(rows.deeds(snapshot, first, last, novelty.SURE)),
        sayings=tuple(rows.sayings(snapshot, first, last)),
        named=tuple(rows.named(snapshot, first, last)),
        suppliers=tuple(rows.suppliers(snapshot)),
        events=tuple(events),
        event_pages=tuple(rows.event_pages(snapshot, sorted({event.url for event in events}), novelty.SURE)),
        novelties=novelty.of_week(snapshot, week),
        counts=tuple(rows.week_counts(snapshot, first - USUAL, last)),
        heard=rows.heard(snapshot, first),
        uncovered=tuple(rows.uncovered(snapshot)),
        refusals=tuple(refusals(snapshot, first, until)),
    )
