"""Notes taken while somebody looks: at once, or not at all."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from core.errors import StateBusy
from state import marks, noting, visits
from state.open import State

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_a_note_does_not_wait_for_another_writer(state: State) -> None:
    with closing(sqlite3.connect(state.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not noting.noted(state, lambda hurried: visits.note(hurried, "x", NOW))
        assert visits.of(state, "x", NOW).since is None
        with pytest.raises(StateBusy, match="un autre programme y écrit"):
            marks.mark(State(state.engine, state.path, patience=0.01), "x", ["a" * 16], "read", NOW)
        other.execute("ROLLBACK")
    assert noting.noted(state, lambda hurried: visits.note(hurried, "x", NOW))
    # whoever writes afterwards waits as long as ever
    with state.write() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000


def test_what_is_wrong_with_the_note_itself_is_told(state: State) -> None:
    def broken(_: State) -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        noting.noted(state, broken)
