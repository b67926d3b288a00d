"""A state that another program writes to: pages are shown all the same, and what must be written says so."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from desk_browser import Browser

from jobs.desk import tokens
from jobs.workspace import Workspace
from state import letters, marks
from web.access.session import ALONE

ARTICLE = re.compile(r'href="/articles/([0-9a-f]{16})"')


@pytest.fixture
def writer(space: Workspace) -> Iterator[sqlite3.Connection]:
    """Another program, that can hold the state."""
    with closing(sqlite3.connect(space.state, isolation_level=None)) as other:
        yield other


def test_pages_do_without_their_notes(browser: Browser, space: Workspace, writer: sqlite3.Connection) -> None:
    key, week = tokens.add(space, "tableur"), "2026-W47"
    (article, *_) = ARTICLE.findall(browser.get("/?new=7").text)
    browser.app.state.desk.seen.clear()
    state = browser.app.state.desk.state
    writer.execute("BEGIN IMMEDIATE")
    for path in (
        "/",
        "/suivre",
        f"/articles/{article}",
        f"/bouclage/{week}/verifier",
        f"/bouclage/{week}/apercu/page",
    ):
        assert browser.get(path).status_code == 200, path
    assert browser.get("/api/quotes", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    assert not marks.of(state, ALONE.name, [article])
    assert not letters.ticks(state, week)
    writer.execute("ROLLBACK")
    browser.get(f"/articles/{article}")
    assert marks.of(state, ALONE.name, [article])[article].read


def test_what_must_be_written_says_that_the_state_is_busy(
    browser: Browser, writer: sqlite3.Connection
) -> None:
    (article, *_) = ARTICLE.findall(browser.get("/?new=7").text)
    browser.get("/")
    state = browser.app.state.desk.state
    object.__setattr__(state, "patience", 0.01)
    writer.execute("BEGIN IMMEDIATE")
    answer = browser.post("/marques/etoile", ids=article)
    assert answer.status_code == 503
    assert "Un autre programme écrit" in answer.text
    assert "Recommencez dans un moment" in answer.text
