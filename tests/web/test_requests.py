"""From desk to writer: what is asked at the desk is done by a process beside it, and comes back onto the desk."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from desk_browser import Browser
from small_newsroom import made

from core.desk import RequestKind, RequestState
from demo import Newsroom, Running, serve
from jobs.desk.running import run_waiting
from jobs.workspace import Workspace
from state import requests
from store.query import run_sql
from web.desk import worker

PHARE = "le-phare-du-ponant"
TITLE = "robot conversationnel"


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Running]:
    with serve(Newsroom(date(2026, 11, 23), 0), 0) as running:
        yield running


@pytest.fixture
def small(newsroom: Running, tmp_path: Path) -> Workspace:
    return made(tmp_path / "w", newsroom.port)


def test_a_visit_asked_for_brings_new_articles_onto_the_desk(small: Workspace) -> None:
    with Browser(small) as here:
        assert TITLE not in here.get("/?words=robot").text
        assert here.post(f"/sources/{PHARE}/visiter", "/sources").status_code == 303
        assert "en attente" in here.get(f"/sources/{PHARE}").text
        (ended,) = run_waiting(small)
        assert ended.state is RequestState.DONE, ended.said
        assert "1 titre visité" in ended.said.replace("\u00a0", " ")
        page = here.get("/?words=robot")
        assert page.status_code == 200
        assert run_sql(small.data, "SELECT DISTINCT source_id FROM articles").rows == [(PHARE,)]
        assert "fait" in here.get(f"/sources/{PHARE}").text


def test_a_visit_to_a_dead_feed_says_so(small: Workspace) -> None:
    with Browser(small) as here:
        here.post("/sources/l-alize-info/visiter", "/sources")
        (ended,) = run_waiting(small)
        assert ended.state is RequestState.LOOK
        assert "flux ou page supprimé" in ended.said
        page = here.get("/sources/l-alize-info").text
        assert "Ajouter un titre" in page
        assert "cherchez sa nouvelle adresse" in page


def ended(here: Browser, number: int) -> RequestState:
    (found,) = requests.latest(here.app.state.desk.state, 1, (number,))
    return found.state


def waited(here: Browser, number: int, beside: worker.Worker) -> RequestState:
    """The outcome of a request, once the worker's child has said it."""
    while (state := ended(here, number)) in {RequestState.WAITING, RequestState.RUNNING}:
        assert beside._thread.is_alive()
        beside._thread.join(0.05)
    return state


def test_the_server_alone_does_what_is_asked(small: Workspace) -> None:
    with Browser(small) as here:
        desk = here.app.state.desk
        beside = worker.Worker(small, desk.wanted, every=600.0)  # only being woken can help
        beside.start()
        try:
            here.post(f"/sources/{PHARE}/visiter", "/sources")
            assert waited(here, 1, beside) is RequestState.DONE
        finally:
            beside.stop()
        assert not beside._thread.is_alive()


def test_it_leaves_to_another_runner_what_that_one_does(small: Workspace) -> None:
    from jobs.desk.running import LOCK
    from store.lock import writer_lock

    with Browser(small) as here, writer_lock(small.data, 0, name=LOCK):
        here.post(f"/sources/{PHARE}/visiter", "/sources")
        beside = worker.Worker(small, threading.Event(), every=0.01)
        beside.start()
        beside._thread.join(0.5)
        beside.stop()
        assert beside._child is None
        assert ended(here, 1) is RequestState.WAITING


def test_its_child_ends_with_the_server_and_what_it_did_waits_again(small: Workspace) -> None:
    from core.settings import StoreSettings
    from store.live import open_live

    with Browser(small) as here, open_live(small.data, StoreSettings(), "process"):
        state = here.app.state.desk.state
        beside = worker.Worker(small, here.app.state.desk.wanted, every=600.0)
        beside.start()
        here.app.state.desk.wanted.set()
        from datetime import UTC, datetime

        from core.desk import Request

        requests.ask(state, Request(RequestKind.APPLY, "Odile", datetime.now(UTC)))
        here.app.state.desk.wanted.set()
        while ended(here, 1) is RequestState.WAITING:
            assert beside._thread.is_alive()
            beside._thread.join(0.05)
        beside.stop()
        assert beside._child is not None
        assert beside._child.poll() is not None
        assert ended(here, 1) is RequestState.WAITING
