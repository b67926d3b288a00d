"""What is published changes, goes, or breaks, between two requests and during one: a clear page each time."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import small_space
from desk_browser import Browser
from newsroom import batch
from probes import probed

from jobs.workspace import Workspace
from store.search import SearchQuery
from web.desk.visit import Reading, Visiting


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return small_space.made(tmp_path / "w", batch([1]))


def _gone(space: Workspace) -> None:
    shutil.rmtree(space.data / "snapshots")


def _damaged(space: Workspace) -> None:
    newest = space.published.resolve()
    newest.write_bytes(newest.read_bytes()[:20_000])


def _junk(space: Workspace) -> None:
    newest = space.published.resolve()
    newest.unlink()
    newest.write_bytes(b"\0" * 20_000)


def test_nothing_published_is_said(tmp_path: Path) -> None:
    with Browser(small_space.made(tmp_path / "w")) as browser:
        answer = probed(browser).get("/essai/lit")
        assert (answer.status_code, "Rien n’est encore publié" in answer.text) == (503, True)
        assert "Bienvenue" in answer.text
        assert "beffroi run" not in answer.text  # at the desk there is no command line


def test_the_next_request_sees_what_was_published_meanwhile(space: Workspace) -> None:
    with Browser(space) as browser:
        assert "1 articles" in probed(browser).get("/essai/lit").text
        small_space.written(space, batch([1, 2]))
        assert "2 articles" in browser.get("/essai/lit").text


def test_a_snapshot_that_goes_between_two_requests(space: Workspace) -> None:
    with Browser(space) as browser:
        assert probed(browser).get("/essai/lit").status_code == 200
        _gone(space)
        answer = browser.get("/essai/lit")
        assert (answer.status_code, "beffroi publish --force" in answer.text) == (503, True)
        space.published.unlink()
        assert browser.get("/essai/lit").status_code == 503


def test_a_file_that_is_junk_before_it_is_opened(space: Workspace) -> None:
    _junk(space)
    with Browser(space) as browser:
        answer = probed(browser).get("/essai/lit")
        assert answer.status_code == 503
        assert "beffroi restore" in answer.text


@pytest.mark.parametrize("what", [_gone, _damaged, _junk])
def test_what_happens_during_a_request(space: Workspace, what: Any) -> None:
    with Browser(space) as browser:

        @browser.app.get("/essai/pendant")
        def meanwhile(visit: Visiting, snapshot: Reading) -> Any:
            what(space)
            found = snapshot.find(SearchQuery(words="assistant"))
            rows = [
                snapshot.connection.execute(f"SELECT * FROM {table}").fetchall()
                for table in ("articles", "v_articles", "initiative_history")
            ]
            return visit.page("trouble.html", "Essai", said=[str(found.total), str(len(rows))])

        answer = browser.get("/essai/pendant")
        assert answer.status_code in {200, 400, 503}
        assert "<h1>" in answer.text
        assert probed(browser).get("/essai/lit").status_code in {200, 503}
        assert browser.get("/compte").status_code == 200
        shutil.rmtree(space.data / "snapshots", ignore_errors=True)
        space.published.unlink(missing_ok=True)
        small_space.written(space, batch([1, 2]))
        assert "2 articles" in browser.get("/essai/lit").text


def test_two_readers_of_two_snapshots(space: Workspace) -> None:
    """Who began with the old one ends with it, whatever is published and removed meanwhile."""
    with Browser(space) as browser, browser.app.state.desk.published.reading() as old:
        for n in (2, 3, 4, 5):
            small_space.written(space, batch([n]))
            assert f"{n} articles" in probed(browser).get("/essai/lit").text
        assert old.connection.execute("SELECT count(*) FROM articles").fetchone() == (1,)
