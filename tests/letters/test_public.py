"""The public pages, asked as browsers, mail clients and scanners ask them."""

import asyncio
import json
import socket
import threading
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from mail_server import Box, free_port, listening
from sent_workspace import WEEK, approve, made, opened, render, subscribe, token_of
from test_subscribing import link_of, state_of

from core.letters import ReaderState, Rhythm, Watch
from jobs.letters import sending, subscribing
from jobs.letters.sending import How
from jobs.workspace import Workspace
from state import copies, readers, watches
from web.public import create
from web.serving import run, server

ODILE = "odile@aulne.example"


class Browser:
    """Asks the application itself, without a network."""

    def __init__(self, space: Workspace) -> None:
        self._transport = httpx.ASGITransport(create(space))

    def ask(self, method: str, path: str, **sent: object) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url="http://lettre.example"
            ) as client:
                return await client.request(method, path, **sent)  # type: ignore[arg-type]

        return asyncio.run(asked())


@pytest.fixture
def browser(space: Workspace) -> Browser:
    return Browser(space)


def test_looking_confirms_nothing_the_button_does(space: Workspace, box: Box, browser: Browser) -> None:
    subscribing.add(space, ODILE)
    path = f"/lettre/confirmer/{link_of(box)}"
    shown = browser.ask("GET", path)
    assert '<form method="post">' in shown.text
    assert state_of(space) is ReaderState.ASKED
    assert "Vous êtes abonné" in browser.ask("POST", path).text
    assert state_of(space) is ReaderState.ACTIVE
    assert browser.ask("POST", f"{path}x").status_code == 404


def test_the_round_trip_of_one_click(space: Workspace, box: Box, browser: Browser, how: How) -> None:
    """RFC 8058: the mail's own header, posted to as a mail client does."""
    approve(space)
    subscribe(space, ODILE)
    sending.send(space, WEEK, render, how=how)
    mail = box.mail(ODILE)
    path = mail["List-Unsubscribe"].partition("<http://127.0.0.1:8080")[2].partition(">")[0]
    assert "Me désabonner" in browser.ask("GET", path).text
    assert state_of(space) is ReaderState.ACTIVE
    name, _, value = mail["List-Unsubscribe-Post"].partition("=")
    done = browser.ask("POST", path, data={name: value})
    assert done.status_code == 200
    assert state_of(space) is ReaderState.GONE
    assert "désabonné" in browser.ask("POST", path, files={name: (None, value)}).text  # again, as multipart
    assert "désabonné" in browser.ask("GET", path).text
    approve(space, erratum=1)
    assert sending.recipients(space, WEEK, erratum=1) == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_way_out_of_a_test_send_answers(browser: Browser, method: str) -> None:
    answer = browser.ask(method, "/lettre/desabonner/essai")
    assert (answer.status_code, "désabonne personne" in answer.text) == (200, True)


@pytest.mark.parametrize(
    "path",
    ["/lettre/desabonner/{token}", "/suivis/dreux/desabonner/{token}", "by hand", "/lettre/confirmer/{link}"],
)
def test_a_state_taken_back_knows_who_left_and_who_confirmed(
    space: Workspace, box: Box, browser: Browser, path: str
) -> None:
    subscribing.add(space, ODILE)
    link = link_of(box)
    if "link" not in path:
        browser.ask("POST", f"/lettre/confirmer/{link}")
    with opened(space) as state:
        watches.add(state, Watch(0, "Dreux", "dreux", {}, Rhythm.DAILY, "x", datetime.now(UTC), (ODILE,)))
    if path == "by hand":
        subscribing.unsubscribe(space, ODILE)
    else:
        browser.ask("POST", path.format(token=token_of(space, ODILE), link=link))

    def known() -> object:
        with opened(space) as state:
            return readers.every(state), watches.every(state)

    after = known()
    copied = len(copies.copies(space.data))
    space.state.write_bytes(copies.copies(space.data)[0].read_bytes())
    assert known() == after
    if path != "by hand":
        browser.ask("POST", path.format(token=token_of(space, ODILE), link=link))  # again: nothing to keep
    assert len(copies.copies(space.data)) == copied


def test_a_real_server_takes_the_click_and_logs_no_secret(tmp_path: Path, box: Box, how: How) -> None:
    from core import logs

    port = free_port()
    with listening(box) as smtp:
        space = made(tmp_path / "w", smtp, f"http://127.0.0.1:{port}")
        logs.configure("DEBUG", space.logs, console=False)
        approve(space)
        subscribe(space, ODILE)
        sending.send(space, WEEK, render, how=how)
    url = box.mail(ODILE)["List-Unsubscribe"].partition("<")[2].partition(">")[0]
    with serving(space, port):
        assert httpx.post(url, data={"List-Unsubscribe": "One-Click"}).status_code == 200
        assert httpx.post(url, content=b"x" * 9000).status_code == 413
    assert state_of(space) is ReaderState.GONE
    lines = [json.loads(line) for line in space.logs.read_text("utf-8").splitlines()]
    theirs = ("mail.", "httpx", "httpcore")  # the test's own server and client
    logged = json.dumps([line for line in lines if not line["logger"].startswith(theirs)])
    assert token_of(space, ODILE) not in logged
    assert ODILE not in logged
    logs.configure()


class serving:  # noqa: N801  a context manager
    """Uvicorn in a thread of its own, from when it listens until it has stopped."""

    def __init__(self, space: Workspace, port: int) -> None:
        self._server = server(space, "127.0.0.1", port)
        self._listens = threading.Event()
        self._thread = threading.Thread(target=self._serve)

    def _serve(self) -> None:
        asyncio.run(self._run())

    async def _run(self) -> None:
        config = self._server.config
        config.load()
        self._server.lifespan = config.lifespan_class(config)
        await self._server.startup()
        self._listens.set()
        await self._server.main_loop()
        await self._server.shutdown()

    def __enter__(self) -> None:
        self._thread.start()
        assert self._listens.wait(10)

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()


@pytest.fixture
def archive(space: Workspace) -> Path:
    folder = space.data / "letters"
    (folder / WEEK).mkdir(parents=True)
    (folder / WEEK / "index.html").write_text("<p>La lettre</p>", "utf-8")
    (folder / WEEK / "lettre.eml").write_text("To: x", "utf-8")
    (folder / "feed.xml").write_text("<feed/>", "utf-8")
    (folder / "fuite.html").symlink_to(space.state)
    return folder


def test_the_archive_is_read_and_nothing_beside_it(archive: Path, browser: Browser) -> None:
    assert archive.is_dir()
    assert f'<a href="{WEEK}/">' in browser.ask("GET", "/lettres/").text
    assert browser.ask("GET", f"/lettres/{WEEK}/").text == "<p>La lettre</p>"
    assert browser.ask("GET", "/lettres/feed.xml").headers["content-type"].startswith("application/atom+xml")
    for path in (
        f"/lettres/{WEEK}/lettre.eml", "/lettres/../state.sqlite", "/lettres/%2e%2e/state.sqlite",
        "/lettres/fuite.html", "/lettres/..%2fstate.sqlite", "/lettres//etc/passwd", f"/lettres/{WEEK}",
        "/lettres/.cache.html",
        "/lettres/a%00.html", "/suivis/..%2f..%2fbeffroi.toml", "/suivis/rien", "/suivis/rien.xml", "/", "/docs",
        "/openapi.json",
    ):  # fmt: skip
        answer = browser.ask("GET", path)
        assert answer.status_code == 404, path
        assert "SQLite" not in answer.text


@pytest.mark.parametrize("path", ["/lettres/", "/lettre/desabonner/essai", "/lettre/desabonner/x", "/rien"])
def test_every_answer_is_closed_to_the_outside(path: str, browser: Browser) -> None:
    headers = browser.ask("GET", path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "form-action 'self'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


HOSTILE = [
    "%3Cscript%3E",
    "..%2f",
    "a" * 300,
    "%e2%80%aex",
    "a%0d%0aSet-Cookie:x=1",
    "javascript:alert(1)",
    "%ff",
]


@pytest.mark.parametrize("token", HOSTILE)
@pytest.mark.parametrize("kind", ["confirmer", "desabonner"])
def test_hostile_links_do_nothing(token: str, kind: str, space: Workspace, browser: Browser) -> None:
    subscribe(space, ODILE)
    for method in ("GET", "POST"):
        answer = browser.ask(method, f"/lettre/{kind}/{token}")
        assert answer.status_code in (200, 404, 422)
        assert "<script>" not in answer.text
        assert "javascript:" not in answer.text
        assert "set-cookie" not in answer.headers
    assert state_of(space) is ReaderState.ACTIVE


def test_what_is_too_long_is_not_read(browser: Browser) -> None:
    assert browser.ask("POST", "/lettre/desabonner/x", content=b"x" * 9000).status_code == 413
    assert (
        browser.ask("POST", "/lettre/desabonner/x", headers={"content-length": "-1"}, content=b"").status_code
        == 413
    )
    assert (
        browser.ask("POST", "/rien", headers={"content-length": "9" * 5000}, content=b"").status_code == 413
    )
    assert browser.ask("GET", "/lettres/" + "a" * 600).status_code == 414


def test_a_watch_is_left_alone_by_its_own_link(space: Workspace, browser: Browser) -> None:
    subscribe(space, ODILE)
    with opened(space) as state:
        for slug in ("dreux", "crozon"):
            watches.add(state, Watch(0, slug, slug, {}, Rhythm.DAILY, "x", datetime.now(UTC), (ODILE,)))
    path = f"/suivis/dreux/desabonner/{token_of(space, ODILE)}"
    assert '<form method="post">' in browser.ask("GET", path).text
    assert browser.ask("POST", path).status_code == 200
    with opened(space) as state:
        assert {one.slug: one.readers for one in watches.every(state)} == {"dreux": (), "crozon": (ODILE,)}
    assert state_of(space) is ReaderState.ACTIVE
    browser.ask("POST", f"/lettre/desabonner/{token_of(space, ODILE)}")
    with opened(space) as state:
        assert {one.readers for one in watches.every(state)} == {()}


def test_a_port_that_is_taken_is_said(space: Workspace) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        run(space, "127.0.0.1", taken.getsockname()[1])


def test_a_watch_is_read_by_anybody_only_once_it_is_public(space: Workspace, browser: Browser) -> None:
    folder = space.data / "watches"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("dreux.html", "dreux.xml"):
        (folder / name).write_text("Dreux", "utf-8")  # a file alone makes none public
    with opened(space) as state:
        kept = watches.add(state, Watch(0, "Dreux", "dreux", {}, Rhythm.NONE, "x", datetime.now(UTC)))
    paths = ("/suivis/dreux", "/suivis/dreux.xml")
    assert [browser.ask("GET", path).status_code for path in paths] == [404, 404]
    with opened(space) as state:
        watches.publish(state, kept, public=True)
    assert [browser.ask("GET", path).text for path in paths] == ["Dreux", "Dreux"]
