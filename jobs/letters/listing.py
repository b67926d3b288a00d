"""The letters and errata that people decided about."""

from contextlib import closing

from core.letters import Issue
from jobs.workspace import Workspace
from state import letters
from state.open import open_state


def listed(workspace: Workspace) -> list[Issue]:
    """All of them, the newest week first, each before its errata."""
    with closing(open_state(workspace.state)) as state:
        issues = letters.issues(state)
    return sorted(issues, key=lambda one: (one.week, -one.erratum), reverse=True)
