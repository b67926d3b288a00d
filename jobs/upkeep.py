"""Upkeep: rewriting the results, mending what doctor finds, taking results back from a copy."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

from core.types import RunReport
from jobs.archived import lost
from jobs.forgetting.restored import forget_again
from jobs.keeping import keep_copy
from jobs.recording import recorded
from jobs.workspace import Workspace
from state import captures, health, pages
from state.open import State, open_state
from store.upkeep import compact as store_compact
from store.upkeep import restore as store_restore
from store.upkeep.doctor import articles_since

_FOR_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def compact(workspace: Workspace, *, mend: bool = False) -> RunReport:
    """Rewrite results and texts without what was deleted from them; `counts` are of bytes before and after.

    `mend` also removes rows that are there twice or belong to nothing, makes the state's indexes anew, and has
    the pages asked for again that the archive lost.
    """
    with closing(open_state(workspace.state)) as state, recorded(state, "compact") as run:
        done = store_compact.compact(workspace.data, workspace.settings.store, mend=mend)
        counts = {"bytes.before": done.before, "bytes.after": done.after}
        if mend:
            counts |= {"rows.dropped": done.dropped, "asked": _mend_state(workspace, state)}
        run.count(counts)
        keep_copy(state)
    return run.report


def _mend_state(workspace: Workspace, state: State) -> int:
    health.mend(state)
    now = datetime.now(UTC)
    recent = articles_since(workspace.data, workspace.settings.store, kept_since(workspace, now))
    gone = lost(state, workspace.archive, recent)
    return pages.ask_again(state, gone.captures, gone.articles, now)


def kept_since(workspace: Workspace, now: datetime) -> datetime:
    """From when on pages and texts must still be there: a day inside the archive's retention."""
    days = workspace.settings.archive.keep_days
    return now - timedelta(days=days - 1) if days else _FOR_EVER


def restore(workspace: Workspace, wanted: str | None = None) -> tuple[RunReport, store_restore.Restored]:
    """Take the results back from a copy, and have processed again what was processed after it was made.

    What was forgotten since is taken out again: a copy kept elsewhere still holds it.
    """
    with closing(open_state(workspace.state)) as state, recorded(state, "restore") as run:
        done = store_restore.restore(workspace.data, workspace.settings.store, wanted)
        again = forget_again(workspace, state)
        requeued = captures.requeue_since(state, done.copy.at)
        counts = {"articles": done.articles, "requeued": requeued}
        run.count(counts | ({"forgotten": again} if again else {}))
    return run.report, done
