"""Journal lines in the state: once each, in order, until processed."""

from datetime import datetime, timedelta, timezone

import pytest

from core.types import Candidate, Fetch, Outcome, Pointer
from state import captures
from state.open import State

PARIS = timezone(timedelta(hours=1))
AT = datetime(2026, 11, 23, 8, 30, tzinfo=PARIS)
FEED = Fetch("r1", "ex", "https://ex.fr/rss", AT, Outcome.FETCHED, status=200, etag='"1"')


def page(number: int, run: str = "r1", outcome: Outcome = Outcome.FETCHED) -> Fetch:
    url = f"https://ex.fr/{number}"
    return Fetch(
        run_id=run,
        source="ex",
        url=url,
        at=AT,
        outcome=outcome,
        reason=None if outcome is Outcome.FETCHED else "tdm",
        status=200,
        final_url=url + "?final",
        etag='"x"',
        last_modified="Mon, 23 Nov 2026 07:00:00 GMT",
        pointer=Pointer("r1.warc.gz", 2**40 + number),
        candidate=Candidate(url, "ex", FEED.url, "Été", "Extrait", "guid", published_at=AT, updated_at=AT),
    )


def test_lines_come_back_whole(state: State) -> None:
    lines = [FEED, page(1), page(2, outcome=Outcome.RESERVED)]
    assert captures.ingest(state, "r1.warc.gz", "r1", lines)
    assert [capture.fetch for capture in captures.pending(state, 10)] == lines
    (_, first, _) = captures.pending(state, 10)
    assert first.fetch.candidate
    assert first.fetch.candidate.published_at
    assert first.fetch.candidate.published_at.utcoffset() == timedelta(hours=1)


def test_a_segment_is_taken_in_once(state: State) -> None:
    assert captures.ingest(state, "r1.warc.gz", "r1", [FEED, page(1)])
    assert not captures.ingest(state, "r1.warc.gz", "r1", [FEED, page(1)])
    assert captures.ingested(state) == {"r1.warc.gz"}
    assert captures.pending_count(state) == 2


def test_an_address_is_taken_in_once_a_run(state: State) -> None:
    captures.ingest(state, "r1.warc.gz", "r1", [page(1), page(1)])
    captures.ingest(state, "r2.warc.gz", "r2", [page(1, "r2")])
    assert captures.pending_count(state) == 2


def test_an_empty_journal_is_taken_in(state: State) -> None:
    assert captures.ingest(state, "r1.warc.gz", "r1", [])
    assert captures.ingested(state) == {"r1.warc.gz"}


def test_a_failing_ingest_leaves_nothing(state: State) -> None:
    def lines() -> list[Fetch]:
        broken = page(2)
        object.__setattr__(broken, "at", datetime(2026, 11, 23))  # noqa: DTZ001  what the state refuses
        return [page(1), broken]

    with pytest.raises(Exception, match="naive"):
        captures.ingest(state, "r1.warc.gz", "r1", lines())
    assert captures.ingested(state) == set()
    assert captures.pending_count(state) == 0
    assert captures.ingest(state, "r1.warc.gz", "r1", [page(1)])


def test_lines_wait_oldest_first_until_they_are_processed(state: State) -> None:
    captures.ingest(state, "r1.warc.gz", "r1", [page(1), FEED, page(2), page(3)])
    (one, two) = captures.pending(state, 2)
    assert [one.fetch, two.fetch] == [page(1), FEED]
    captures.mark_processed(state, [one.capture_id, two.capture_id], AT)
    captures.mark_processed(state, [], AT)
    assert [capture.fetch for capture in captures.pending(state, 10)] == [page(2), page(3)]
    assert captures.pending_count(state) == 2


def test_numbers_grow_and_are_not_used_again(state: State) -> None:
    captures.ingest(state, "r1.warc.gz", "r1", [page(1), page(2)])
    last = captures.pending(state, 10)[-1].capture_id
    with state.write() as connection:
        connection.exec_driver_sql("DELETE FROM captures")
    captures.ingest(state, "r2.warc.gz", "r2", [page(3, "r2")])
    (new,) = captures.pending(state, 10)
    assert new.capture_id > last


def test_many_numbers_are_marked_at_once(state: State) -> None:
    captures.ingest(state, "r1.warc.gz", "r1", [page(n) for n in range(1200)])
    captures.mark_processed(state, [capture.capture_id for capture in captures.pending(state, 5000)], AT)
    assert captures.pending_count(state) == 0
