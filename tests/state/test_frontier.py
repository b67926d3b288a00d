"""What to ask for: the decisions without a database, then through it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.types import Candidate, Fetch, Outcome
from state import captures, entries, frontier, hosts
from state.frontier import MAX_ATTEMPTS, Known, settle
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


def is_due(known: Known | None, candidate: Candidate) -> bool:
    return frontier.is_due(known, candidate, NOW + HOUR * 48)


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


@pytest.mark.parametrize("reason", ["budget", "robots_unavailable", "tdmrep_unavailable", "cooldown"])
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
    assert frontier.to_visit(state, [tracked, CANDIDATE], NOW) == [(tracked, None)]
    captures.ingest(state, "s1", "r1", [answer(url=tracked.url, candidate=tracked)])
    assert frontier.to_visit(state, [CANDIDATE, tracked], NOW) == []


def test_many_candidates_keep_their_order(state: State) -> None:
    many = [replace(CANDIDATE, url=f"https://www.ex.fr/{n}") for n in range(1300)]
    known = [answer(url=one.url, candidate=one) for one in many[::2]]
    captures.ingest(state, "s1", "r1", known)
    assert frontier.to_visit(state, many, NOW) == [(one, None) for one in many[1::2]]
    assert frontier.to_visit(state, [], NOW) == []


def test_what_is_owed_comes_back_with_its_hints_until_it_is_settled(state: State) -> None:
    captures.ingest(state, "s1", "r1", [answer(Outcome.FAILED, "timeout")])
    assert [known.retry for known in frontier.to_retry(state, ["ex"], NOW, 100)] == [CANDIDATE]
    assert frontier.to_retry(state, ["other"], NOW, 100) == frontier.to_retry(state, [], NOW, 100) == []
    captures.ingest(state, "s2", "r2", [answer(run_id="r2")])
    assert frontier.to_retry(state, ["ex"], NOW, 100) == []


AGES = [timedelta(hours=hours) for hours in (1, 6, 24)]


def visits(published: datetime | None, *answers: Fetch) -> list[timedelta | None]:
    """After each answer: how long after NOW the next visit is."""
    known, found = None, list[timedelta | None]()
    for one in answers:
        known = settle(known, one, replace(CANDIDATE, published_at=published), AGES)
        found.append(known.next_visit_at - NOW if known.next_visit_at else None)
        assert (known.revisit is None) == (known.next_visit_at is None)
    return found


def test_a_young_article_is_visited_at_its_ages() -> None:
    later = [answer(at=NOW + HOUR * hours, revisit=True) for hours in (0, 1, 7, 30)]
    assert visits(None, *later) == [HOUR, HOUR * 6, HOUR * 24, None]
    assert visits(NOW - HOUR * 5, *later[:2]) == [HOUR, HOUR * 19]


def test_an_old_article_is_not_visited_again() -> None:
    assert visits(NOW - HOUR * 48, answer()) == [None]


def test_an_article_from_the_future_is_as_young_as_when_it_was_seen() -> None:
    assert visits(NOW + HOUR * 400, answer()) == [HOUR]


@pytest.mark.parametrize(
    ("outcome", "reason", "again"),
    [
        (Outcome.UNCHANGED, None, True),
        (Outcome.BLOCKED, "wall", True),
        (Outcome.RESERVED, "tdm", False),
        (Outcome.REFUSED, "robots", False),
        (Outcome.FAILED, "http_404", False),
        (Outcome.FAILED, "timeout", False),  # owed, which is another list
    ],
)
def test_only_what_may_change_is_visited_again(outcome: Outcome, reason: str | None, again: bool) -> None:
    assert (visits(None, answer(outcome, reason)) == [HOUR]) is again


def test_an_unchanged_answer_keeps_the_validators() -> None:
    first = answer(etag='"1"', last_modified="Mon", sha256="ab")
    known = after(first, answer(Outcome.UNCHANGED, at=NOW + HOUR))
    assert (known.etag, known.last_modified, known.sha256, known.fetched_at) == ('"1"', "Mon", "ab", NOW)


def test_young_articles_come_back_when_their_hour_has_come(state: State) -> None:
    captures.ingest(state, "s1", "r1", [answer(etag='"1"')], AGES)
    assert frontier.to_revisit(state, ["ex"], NOW + HOUR / 2, 100) == []
    (due,) = frontier.to_revisit(state, ["ex"], NOW + HOUR, 100)
    assert (due.revisit, due.etag) == (CANDIDATE, '"1"')
    assert frontier.to_revisit(state, ["other"], NOW + HOUR, 100) == []
    assert frontier.to_revisit(state, ["ex"], NOW + frontier.LATE + HOUR * 2, 100) == []


def test_what_was_never_read_is_waited_for(state: State) -> None:
    captures.ingest(state, "s1", "r1", [answer(Outcome.BLOCKED, "wall")], AGES)
    (due,) = frontier.to_revisit(state, ["ex"], NOW + frontier.LATE * 3, 100)
    assert due.fetched_at is None
    assert frontier.to_revisit(state, ["ex"], NOW + frontier.OWED_FOR * 2, 100) == []


def test_failures_are_asked_for_again_ever_later() -> None:
    failure = answer(Outcome.FAILED, "timeout")
    waits = []
    for attempts in range(1, MAX_ATTEMPTS):
        known = after(*[failure] * attempts)
        hours = (n for n in range(100) if frontier.is_rested(known, NOW + HOUR * n))
        waits.append(next(hours))
    assert waits == [0, 1, 2, 4, 8, 16, 24]


def test_the_debts_of_one_source_do_not_hide_those_of_another(state: State) -> None:
    def owed(source: str, count: int) -> list[Fetch]:
        urls = [f"https://{source}.fr/{n}" for n in range(count)]
        found = [Candidate(url, source, "") for url in urls]
        return [answer(Outcome.REFUSED, "budget", url=c.url, source=source, candidate=c) for c in found]

    captures.ingest(state, "s1", "r1", [*owed("big", 300), *owed("small", 5)])
    rows = frontier.to_retry(state, ["big", "small"], NOW, 20)
    assert [sum(row.source_id == name for row in rows) for name in ("big", "small")] == [20, 5]
    assert frontier.to_retry(state, ["big"], NOW + frontier.OWED_FOR, 20) == []


# --- other names of a page


def test_the_end_of_a_redirect_is_another_name_of_the_page(state: State) -> None:
    end = "https://www.ex.fr/nouvelle-adresse"
    captures.ingest(state, "s1", "r1", [answer(final_url=end)])
    assert frontier.to_visit(state, [replace(CANDIDATE, url=end)], NOW) == []


def test_an_article_is_known_by_the_address_it_gives_itself(state: State) -> None:
    own = "https://www.ex.fr/article/1"
    captures.ingest(state, "s1", "r1", [answer()])
    frontier.identify(state, [(URL, "0123456789abcdef", own)])
    assert frontier.to_visit(state, [replace(CANDIDATE, url=own)], NOW) == []


def test_an_update_under_another_name_settles_the_row_of_the_page(state: State) -> None:
    own = replace(CANDIDATE, url="https://www.ex.fr/article/1", updated_at=NOW + HOUR)
    captures.ingest(state, "s1", "r1", [answer()])
    frontier.identify(state, [(URL, "0123456789abcdef", own.url)])
    ((_, known),) = frontier.to_visit(state, [own], NOW)
    assert known is not None
    assert known.fetched_at == NOW
    captures.ingest(state, "s2", "r2", [answer(url=own.url, candidate=own, run_id="r2", at=NOW + HOUR * 2)])
    assert frontier.to_visit(state, [own, CANDIDATE], NOW) == []


def test_a_page_of_its_own_is_not_hidden_by_a_name_that_another_claims(state: State) -> None:
    other = replace(CANDIDATE, url="https://www.ex.fr/actus/2", updated_at=NOW + HOUR)
    lines = [answer(), answer(url=other.url, candidate=replace(other, updated_at=None))]
    captures.ingest(state, "s1", "r1", lines)
    frontier.identify(state, [(URL, "0123456789abcdef", other.url)])
    ((_, known),) = frontier.to_visit(state, [other], NOW)
    assert known is not None
    assert known.url.endswith("/actus/2")


# --- entry points, hosts


def test_validators_are_those_of_the_last_whole_answer(state: State) -> None:
    feed = "https://www.ex.fr/rss"
    whole = answer(url=feed, candidate=None, etag='"1"', last_modified="Mon")

    def validators() -> tuple[str | None, str | None] | None:
        known = entries.known(state, [feed]).get(feed)
        return (known.etag, known.last_modified) if known else None

    assert validators() is None
    captures.ingest(state, "s1", "r1", [whole])
    captures.ingest(state, "s2", "r2", [replace(whole, run_id="r2", outcome=Outcome.UNCHANGED, etag=None)])
    captures.ingest(state, "s3", "r3", [replace(whole, run_id="r3", outcome=Outcome.FAILED, etag='"error"')])
    assert validators() == ('"1"', "Mon")
    captures.ingest(state, "s4", "r4", [replace(whole, run_id="r4", etag=None, last_modified=None)])
    assert validators() == (None, None)


def test_a_host_that_asked_for_peace_is_remembered_and_forgiven(state: State) -> None:
    until = NOW + HOUR
    busy = answer(Outcome.FAILED, "http_429", retry_at=until)
    captures.ingest(state, "s1", "r1", [busy, replace(busy, url=URL + "0")])
    assert hosts.rests(state) == [hosts.Rest("www.ex.fr", hosts.COOLDOWN, until, 1)]
    again = replace(busy, run_id="r2", at=until, retry_at=until + HOUR)
    captures.ingest(state, "s2", "r2", [again])
    assert hosts.rests(state) == [hosts.Rest("www.ex.fr", hosts.COOLDOWN, until + HOUR, 2)]
    captures.ingest(state, "s3", "r3", [answer(run_id="r3", at=until)])
    assert len(hosts.rests(state)) == 1  # an answer from before the rest was over
    captures.ingest(state, "s4", "r4", [answer(run_id="r4", at=until + HOUR * 2)])
    assert hosts.rests(state) == []


def test_a_wall_is_another_rest_than_a_cooldown(state: State) -> None:
    walled = answer(Outcome.BLOCKED, "captcha", retry_at=NOW + HOUR)
    captures.ingest(state, "s1", "r1", [walled])
    assert [rest.rest for rest in hosts.rests(state)] == [hosts.WALL]
