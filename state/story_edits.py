"""What editors said of stories: appended, read in order, never changed. An undone merge is a split after it."""

from typing import Any

from sqlalchemy import Row, insert, select

from core.types import EditKind, StoryEdit
from state.open import State
from state.schema import story_edits


def append(state: State, edit: StoryEdit) -> None:
    """Add an editor's word after all others."""
    row = edit._asdict() | {"kind": edit.kind.value, "articles": list(edit.articles)}
    with state.write() as connection:
        connection.execute(insert(story_edits).values(row))


def every(state: State) -> list[StoryEdit]:
    """All edits, the first said first."""
    with state.read() as connection:
        return [_edit(row) for row in connection.execute(select(story_edits).order_by(story_edits.c.edit_id))]


def _edit(row: Row[Any]) -> StoryEdit:
    return StoryEdit(EditKind(row.kind), row.story_id, row.into_id, tuple(row.articles), row.by, row.at)
