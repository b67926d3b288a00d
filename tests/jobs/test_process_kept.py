"""Processing hands the results every run and every line of the ledger, once."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.types import RunReport, SourceRun, SourceState
from jobs import workspace
from jobs.process import process
from jobs.workspace import Workspace
from state import runs, source_runs
from state.open import open_state
from store.live import open_live

SOURCES = """
[guet]
name = "Le Guet"
homepage = "https://guet.example/"
entries = [{ kind = "feed", url = "https://guet.example/flux" }]
"""
NOW = datetime.now(UTC)


def collected(space: Workspace, first: int, count: int) -> None:
    """So many hourly runs of the past, with their ledger."""
    with closing(open_state(space.state)) as state:
        for n in range(first, first + count):
            at = NOW - timedelta(hours=1000 - n)
            runs.start(state, RunReport(f"r{n:04d}", "collect", at, at + timedelta(minutes=1), "done"))
            source_runs.save(state, [SourceRun(f"r{n:04d}", "guet", at, SourceState.UNCHANGED)])


def stored(space: Workspace) -> tuple[int, int]:
    with open_live(space.data, space.settings.store) as live:
        counts = live.connection.execute(
            "SELECT (SELECT count(*) FROM runs WHERE job = 'collect'), (SELECT count(*) FROM source_runs)"
        ).fetchone()
    assert counts is not None
    return counts[0], counts[1]


def test_however_many_runs_there_were_all_reach_the_results(tmp_path: Path) -> None:
    space = workspace.create(tmp_path / "veille", None, SOURCES)
    collected(space, 0, 530)
    process(space)
    assert stored(space) == (530, 530)


def test_a_collect_that_ended_since_is_stored_with_its_end(tmp_path: Path) -> None:
    space = workspace.create(tmp_path / "veille", None, SOURCES)
    begun = RunReport("r1", "collect", NOW - timedelta(days=1))
    with closing(open_state(space.state)) as state:
        runs.start(state, begun)
    process(space)
    with closing(open_state(space.state)) as state:
        line = SourceRun("r1", "guet", datetime.now(UTC), SourceState.NEW)
        source_runs.save(state, [line])
        runs.finish(state, RunReport("r1", "collect", begun.started_at, line.at, "done"))
    process(space)
    assert stored(space) == (1, 1)
    with open_live(space.data, space.settings.store) as live:
        assert live.connection.execute("SELECT status FROM runs WHERE run_id = 'r1'").fetchall() == [
            ("done",)
        ]
