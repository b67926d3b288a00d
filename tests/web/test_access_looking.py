"""Looking changes nothing: a link in a mail or on another site is followed with its reader's session (SameSite=Lax)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import routes
import small_space
from desk_browser import Browser
from hostile_words import paper
from test_hostile_paper import KEYS

from core.desk import RequestKind
from jobs.workspace import Workspace
from web.desk.visit import Visiting

OWN = ("visits", "reading", "letter_ticks")
"""Tables that say what somebody was shown: when they were here, what they opened, that they saw the list to check."""
SPARED = ("state.sqlite", "logs", "desk.key", "writer.lock")


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with Browser(small_space.made(tmp_path / "w", paper())) as made:
        made.get("/")
        yield made


def _rows(space: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """All that the state holds, by table."""
    with closing(sqlite3.connect(space.state)) as state:
        tables = [name for (name,) in state.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: state.execute(f"SELECT * FROM {name}").fetchall() for name in tables if name not in OWN}


def _files(space: Workspace) -> dict[str, tuple[int, int]]:
    """All files of the workspace, but for the state's and the log's."""
    found = (one for one in space.root.rglob("*") if one.is_file() and not any(s in str(one) for s in SPARED))
    return {str(one): (one.stat().st_size, one.stat().st_mtime_ns) for one in found}


def _looked(browser: Browser) -> list[str]:
    """The addresses that changed something when they were looked at."""
    space = browser.app.state.workspace
    changed, before = [], (_rows(space), _files(space))
    for route in routes.every(browser.app):
        if route.method != "GET":
            continue
        for key in KEYS if route.path_names else ("",):
            browser.get(route.at(key))
        after = (_rows(space), _files(space))
        if after != before:
            changed.append(route.path)
        before = after
    return changed


def test_looking_changes_nothing(browser: Browser) -> None:
    assert _looked(browser) == []


def test_this_would_be_noticed(browser: Browser) -> None:
    @browser.app.get("/essai/demande")
    def asks(visit: Visiting) -> str:
        visit.ask(RequestKind.COLLECT, at=datetime.now(UTC).isoformat())
        return ""

    @browser.app.get("/essai/ecrit")
    def writes(visit: Visiting) -> str:
        (visit.workspace.root / "sources.toml").write_text("# vide\n", "utf-8")
        return ""

    assert _looked(browser) == ["/essai/demande", "/essai/ecrit"]
