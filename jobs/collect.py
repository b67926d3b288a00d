"""Collect: every entry point asked, new pages into the archive, the journal into the state."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime

from core import logs
from core.errors import SettingsError
from core.types import Fetch, Outcome, RunReport, Source
from crawler.collect import crawl, ingest
from crawler.plan import CrawlPlan
from jobs.recording import recorded
from jobs.workspace import Workspace
from state import runs
from state.open import State, open_state
from store.lock import writer_lock

LOCK = "collect.lock"
Progress = Callable[[dict[str, int]], None]


def collect(workspace: Workspace, only: tuple[str, ...] = (), progress: Progress | None = None) -> RunReport:
    """Run one crawl over the chosen sources and take in what it found."""
    sources = workspace.chosen(only)
    _refuse_unready(workspace, sources)
    wait = workspace.settings.store.writer_wait_seconds
    with (
        writer_lock(workspace.data, wait, "collect", name=LOCK),  # two crawls would be twice as pressing
        closing(open_state(workspace.state)) as state,
    ):
        return _collect(workspace, state, sources, progress)


def _collect(
    workspace: Workspace, state: State, sources: tuple[Source, ...], progress: Progress | None
) -> RunReport:
    runs.interrupt_unfinished(state, datetime.now(UTC), ("collect",))  # we hold the crawl's lock
    with recorded(state, "collect") as run:
        logs.get(__name__).info("collect", sources=len(sources))
        ingest(workspace.archive, state)  # what a killed run left behind
        try:
            crawl(_plan(workspace, run.report.run_id, sources), progress)
        finally:
            fetches = ingest(workspace.archive, state)
            run.count(counts(fetches), silent(fetches))
    return run.report


def counts(fetches: Iterable[Fetch]) -> dict[str, int]:
    """Outcomes of pages and of entry points, with reasons: {"page.fetched": 12, "page.refused.robots": 1}."""
    names = Counter(
        ".".join(filter(None, ("page" if f.candidate else "entry", f.outcome.value, f.reason)))
        for f in fetches
    )
    return dict(sorted(names.items()))


def silent(fetches: Iterable[Fetch]) -> list[tuple[str, str, str]]:
    """Entry points that did not answer: what lies behind them is missed until somebody looks."""
    failed = {Outcome.FAILED, Outcome.REFUSED}
    return [
        (f.source, f.url, f.reason or f.outcome.value)
        for f in fetches
        if f.candidate is None and f.outcome in failed
    ]


def _plan(workspace: Workspace, run: str, sources: tuple[Source, ...]) -> CrawlPlan:
    return CrawlPlan(
        run_id=run,
        sources=sources,
        archive_dir=workspace.archive,
        state_path=workspace.state,
        settings=workspace.settings.crawler,
        obey_reservations=workspace.settings.workspace.legal_basis == "general",
        log_file=workspace.logs,
    )


def _refuse_unready(workspace: Workspace, sources: tuple[Source, ...]) -> None:
    """A crawler says who it is: no live request without a contact address."""
    settings = workspace.settings.crawler
    if not sources:
        raise SettingsError(
            f"{workspace.root / 'sources.toml'} : aucune source active", "Ajoutez-y au moins une table."
        )
    if not settings.contact and not settings.allow_private_addresses:
        raise SettingsError(
            f"{workspace.root / 'beffroi.toml'} : crawler.contact est vide",
            "Donnez une adresse où les sites peuvent vous joindre ; elle figure dans l'User-Agent.",
        )
