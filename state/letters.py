"""What people decide about the letter of a week: edits, ticks, and the issue that was approved, word for word.

An edit or a tick takes back an approval that was not acted on, in the same transaction. Once the letter leaves, neither
is taken any more. Which draft was shown stands among the ticks: that somebody read it as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Row,
    Select,
    String,
    delete,
    func,
    insert,
    literal,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects.sqlite import insert as insert_or

from core.errors import InputError
from core.letters import Issue, IssueState, LetterAction, LetterEdit, Tick
from state.open import State
from state.schema import letter_edits, letter_issues, letter_ticks

GONE = (IssueState.SENDING, IssueState.SENT)
_FACT = 4
_SEEN = "seen:"
"""What begins the key of a tick that is of a draft as it was shown, and of no claim."""


def edits(state: State, week: str) -> list[LetterEdit]:
    """All that editors did to a week's draft, undone edits included, the first first."""
    with state.read() as connection:
        return _edits(connection, week)


def append(state: State, edit: LetterEdit) -> tuple[LetterEdit, bool]:
    """Keep an edit; returns it with its number, and whether that took an approval back."""
    row = {
        "week": edit.week, "action": edit.action.value, "item": edit.item, "value": edit.value,
        "by": edit.by, "at": edit.at, "undone": False,
    }  # fmt: skip
    with state.write() as connection:
        reopened = _reopen(connection, edit.week)
        key = connection.execute(insert(letter_edits).values(row)).inserted_primary_key
    return replace(edit, number=key[0] if key else 0, undone=False), reopened


def undo(state: State, week: str, number: int | None = None) -> tuple[LetterEdit | None, bool]:
    """Take back the edit of a number, else the last one, if it holds; also says whether that took an approval back."""
    with state.write() as connection:
        holding = [edit for edit in _edits(connection, week) if not edit.undone]
        named = [edit for edit in holding if number in {None, edit.number}]
        if not named:
            return None, False
        reopened = _reopen(connection, week)
        gone = letter_edits.c.edit_id == named[-1].number
        connection.execute(update(letter_edits).where(gone).values(undone=True))
    return replace(named[-1], undone=True), reopened


def ticks(state: State, week: str) -> dict[str, Tick]:
    """What was checked of a week, by claim."""
    with state.read() as connection:
        return _ticks(connection, week)


def tick(state: State, week: str, decided: Iterable[Tick]) -> bool:
    """Keep these ticks, all or none, each in the place of the one before; returns whether an approval went."""
    rows = [
        {"week": week, "claim": one.claim, "right": one.right, "by": one.by, "at": one.at} for one in decided
    ]
    if not rows:
        return False
    with state.write() as connection:
        reopened = _reopen(connection, week)
        put = insert_or(letter_ticks)
        told = {name: put.excluded[name] for name in ("right", "by", "at")}
        connection.execute(put.on_conflict_do_update(index_elements=["week", "claim"], set_=told), rows)
    return reopened


def seen(state: State, week: str) -> dict[str, str]:
    """The draft that people were last shown, part by part, as hashes (digest.fingerprint); empty when none was."""
    with state.read() as connection:
        rows = connection.scalars(select(letter_ticks.c.claim).where(_shown(week)).order_by("claim"))
        return dict(row.removeprefix(_SEEN).split(":", 1) for row in rows)


def see(state: State, week: str, parts: Mapping[str, str], by: str, at: datetime) -> None:
    """Keep which draft somebody was shown, in the place of the one before. This decides nothing: approvals stay."""
    rows = [
        {"week": week, "claim": f"{_SEEN}{part}:{value}", "right": True, "by": by, "at": at}
        for part, value in parts.items()
    ]
    with state.write() as connection:
        connection.execute(delete(letter_ticks).where(_shown(week)))
        connection.execute(insert(letter_ticks), rows)


def issue(state: State, week: str, erratum: int = 0) -> Issue | None:
    """The letter of a week, or one of its errata, if there is one."""
    return next((one for one in issues(state, week) if one.erratum == erratum), None)


def issues(state: State, week: str | None = None) -> list[Issue]:
    """All letters and errata, or those of a week, in order."""
    wanted = select(letter_issues).order_by(letter_issues.c.week, letter_issues.c.erratum)
    if week is not None:
        wanted = wanted.where(letter_issues.c.week == week)
    with state.read() as connection:
        return [_issue(row) for row in connection.execute(wanted)]


def outlines(state: State) -> list[tuple[Issue, int]]:
    """All of them without their words, each with how many characters these are kept in.

    A year of letters takes a tenth of a second to read. Whoever keeps them sees here that one changed: its state, its
    hash, or, when forgetting took words and left the hash, the length (blocks are longer in JSON than what they cover).
    """
    table = letter_issues.c
    size = func.length(type_coerce(table.content, String)) + func.length(type_coerce(table.facts, String))
    wanted: Select[Any] = select(
        table.week, table.erratum, table.state, table.sha256, table.approved_by, table.approved_at, table.sent_at,
        literal({}, JSON).label("content"), literal([], JSON).label("facts"), size.label("size"),
    )  # fmt: skip
    with state.read() as connection:
        rows = connection.execute(wanted.order_by(table.week, table.erratum))
        return [(_issue(row), int(row.size)) for row in rows]


def keep(
    state: State,
    kept: Issue,
    seen: tuple[Sequence[LetterEdit], Iterable[Tick]] | None = None,
    was: Issue | None = None,
) -> bool:
    """Keep an issue in the place of its draft.

    False, and nothing kept, when `seen` no longer is what people decided, or `was` no longer what stands there.

    Raises InputError when it has left already.
    """
    row = {
        "week": kept.week, "erratum": kept.erratum, "state": kept.state.value, "content": kept.content,
        "sha256": kept.sha256, "facts": [list(fact) for fact in kept.facts], "approved_by": kept.approved_by,
        "approved_at": kept.approved_at, "sent_at": kept.sent_at,
    }  # fmt: skip
    with state.write() as connection:
        _refuse_gone(connection, kept.week, kept.erratum)
        if seen is not None:
            now = _edits(connection, kept.week), set(_ticks(connection, kept.week).values())
            if now != (list(seen[0]), set(seen[1])):
                return False
        if was is not None and not _stands(connection, was):
            return False
        connection.execute(
            insert_or(letter_issues)
            .values(row)
            .on_conflict_do_update(index_elements=["week", "erratum"], set_=row)
        )
    return True


def withdraw(state: State, erratum: Issue) -> bool:
    """Take away an erratum that has not left; False when it is no longer where `erratum` knows it."""
    with state.write() as connection:
        if erratum.state in GONE or not _stands(connection, erratum):
            return False
        return connection.execute(delete(letter_issues).where(_same(erratum))).rowcount == 1


def mark(state: State, kept: Issue, to: IssueState, at: datetime | None = None) -> bool:
    """Say how far an issue is; False when it is no longer where `kept` knows it, with the same words."""
    told = {"state": to.value} | ({"sent_at": at} if at else {})
    with state.write() as connection:
        if not _stands(connection, kept):
            return False
        return connection.execute(update(letter_issues).where(_same(kept)).values(told)).rowcount == 1


def approve_anew(state: State, was: Issue, now: Issue) -> bool:
    """Say who approved what forgetting left of an issue; False when it is no longer where `was` knows it.

    Its day stays: what it tells is as of then, and errata are found by that.
    """
    told = {"sha256": now.sha256, "approved_by": now.approved_by}
    with state.write() as connection:
        if not _stands(connection, was):
            return False
        return connection.execute(update(letter_issues).where(_same(was)).values(told)).rowcount == 1


def _same(kept: Issue) -> ColumnElement[bool]:
    return (
        (letter_issues.c.week == kept.week)
        & (letter_issues.c.erratum == kept.erratum)
        & (letter_issues.c.state == kept.state.value)
        & (letter_issues.c.sha256 == kept.sha256)
    )


def _stands(connection: Connection, kept: Issue) -> bool:
    """Whether it is where it was read, with the same words: forgetting changes these, and leaves the hash."""
    found: Any = connection.scalar(select(letter_issues.c.content).where(_same(kept)))
    return bool(found == kept.content)


def _reopen(connection: Connection, week: str) -> bool:
    """What was approved no longer is what the draft says."""
    _refuse_gone(connection, week, 0)
    approved = (
        (letter_issues.c.week == week)
        & (letter_issues.c.erratum == 0)
        & (letter_issues.c.state == IssueState.APPROVED.value)
    )
    gone = update(letter_issues).where(approved).values(state=IssueState.DRAFT.value)
    return connection.execute(gone).rowcount > 0


def _refuse_gone(connection: Connection, week: str, erratum: int) -> None:
    found = connection.scalar(
        select(letter_issues.c.state).where(letter_issues.c.week == week, letter_issues.c.erratum == erratum)
    )
    if found in {one.value for one in GONE}:
        raise InputError(
            f"le rectificatif {week}/{erratum} est parti : il ne change plus"
            if erratum
            else f"la lettre {week} est partie : elle ne change plus",
            f"« beffroi digest erratum {week} » prépare un rectificatif.",
        )


def _edits(connection: Connection, week: str) -> list[LetterEdit]:
    rows = connection.execute(
        select(letter_edits).where(letter_edits.c.week == week).order_by(letter_edits.c.edit_id)
    )
    return [
        LetterEdit(
            row.week, LetterAction(row.action), row.item, row.value, row.by, row.at, row.edit_id, row.undone
        )
        for row in rows
    ]


def _ticks(connection: Connection, week: str) -> dict[str, Tick]:
    rows = connection.execute(select(letter_ticks).where(letter_ticks.c.week == week, ~_shown(week)))
    return {row.claim: Tick(row.week, row.claim, row.right, row.by, row.at) for row in rows}


def _shown(week: str) -> ColumnElement[bool]:
    return (letter_ticks.c.week == week) & letter_ticks.c.claim.startswith(_SEEN, autoescape=True)


def _issue(row: Row[Any]) -> Issue:
    return Issue(
        row.week, row.erratum, IssueState(row.state), row.content, row.sha256,
        # one of which forgetting took a part is no fact any more
        tuple((fact[0], fact[1], fact[2], fact[3]) for fact in row.facts if len(fact) == _FACT),
        row.approved_by, row.approved_at, row.sent_at,
    )  # fmt: skip
