"""What editors said of stories, in order, never changed; an undone edit is undone by a later one."""

from typing import Any

from sqlalchemy import Row, insert, select

from core.types import EditKind, Rule, StoryArticle, StoryEdit
from state.open import State
from state.schema import story_edits


def append(state: State, edit: StoryEdit) -> StoryEdit:
    """Add an editor's word after all others; returns it with its number."""
    row = {
        "kind": edit.kind.value,
        "story_id": edit.story_id,
        "into_id": edit.into_id,
        "articles": list(edit.articles),
        "by": edit.by,
        "at": edit.at,
        "why": edit.why,
        "before": [list(member) for member in edit.before],
        "undoes": edit.undoes,
    }
    with state.write() as connection:
        key = connection.execute(insert(story_edits).values(row)).inserted_primary_key
    return edit._replace(number=key[0] if key else 0)


def every(state: State) -> list[StoryEdit]:
    """All edits, the first said first."""
    with state.read() as connection:
        return [_edit(row) for row in connection.execute(select(story_edits).order_by(story_edits.c.edit_id))]


def _edit(row: Row[Any]) -> StoryEdit:
    return StoryEdit(
        EditKind(row.kind), row.story_id, row.into_id, tuple(row.articles), row.by, row.at, row.why or "",
        tuple(StoryArticle(story, article, Rule(rule), score) for story, article, rule, score in row.before or ()),
        row.undoes, row.edit_id,
    )  # fmt: skip
