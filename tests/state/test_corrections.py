"""Editors' corrections: appended, read in order; what an older state holds stays."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from core.types import Correction, CorrectionAction, CorrectionKind, Detail
from core.undo import standing, undone
from state import corrections, story_edits
from state.open import State, _config, open_state

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MERGE = Correction(
    CorrectionAction.MERGE, CorrectionKind.ORGANISATION, "sem 1", "Odile F.", NOW, "même société", None, "sem 2",
    Detail("SEM n° 2", "company"),
)  # fmt: skip
SPLIT = Correction(
    CorrectionAction.SPLIT, CorrectionKind.EVENT, "e1", "Odile F.", NOW, value="apart", articles=("a" * 16,)
)


def _undo(number: int) -> Correction:
    return Correction(CorrectionAction.UNDO, CorrectionKind.EVENT, "e1", "B.", NOW, "non", undoes=number)


def test_corrections_come_back_as_they_were_said_and_numbered(state: State) -> None:
    assert corrections.every(state) == []
    kept = [corrections.append(state, one) for one in (MERGE, SPLIT, _undo(2))]
    assert [one.number for one in kept] == [1, 2, 3]
    assert corrections.every(state) == kept
    assert kept[0].detail == Detail("SEM n° 2", "company")


def test_what_is_undone_does_not_hold_unless_the_undoing_is_undone(state: State) -> None:
    for one in (MERGE, SPLIT, _undo(1), _undo(3)):
        corrections.append(state, one)
    said = corrections.every(state)
    assert [one.number for one in standing(said)] == [1, 2]
    assert [one.number for one in standing(said[:3])] == [2]
    assert undone(said[:3])[1].by == "B."


def test_a_state_of_before_corrections_keeps_its_edits_of_stories(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    config = _config()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
    engine.dispose()
    with closing(sqlite3.connect(path)) as database:
        database.execute(
            'INSERT INTO story_edits (kind, story_id, into_id, articles, "by", "at") VALUES'
            " ('merge', 'a', 'b', '[\"1\"]', 'Odile', '2026-11-23T09:30:00.000000+00:00')"
        )
        database.commit()
    with closing(open_state(path)) as state:
        (edit,) = story_edits.every(state)
        assert (edit.number, edit.why, edit.before, edit.undoes) == (1, "", (), None)
        assert corrections.append(state, MERGE).number == 1
