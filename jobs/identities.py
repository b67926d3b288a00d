"""Which events and initiatives of a batch are known already: what several articles tell of has one id."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from core.days import first_day, last_day
from core.types import Analysis, Event, EventTrace, Initiative, InitiativeTrace, Processed
from nlp.events import identity as events
from nlp.initiatives import identity as initiatives
from store.batch import Batch
from store.live import LiveStore
from store.told import day_of, event_traces, initiative_traces

_SLACK = timedelta(days=31)  # "en mars" is compared with the 2nd of April, which it may have been put off to


def identified(live: LiveStore, batch: Batch) -> Batch:
    """The batch with the ids of its events and initiatives; store it before the next one."""
    read = [(p, p.analysis) for p in batch.articles if p.analysis]
    dated = [(p.article.id, event) for p, found in read for event in found.events]
    told = [(p.article.id, day_of(p), i) for p, found in read for i in found.initiatives]
    event_ids = iter(events.identified(dated, _known_events(live, [e for _, e in dated])))
    initiative_ids = iter(initiatives.identified(told, _known_initiatives(live, [i for *_, i in told])))
    return replace(batch, articles=tuple(_with_ids(p, event_ids, initiative_ids) for p in batch.articles))


def _known_events(live: LiveStore, found: list[Event]) -> list[EventTrace]:
    if not found:
        return []
    first = min(first_day(event.start_date) for event in found)
    last = max(last_day(event.end_date) for event in found)
    return event_traces(live.connection, first - _SLACK, last + _SLACK)


def _known_initiatives(live: LiveStore, found: list[Initiative]) -> list[InitiativeTrace]:
    codes = {initiative.actor_code for initiative in found if initiative.actor_code}
    return initiative_traces(live.connection, codes) if found else []


def _with_ids(done: Processed, event_ids: Iterator[str], initiative_ids: Iterator[str]) -> Processed:
    """The article's facts with the next ids; both iterators are in the order of the batch."""
    if done.analysis is None:
        return done
    analysis: Analysis = replace(
        done.analysis,
        events=tuple(replace(e, id=next(event_ids)) for e in done.analysis.events),
        initiatives=tuple(replace(i, id=next(initiative_ids)) for i in done.analysis.initiatives),
    )
    return replace(done, analysis=analysis)
