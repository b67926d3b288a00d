"""Publish: a new snapshot for readers when something changed, and its agenda as a calendar."""

from collections.abc import Iterator
from contextlib import closing

from core.errors import BeffroiError
from core.types import RunReport
from jobs.agenda import FEED, write_feed
from jobs.recording import recorded
from jobs.renewal import refuse_half_made
from jobs.watching.publishing import FOLDER, write_all
from jobs.workspace import Workspace
from state.open import State, open_state
from store import publish as store_publish


def publish(workspace: Workspace, *, force: bool = False) -> RunReport:
    """Publish the live results; `counts` is {"published": n} with the snapshot's number, 0 when unchanged.

    `force` publishes all the same: a snapshot may be damaged. `problems` say that the agenda or the
    watches could not be written: the snapshot is there all the same, and the next time it is tried again.
    """
    with closing(open_state(workspace.state)) as state, recorded(state, "publish") as run:
        refuse_half_made(state)
        snapshot = store_publish.publish(workspace.data, workspace.settings.store, force=force)
        problems = [*_agenda(workspace), *_watches(workspace, state)]
        run.count({"published": snapshot.number if snapshot else 0}, problems)
    return run.report


def _agenda(workspace: Workspace) -> Iterator[tuple[str, str, str]]:
    """Write the agenda's file when it is missing, or older than what is published."""
    feed = workspace.data / FEED
    if not workspace.published.exists():
        return
    if feed.is_file() and feed.stat().st_mtime >= workspace.published.stat().st_mtime:
        return
    try:
        write_feed(workspace)
    except BeffroiError as error:
        yield "agenda", str(feed), str(error)


def _watches(workspace: Workspace, state: State) -> Iterator[tuple[str, str, str]]:
    """Write the feeds and pages of watches that are missing, or older than what is published."""
    if not workspace.published.exists():
        return
    try:
        write_all(workspace, state, only_missing=True)
    except BeffroiError as error:
        yield "suivis", str(workspace.data / FOLDER), str(error)
