"""A source's past: its sitemaps and archives back to a day, politely; asked again, it goes on where it was."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time

from core.days import PARIS
from core.errors import InputError
from core.types import RunReport
from crawler.collect import crawl, ingest
from crawler.past import entries_of, wide
from crawler.plan import CrawlPlan
from jobs.collect import LOCK, counts
from jobs.process import process
from jobs.publish import publish
from jobs.recording import recorded
from jobs.workspace import Workspace
from state.open import open_state
from store.lock import writer_lock

Progress = Callable[[int, int], None]


def walk(
    workspace: Workspace,
    slug: str,
    since: date,
    max_pages: int,
    collecting: Callable[[dict[str, int]], None] | None = None,
    processing: Progress | None = None,
) -> list[RunReport]:
    """Collect what a source published since a day (Europe/Paris), at most `max_pages` new pages; then process.

    Raises:
        InputError: the day is yet to come.
    """
    if since > datetime.now(PARIS).date():
        raise InputError(f"--since {since} : ce jour n'est pas encore venu", "Donnez un jour passé.")
    (source,) = workspace.chosen((slug,))
    workspace.refuse_anonymous()
    settings = workspace.settings.crawler
    obey = workspace.settings.workspace.legal_basis == "general"
    entries = entries_of(source, settings, obey_reservations=obey)
    with (
        writer_lock(workspace.data, workspace.settings.store.writer_wait_seconds, "backfill", name=LOCK),
        closing(open_state(workspace.state)) as state,
        recorded(state, "backfill") as run,
    ):
        plan = CrawlPlan(
            run_id=run.report.run_id,
            sources=(replace(source, entries=entries, enabled=True),),
            archive_dir=workspace.archive,
            state_path=workspace.state,
            settings=wide(settings, max_pages),
            since=datetime.combine(since, time(), PARIS),
            obey_reservations=obey,
            log_file=workspace.logs,
        )
        try:
            crawl(plan, collecting)
        finally:
            run.count(counts(ingest(workspace.archive, state)))
    return [run.report, process(workspace, processing), publish(workspace)]
