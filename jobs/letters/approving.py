"""Approving a letter: nobody sends what nobody read. What was approved is kept word for word, and is what leaves."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from core import logs
from core.errors import InputError, Undecided
from core.letters import Issue, IssueState, LetterAction, LetterEdit
from digest import letterjson
from digest.french import counted
from jobs.correcting.words import Words
from jobs.forgetting.screening import refuse_named
from jobs.keeping import keep_copy
from jobs.letters.checking import to_check
from jobs.letters.editing import Draft
from jobs.letters.questions import ToCheck, questions
from jobs.letters.seeing import said, since_seen
from jobs.letters.signing import signature
from jobs.letters.words import cut
from jobs.workspace import Workspace
from state import letters
from state.open import open_state

_FIRST = 3
"""Questions that a refusal names."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a draft is: what waits to be decided, and whether what was approved still is what it says."""

    undecided: tuple[ToCheck, ...]
    issue: Issue | None
    differs: bool
    unseen: str = ""
    """What changed since it was shown, in words."""

    @property
    def questions(self) -> int:
        """How many questions wait: what is counted, wherever it is."""
        return len(questions(self.undecided))

    @property
    def state(self) -> IssueState:
        """How far the issue is."""
        return self.issue.state if self.issue else IssueState.DRAFT


def standing(found: Draft) -> Standing:
    """Where a draft is. `differs`: built today it would not be what was approved, which is what leaves all the same."""
    undecided = tuple(row for row in to_check(found) if not row.decided)
    approved = found.issue if found.issue and found.issue.state is not IssueState.DRAFT else None
    now = letterjson.sha256(letterjson.to_json(found.edited.letter))
    differs = approved is not None and approved.sha256 != now
    return Standing(undecided, found.issue, differs, said(since_seen(found)))


def approve(workspace: Workspace, found: Draft, words: Words) -> Issue:
    """Keep the draft as the letter that leaves.

    Raises:
        Undecided: a claim was said neither right nor wrong, what was dropped is lost, nobody was shown the draft as it
            is now, or somebody decided something meanwhile.
        InputError: it has left; an editor's text says what nobody confirmed; it names whom we were asked to forget; or
            nobody signs it.
    """
    by = signature(words, workspace.settings.letter.director)
    made = issue_of(found, by, datetime.now(UTC))
    with closing(open_state(workspace.state)) as state:
        # somebody may have been forgotten since it was composed
        refuse_named(state, by, *_strings(made.content), *_strings(made.facts))
        if not letters.keep(state, made, (found.edits, found.ticks.values())):
            raise Undecided(
                f"la lettre {made.week} vient d’être changée par quelqu’un",
                "Relisez-la, puis approuvez de nouveau.",
            )
        keep_copy(state)
    logs.get(__name__).info("letter approved", week=made.week, by=by, sha256=made.sha256)
    return made


def issue_of(found: Draft, by: str, at: datetime) -> Issue:
    """The approved issue of a draft, if nothing stands in its way. Pure."""
    week = found.composed.week.label
    _refuse_undecided(found, week)
    hand = found.edited
    _refuse_lost(hand.lost, found.titles, week)
    _refuse_unseen(found, week)
    for silenced in hand.silenced:
        raise InputError(
            f"« {cut(silenced.text)} » dit « {cut(silenced.words)} », que personne n’a confirmé",
            f"Changez ce texte (beffroi digest edit {week}…), ou confirmez (beffroi digest check {week}).",
        )
    content = letterjson.to_json(hand.letter)
    facts = tuple(
        (fact.kind, fact.key, fact.value, item.key) for item in hand.letter.items for fact in item.facts
    )
    return Issue(week, 0, IssueState.APPROVED, content, letterjson.sha256(content), facts, by, at)


def _refuse_undecided(found: Draft, week: str) -> None:
    undecided = [row for row in to_check(found) if not row.decided]
    if not undecided:
        return
    asked = [one.waiting[0] for one in questions(undecided)]
    first = " ; ".join(f"n° {row.name} « {cut(row.claim.words)} »" for row in asked[:_FIRST])
    rest = "…" if len(asked) > _FIRST else ""
    raise Undecided(
        f"reste {counted(len(asked), 'question')} dans la lettre {week} : {first}{rest}",
        f"Vérifiez : beffroi digest check {week}.",
    )


def _refuse_lost(lost: Sequence[LetterEdit], titles: Mapping[str, str], week: str) -> None:
    """What an editor put away may be back under another key, what was added may be gone: who approves has to look."""
    for edit in lost:
        if edit.action is LetterAction.ADD:
            title = cut(titles.get(edit.item, edit.item))
            raise Undecided(
                f"« {title} », gardé par {cut(edit.by)} pour la lettre {week}, n’est plus publié",
                f"Annulez ce geste : beffroi digest edit {week} undo {edit.number}.",
            )
    gone = [edit for edit in lost if edit.action is LetterAction.DROP]
    if gone:
        raise Undecided(
            f"« {cut(gone[0].item)} » fut écarté de la lettre {week} et n’y est plus sous cette clé",
            f"Voyez s’il n’est pas revenu (beffroi digest show {week}), puis annulez ce geste : beffroi digest edit"
            f" {week} undo.",
        )


def _refuse_unseen(found: Draft, week: str) -> None:
    """Who approves answers for what was read: the draft that was shown, and no other."""
    again = f"Relisez-la : beffroi digest check {week}, ou beffroi digest preview {week}."
    if not found.seen:
        raise Undecided(f"personne n’a encore vu la lettre {week}", again)
    if changed := since_seen(found):
        raise Undecided(f"la lettre {week} a changé depuis qu’on l’a vue ({said(changed)})", again)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
