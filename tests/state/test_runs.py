"""The runs of the jobs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.types import RunReport
from state import runs
from state.open import State

START = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def report(number: int, **changes: object) -> RunReport:
    begun = RunReport(f"run-{number}", "collect", START + timedelta(hours=number))
    return replace(begun, **changes)  # type: ignore[arg-type]  # the fields of RunReport


def test_a_run_is_started_then_finished(state: State) -> None:
    runs.start(state, report(1))
    assert runs.latest(state) == [report(1)]
    done = report(
        1, finished_at=START + timedelta(hours=2), status="done", counts={"fetched": 3, "failed.dns": 1}
    )
    runs.finish(state, done)
    assert runs.latest(state) == [done]


def test_the_newest_come_first(state: State) -> None:
    for number in (2, 1, 3):
        runs.start(state, report(number))
    assert [one.run_id for one in runs.latest(state, 2)] == ["run-3", "run-2"]


def test_what_happened_since_an_instant_is_what_began_or_ended_after_it_or_goes_on(state: State) -> None:
    hour = timedelta(hours=1)
    ended = {1: START + 2 * hour, 2: START + 9 * hour, 3: None, 4: START + 5 * hour, 5: START + 6 * hour}
    for number, at in ended.items():
        runs.start(state, report(number, finished_at=at))
    assert [one.run_id for one in runs.since(state, START + 4 * hour)] == ["run-2", "run-3", "run-4", "run-5"]
    assert len(runs.since(state, None)) == 5


def test_a_run_whose_start_was_lost_is_written_whole(state: State) -> None:
    runs.finish(state, report(1, status="done"))
    assert runs.latest(state) == [report(1, status="done")]


def test_runs_that_never_ended_are_marked(state: State) -> None:
    runs.start(state, report(1))
    runs.start(state, report(2))
    runs.finish(state, report(2, status="done", finished_at=START))
    assert runs.interrupt_unfinished(state, START, ["autre"]) == []
    assert runs.interrupt_unfinished(state, START, [report(1).job]) == ["run-1"]
    assert runs.interrupt_unfinished(state, START, [report(1).job]) == []
    assert {one.run_id: one.status for one in runs.latest(state)} == {"run-1": "interrupted", "run-2": "done"}
    assert runs.latest(state)[-1].finished_at == START
