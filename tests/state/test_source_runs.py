"""The ledger in the state, and the rhythm read from the journal."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from core.types import Candidate, Fetch, Outcome, RunReport, SourceRun, SourceState, Volume
from state import captures, runs, source_runs
from state.open import State

AT = datetime.now(UTC) - timedelta(days=1)  # a journal is taken in after it was written
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def line(run: str = "r1", source: str = "le-guet", at: datetime = AT, **changes: object) -> SourceRun:
    usual = SourceRun(
        run, source, at, SourceState.NEW, Volume.DROP,
        announced=20, asked=9, new=1, updated=2, unchanged=3, reserved=4, blocked=5, refused=6, failed=7, excerpts=8,
        reasons={"tdm": 4, "entry.timeout": 1},
    )  # fmt: skip
    return replace(usual, **changes)  # type: ignore[arg-type]  # the fields of SourceRun


def page(url: str, at: datetime, run: str = "r1", published: datetime | None = None, **more: object) -> Fetch:
    candidate = Candidate(url, "le-guet", "https://guet.example/flux", published_at=published)
    fetch = Fetch(run, "le-guet", url, at, Outcome.FETCHED, candidate=candidate)
    return replace(fetch, **more)  # type: ignore[arg-type]  # the fields of Fetch


def test_lines_come_back_whole(state: State) -> None:
    lines = [line(), line(source="le-quai", volume=None, reasons={})]
    source_runs.save(state, lines)
    assert source_runs.latest(state, ["r1"]) == lines
    assert source_runs.latest(state, ["r2"]) == source_runs.latest(state, []) == []


def test_a_line_saved_again_replaces_the_first(state: State) -> None:
    source_runs.save(state, [])
    source_runs.save(state, [line()])
    source_runs.save(state, [line(new=11, state=SourceState.MISSED)])
    assert source_runs.latest(state, ["r1"]) == [line(new=11, state=SourceState.MISSED)]


def test_many_runs_are_read_at_once_oldest_first(state: State) -> None:
    lines = [line(f"r{n:04d}", at=AT + n * HOUR) for n in range(1100)]
    source_runs.save(state, reversed(lines))
    assert source_runs.latest(state, [one.run_id for one in reversed(lines)]) == lines


def test_the_last_line_of_a_source_is_the_last_that_says_something(state: State) -> None:
    blocked = line("r2", at=AT + HOUR, state=SourceState.BLOCKED)
    waits = line("r3", at=AT + 2 * HOUR, state=SourceState.WAITING)
    only_waits = line("r1", "le-quai", state=SourceState.WAITING)
    source_runs.save(
        state, [line(), blocked, waits, only_waits, replace(only_waits, run_id="r0", at=AT - HOUR)]
    )
    assert source_runs.last_by_source(state) == {"le-guet": blocked, "le-quai": only_waits}


def test_the_days_of_a_state_are_those_of_france(state: State) -> None:
    night = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # the 21st in France
    source_runs.save(
        state,
        [
            line("r0", at=night - 30 * DAY),
            line("r1", at=night),
            line("r2", at=night + 2 * HOUR, state=SourceState.UNCHANGED),
            line("r3", at=night + 20 * HOUR),
            line("r4", at=night + DAY),
            line("r5", at=night + 3 * DAY, state=SourceState.MISSED),
            line("r1", "le-quai", at=night - 12 * HOUR),
        ],
    )
    assert source_runs.days(state, [SourceState.NEW, SourceState.UNCHANGED], night - DAY) == {
        "le-guet": {date(2026, 11, 21), date(2026, 11, 22)},
        "le-quai": {date(2026, 11, 20)},
    }


def test_a_list_that_nobody_gave_is_not_a_list_of_none(state: State) -> None:
    source_runs.save(state, [line(announced=None), line("r2", announced=0)])
    assert [one.announced for one in source_runs.latest(state, ["r1", "r2"])] == [None, 0]


def history(state: State, since: datetime = AT - DAY) -> list[datetime]:
    return sorted(source_runs.history(state, ["le-guet", "le-quai"], since)["le-guet"])


def test_an_article_came_when_its_listing_says_or_when_it_was_first_met(state: State) -> None:
    paris = timezone(HOUR)
    captures.ingest(
        state, "s1", "r1",
        [
            page("https://guet.example/1", AT, published=(AT - 5 * HOUR).astimezone(paris)),
            page("https://guet.example/2", AT),
            page("https://guet.example/3", AT, published=AT + DAY),
            Fetch("r1", "le-guet", "https://guet.example/flux", AT, Outcome.FETCHED, announced=3),
        ],
    )  # fmt: skip
    assert history(state) == [AT - 5 * HOUR, AT, AT]
    assert source_runs.history(state, ["le-quai"], AT - DAY) == {"le-quai": []}


def test_retries_and_re_visits_are_not_articles_of_their_own(state: State) -> None:
    url = "https://guet.example/1"
    captures.ingest(state, "s1", "r1", [page(url, AT, outcome=Outcome.FAILED, reason="timeout")])
    captures.ingest(state, "s2", "r2", [page(url, AT + HOUR, "r2")])
    captures.ingest(state, "s3", "r3", [page("https://guet.example/0", AT + HOUR, "r3", revisit=True)])
    assert history(state) == [AT]


def test_what_was_met_before_is_left_out(state: State) -> None:
    captures.ingest(state, "s1", "r1", [page("https://guet.example/1", AT)])
    captures.ingest(state, "s2", "r2", [page("https://guet.example/2", AT + HOUR, "r2")])
    assert history(state, since=AT + timedelta(minutes=1)) == [AT + HOUR]


def test_a_backfill_is_not_the_rhythm(state: State) -> None:
    runs.start(state, RunReport("r1", "backfill", AT))
    captures.ingest(state, "s1", "r1", [page("https://guet.example/1", AT)])
    assert history(state) == []
