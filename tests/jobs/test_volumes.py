"""What the ledger says of a source's volume, from what the state remembers."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.types import Candidate, Fetch, Outcome, Source, SourceRun, SourceState, Volume
from jobs.rhythm import ledger
from state import captures, source_runs
from state.open import State, open_state

GUET = Source("guet", "Le Guet", "https://guet.example/", ())
FLUX = "https://guet.example/flux"
DAY = timedelta(days=1)
NOW = datetime.now(UTC)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    """Ten articles a day and an answer every day for 60 days, until six days ago: then nothing but answers."""
    with closing(open_state(tmp_path / "state.sqlite")) as opened:
        pages = []
        for day in range(60, 5, -1):
            at = NOW - day * DAY
            for n in range(10):
                url = f"https://guet.example/{day}-{n}"
                pages.append(
                    Fetch("r", "guet", url, at, Outcome.FETCHED, candidate=Candidate(url, "guet", FLUX))
                )
        captures.ingest(opened, "s", "r", pages)
        answers = [SourceRun(f"r{n}", "guet", NOW - n * DAY, SourceState.UNCHANGED) for n in range(1, 61)]
        source_runs.save(opened, answers)
        yield opened


def entry(outcome: Outcome, reason: str | None = None) -> Fetch:
    return Fetch("now", "guet", FLUX, NOW, outcome, reason)


def said(state: State, *fetches: Fetch) -> Volume | None:
    (line,) = ledger(state, "now", [GUET], fetches)
    assert source_runs.latest(state, ["now"]) == [line]
    return line.volume


def test_a_source_that_answers_and_has_nothing_is_silent(state: State) -> None:
    assert said(state, entry(Outcome.UNCHANGED)) is Volume.SILENT


def test_one_that_gives_no_answer_is_not(state: State) -> None:
    assert said(state, entry(Outcome.FAILED, "http_403")) is None
    assert said(state, entry(Outcome.FAILED, "timeout")) is None


def test_one_that_waits_is_as_it_last_answered(state: State) -> None:
    assert said(state) is Volume.SILENT
    source_runs.save(state, [SourceRun("r0", "guet", NOW - DAY / 2, SourceState.BLOCKED)])
    assert said(state) is None


def test_a_source_without_a_past_has_no_volume(state: State) -> None:
    (line,) = ledger(state, "now", [Source("quai", "Le Quai", "https://quai.example/", ())], [])
    assert line.volume is None
