"""What is new to somebody, through collecting, publishing and visiting in their real order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import newsroom
import pytest
import small_space
from desk_browser import Browser
from sqlalchemy import insert, update

from state.open import State
from state.schema import captures, visits


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """Two articles are published: an old one, and one that was collected within the hour."""
    lately = newsroom.processed(2, seen_at=_ago(50))
    usual = newsroom.batch([1])
    with Browser(
        small_space.made(tmp_path / "w", replace(usual, articles=(*usual.articles, lately)))
    ) as made:
        yield made


def _ago(minutes: int) -> datetime:
    return datetime.now(UTC) - timedelta(minutes=minutes)


def _collected(state: State, number: int, at: datetime, processed_at: datetime | None) -> None:
    """A line of the journal, as a crawl leaves it."""
    line = {
        "run_id": "r2", "source_id": newsroom.SOURCE.slug, "url": f"https://veilleur.example/article-{number}",
        "at": at, "outcome": "fetched", "processed_at": processed_at,
    }  # fmt: skip
    with state.write() as connection:
        connection.execute(insert(captures).values(line))


def _came_back(browser: Browser) -> None:
    """Half an hour passes without a page."""
    desk = browser.app.state.desk
    desk.seen.clear()
    with desk.state.write() as connection:
        connection.execute(update(visits).values(at=_ago(31)))


def _titles(page: str) -> set[int]:
    return {number for number in range(1, 6) if f"assistant vocal n°\xa0{number}" in page}


def test_an_article_in_the_making_during_a_visit_is_new_at_the_next(browser: Browser) -> None:
    state, space = browser.app.state.desk.state, browser.app.state.workspace
    assert _titles(browser.get("/").text) == {1, 2}
    # collected before that visit, and read and published after it
    collected = _ago(60)
    _collected(state, 2, _ago(50), _ago(49))
    _collected(state, 3, collected, datetime.now(UTC))
    usual = newsroom.batch([3])
    small_space.written(space, replace(usual, articles=(newsroom.processed(3, seen_at=collected),)))
    _came_back(browser)
    page = browser.get("/?new=1").text
    assert "Depuis votre dernière visite" in page
    assert _titles(page) == {3}
    assert _titles(browser.get("/?new=1").text) == {3}  # and stays there as long as the visit lasts
    _came_back(browser)
    assert not _titles(browser.get("/?new=1").text)
    assert _titles(browser.get("/?new=2").text) == {3}  # the list of before
