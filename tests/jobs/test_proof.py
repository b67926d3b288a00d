"""Three runs of the whole job on the newsroom, judged by the newsroom's own access log and by the archive."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import newsroom_log as seen
import pytest

from demo import MANDATES, Access, Newsroom, serve, sources
from jobs import workspace
from jobs.registers import OVERLAY
from jobs.run import run
from store.query import run_sql

CONTACT = "preuve@example.invalid"
BUSY = "le-semainier-des-causses"
SILENT = "l-alize-info"
CORRECTED = "/projets/lannion-jumeau-numerique"
UNREAD = {"reserved", "tdmrep", "robots", "cooldown"}
# Stories of a past week: none is young enough to be looked at again, and a sitemap of any age is read, so that
# nothing below depends on the day of the test.
TODAY = date(2026, 11, 9)
CRAWLER: dict[str, Any] = {
    "contact": CONTACT,
    "allow_private_addresses": True,
    "delay_seconds": 0.0,
    "sitemap_days": 36_500,
}


@dataclass(frozen=True, slots=True)
class Proof:
    """The requests of each run, and what the runs left."""

    first: tuple[Access, ...]
    second: tuple[Access, ...]
    third: tuple[Access, ...]
    newsroom: Newsroom
    space: workspace.Workspace

    @property
    def runs(self) -> tuple[tuple[Access, ...], ...]:
        return (self.first, self.second, self.third)

    @property
    def log(self) -> list[Access]:
        return [access for log in self.runs for access in log]


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proof]:
    """Two runs on the unchanged newsroom, a third after one article was corrected."""
    root = tmp_path_factory.mktemp("proof") / "workspace"
    with serve(Newsroom(TODAY, 0)) as running:
        space = workspace.create(root, {"crawler": CRAWLER}, sources(running.port))
        shutil.copyfile(MANDATES, root / OVERLAY)
        ends = [0]
        for edition in (1, 1, 2):
            running.edition = edition
            run(space)
            ends.append(len(running.log))
        logs = [running.log[start:end] for start, end in pairwise(ends)]
        yield Proof(logs[0], logs[1], logs[2], running.newsroom, space)


def pages(log: tuple[Access, ...] | list[Access]) -> list[Access]:
    return [access for access in log if seen.kind_of(access) == "page"]


def rows(proof: Proof, sql: str) -> list[tuple[Any, ...]]:
    return run_sql(proof.space.data, sql, 100_000).rows


# --- what must not be asked ------------------------------------------------------------------


def test_nothing_that_robots_txt_closes_is_asked_for(proof: Proof) -> None:
    tempting = [copy for copy in seen.copies() if copy.outcome == "robots"]
    assert tempting
    assert all(seen.disallowed(proof.newsroom, copy.host, copy.path) for copy in tempting)
    asked = [(access.host, access.path) for access in proof.log]
    assert [address for address in asked if seen.disallowed(proof.newsroom, *address)] == []


def test_no_page_that_tdmrep_reserves_is_asked_for(proof: Proof) -> None:
    tempting = [copy for copy in seen.copies() if copy.outcome == "tdmrep"]
    assert tempting
    assert all(seen.reserved(proof.newsroom, copy.host, copy.path) for copy in tempting)
    asked = [(access.host, access.path) for access in proof.log]
    assert [address for address in asked if seen.reserved(proof.newsroom, *address)] == []


def test_reserved_pages_are_known_by_what_the_feed_openly_gives(proof: Proof) -> None:
    found = rows(
        proof,
        "SELECT title, basis, tdm_reserved, length(summary) > 40 FROM articles"
        " WHERE source_id = 'le-pli-des-ediles' ORDER BY title",
    )
    assert len(found) == 3
    assert {row[1:] for row in found} == {("excerpt", True, True)}


def test_a_host_that_asked_for_an_hour_gets_it_in_this_run_and_the_next(proof: Proof) -> None:
    asked = [access for access in proof.log if seen.slug_of(access) == BUSY]
    assert [access.status for access in pages(asked)] == [200, 429]
    assert asked[-1].status == 429
    assert [seen.slug_of(access) for log in proof.runs[1:] for access in log].count(BUSY) == 0


def test_the_stories_of_a_resting_host_wait(proof: Proof) -> None:
    found = rows(
        proof, f"SELECT DISTINCT url, outcome, reason FROM fetches WHERE source_id = '{BUSY}' ORDER BY url"
    )
    told = {url.partition("/semaine/")[2]: (outcome, reason) for url, outcome, reason in found}
    assert told["868-rodez-stationnement-capteurs"] == ("failed", "http_429")
    assert told["861-decazeville-atelier-numerique"] == ("refused", "cooldown")
    assert rows(proof, f"SELECT title FROM articles WHERE source_id = '{BUSY}'") == [
        ("Mende essaie une navette sans conducteur entre la gare et l’hôpital",)
    ]


# --- how it is asked -------------------------------------------------------------------------


def test_a_host_is_first_asked_for_its_robots_txt(proof: Proof) -> None:
    for log in proof.runs:
        for host, asked in seen.by_host(log).items():
            assert [seen.kind_of(access) for access in asked].index("robots") == 0, host
            assert seen.kinds(asked)["robots"] == 1, host


def test_tdmrep_json_is_asked_for_before_any_page(proof: Proof) -> None:
    for log in proof.runs:
        for host, asked in seen.by_host(log).items():
            order = [seen.kind_of(access) for access in asked]
            first_page = order.index("page") if "page" in order else len(order)
            assert order.count("tdmrep") <= 1, host
            assert "page" not in order or "tdmrep" in order[:first_page], host


def test_every_request_says_whom_to_write_to(proof: Proof) -> None:
    assert len(proof.log) > 50
    assert {access.user_agent for access in proof.log if CONTACT not in access.user_agent} == set()
    assert {access.method for access in proof.log} == {"GET"}


def test_no_page_is_asked_for_twice(proof: Proof) -> None:
    asked = Counter(
        (access.host, access.path.partition("?")[0]) for access in pages([*proof.first, *proof.second])
    )
    assert [page for page, times in asked.items() if times > 1] == []
    planted = {copy.path for copy in seen.copies() if copy.outcome in {"article", "excerpt", "reserved"}}
    assert planted <= {access.path for access in pages(proof.first)}


# --- what is kept ----------------------------------------------------------------------------


def test_no_byte_of_a_reserved_page_is_archived(proof: Proof) -> None:
    """Nor of one that robots.txt or a resting host closes: none of their paragraphs, in any record."""
    kept = list(seen.archived(proof.space.archive))
    free = {copy.slug for copy in seen.copies() if copy.outcome not in UNREAD}
    for copy in seen.copies():
        marks = seen.fragments(proof.newsroom, copy.slug, copy.outlet)
        served = proof.newsroom.respond(copy.host, copy.path, {}).body
        if copy.outcome in UNREAD and copy.slug not in free:
            assert len(marks) >= 3
            assert all(mark in served for mark in marks), copy
            assert not any(mark in content for mark in marks for content in kept), copy
        elif copy.outcome == "article" and b'charset="windows-1252"' not in served:
            # the control: what may be kept is found by the same search
            assert any(mark in content for mark in marks for content in kept), copy


# --- the second run, and the third -----------------------------------------------------------


def test_the_second_run_asks_each_entry_point_once_and_no_page(proof: Proof) -> None:
    awake = seen.entries(proof.newsroom.port)
    del awake[BUSY]
    asked = [access for access in proof.second if seen.kind_of(access) == "entry"]
    assert Counter(map(seen.slug_of, asked)) == awake
    # reservations are of pages: where none is wanted, nobody asks for them
    assert seen.kinds(proof.second) == {"robots": len(awake), "entry": len(awake)}
    answers = {seen.slug_of(access): access.status for access in asked}
    assert answers.pop(SILENT) == 410
    assert set(answers.values()) == {304}


def test_after_the_correction_exactly_that_article_is_asked_for_again(proof: Proof) -> None:
    assert [(access.path, access.status) for access in pages(proof.third)] == [(CORRECTED, 200)]
    changed = [seen.slug_of(a) for a in proof.third if seen.kind_of(a) == "entry" and a.status == 200]
    assert changed == ["territoires-branches"]
    versions = rows(
        proof,
        "SELECT a.url, max(v.version) FROM article_versions v JOIN articles a USING (article_id)"
        " GROUP BY 1 HAVING max(v.version) > 1",
    )
    assert [(url.partition(":")[2].partition("/projets")[2], n) for url, n in versions] == [
        ("/lannion-jumeau-numerique", 2)
    ]
