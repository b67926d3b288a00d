"""The whole job once: collect, process, publish."""

from collections.abc import Callable
from datetime import UTC, datetime

from core.errors import StoreError
from core.types import RunReport
from jobs.collect import collect
from jobs.process import process
from jobs.publish import publish
from jobs.retention import retain
from jobs.workspace import Workspace
from store.upkeep.room import MB, require_room


def run(
    workspace: Workspace,
    only: tuple[str, ...] = (),
    collecting: Callable[[dict[str, int]], None] | None = None,
    processing: Callable[[int, int], None] | None = None,
    *,
    due_only: bool = False,
) -> list[RunReport]:
    """What the scheduler does every hour, and `beffroi run` does now."""
    make_room(workspace)
    return [
        collect(workspace, only, collecting, due_only=due_only),
        process(workspace, processing),
        publish(workspace),
        retain(workspace, datetime.now(UTC)),
    ]


def make_room(workspace: Workspace) -> None:
    """Before a disk that is nearly full is filled further: what is too old goes first, then StoreError."""
    needed = workspace.settings.store.min_free_mb * MB
    try:
        require_room(workspace.root, needed, "collecter")
    except StoreError:
        retain(workspace, datetime.now(UTC))
        require_room(workspace.root, needed, "collecter")
