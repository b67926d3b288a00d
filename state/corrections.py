"""What editors said of what was found, in order, never changed; an undone correction is undone by a later row."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from core.types import Correction, CorrectionAction, CorrectionKind, Detail
from state.open import State
from state.schema import corrections, story_edits

Check = Callable[[list[Correction]], None]
"""Raises, of all that was said before a word, when it is not to be said."""


def append(state: State, said: Correction, check: Check = lambda _: None) -> Correction:
    """Add an editor's word after all others; returns it with its number. Nobody says anything between both."""
    row = {
        "action": said.action.value,
        "kind": said.kind.value,
        "key": said.key,
        "article_id": said.article_id,
        "value": said.value,
        "detail": said.detail._asdict(),
        "articles": list(said.articles),
        "by": said.by,
        "at": said.at,
        "why": said.why,
        "undoes": said.undoes,
    }
    with state.write() as connection:
        check(_every(connection))
        key = connection.execute(insert(corrections).values(row)).inserted_primary_key
    return replace(said, number=key[0] if key else 0)


def every(state: State) -> list[Correction]:
    """All corrections and undoings, the first said first."""
    with state.read() as connection:
        return _every(connection)


def _every(connection: Connection) -> list[Correction]:
    rows = connection.execute(select(corrections).order_by(corrections.c.correction_id))
    return [_correction(row) for row in rows]


def numbers(state: State) -> tuple[int, int]:
    """The numbers of the last correction and of the last edit of stories: others once anything was said since."""
    last = select(
        select(func.max(corrections.c.correction_id)).scalar_subquery(),
        select(func.max(story_edits.c.edit_id)).scalar_subquery(),
    )
    with state.read() as connection:
        said, edited = connection.execute(last).one()
    return said or 0, edited or 0


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        action=CorrectionAction(row.action),
        kind=CorrectionKind(row.kind),
        key=row.key,
        by=row.by,
        at=row.at,
        why=row.why,
        article_id=row.article_id,
        value=row.value,
        detail=Detail(**row.detail),
        articles=tuple(row.articles),
        undoes=row.undoes,
        number=row.correction_id,
    )
