"""Each source's own rhythm, from the state's history: when to ask it again, and whether it has gone quiet."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from core.types import Fetch, Source, SourceRun
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
    checked = entries.known(state)
    history = source_runs.history(state, [source.slug for source in sources], now - rhythm.MEMORY)
    return frozenset(
        entry.url
        for source in sources
        for entry in source.entries
        if entry.url not in checked
        or rhythm.due(checked[entry.url].checked_at, history.get(source.slug, []), now, source, *bounds)
    )


def ledger(
    state: State, run_id: str, sources: Sequence[Source], fetches: Iterable[Fetch]
) -> tuple[SourceRun, ...]:
    """One line a source, which the state then remembers."""
    now = datetime.now(UTC)
    slugs = [source.slug for source in sources]
    history = source_runs.history(state, slugs, now - rhythm.MEMORY)
    since = source_runs.watched_since(state)
    volumes = {slug: rhythm.volume(history.get(slug, []), since.get(slug, now), now) for slug in slugs}
    made = ledgers.ledger(run_id, tuple(fetches), sources, now, volumes)
    source_runs.save(state, made)
    return made
