"""What approved letters open with: an erratum opens one letter, the next that leaves, and only while it is true."""

from contextlib import closing

from core import logs
from core.errors import Undecided
from core.letters import Issue, IssueState
from digest.opening import opens_with, told_already
from jobs.keeping import keep_copy
from jobs.workspace import Workspace
from state import letters
from state.open import State, open_state


def check(workspace: Workspace, issue: Issue) -> None:
    """Refuse an approved letter that opens with what another told meanwhile: its approval is taken back."""
    if issue.erratum or issue.state is not IssueState.APPROVED:
        return
    with closing(open_state(workspace.state)) as state:
        teller = told_already(letters.issues(state), issue)
        if not teller:
            return
        letters.mark(state, issue, IssueState.DRAFT)
        keep_copy(state)
    raise Undecided(
        f"la lettre {issue.key} s’ouvre par un rectificatif que celle de {teller} a déjà dit",
        f"Il n’y est plus : relisez-la, puis approuvez (beffroi digest approve {issue.week}).",
    )


def untold(state: State, erratum: Issue) -> None:
    """Take back the approval of letters that open with an erratum that is no longer to be said."""
    for one in letters.issues(state):
        if one.state is IssueState.APPROVED and opens_with(one, erratum):
            letters.mark(state, one, IssueState.DRAFT)
            logs.get(__name__).info("approval taken back", issue=one.key, erratum=erratum.key)
