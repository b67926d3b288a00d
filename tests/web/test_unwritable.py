"""A state that cannot be written: who looks goes on looking, and only what was to be kept is refused."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from desk_browser import Browser
from small_desk import ONE, TWO, copied, small_space

from core.errors import StateBusy
from jobs.workspace import Workspace
from state import marks
from state.open import open_state

PAGES = ("/", "/?words=maire", f"/articles/{ONE}", "/suivre", "/initiatives", "/a-verifier")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return small_space(tmp_path_factory.mktemp("made"))


@pytest.fixture
def browser(made: Workspace, tmp_path: Path) -> Iterator[Browser]:
    with Browser(copied(made, tmp_path)) as opened:
        yield opened


def test_pages_are_shown_while_another_program_writes(browser: Browser) -> None:
    space = browser.app.state.workspace
    with closing(sqlite3.connect(space.state, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for path in PAGES:
            assert (path, browser.get(path).status_code) == (path, 200)
        assert marks.of(browser.app.state.desk.state, "rédaction", [ONE]) == {}
        other.execute("ROLLBACK")
    assert browser.get(f"/articles/{ONE}").status_code == 200  # and then it is noted
    assert marks.of(browser.app.state.desk.state, "rédaction", [ONE])[ONE].read


def test_pages_are_shown_from_a_disk_that_takes_nothing(browser: Browser) -> None:
    desk, space = browser.app.state.desk, browser.app.state.workspace
    with closing(open_state(space.state, read_only=True)) as closed:
        browser.app.state.desk = replace(desk, state=closed)
        for path in PAGES:
            assert (path, browser.get(path).status_code) == (path, 200)
        answer = browser.post("/marques/etoile", page="/demandes", ids=TWO)
        assert (answer.status_code, "inutilisable" in answer.text) == (503, True)
    browser.app.state.desk = desk


def test_a_write_waits_as_long_as_it_says(browser: Browser) -> None:
    state = browser.app.state.desk.state
    with closing(sqlite3.connect(state.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        hurried = replace(state, patience=0.01)
        with pytest.raises(StateBusy, match="un autre programme y écrit"), hurried.write():
            pass
        other.execute("ROLLBACK")
    with state.write() as connection:  # the connection is the pool's; its patience is the next one's own
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000
