"""Retention: pages and texts older than the settings allow leave, as does what was forgotten and came back since.

A disk that fills up is told in time.
"""

from contextlib import closing
from datetime import UTC, datetime, timedelta

from core import logs
from core.types import RunReport
from crawler.archiving import retention as files
from jobs.forgetting.sweep import sweep_new
from jobs.recording import recorded
from jobs.workspace import Workspace
from state import clippings, retention, runs
from state.open import State, open_state
from store.live import LIVE_FILE, open_live
from store.lock import writer_lock
from store.upkeep.retention import drop_old_texts

LOCK = "retention.lock"


def retain(workspace: Workspace, now: datetime) -> RunReport:
    """Remove what is older than `archive.keep_days`, except what still waits to be processed; measure the rest.

    Facts stay. Pages collected since a request to forget are searched for it, and leave.

    The state forgets a segment first, then its files go: what a kill leaves between the two, the next run
    removes. `counts` are of segments and of bytes; `problems` say that the archive is over its budget, or
    that the disk is nearly full.
    """
    workspace.archive.mkdir(parents=True, exist_ok=True)
    wait = workspace.settings.store.writer_wait_seconds
    with (
        writer_lock(workspace.data, wait, "retention", name=LOCK),
        closing(open_state(workspace.state)) as state,
    ):
        runs.interrupt_unfinished(state, datetime.now(UTC), ("retention",))  # we hold its lock
        with recorded(state, "retention") as run:
            gone, waiting = _forget(state, workspace.settings.archive.keep_days, now)
            counts = {f"forgotten.{place}": n for place, n in sweep_new(workspace, state).items()}
            counts["texts.removed"] = _old_texts(workspace, now)
            counts |= _old_clippings(workspace, state, now)
            freed = files.unlink(workspace.archive, retention.removed(state))
            room = files.measure(workspace.archive)
            counts |= {
                "segments.removed": gone,
                "segments.waiting": waiting,
                "bytes.freed": freed,
                "bytes.archive": room.archive,
                "bytes.free": room.free,
            }
            budget = workspace.settings.archive.disk_budget_gb
            problems = [("archive", str(workspace.archive), why) for why in files.concerns(room, budget)]
            run.count(counts, problems)
    return run.report


def _old_texts(workspace: Workspace, now: datetime) -> int:
    """How many texts left the results; facts and their evidence stay."""
    days = workspace.settings.archive.keep_days
    if days == 0 or not (workspace.data / LIVE_FILE).exists():
        return 0
    with open_live(workspace.data, workspace.settings.store, job="retention") as live:
        return drop_old_texts(live, now - timedelta(days=days), now)


def _old_clippings(workspace: Workspace, state: State, now: datetime) -> dict[str, int]:
    """How many pasted texts lost their words: they are kept no longer than those that were collected."""
    days = workspace.settings.archive.keep_days
    emptied = clippings.empty_old(state, now - timedelta(days=days)) if days else 0
    return {"clippings.emptied": emptied} if emptied else {}


def _forget(state: State, keep_days: int, now: datetime) -> tuple[int, int]:
    """How many old segments the state forgot, and how many it did not because they wait to be processed."""
    if keep_days == 0:
        return 0, 0
    limit = now - timedelta(days=keep_days)
    old = [segment for segment in retention.present(state) if _began(state, segment) < limit]
    gone = sum(retention.remove(state, segment, now) for segment in old)
    if gone < len(old):
        logs.get(__name__).warning("old segments wait to be processed", segments=len(old) - gone)
    return gone, len(old) - gone


def _began(state: State, segment: retention.Segment) -> datetime:
    """Never a file's own date: a copy or a restored backup makes it young again."""
    began = files.started_at(segment.run_id) or retention.first_answer(state, segment)
    return began or segment.ingested_at
