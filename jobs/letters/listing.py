"""The letters and errata that people decided about."""

from contextlib import closing

from core.errors import InputError
from core.letters import Issue
from jobs.letters.weeks import issue_named
from jobs.workspace import Workspace
from state import letters
from state.open import open_state


def listed(workspace: Workspace) -> list[Issue]:
    """All of them, the newest week first, each before its errata."""
    with closing(open_state(workspace.state)) as state:
        issues = letters.issues(state)
    return sorted(issues, key=lambda one: (one.week, -one.erratum), reverse=True)


def one(workspace: Workspace, key: str) -> Issue:
    """The issue of a key such as 2026-W47/1; InputError where there is none."""
    week, number = issue_named(key)
    with closing(open_state(workspace.state)) as state:
        found = letters.issue(state, week.label, number)
    if found is None:
        raise InputError(f"pas de rectificatif {week.label}/{number}", "« beffroi digest list » les montre.")
    return found
