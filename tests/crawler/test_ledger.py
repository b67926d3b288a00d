"""One line a source, from the lines of a journal."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.types import Candidate, Fetch, Outcome, Source, SourceRun, SourceState
from crawler.ledger import ledger, state_of

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
GUET = Source("le-guet", "Le Guet de Sornay", "https://guet.example/", ())
QUAI = Source("le-quai", "Le Quai", "https://quai.example/", ())


def page(
    outcome: Outcome, reason: str | None = None, *, title: str | None = "Titre", **more: object
) -> Fetch:
    url = "https://guet.example/a"
    fetch = Fetch("r1", "le-guet", url, AT, outcome, reason, candidate=Candidate(url, "le-guet", "f", title))
    return replace(fetch, **more)  # type: ignore[arg-type]  # the fields of Fetch


def entry(outcome: Outcome, reason: str | None = None, announced: int | None = None) -> Fetch:
    return Fetch("r1", "le-guet", "https://guet.example/flux", AT, outcome, reason, announced=announced)


def line(*fetches: Fetch) -> SourceRun:
    (made,) = ledger("r1", fetches, [GUET], AT)
    return made


def test_every_source_asked_for_has_a_line_even_without_a_journal() -> None:
    guet, quai = ledger("r1", [entry(Outcome.UNCHANGED)], [GUET, QUAI], AT)
    assert guet == SourceRun("r1", "le-guet", AT, SourceState.UNCHANGED)
    assert quai == SourceRun("r1", "le-quai", AT, SourceState.WAITING)


def test_a_source_that_nobody_asked_for_is_not_lost() -> None:
    stray = page(Outcome.FETCHED, source="inconnu")
    assert [made.source for made in ledger("r1", [stray], [GUET], AT)] == ["le-guet", "inconnu"]


def test_lines_of_another_run_do_not_count() -> None:
    assert line(page(Outcome.FETCHED, run_id="r0")).new == 0


def test_pages_are_counted_by_what_became_of_them() -> None:
    made = line(
        entry(Outcome.FETCHED, announced=20),
        entry(Outcome.FETCHED, announced=5),
        page(Outcome.FETCHED),
        page(Outcome.FETCHED),
        page(Outcome.FETCHED, revisit=True),
        page(Outcome.UNCHANGED, revisit=True),
        page(Outcome.RESERVED, "tdm"),
        page(Outcome.RESERVED, "tdmrep"),
        page(Outcome.BLOCKED, "forbidden"),
        page(Outcome.BLOCKED, "captcha"),
        page(Outcome.BLOCKED, "wall"),
        page(Outcome.REFUSED, "robots"),
        page(Outcome.REFUSED, "cooldown"),
        page(Outcome.FAILED, "http_500"),
    )
    assert made == SourceRun(
        "r1", "le-guet", AT, SourceState.NEW,
        announced=25, asked=8, new=2, updated=1, unchanged=1, reserved=2, blocked=3, refused=2, failed=1, excerpts=6,
        reasons={
            "captcha": 1, "cooldown": 1, "forbidden": 1, "http_500": 1, "robots": 1, "tdm": 1, "tdmrep": 1, "wall": 1,
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fetch", "excerpts"),
    [
        (page(Outcome.RESERVED, "tdmrep"), 1),
        (page(Outcome.BLOCKED, "wall"), 1),
        (page(Outcome.REFUSED, "policy_excerpt"), 1),
        (page(Outcome.REFUSED, "policy_metadata"), 1),
        (page(Outcome.REFUSED, "robots"), 1),
        (page(Outcome.REFUSED, "budget"), 0),
        (page(Outcome.REFUSED, "robots_unavailable"), 0),
        (page(Outcome.FAILED, "http_404"), 0),
        (page(Outcome.FETCHED), 0),
        (page(Outcome.RESERVED, "tdm", title=None), 0),
        (page(Outcome.BLOCKED, "forbidden", revisit=True), 0),
    ],
)
def test_an_excerpt_needs_a_title_and_a_page_that_will_not_be_read(fetch: Fetch, excerpts: int) -> None:
    assert line(fetch).excerpts == excerpts


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([], SourceState.WAITING),
        ([entry(Outcome.REFUSED, "cooldown")], SourceState.WAITING),
        ([entry(Outcome.UNCHANGED)], SourceState.UNCHANGED),
        ([entry(Outcome.FETCHED, announced=20)], SourceState.UNCHANGED),
        ([entry(Outcome.FETCHED, announced=0)], SourceState.EMPTY),
        ([entry(Outcome.BLOCKED, "forbidden")], SourceState.BLOCKED),
        ([entry(Outcome.BLOCKED, "captcha")], SourceState.BLOCKED),
        ([entry(Outcome.FAILED, "http_401")], SourceState.BLOCKED),
        ([entry(Outcome.REFUSED, "robots")], SourceState.BLOCKED),
        ([entry(Outcome.REFUSED, "robots_unavailable")], SourceState.MISSED),
        ([entry(Outcome.FAILED, "http_410")], SourceState.MISSED),
        ([entry(Outcome.FAILED, "timeout")], SourceState.MISSED),
        ([entry(Outcome.FAILED, "timeout"), entry(Outcome.UNCHANGED)], SourceState.UNCHANGED),
        ([entry(Outcome.FAILED, "timeout"), entry(Outcome.FETCHED, announced=0)], SourceState.EMPTY),
        ([entry(Outcome.FAILED, "timeout"), entry(Outcome.BLOCKED, "captcha")], SourceState.BLOCKED),
        ([entry(Outcome.FAILED, "timeout"), entry(Outcome.REFUSED, "cooldown")], SourceState.MISSED),
        ([entry(Outcome.FETCHED), entry(Outcome.FAILED, "timeout")], SourceState.MISSED),
        ([entry(Outcome.FETCHED)], SourceState.UNCHANGED),
    ],
)
def test_the_state_is_that_of_the_best_entry_point(answers: list[Fetch], state: SourceState) -> None:
    assert state_of(answers, fresh=False) is state


def test_something_new_needs_a_page_that_was_not_known_or_has_changed() -> None:
    listed = entry(Outcome.FETCHED, announced=20)
    assert line(listed, page(Outcome.FETCHED)).state is SourceState.NEW
    assert line(listed, page(Outcome.REFUSED, "robots")).state is SourceState.NEW
    assert line(listed, page(Outcome.FETCHED, revisit=True)).state is SourceState.NEW  # a correction is news
    assert line(listed, page(Outcome.UNCHANGED, revisit=True)).state is SourceState.UNCHANGED
    assert line(page(Outcome.FETCHED)).state is SourceState.WAITING


@pytest.mark.parametrize(
    ("answers", "announced"),
    [
        ([], None),
        ([entry(Outcome.UNCHANGED)], None),
        ([entry(Outcome.FAILED, "timeout")], None),
        ([entry(Outcome.FETCHED, announced=0)], 0),
        ([entry(Outcome.UNCHANGED), entry(Outcome.FETCHED, announced=3), entry(Outcome.FETCHED)], 3),
    ],
)
def test_only_a_list_says_how_much_is_announced(answers: list[Fetch], announced: int | None) -> None:
    assert line(*answers).announced == announced


def test_an_entry_point_that_failed_shows_beside_one_that_answered() -> None:
    made = line(entry(Outcome.FETCHED, announced=3), entry(Outcome.FAILED, "http_500"), page(Outcome.FETCHED))
    assert made.state is SourceState.NEW
    assert made.reasons == {"entry.http_500": 1}
    assert made.failed == 0


def test_a_feed_whose_text_is_reserved_is_no_reason() -> None:
    assert line(entry(Outcome.FETCHED, "tdm", announced=3)).reasons == {}
