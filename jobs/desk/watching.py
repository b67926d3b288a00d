"""The pages and feeds of the watches, written now."""

from collections.abc import Mapping
from contextlib import closing
from typing import Any

from digest.french import counted
from jobs.desk import came
from jobs.watching.publishing import write_all
from jobs.workspace import Workspace
from state import watches
from state.open import open_state


def publish(workspace: Workspace, payload: Mapping[str, Any]) -> came.Came:
    """Write the files of all watches."""
    del payload
    with closing(open_state(workspace.state)) as state:
        write_all(workspace, state)
        return came.done(f"{counted(len(watches.every(state)), 'suivi publié', 'suivis publiés')}")
