"""Errata: what a letter that left had wrong, as the newest publication knows it; approved and sent like a letter."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from core import logs
from core.days import PARIS
from core.errors import InputError, Undecided
from core.letters import Issue, IssueState
from digest import erratum, letterjson
from digest.erratum import Difference
from digest.letter import Letter, Week
from jobs.correcting.words import Words
from jobs.forgetting.screening import refuse_named
from jobs.keeping import keep_copy
from jobs.letters import openings, typed
from jobs.letters.signing import signature
from jobs.letters.weeks import week_named
from jobs.workspace import Workspace
from state import letters
from state.letters import GONE
from state.open import State, open_state
from store.query import Snapshot
from store.readers.facts_now import facts_now

_NOTE = 400
"""Characters of an editor's line in an erratum."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A letter that left with its errata, and what of it is no longer so."""

    letter: Letter
    issues: tuple[Issue, ...]
    differences: tuple[Difference, ...]

    @property
    def waiting(self) -> Issue | None:
        """The erratum that was written and has not left."""
        last = self.issues[-1]
        return last if last.erratum and last.state not in GONE else None

    @property
    def number(self) -> int:
        """The number of the erratum that is, or would be, written now."""
        return self.waiting.erratum if self.waiting else self.issues[-1].erratum + 1


def touched(workspace: Workspace, week: Week) -> Touched:
    """Compare what was sent of a week, errata included, with the newest publication."""
    with closing(open_state(workspace.state)) as state:
        issues = sent(state, week)
    with workspace.snapshot() as snapshot:
        return compared(snapshot, week, issues)


def compared(snapshot: Snapshot, week: Week, issues: Sequence[Issue]) -> Touched:
    """The same of the issues of a week (`sent`) and a snapshot that is open already."""
    letter = letterjson.from_json(issues[0].content)
    told = erratum.said([one for one in issues if one.state in GONE])
    built = issues[0].approved_at.astimezone(PARIS).date()
    now = facts_now(snapshot, [fact[:3] for fact in told], week.last, max(built, week.last))
    return Touched(letter, tuple(issues), erratum.differences(letter, told, now))


def prepare(workspace: Workspace, week: Week, note: str | None, words: Words) -> Issue | None:
    """Write the erratum of a letter that left, for somebody to approve; None when there is nothing to say.

    Without a note, that of the erratum that waits stays; an empty one takes it away.
    """
    found = touched(workspace, week)
    made = drafted(found, _note(found, note), words.author(), datetime.now(UTC))
    waiting = found.waiting
    if made is None:
        _withdraw(workspace, waiting)
        return None
    if waiting and waiting.sha256 == made.sha256:
        return waiting
    with closing(open_state(workspace.state)) as state:
        refuse_named(state, made.approved_by, *(line for line in (note,) if line))
        letters.keep(state, made)
        if waiting:
            openings.untold(state, waiting)
        keep_copy(state)
    return made


def drafted(found: Touched, note: str, by: str, at: datetime) -> Issue | None:
    """The erratum that these differences and an editor's line make. Pure."""
    if not found.differences and not note:
        return None
    content = letterjson.to_json(erratum.letter(found.letter, found.differences, note))
    return Issue(
        found.issues[0].week, found.number, IssueState.DRAFT, content, letterjson.sha256(content),
        erratum.facts(found.differences), by, at,
    )  # fmt: skip


def approve(workspace: Workspace, week: Week, number: int, words: Words) -> Issue:
    """Approve an erratum as it was shown; refused when what it says is no longer what is to be said."""
    found, by = touched(workspace, week), signature(words, workspace.settings.letter.director)
    waiting = found.waiting
    if waiting is None or waiting.erratum != number:
        raise InputError(
            f"pas de rectificatif {week.label}/{number} à approuver",
            f"« beffroi digest erratum {week.label} » en prépare un ; « beffroi digest list » les montre.",
        )
    at = datetime.now(UTC)
    again = drafted(found, _note(found, None), by, at)
    if again is None or again.sha256 != waiting.sha256:
        raise _no_longer(waiting)
    made = replace(waiting, state=IssueState.APPROVED, approved_by=by, approved_at=at)
    with closing(open_state(workspace.state)) as state:
        refuse_named(state, by)
        if not letters.keep(state, made, was=waiting):  # somebody wrote it anew since it was read
            raise _no_longer(waiting)
        keep_copy(state)
    logs.get(__name__).info("erratum approved", issue=made.key, by=by, sha256=made.sha256)
    return made


def check(workspace: Workspace, issue: Issue) -> None:
    """Refuse an approved erratum that is no longer what there is to say: its approval is taken back.

    What was corrected by mistake and is as before would leave otherwise. Where nothing is published, nothing says so.
    """
    if not issue.erratum or issue.state is not IssueState.APPROVED or not workspace.published.exists():
        return
    found = touched(workspace, week_named(issue.week))
    again = drafted(found, _note(found, None), issue.approved_by, issue.approved_at)
    if again is None:
        _withdraw(workspace, issue)
    elif again.sha256 != issue.sha256:
        with closing(open_state(workspace.state)) as state:
            letters.mark(state, issue, IssueState.DRAFT)
            openings.untold(state, issue)
            keep_copy(state)
    else:
        return
    raise _no_longer(issue)


def _no_longer(issue: Issue) -> Undecided:
    return Undecided(
        f"le rectificatif {issue.key} n’est plus ce qu’il y a à dire",
        f"Relisez-le : beffroi digest erratum {issue.week}.",
    )


def _withdraw(workspace: Workspace, waiting: Issue | None) -> None:
    """Nothing differs any more: what was written, and approved perhaps, has nothing to say."""
    if waiting is None:
        return
    with closing(open_state(workspace.state)) as state:
        if letters.withdraw(state, waiting):
            openings.untold(state, waiting)
            keep_copy(state)
            logs.get(__name__).info("erratum withdrawn", issue=waiting.key)


def sent(state: State, week: Week) -> list[Issue]:
    """The letter of a week, which has left, and its errata."""
    issues = letters.issues(state, week.label)
    if not issues or issues[0].erratum or issues[0].state not in GONE:
        raise InputError(
            f"la lettre {week.label} n’est pas partie : il n’y a rien à rectifier",
            f"Changez le brouillon (beffroi digest edit {week.label} …), puis approuvez-le de nouveau.",
        )
    return issues


def _note(found: Touched, note: str | None) -> str:
    if note is None:
        kept: str = found.waiting.content.get("editorial", "") if found.waiting else ""
        return kept
    line = note.strip()
    if "\n" in line or "\r" in line:
        raise InputError("la note tient sur une ligne", "Retirez les retours à la ligne.")
    return typed.line(line, "la note", _NOTE)
