"""From desk to writer: what is asked at the desk is done by a process beside it, and comes back onto the desk."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from desk_browser import Browser
from small_newsroom import made

from core.desk import Request, RequestKind, RequestState
from core.settings import StoreSettings
from demo import Newsroom, Running, serve
from jobs.desk.running import LOCK, run_waiting
from jobs.workspace import Workspace
from state import requests
from store.live import open_live
from store.lock import writer_lock
from store.query import run_sql
from web.desk import worker

PHARE = "le-phare-du-ponant"
TITLE = "robot conversationnel"
ROOT = Path(__file__).parents[2]


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
        assert "L'Alizé Info : pas de réponse (flux ou page supprimé)" in ended.said
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
    with Browser(small) as here, writer_lock(small.data, 0, name=LOCK):
        here.post(f"/sources/{PHARE}/visiter", "/sources")
        beside = worker.Worker(small, threading.Event(), every=0.01)
        beside.start()
        beside._thread.join(0.5)
        beside.stop()
        assert beside._child is None
        assert ended(here, 1) is RequestState.WAITING


def test_its_child_ends_with_the_server_and_what_it_did_waits_again(small: Workspace) -> None:
    with Browser(small) as here, open_live(small.data, StoreSettings(), "process"):
        desk = here.app.state.desk
        requests.ask(desk.state, Request(RequestKind.APPLY, "Odile", datetime.now(UTC)))
        beside = worker.Worker(small, desk.wanted, every=600.0)
        beside.start()
        while ended(here, 1) is RequestState.WAITING:
            assert beside._thread.is_alive()
            beside._thread.join(0.05)
        beside.stop()
        assert beside._child is not None
        assert beside._child.poll() is not None
        assert ended(here, 1) is RequestState.WAITING


def command(space: Workspace, *words: str) -> "subprocess.Popen[bytes]":
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-P", "-m", "cli", *words, "-w", str(space.root)], env=env)


def test_beffroi_serve_runs_them_and_ends_in_order(small: Workspace) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with Browser(small) as here:
        requests.ask(here.app.state.desk.state, Request(RequestKind.APPLY, "Odile", datetime.now(UTC)))
        with command(small, "serve", "--port", str(port)) as server:
            while ended(here, 1) in {RequestState.WAITING, RequestState.RUNNING}:
                with pytest.raises(subprocess.TimeoutExpired):
                    server.wait(0.05)
            server.terminate()
            assert server.wait() in {0, 143, -signal.SIGTERM}
        assert ended(here, 1) is RequestState.DONE


def results(space: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """What a run leaves, but for when it was."""
    kept = {
        "articles": "* EXCLUDE (first_seen_at, first_seen_day, version_seen_at, revision)",
        "mentions": "*", "roles": "*", "quotes": "*", "initiatives": "*",
    }  # fmt: skip
    found = {
        table: run_sql(space.data, f"SELECT {what} FROM {table}", 10_000).rows for table, what in kept.items()
    }
    return {table: sorted(rows, key=repr) for table, rows in found.items()}


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_lost_and_nothing_doubled(tmp_path: Path, newsroom: Running) -> None:
    moments = random.Random()  # other ones each time
    calm, shaken = made(tmp_path / "calm", newsroom.port), made(tmp_path / "shaken", newsroom.port)
    url = f"http://territoires-branches.localhost:{newsroom.port}/projets/lannion-jumeau-numerique"
    for space in (calm, shaken):
        with Browser(space) as here:
            here.post(f"/sources/{PHARE}/visiter", "/sources")
            here.post("/ajouter/adresse", "/ajouter", url=url)
    run_waiting(calm)
    for _ in range(2):
        with command(shaken, "requests", "run") as runner:
            try:
                runner.wait(moments.uniform(1.0, 20.0))
            except subprocess.TimeoutExpired:
                runner.kill()
    run_waiting(shaken)
    with Browser(shaken) as here:
        assert {ended(here, number) for number in (1, 2)} == {RequestState.DONE}
    assert results(shaken) == results(calm)
