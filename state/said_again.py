"""What editors had said, put back into a state that lost it, under the numbers that people know it by."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from core.types import Correction, CorrectionAction, CorrectionKind
from state.open import State
from state.schema import corrections, story_edits


def say_again(state: State, said: Correction) -> bool:
    """Add a correction or an edit of stories with its number; False when that number is taken."""
    table = _table(said)
    row = _row(said) | {table.primary_key.columns.values()[0].name: said.number}
    with state.write() as connection:
        if _taken(connection, table, said.number):
            return False
        connection.execute(insert(table).values(row))
    return True


def undo_again(state: State, said: Correction, at: datetime, by: str) -> bool:
    """Take it back as it was taken back then; False when it is already."""
    table = _table(said)
    undoing = Correction(CorrectionAction.UNDO, said.kind, said.key, by, at, undoes=said.number)
    with state.write() as connection:
        if connection.scalar(select(table.c.undoes).where(table.c.undoes == said.number)) is not None:
            return False
        connection.execute(insert(table).values(_row(undoing)))
    return True


def _table(said: Correction) -> Table:
    return story_edits if said.kind is CorrectionKind.STORY else corrections


def _taken(connection: Connection, table: Table, number: int) -> bool:
    key = table.primary_key.columns.values()[0]
    return connection.scalar(select(key).where(key == number)) is not None


def _row(said: Correction) -> dict[str, Any]:
    row: dict[str, Any] = {
        "articles": list(said.articles), "by": said.by, "at": said.at, "why": said.why, "undoes": said.undoes,
    }  # fmt: skip
    if said.kind is CorrectionKind.STORY:
        names = ("", "") if said.undoes is not None else (said.key, said.value)
        return row | {"kind": said.action.value, "story_id": names[0], "into_id": names[1], "before": []}
    return row | {
        "action": said.action.value,
        "kind": said.kind.value,
        "key": said.key,
        "article_id": said.article_id,
        "value": said.value,
        "detail": said.detail._asdict(),
    }
