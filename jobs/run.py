"""The whole job once: collect, process, publish."""

from collections.abc import Callable
from datetime import UTC, datetime

from core.types import RunReport
from jobs.collect import collect
from jobs.process import process
from jobs.publish import publish
from jobs.retention import retain
from jobs.workspace import Workspace


def run(
    workspace: Workspace,
    only: tuple[str, ...] = (),
    collecting: Callable[[dict[str, int]], None] | None = None,
    processing: Callable[[int, int], None] | None = None,
    *,
    due_only: bool = False,
) -> list[RunReport]:
    """What the scheduler does every hour, and `beffroi run` does now."""
    return [
        collect(workspace, only, collecting, due_only=due_only),
        process(workspace, processing),
        publish(workspace),
        retain(workspace, datetime.now(UTC)),
    ]
