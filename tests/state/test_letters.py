"""What people decide about a letter: kept, replaced, taken back, and never once it has left."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.errors import InputError
from core.letters import Issue, IssueState, LetterAction, LetterEdit, Tick
from state import letters
from state.open import State

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WEEK = "2026-W47"
EDIT = LetterEdit(WEEK, LetterAction.PIN, "story:s1", "", "Odile", NOW)
TICK = Tick(WEEK, "c1", True, "Odile", NOW)
ISSUE = Issue(
    WEEK, 0, IssueState.APPROVED, {"title": "Le \ud83d « titre »"}, "a" * 64, (("story", "s1", "x", "story:s1"),),
    "Odile", NOW,
)  # fmt: skip


def test_edits_are_kept_in_order_and_the_last_is_taken_back(state: State) -> None:
    assert letters.edits(state, WEEK) == []
    first, _ = letters.append(state, EDIT)
    second, _ = letters.append(state, replace(EDIT, action=LetterAction.DROP))
    letters.append(state, replace(EDIT, week="2026-W46"))
    assert letters.edits(state, WEEK) == [first, second]
    gone = replace(second, undone=True)
    assert letters.undo(state, WEEK) == (gone, False)
    assert letters.edits(state, WEEK) == [first, gone]
    assert letters.undo(state, WEEK)[0] == replace(first, undone=True)
    assert letters.undo(state, WEEK) == (None, False)


def test_ticks_are_kept_many_at_once_each_in_the_place_of_the_one_before(state: State) -> None:
    other = replace(TICK, claim="c2")
    letters.tick(state, WEEK, [TICK, other])
    changed = replace(TICK, right=False, by="Basile", at=NOW + timedelta(hours=1))
    letters.tick(state, WEEK, [changed])
    assert letters.ticks(state, WEEK) == {"c1": changed, "c2": other}
    assert letters.ticks(state, "2026-W46") == {}
    assert not letters.tick(state, WEEK, [])


def test_an_issue_is_kept_word_for_word_and_moves_on(state: State) -> None:
    assert letters.issue(state, WEEK) is None
    assert letters.keep(state, ISSUE)
    assert letters.issues(state) == [ISSUE]
    assert letters.mark(state, ISSUE, IssueState.SENDING)
    assert not letters.mark(state, ISSUE, IssueState.SENDING)
    sending = replace(ISSUE, state=IssueState.SENDING)
    assert letters.mark(state, sending, IssueState.SENT, NOW)
    assert letters.issue(state, WEEK) == replace(ISSUE, state=IssueState.SENT, sent_at=NOW)


def test_other_words_than_those_that_were_read_are_not_marked(state: State) -> None:
    letters.keep(state, ISSUE)
    letters.keep(state, replace(ISSUE, sha256="b" * 64))
    assert not letters.mark(state, ISSUE, IssueState.SENDING)


def test_an_edit_a_tick_or_an_undoing_takes_an_approval_back(state: State) -> None:
    for change in (
        lambda: letters.append(state, EDIT)[1],
        lambda: letters.tick(state, WEEK, [TICK]),
        lambda: letters.undo(state, WEEK)[1],
    ):
        letters.keep(state, ISSUE)
        assert change()
        assert letters.issue(state, WEEK) == replace(ISSUE, state=IssueState.DRAFT)


def test_an_approval_of_what_changed_meanwhile_is_not_kept(state: State) -> None:
    edit, _ = letters.append(state, EDIT)
    letters.tick(state, WEEK, [TICK])
    assert not letters.keep(state, ISSUE, ([], [TICK]))
    assert not letters.keep(state, ISSUE, ([edit], []))
    assert letters.issue(state, WEEK) is None
    assert letters.keep(state, ISSUE, ([edit], [TICK]))


@pytest.mark.parametrize("gone", [IssueState.SENDING, IssueState.SENT])
def test_nothing_changes_of_a_letter_that_left(state: State, gone: IssueState) -> None:
    letters.append(state, EDIT)
    letters.keep(state, replace(ISSUE, state=gone))
    for change in (
        lambda: letters.append(state, EDIT),
        lambda: letters.tick(state, WEEK, [TICK]),
        lambda: letters.undo(state, WEEK),
        lambda: letters.keep(state, ISSUE),
    ):
        with pytest.raises(InputError, match="partie"):
            change()
    assert len(letters.edits(state, WEEK)) == 1
    assert not letters.edits(state, WEEK)[0].undone
    assert letters.keep(state, replace(ISSUE, erratum=1, state=gone))
    with pytest.raises(InputError, match="le rectificatif 2026-W47/1 est parti : il ne"):
        letters.keep(state, replace(ISSUE, erratum=1))
