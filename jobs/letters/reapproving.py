"""A letter that has begun to leave, and lost words to forgetting: nobody gets the rest before somebody read it.

An approval is of words. Without some of them it no longer holds: the letter stops where it is, and goes on when what is
left was read (a test send shows it) and approved.
"""

from contextlib import closing
from dataclasses import replace

from core import logs
from core.errors import Undecided
from core.letters import Issue
from digest import letterjson
from digest.letter import Week
from jobs.correcting.words import Words
from jobs.forgetting.screening import refuse_named
from jobs.keeping import keep_copy
from jobs.letters.signing import signature
from jobs.workspace import Workspace
from state import letters
from state.open import open_state


def check(issue: Issue) -> None:
    """Raise Undecided for an issue whose words are no longer those that were approved."""
    if _as_approved(issue):
        return
    raise Undecided(
        f"{issue.key} a perdu des mots depuis son accord, sur une demande d’oubli : la suite ne part pas sans un autre",
        f"Lisez ce qui partirait (beffroi digest send {issue.key} --test ADRESSE), puis approuvez : beffroi digest"
        f" approve {issue.key}.",
    )


def approve(workspace: Workspace, week: Week, number: int, words: Words) -> Issue | None:
    """Approve what is left of an issue that has begun to leave; None when there is none that lost words."""
    with closing(open_state(workspace.state)) as state:
        was = letters.issue(state, week.label, number)
        if was is None or was.state not in letters.GONE or _as_approved(was):
            return None
        by = signature(words, workspace.settings.letter.director)
        refuse_named(state, by)
        now = replace(was, sha256=letterjson.sha256(was.content), approved_by=by)
        if not letters.approve_anew(state, was, now):
            raise Undecided(f"{was.key} vient de changer", "Relisez-la, puis approuvez de nouveau.")
        keep_copy(state)
    logs.get(__name__).info("rest of an issue approved", issue=now.key, by=by, sha256=now.sha256)
    return now


def _as_approved(issue: Issue) -> bool:
    return letterjson.sha256(issue.content) == issue.sha256
