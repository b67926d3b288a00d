"""Editors' words on stories: appended, read in order."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from core.types import EditKind, Rule, StoryArticle, StoryEdit
from state import story_edits
from state.open import State, _config, open_state

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
BEFORE = (StoryArticle("a" * 16, "1" * 16, Rule.ALIKE, 0.61),)
MERGE = StoryEdit(EditKind.MERGE, "a" * 16, "b" * 16, ("1" * 16, "2" * 16), "Odile F.", NOW, "", BEFORE)
UNDO = StoryEdit(EditKind.UNDO, "", "", (), "Odile F.", NOW, "c’était vrai", undoes=1)
SPLIT = StoryEdit(EditKind.SPLIT, "b" * 16, "c" * 16, ("2" * 16,), "Basile Q.", NOW - timedelta(days=1))


def test_edits_come_back_as_they_were_said_and_in_that_order(state: State) -> None:
    assert story_edits.every(state) == []
    for edit in (MERGE, SPLIT, UNDO):
        story_edits.append(state, edit)
    assert story_edits.every(state) == [e._replace(number=n) for n, e in enumerate((MERGE, SPLIT, UNDO), 1)]


def test_a_state_of_before_stories_gets_their_table(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    config = _config()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
    engine.dispose()
    with closing(sqlite3.connect(path)) as database:
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    assert "story_edits" not in tables
    with closing(open_state(path)) as state:
        story_edits.append(state, MERGE)
        assert story_edits.every(state) == [MERGE._replace(number=1)]
