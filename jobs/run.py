"""The whole job once: collect, process, publish."""

from collections.abc import Callable

from core.types import RunReport
from jobs.collect import collect
from jobs.process import process
from jobs.publish import publish
from jobs.workspace import Workspace


def run(
    workspace: Workspace,
    only: tuple[str, ...] = (),
    collecting: Callable[[dict[str, int]], None] | None = None,
    processing: Callable[[int, int], None] | None = None,
) -> list[RunReport]:
    """What the scheduler does every hour, and `beffroi run` does now."""
    return [
        collect(workspace, only, collecting),
        process(workspace, processing),
        publish(workspace),
    ]
