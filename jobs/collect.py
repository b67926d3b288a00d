"""Collect: every entry point asked, new pages into the archive, the journal into the state."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from core import logs
from core.types import Fetch, Outcome, RunReport, Source
from crawler.collect import crawl, ingest
from crawler.plan import CrawlPlan
from jobs import rhythm
from jobs.forgetting.screening import followed, refuse_forgotten
from jobs.recording import recorded
from jobs.workspace import Workspace
from state import runs
from state.open import State

Progress = Callable[[dict[str, int]], None]


def collect(
    workspace: Workspace,
    only: tuple[str, ...] = (),
    progress: Progress | None = None,
    *,
    due_only: bool = False,
) -> RunReport:
    """Run one crawl over the chosen sources and take in what it found.

    `due_only` leaves out entry points that have nothing new to say yet, by their own rhythm.
    """
    # named by hand, a disabled source is asked all the same
    sources = tuple(replace(source, enabled=True) for source in workspace.chosen(only))
    workspace.refuse_idle(sources)
    with workspace.asking("collect") as state:
        kept = followed(state, sources)
        if gone := [source.slug for source in sources if source not in kept]:
            refuse_forgotten(gone, named=bool(only), left=bool(kept))
        return _collect(workspace, state, kept, progress, due_only=due_only)


def _collect(
    workspace: Workspace,
    state: State,
    sources: tuple[Source, ...],
    progress: Progress | None,
    *,
    due_only: bool,
) -> RunReport:
    ages = workspace.settings.crawler.revisit_ages
    runs.interrupt_unfinished(state, datetime.now(UTC), ("collect",))  # we hold the crawl's lock
    with recorded(state, "collect") as run:
        logs.get(__name__).info("collect", sources=len(sources))
        ingest(workspace.archive, state, ages)  # what a killed run left behind
        due = rhythm.due(workspace, state, sources) if due_only else None
        try:
            crawl(_plan(workspace, run.report.run_id, sources, due), progress)
        finally:
            fetches = ingest(workspace.archive, state, ages)
            ledger = rhythm.ledger(state, run.report.run_id, sources, fetches)
            run.count(counts(fetches), silent(fetches), ledger)
    return run.report


def counts(fetches: Iterable[Fetch]) -> dict[str, int]:
    """Outcomes of pages and of entry points, with reasons: {"page.fetched": 12, "page.refused.robots": 1}."""
    names = Counter(
        ".".join(filter(None, ("page" if f.candidate else "entry", f.outcome.value, f.reason)))
        for f in fetches
    )
    return dict(sorted(names.items()))


def silent(fetches: Iterable[Fetch]) -> list[tuple[str, str, str]]:
    """Entry points that did not answer: what lies behind them is missed until somebody looks.

    A host that asked for peace is waited for, which is nobody's concern.
    """
    failed = {Outcome.FAILED, Outcome.REFUSED, Outcome.BLOCKED}
    return [
        (f.source, f.url, f.reason or f.outcome.value)
        for f in fetches
        if f.candidate is None and f.outcome in failed and f.reason != "cooldown"
    ]


def _plan(
    workspace: Workspace, run: str, sources: tuple[Source, ...], due: frozenset[str] | None
) -> CrawlPlan:
    return CrawlPlan(
        run_id=run,
        sources=sources,
        due=due,
        archive_dir=workspace.archive,
        state_path=workspace.state,
        settings=workspace.settings.crawler,
        obey_reservations=workspace.settings.workspace.legal_basis == "general",
        log_file=workspace.logs,
    )
