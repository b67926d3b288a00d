"""Each source's own rhythm, from the state's history: when to ask it again, and whether it has gone quiet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.days import paris_day
from core.types import Fetch, Source, SourceRun, SourceState, Volume
from crawler import ledger as ledgers
from crawler import rhythm
from jobs.workspace import Workspace
from state import entries, source_runs
from state.open import State


def due(workspace: Workspace, state: State, sources: Sequence[Source]) -> frozenset[str]:
    """The entry points to ask now."""
    now = datetime.now(UTC)
    settings = workspace.settings.crawler
    bounds = timedelta(minutes=settings.poll_min_minutes), timedelta(hours=settings.poll_max_hours)
    known = entries.known(state)
    history = source_runs.history(state, [source.slug for source in sources], now - rhythm.MEMORY)

    def is_due(source: Source, url: str) -> bool:
        point = known.get(url)
        if point is None:
            return True
        heard = point.answered_at == point.checked_at
        past = history.get(source.slug, [])
        return rhythm.due(point.checked_at, past, now, source, *bounds, answered=heard)

    return frozenset(entry.url for source in sources for entry in source.entries if is_due(source, entry.url))


def planned(workspace: Workspace, state: State, sources: Sequence[Source]) -> dict[str, datetime]:
    """From when on each source is due again; one that was never visited is left out: it is due now.

    Over 200,000 journal lines it takes half a second: keep it until the next crawl.
    """
    now = datetime.now(UTC)
    settings = workspace.settings.crawler
    bounds = timedelta(minutes=settings.poll_min_minutes), timedelta(hours=settings.poll_max_hours)
    known = entries.known(state)
    history = source_runs.history(state, [source.slug for source in sources], now - rhythm.RECENT)

    def due_at(source: Source, point: entries.EntryPoint) -> datetime:
        heard = point.answered_at == point.checked_at
        past = history.get(source.slug, [])
        return point.checked_at + rhythm.wait_of(past, now, source, *bounds, answered=heard)

    points = {s.slug: [(s, known[e.url]) for e in s.entries if e.url in known] for s in sources}
    return {slug: min(due_at(*one) for one in own) for slug, own in points.items() if own}


def ledger(
    state: State, run_id: str, sources: Sequence[Source], fetches: Iterable[Fetch]
) -> tuple[SourceRun, ...]:
    """One line a source, which the state then remembers.

    Of a source whose last answer was none, nobody can say how much it publishes.
    """
    now = datetime.now(UTC)
    made = ledgers.ledger(run_id, tuple(fetches), sources, now)
    history = source_runs.history(state, [line.source for line in made], now - rhythm.MEMORY)
    answered = source_runs.days(state, ledgers.ANSWERED, now - rhythm.MEMORY)
    last = source_runs.last_by_source(state)

    def volume(line: SourceRun) -> Volume | None:
        told = last.get(line.source, line) if line.state is SourceState.WAITING else line
        if told.state not in ledgers.ANSWERED:
            return None
        days = answered.get(line.source, set()) | {paris_day(told.at)}
        return rhythm.volume(history[line.source], days, now)

    lines = tuple(replace(line, volume=volume(line)) for line in made)
    source_runs.save(state, lines)
    return lines
