"""Results that are being made anew: what comes before and after the captures, in `process` as in `rebuild`.

The state knows that it was asked (state/rebuilds.py): whatever is killed, the next `process` goes on.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from core.errors import StoreBusy
from jobs.workspace import Workspace
from state import captures, rebuilds
from state.open import State
from store.live import LiveStore, open_files
from store.lock import writer_lock
from store.upkeep.aside import attach_former, set_aside
from store.upkeep.carry import carry_first, carry_last


def renewed(workspace: Workspace, state: State) -> None:
    """Set the old files aside and carry over what the archive no longer holds; nothing when no rebuild is under way."""
    settings = workspace.settings.store
    if rebuilds.under_way(state) is None:
        return
    with writer_lock(workspace.data, settings.writer_wait_seconds, "rebuild"):
        found = rebuilds.under_way(state)
        if found is None:  # another process ended it meanwhile
            return
        if not found.aside:
            set_aside(workspace.data, found.stamp, settings.memory_limit)
            rebuilds.moved(state, found.stamp, datetime.now(UTC))
        with open_files(workspace.data, settings.memory_limit) as live:
            if attach_former(live.connection, workspace.data, found.stamp):
                carry_first(live, found.stamp, present(workspace, state))


def ended(workspace: Workspace, state: State, live: LiveStore) -> int:
    """When all captures are processed: carry over what a damaged page did not bring; how many articles that were."""
    found = rebuilds.under_way(state)
    if found is None:
        return 0
    carried = 0
    if attach_former(live.connection, workspace.data, found.stamp):
        carried = carry_last(live).articles
    rebuilds.end(state, found.stamp, datetime.now(UTC))
    return carried


def present(workspace: Workspace, state: State) -> Iterator[datetime]:
    """When each capture was made that can be processed again: its page, if it has one, is in the archive."""
    there = {path.name for path in workspace.archive.glob("*")}
    return (at for at, segment in captures.every_instant(state) if segment is None or segment in there)


def refuse_half_made(state: State) -> None:
    """What reads or publishes the results as a whole waits until they are whole."""
    if rebuilds.under_way(state) is not None:
        raise StoreBusy(
            "Les résultats sont en train d’être refaits depuis l’archive.",
            "« beffroi rebuild » finit ce travail, « beffroi process » aussi ; puis recommencez.",
        )
