"""Every hostile host in one run with two honest ones: named endings, nothing lost, bounded memory and time."""

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from all_cases import CASES, HONEST
from cases_feeds import LONG_FEED
from hostile_acts import SECRET
from hostile_cases import Case, found, wanted
from hostile_limits import MAX_ENTRIES

from core.types import Fetch, Outcome
from crawler.archiving.archive import pages_of, read_page

if TYPE_CHECKING:
    from conftest import Siege

MEBI = 1024 * 1024
DAY = 86_400


def line_of(siege: "Siege", case: str, path: str) -> Fetch:
    (line,) = [
        line for line in siege.crawled.lines if line.source == case and line.url.split("/", 3)[3] == path[1:]
    ]
    return line


@pytest.mark.parametrize("case", [*CASES, *HONEST], ids=lambda case: case.name)
def test_each_address_ends_in_the_way_that_has_its_name(siege: "Siege", case: Case) -> None:
    assert found(case, siege.server, siege.crawled.lines) == wanted(case)


def test_the_honest_sources_are_complete_to_the_byte(siege: "Siege") -> None:
    names = {case.name for case in HONEST}
    bodies = {
        line.url: read_page(siege.crawled.space.archive, line).body.decode()
        for line in siege.crawled.lines
        if line.source in names and line.candidate
    }
    assert len(bodies) == 24
    assert all("Un article honnête, numéro" in body and body.endswith("</html>") for body in bodies.values())


def test_whatever_was_not_read_has_a_reason(siege: "Siege") -> None:
    unread = [line for line in siege.crawled.lines if line.outcome is not Outcome.FETCHED]
    counts = Counter((line.outcome.value, line.reason) for line in unread)
    assert all(reason for _, reason in counts)
    assert {outcome for outcome, _ in counts} == {"failed", "refused", "blocked", "reserved"}


def test_memory_stays_bounded(siege: "Siege") -> None:
    assert siege.crawled.peak_rss < 300 * MEBI


def test_the_crawl_ends_in_bounded_time(siege: "Siege") -> None:
    assert siege.crawled.seconds < 120  # some 15 s on an idle machine


def test_nothing_breaks_inside_the_crawl(siege: "Siege") -> None:
    """Twisted finds a bad certificate critical; it is one of the cases."""
    said = [entry["event"] for entry in siege.crawled.log if entry["level"] in {"error", "critical"}]
    assert set(said) <= {"while verifying certificate"}


def test_what_was_cut_off_a_long_feed_is_counted_in_a_warning(siege: "Siege") -> None:
    (warning,) = [
        entry
        for entry in siege.crawled.log
        if entry["level"] == "warning" and entry.get("source") == "feed-long"
    ]
    assert (warning["announced"], warning["kept"]) == (LONG_FEED, MAX_ENTRIES)
    assert line_of(siege, "feed-long", "/rss").announced == LONG_FEED


# --- nothing gets in


def test_everything_in_the_archive_can_be_read_back(siege: "Siege") -> None:
    kept = [line for line in siege.crawled.lines if line.pointer]
    for line in kept:
        assert read_page(siege.crawled.space.archive, line).status == line.status
    (segment,) = siege.crawled.space.archive.glob("*.warc.gz")
    assert sum(1 for _ in pages_of(segment)) <= len(kept)


def test_no_entity_brings_in_a_file_or_another_page(siege: "Siege") -> None:
    lines = [line for line in siege.crawled.lines if line.source.startswith(("xxe-", "map-xxe"))]
    bodies = [read_page(siege.crawled.space.archive, line).body for line in lines if line.pointer]
    hints = [f"{line.candidate.title} {line.candidate.extract}" for line in lines if line.candidate]
    assert len(hints) == 5
    brought_in = [b"root:x:0:", SECRET.encode()]
    assert not [
        mark for mark in brought_in for text in (*bodies, *(h.encode() for h in hints)) if mark in text
    ]


@pytest.mark.parametrize("case", ["laughs", "map-laughs"])
def test_no_entity_grows(siege: "Siege", case: str) -> None:
    candidate = line_of(siege, case, "/temoin").candidate
    assert candidate is not None
    assert "haha" not in (candidate.title or "")


def test_an_encoded_line_break_makes_no_header(siege: "Siege") -> None:
    asked = [asked for asked in siege.server.log if asked.host == "redir-crlf.localhost"]
    assert [a.path for a in asked if "suite" in a.path] == ["/suite%0d%0aX-Injecte:%20oui"]
    assert not [a for a in asked if "x-injecte" in a.headers]


# --- nothing gets out


def test_no_cookie_is_given_back(siege: "Siege") -> None:
    assert "/temoin" in siege.server.asked("cookies.localhost")
    assert not [asked for asked in siege.server.log if "cookie" in asked.headers]


def test_the_key_of_a_source_reaches_its_own_host_only(siege: "Siege") -> None:
    with_key = {asked.host for asked in siege.server.log if "x-api-key" in asked.headers}
    assert with_key == {"secret.localhost"}
    assert "/arrivee" in siege.server.asked("curious.localhost")


# --- who asked for peace has it


@pytest.mark.parametrize(
    ("case", "at_least", "at_most"),
    [
        ("rest-429", 3590, 3610),
        ("rest-503", 7000, 7210),
        ("rest-absurd", DAY, 31 * DAY),
        ("rest-overflow", DAY, 31 * DAY),
        ("rest-negative", 60, DAY),
        ("rest-garbage", 60, DAY),
        ("rest-silent", 60, DAY),
    ],
)
def test_a_rest_is_as_long_as_asked_within_reason(
    siege: "Siege", case: str, at_least: int, at_most: int
) -> None:
    line = line_of(siege, case, "/un")
    assert line.retry_at is not None
    assert at_least <= (line.retry_at - line.at).total_seconds() <= at_most


@pytest.mark.parametrize("case", ["wall-403", "wall-cf", "wall-dd-403"])
def test_a_wall_closes_a_host_for_hours(siege: "Siege", case: str) -> None:
    rests = [line.retry_at - line.at for line in siege.crawled.lines if line.source == case and line.retry_at]
    assert len(rests) == 1
    assert rests[0].total_seconds() >= DAY / 4


def test_rules_and_reservations_are_asked_for_once(siege: "Siege") -> None:
    for name in ("robots-500", "tdmrep-500", "wall-403", "calendar"):
        asked = Counter(siege.server.asked(f"{name}.localhost"))
        assert asked["/robots.txt"] == 1, name
        assert asked["/.well-known/tdmrep.json"] <= 1, name
