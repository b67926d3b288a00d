"""Forgetting a segment: wholly or not at all, and never what still waits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.types import Candidate, Fetch, Outcome, Pointer
from state import captures, frontier, retention
from state.open import State, open_state

AT = datetime(2026, 8, 1, 4, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def line(number: int, run: str = "r1") -> Fetch:
    url = f"https://ex.fr/{number}"
    return Fetch(
        run_id=run,
        source="ex",
        url=url,
        at=AT + timedelta(minutes=number),
        outcome=Outcome.FETCHED,
        pointer=Pointer(f"{run}.warc.gz", number),
        candidate=Candidate(url, "ex", "https://ex.fr/rss", extract=f"Standfirst number {number} of {run}"),
    )


def ingested(state: State, run: str, count: int = 3) -> retention.Segment:
    captures.ingest(state, f"{run}.warc.gz", run, [line(n, run) for n in range(count)])
    (found,) = [segment for segment in retention.present(state) if segment.run_id == run]
    return found


def processed(state: State) -> None:
    ids = [capture.capture_id for capture in captures.pending(state, 1000)]
    captures.mark_processed(state, ids, NOW)


def test_a_removed_segment_leaves_only_its_name(state: State) -> None:
    old, young = ingested(state, "r1"), ingested(state, "r2")
    processed(state)
    assert retention.remove(state, old, NOW)
    assert retention.removed(state) == {"r1.warc.gz"}
    assert retention.present(state) == [young]
    assert captures.ingested(state) == {"r1.warc.gz", "r2.warc.gz"}
    assert not captures.ingest(state, "r1.warc.gz", "r1", [line(1)])
    assert captures.pending_count(state) == 0


def test_a_segment_stays_while_one_capture_waits(state: State) -> None:
    segment = ingested(state, "r1")
    waiting = captures.pending(state, 10)
    captures.mark_processed(state, [capture.capture_id for capture in waiting[:-1]], NOW)
    assert not retention.remove(state, segment, NOW)
    assert retention.present(state) == [segment]
    assert captures.pending(state, 10) == waiting[-1:]


def test_lost_results_are_asked_again_of_what_is_left(state: State) -> None:
    old, young = ingested(state, "r1"), ingested(state, "r2", count=2)
    processed(state)
    retention.remove(state, old, NOW)
    assert captures.requeue(state) == 2
    assert [capture.fetch.run_id for capture in captures.pending(state, 10)] == ["r2", "r2"]
    assert not retention.remove(state, young, NOW), "what was requeued waits again"


def test_a_segment_without_captures_goes(state: State) -> None:
    segment = ingested(state, "r1", count=0)
    assert retention.first_answer(state, segment) is None
    assert retention.remove(state, segment, NOW)


def test_the_first_answer_is_the_oldest(state: State) -> None:
    assert retention.first_answer(state, ingested(state, "r1")) == AT


def test_a_page_that_was_forgotten_is_not_asked_for_again(state: State) -> None:
    segment = ingested(state, "r1")
    processed(state)
    retention.remove(state, segment, NOW)
    known = line(1).candidate
    assert known is not None
    assert frontier.to_visit(state, [known], NOW) == []
    assert len(frontier.to_visit(state, [known, replace(known, url="https://ex.fr/neuf")], NOW)) == 1


def test_deleted_text_is_not_left_in_the_file(tmp_path: Path) -> None:
    state = open_state(tmp_path / "own.db")
    segment = ingested(state, "r1", count=400)
    ingested(state, "r2", count=1)
    processed(state)
    retention.remove(state, segment, NOW)
    state.close()
    left = b"".join(path.read_bytes() for path in tmp_path.glob("own.db*"))
    assert b"Standfirst number 0 of r2" in left
    assert b" of r1" not in left
