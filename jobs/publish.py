"""Publish: a new snapshot for readers, and its agenda as a calendar, when something changed."""

from contextlib import closing

from core.types import RunReport
from jobs.agenda import write_feed
from jobs.recording import recorded
from jobs.workspace import Workspace
from state.open import open_state
from store import publish as store_publish


def publish(workspace: Workspace) -> RunReport:
    """Publish the live results; `counts` is {"published": n} with the snapshot's number, 0 when unchanged."""
    with closing(open_state(workspace.state)) as state, recorded(state, "publish") as run:
        snapshot = store_publish.publish(workspace.data, workspace.settings.store)
        if snapshot:
            write_feed(workspace)
        run.count({"published": snapshot.number if snapshot else 0})
    return run.report
