"""Batches outlive a second processing; a rebuild is known from its beginning to its end."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from core.types import Fetch, Outcome
from state import captures, rebuilds
from state.open import State, _config, open_state

AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def ingested(state: State, run: str, count: int) -> list[int]:
    lines = [
        Fetch(run, "ex", f"https://ex.fr/{run}/{n}", AT + timedelta(minutes=n), Outcome.UNCHANGED)
        for n in range(count)
    ]
    known = {capture.capture_id for capture in captures.pending(state, 100)}
    captures.ingest(state, f"{run}.warc.gz", run, lines)
    return [c.capture_id for c in captures.pending(state, 100) if c.capture_id not in known]


def batches(state: State) -> list[tuple[int | None, str | None]]:
    return [(capture.batch, capture.by) for capture in captures.pending(state, 100)]


def test_a_capture_that_waits_again_keeps_its_batch_and_its_run(state: State) -> None:
    first = ingested(state, "r1", 3)
    captures.mark_processed(state, first[:2], AT, "p1")
    captures.mark_processed(state, first[2:], AT, "p2")
    captures.requeue(state)
    ingested(state, "r2", 1)
    assert batches(state) == [(1, "p1"), (1, "p1"), (2, "p2"), (None, None)]
    ids = [capture.capture_id for capture in captures.pending(state, 100)]
    captures.mark_processed(state, ids, AT, "p3")
    captures.requeue(state)
    assert batches(state) == [(1, "p1"), (1, "p1"), (2, "p2"), (3, "p3")]


def test_captures_of_before_get_the_batches_in_which_they_were_marked(tmp_path: Path) -> None:
    path, config = tmp_path / "state.db", _config()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
    engine.dispose()
    marks = ["08:05", "08:05", "08:06", "09:01", None]
    with closing(sqlite3.connect(path)) as database:
        database.executemany(
            "INSERT INTO runs (run_id, job, started_at, status, counts) VALUES (?, ?, ?, 'done', '{}')",
            [
                ("p1", "process", _at("08:04")),
                ("c2", "collect", _at("08:59")),
                ("p2", "process", _at("09:00")),
            ],
        )
        database.executemany(
            "INSERT INTO captures (run_id, source_id, url, at, outcome, processed_at)"
            " VALUES ('r', 'ex', ?, ?, 'fetched', ?)",
            [(f"https://ex.fr/{n}", _at("07:00"), mark and _at(mark)) for n, mark in enumerate(marks)],
        )
        database.commit()
    with closing(open_state(path)) as state:
        captures.requeue(state)
        assert batches(state) == [(1, "p1"), (1, "p1"), (2, "p1"), (3, "p2"), (None, None)]


def _at(time: str) -> str:
    return f"2026-11-20T{time}:00.000000+00:00"


def test_captures_are_found_by_their_instant(state: State) -> None:
    ingested(state, "r1", 3)
    found = captures.seen_at(state, [AT + timedelta(minutes=2), AT - timedelta(days=1), AT])
    assert [capture.fetch.url for capture in found] == ["https://ex.fr/r1/0", "https://ex.fr/r1/2"]
    assert list(captures.every_instant(state)) == [(AT + timedelta(minutes=n), None) for n in range(3)]


def test_a_rebuild_is_begun_once_and_known_until_it_ends(state: State) -> None:
    captures.mark_processed(state, ingested(state, "r1", 2), AT, "p1")
    assert rebuilds.under_way(state) is None
    rebuilds.begin(state, AT)
    assert captures.pending_count(state) == 2
    assert rebuilds.under_way(state) == rebuilds.Rebuild("20261123T083000Z", aside=False)
    rebuilds.moved(state, "20261123T083000Z", AT)
    captures.mark_processed(state, [captures.pending(state, 1)[0].capture_id], AT, "p2")
    rebuilds.begin(state, AT + timedelta(hours=1))
    assert rebuilds.under_way(state) == rebuilds.Rebuild("20261123T083000Z", aside=True)
    assert captures.pending_count(state) == 1, "what is done again already is not given out once more"
    rebuilds.end(state, "20261123T083000Z", AT)
    assert rebuilds.under_way(state) is None
