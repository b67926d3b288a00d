"""What to ask for: the decisions without a database, then through it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.types import Candidate, Fetch, Outcome
from state import captures, frontier
from state.frontier import MAX_ATTEMPTS, Known, is_due, settle
from state.open import State

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://www.ex.fr/actus/1"
CANDIDATE = Candidate(URL, "ex", "https://www.ex.fr/rss", title="Titre")


def answer(outcome: Outcome = Outcome.FETCHED, reason: str | None = None, **changes: object) -> Fetch:
    fetch = Fetch("r1", "ex", URL, NOW, outcome, reason, candidate=CANDIDATE)
    return replace(fetch, **changes)  # type: ignore[arg-type]  # the fields of Fetch


def after(*answers: Fetch, candidate: Candidate = CANDIDATE) -> Known:
    known: Known | None = None
    for one in answers:
        known = settle(known, one, candidate)
    assert known is not None
    return known


# --- decisions


def test_an_unknown_address_is_due() -> None:
    assert is_due(None, CANDIDATE)


def test_a_fetched_address_is_not() -> None:
    assert not is_due(after(answer()), CANDIDATE)


@pytest.mark.parametrize(
    "reason", ["dns", "timeout", "connection", "http_500", "http_503", "http_429", "truncated"]
)
def test_transient_failures_are_due_again_some_times(reason: str) -> None:
    failure = answer(Outcome.FAILED, reason)
    assert is_due(after(*[failure] * (MAX_ATTEMPTS - 1)), CANDIDATE)
    assert not is_due(after(*[failure] * MAX_ATTEMPTS), CANDIDATE)


def test_an_answer_in_between_starts_the_count_again() -> None:
    failure = answer(Outcome.FAILED, "timeout")
    assert after(*[failure] * 4, answer(), failure).attempts == 1


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Outcome.FAILED, "http_404"),
        (Outcome.FAILED, "http_410"),
        (Outcome.FAILED, "too_large"),
        (Outcome.FAILED, "private_address"),
        (Outcome.REFUSED, "robots"),
        (Outcome.RESERVED, "tdm"),
    ],
)
def test_final_answers_are_not_asked_for_again(outcome: Outcome, reason: str) -> None:
    assert not is_due(after(answer(outcome, reason)), CANDIDATE)


@pytest.mark.parametrize("reason", ["budget", "robots_unavailable"])
def test_what_was_never_asked_is_due_without_counting(reason: str) -> None:
    known = after(*[answer(Outcome.REFUSED, reason)] * 20)
    assert known.attempts == 0
    assert is_due(known, CANDIDATE)


def test_an_update_is_due_once() -> None:
    old, new = replace(CANDIDATE, updated_at=NOW - HOUR), replace(CANDIDATE, updated_at=NOW - HOUR / 2)
    known = after(answer(), candidate=old)
    assert not is_due(known, old)
    assert is_due(known, new)
    assert not is_due(settle(known, answer(), new), new)


def test_a_hint_that_comes_later_than_the_page_is_no_update() -> None:
    known = after(answer())  # its feed gave no date of change
    assert not is_due(known, replace(CANDIDATE, updated_at=NOW - HOUR))
    assert is_due(known, replace(CANDIDATE, updated_at=NOW + HOUR))


def test_an_older_or_missing_hint_does_not_undo_a_newer_one() -> None:
    known = after(answer(), candidate=replace(CANDIDATE, updated_at=NOW))
    assert settle(known, answer(), CANDIDATE).hint_updated_at == NOW
    assert settle(known, answer(), replace(CANDIDATE, updated_at=NOW - HOUR)).hint_updated_at == NOW


def test_a_failed_revisit_keeps_when_it_was_fetched() -> None:
    known = after(answer(), answer(Outcome.FAILED, "http_404", at=NOW + HOUR))
    assert (known.first_seen_at, known.last_seen_at, known.fetched_at) == (NOW, NOW + HOUR, NOW)


# --- through the database


def test_addresses_are_known_by_their_canonical_form(state: State) -> None:
    tracked = replace(CANDIDATE, url=URL + "?utm_source=rss")
    assert frontier.to_visit(state, [tracked, CANDIDATE]) == [tracked]
    captures.ingest(state, "s1", "r1", [answer(url=tracked.url, candidate=tracked)])
    assert frontier.to_visit(state, [CANDIDATE, tracked]) == []


def test_many_candidates_keep_their_order(state: State) -> None:
    many = [replace(CANDIDATE, url=f"https://www.ex.fr/{n}") for n in range(1300)]
    known = [answer(url=one.url, candidate=one) for one in many[::2]]
    captures.ingest(state, "s1", "r1", known)
    assert frontier.to_visit(state, many) == many[1::2]
    assert frontier.to_visit(state, []) == []


def test_what_is_owed_comes_back_with_its_hints_until_it_is_settled(state: State) -> None:
    captures.ingest(state, "s1", "r1", [answer(Outcome.FAILED, "timeout")])
    assert frontier.to_retry(state, ["ex"]) == [CANDIDATE]
    assert frontier.to_retry(state, ["other"]) == frontier.to_retry(state, []) == []
    captures.ingest(state, "s2", "r2", [answer(run_id="r2")])
    assert frontier.to_retry(state, ["ex"]) == []


def test_validators_are_those_of_the_last_whole_answer(state: State) -> None:
    feed = "https://www.ex.fr/rss"
    whole = answer(url=feed, candidate=None, etag='"1"', last_modified="Mon")
    assert frontier.validators(state, feed) == (None, None)
    captures.ingest(state, "s1", "r1", [whole])
    captures.ingest(state, "s2", "r2", [replace(whole, run_id="r2", outcome=Outcome.UNCHANGED, etag=None)])
    captures.ingest(state, "s3", "r3", [replace(whole, run_id="r3", outcome=Outcome.FAILED, etag='"error"')])
    assert frontier.validators(state, feed) == ('"1"', "Mon")
    captures.ingest(state, "s4", "r4", [replace(whole, run_id="r4", etag=None, last_modified=None)])
    assert frontier.validators(state, feed) == (None, None)
