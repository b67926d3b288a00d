"""What a hostile press left in the archive is processed like the rest: article, or rejection with its reason."""

from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from core.types import Fetch, Outcome, RunReport
from jobs.process import process
from jobs.publish import publish
from state import captures
from state.open import open_state
from store.query import run_sql

if TYPE_CHECKING:
    from conftest import Siege


@pytest.fixture(scope="module")
def report(siege: "Siege") -> RunReport:
    return process(siege.crawled.space)


def to_process(lines: Iterable[Fetch]) -> list[Fetch]:
    """Everything but entry points that answered."""
    answered = {Outcome.FETCHED, Outcome.UNCHANGED}
    return [line for line in lines if line.candidate is not None or line.outcome not in answered]


def test_each_capture_ends_as_an_article_or_as_a_rejection(siege: "Siege", report: RunReport) -> None:
    ended = {
        name: count for name, count in report.counts.items() if name.startswith(("article.", "rejected."))
    }
    qualities = sum(
        ended.get(f"article.{name}", 0) for name in ("reserved", "relevant", "other_language", "recut")
    )
    assert sum(ended.values()) - qualities == len(to_process(siege.crawled.lines))
    with closing(open_state(siege.crawled.space.state, read_only=True)) as state:
        assert captures.pending_count(state) == 0


def test_no_page_breaks_the_extraction(report: RunReport) -> None:
    assert "rejected.extract_failed" not in report.counts
    assert "rejected.unreadable" not in report.counts


def test_every_honest_page_is_an_article(siege: "Siege", report: RunReport) -> None:
    assert report.counts["article.full"] >= 24
    publish(siege.crawled.space)
    rows = run_sql(
        siege.crawled.space.data,
        "SELECT source_id, count(*) FROM articles WHERE source_id LIKE 'honest-%' GROUP BY ALL",
        10,
    ).rows
    assert dict(rows) == {"honest-feed": 12, "honest-listing": 12}
