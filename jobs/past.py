"""A source's past: its sitemaps and archives back to a day, politely; asked again, it goes on where it was."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

from core.days import PARIS
from core.errors import InputError
from core.ids import run_id
from core.types import RunReport
from crawler.collect import crawl, ingest
from crawler.past import entries_of, wide
from crawler.plan import CrawlPlan
from jobs.collect import counts, silent
from jobs.process import process
from jobs.publish import publish
from jobs.recording import recorded
from jobs.workspace import Workspace
from state import hosts, runs

Progress = Callable[[int, int], None]
Collecting = Callable[[dict[str, int]], None]
LEFT = "entry.fetched.budget"  # pages behind an entry point were left for another slice


def walk(
    workspace: Workspace,
    slug: str,
    since: date,
    max_pages: int,
    collecting: Collecting | None = None,
    processing: Progress | None = None,
) -> list[RunReport]:
    """Collect what a source published since a day (Europe/Paris), at most `max_pages` new pages; then process.

    A walk is made in slices of `crawler.max_minutes`: between two, other collects get their turn.

    Raises:
        InputError: the day is yet to come.
    """
    if since > datetime.now(PARIS).date():
        raise InputError(f"--since {since} : ce jour n'est pas encore venu", "Donnez un jour passé.")
    (source,) = workspace.chosen((slug,))
    settings, obey = workspace.settings.crawler, workspace.settings.workspace.legal_basis == "general"
    with workspace.asking("backfill") as state:
        entries = entries_of(source, settings, obey_reservations=obey, rests=hosts.rests(state))
    plan = CrawlPlan(
        run_id=run_id(),
        sources=(replace(source, entries=entries, enabled=True),),
        archive_dir=workspace.archive,
        state_path=workspace.state,
        settings=wide(settings, max_pages),
        since=datetime.combine(since, time(), PARIS),
        obey_reservations=obey,
        log_file=workspace.logs,
    )
    reports = list(_slices(workspace, plan, collecting))
    return [*reports, process(workspace, processing), publish(workspace)]


def _slices(workspace: Workspace, plan: CrawlPlan, collecting: Collecting | None) -> Iterator[RunReport]:
    """Crawl after crawl, until nothing is left or all that was granted is read."""
    granted = plan.settings.max_pages
    while True:
        report = _slice(workspace, replace(plan, settings=wide(plan.settings, granted)), collecting)
        yield report
        read = sum(number for what, number in report.counts.items() if what.startswith("page."))
        granted -= read
        if LEFT not in report.counts or granted <= 0 or not read:
            return


def _slice(workspace: Workspace, plan: CrawlPlan, collecting: Collecting | None) -> RunReport:
    """One crawl of a walk; its lines alone are counted."""
    ages = plan.settings.revisit_ages
    with workspace.asking("backfill") as state:
        runs.interrupt_unfinished(state, datetime.now(UTC), ("backfill",))  # we hold the crawl's lock
        with recorded(state, "backfill") as run:
            ingest(workspace.archive, state, ages)  # what a killed run left behind
            try:
                crawl(replace(plan, run_id=run.report.run_id), collecting)
            finally:
                lines = ingest(workspace.archive, state, ages)
                run.count(counts(lines), silent(lines))
    return run.report
