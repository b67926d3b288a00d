"""The coverage ledger and the health of sources, from what the crawls wrote."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from newsroom import MONDAY, SOURCE, fetch, processed, rejection, run, source_run

from core.settings import StoreSettings
from core.types import Access, Basis, Fetch, Outcome, Rights, SourceState, Volume
from store.batch import Batch
from store.live import LiveStore, open_live

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
FLUX = SOURCE.entries[0].url
COUNTS = "expected, collected, readable, excerpts, reserved, blocked, refused, failed, rejected"


@pytest.fixture
def live(data_dir: Path, settings: StoreSettings) -> Iterator[LiveStore]:
    with open_live(data_dir, settings) as store:
        yield store


def rows(live: LiveStore, sql: str) -> list[tuple[Any, ...]]:
    return live.connection.execute(sql).fetchall()


def entry(at: datetime, outcome: Outcome = Outcome.FETCHED, reason: str | None = None) -> Fetch:
    return fetch(outcome=outcome, run=f"e{at:%m%d}", url=FLUX, at=at, reason=reason, candidate=None)


def test_every_page_announced_is_expected_once_and_ends_somewhere(live: LiveStore) -> None:
    ends = (
        Outcome.FETCHED,
        Outcome.FETCHED,
        Outcome.FAILED,
        Outcome.RESERVED,
        Outcome.BLOCKED,
        Outcome.REFUSED,
    )
    live.write(
        Batch(
            articles=(
                processed(1),
                processed(4, basis=Basis.EXCERPT, rights=Rights(tdm_reserved=True)),
                processed(5, access=Access.EXCERPT, basis=Basis.TITLE),
            ),
            fetches=(
                *(fetch(n, end) for n, end in enumerate(ends, 1)),
                fetch(7, Outcome.REFUSED),
                fetch(7, run="r2"),
                fetch(7, Outcome.FAILED, run="r3"),
                fetch(9, candidate=None),
            ),
            rejections=(rejection(2), rejection(1)),
            sources=(SOURCE,),
        )
    )
    assert rows(live, f"SELECT {COUNTS} FROM v_coverage") == [(7, 3, 1, 2, 1, 1, 1, 1, 1)]


def test_a_page_read_again_is_not_expected_again(live: LiveStore) -> None:
    again = fetch(1, Outcome.UNCHANGED, run="r2", at=MONDAY + WEEK, revisit=True)
    live.write(Batch(fetches=(fetch(1), again), sources=(SOURCE,)))
    assert rows(live, "SELECT expected, collected FROM v_coverage") == [(1, 1)]


def test_every_week_since_the_first_has_a_row_and_says_whether_anything_answered(live: LiveStore) -> None:
    other = replace(SOURCE, slug="l-autre", name="L’Autre")
    live.write(
        Batch(
            fetches=(
                entry(MONDAY),
                fetch(1),
                entry(MONDAY + 2 * WEEK, Outcome.FAILED, "timeout"),
                fetch(2, Outcome.FAILED, run="r3", at=MONDAY + 2 * WEEK),
                entry(MONDAY + 3 * WEEK, Outcome.UNCHANGED),
                replace(entry(MONDAY + 3 * WEEK), source="l-autre", url="https://autre.example/flux"),
            ),
            source_runs=(source_run("r3", MONDAY + 2 * WEEK, source="l-autre", state=SourceState.MISSED),),
            sources=(SOURCE, other),
        )
    )
    first = date(2026, 11, 16)
    assert rows(
        live, "SELECT outlet, week, expected, failed, outage FROM v_coverage ORDER BY source_id, week"
    ) == [
        ("L’Autre", first + 2 * WEEK, None, 0, True),
        ("L’Autre", first + 3 * WEEK, 0, 0, False),
        (SOURCE.name, first, 1, 0, False),
        (SOURCE.name, first + WEEK, None, 0, True),
        (SOURCE.name, first + 2 * WEEK, 1, 1, True),
        (SOURCE.name, first + 3 * WEEK, 0, 0, False),
    ]


def test_saved_pages_of_long_ago_do_not_open_the_years_between(live: LiveStore) -> None:
    live.write(Batch(fetches=(entry(MONDAY), fetch(1, at=MONDAY - 100 * WEEK)), sources=(SOURCE,)))
    assert rows(live, "SELECT expected, outage FROM v_coverage ORDER BY week") == [(1, True), (0, False)]


def test_a_backfill_is_not_what_the_source_announced(live: LiveStore) -> None:
    saved = [fetch(n, run="b1", at=MONDAY + WEEK) for n in range(10, 41)]
    old = replace(fetch(50, run="b1", at=MONDAY - 90 * WEEK), candidate=None, url=FLUX)
    live.write(
        Batch(
            articles=(processed(1), *(processed(n, seen_at=MONDAY + WEEK) for n in range(10, 40))),
            fetches=(entry(MONDAY), fetch(1), entry(MONDAY + WEEK), *saved, old, fetch(1, run="b1")),
            rejections=(rejection(40, at=MONDAY + WEEK),),
            runs=(replace(run("b1"), job="backfill"),),
            sources=(SOURCE,),
        )
    )
    first = date(2026, 11, 16)
    assert rows(live, f"SELECT week, {COUNTS} FROM v_coverage ORDER BY week") == [
        (first, 1, 1, 1, 0, 0, 0, 0, 0, 0),
        (first + WEEK, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    ]
    assert rows(live, "SELECT asked_7_days, announced_7_days FROM v_source_health") == [(1, 0)]


def test_what_is_no_longer_followed_has_no_outage(live: LiveStore) -> None:
    both = (SOURCE, replace(SOURCE, slug="l-autre"))
    other = [
        replace(entry(MONDAY + n * WEEK), source="l-autre", url="https://autre.example/flux") for n in (0, 5)
    ]
    live.write(Batch(fetches=(entry(MONDAY), entry(MONDAY + 2 * WEEK), *other), sources=both))
    told = "count(*), count(*) FILTER (outage), count(*) FILTER (outage IS NULL)"
    weeks = f"SELECT {told} FROM v_coverage WHERE source_id = 'le-veilleur'"
    assert rows(live, weeks) == [(6, 3, 1)]  # the last week is not over: it may still answer
    sunday = replace(other[1], run_id="sunday", at=MONDAY + 5 * WEEK + timedelta(days=6))
    live.write(Batch(fetches=(sunday,)))
    assert rows(live, weeks) == [(6, 4, 0)]
    live.write(Batch(sources=(replace(SOURCE, enabled=False), both[1])))
    assert rows(live, weeks) == [(3, 1, 0)]


def test_a_crawl_that_ends_after_midnight_does_not_make_the_new_week_an_outage(live: LiveStore) -> None:
    sunday = entry(MONDAY + timedelta(days=6))
    line = source_run("r1", MONDAY + WEEK, state=SourceState.MISSED)
    live.write(Batch(fetches=(sunday,), source_runs=(line,), sources=(SOURCE,)))
    assert rows(live, "SELECT week, outage FROM v_listening ORDER BY week") == [
        (MONDAY.date(), False),
        ((MONDAY + WEEK).date(), None),
    ]


def test_a_week_in_which_nothing_was_due_is_no_outage(live: LiveStore) -> None:
    waits = {"state": SourceState.WAITING, "announced": None}
    lines = (
        source_run("r1"),
        source_run("r2", MONDAY + WEEK, **waits, reasons={"tdm": 1}),
        source_run("r3", MONDAY + 2 * WEEK, **waits, reasons={"entry.cooldown": 1}),
        source_run("r4", MONDAY + 3 * WEEK, state=SourceState.MISSED),
        source_run("r5", MONDAY + 3 * WEEK, **waits, reasons={}),
    )
    live.write(Batch(fetches=(entry(MONDAY), entry(MONDAY + 4 * WEEK)), source_runs=lines, sources=(SOURCE,)))
    assert rows(live, "SELECT expected, outage FROM v_coverage ORDER BY week") == [
        (0, False),
        (0, False),
        (None, True),
        (None, True),
        (0, False),
    ]


def test_a_source_is_as_well_as_its_last_answer(live: LiveStore) -> None:
    live.write(
        Batch(
            fetches=(
                entry(MONDAY, Outcome.FAILED, "timeout"),
                entry(MONDAY + DAY),
                fetch(1, at=MONDAY + DAY),
            ),
            source_runs=(
                source_run("r1", state=SourceState.MISSED),
                source_run("r2", MONDAY + DAY, volume=Volume.DROP),
                source_run("r3", MONDAY + 2 * DAY, state=SourceState.WAITING, volume=None),
            ),
            sources=(SOURCE, replace(SOURCE, slug="l-autre")),
        )
    )
    health = (
        "SELECT state, volume, entry_outcome, entry_reason, asked_7_days, failed_7_days FROM v_source_health"
    )
    assert rows(live, health + " WHERE source_id = 'le-veilleur'") == [("new", None, "fetched", None, 3, 1)]
    assert rows(live, health + " WHERE source_id = 'l-autre'") == [(None, None, None, None, 0, 0)]


def test_the_last_seven_days_stand_beside_a_usual_week(live: LiveStore) -> None:
    backlog = [fetch(n) for n in range(50)]
    usual = [fetch(100 + n, at=MONDAY + (n + 1) * DAY) for n in range(28)]
    again = [fetch(100 + n, run="r2", at=MONDAY + 34 * DAY, revisit=True) for n in range(28)]
    last = [fetch(200 + n, Outcome.REFUSED, at=MONDAY + (30 + n) * DAY) for n in range(5)]
    live.write(Batch(fetches=(*backlog, *usual, *again, *last), sources=(SOURCE,)))
    assert rows(live, "SELECT announced_7_days, announced_usual_week FROM v_source_health") == [(6, 7.0)]


def test_a_source_of_yesterday_has_no_usual_week(live: LiveStore) -> None:
    live.write(Batch(fetches=(fetch(1), fetch(2, at=MONDAY + DAY)), sources=(SOURCE,)))
    assert rows(live, "SELECT announced_7_days, announced_usual_week FROM v_source_health") == [(None, None)]


def test_a_source_that_never_announced_anything_more_has_a_usual_week_of_none(live: LiveStore) -> None:
    backlog = [fetch(n) for n in range(30)]
    since = [entry(MONDAY + n * WEEK, Outcome.UNCHANGED) for n in range(7)]
    live.write(Batch(fetches=(*backlog, *since), sources=(SOURCE,)))
    assert rows(live, "SELECT announced_7_days, announced_usual_week FROM v_source_health") == [(0, 0.0)]
