"""Signing in with Chromium: what it says of itself, and makes of our cookies and policies, is not ours to guess."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import small_space
from axe_playwright_python.sync_playwright import Axe
from chromium import launched
from newsroom import batch
from real_server import Serving, free_port
from small_space import PASSWORD

from core.desk import Role
from jobs.desk import users

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
NEW = "tout autre chose encore"


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    with launched() as started:
        yield started


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A desk where one signs in, of an owner named Odile."""
    space = small_space.made(tmp_path / "w", batch([1]), proxies=("10.0.0.1",))
    users.add(space, "odile", Role.OWNER, PASSWORD)
    with Serving(space, free_port()) as served:
        yield f"http://127.0.0.1:{served.port}"


@pytest.fixture
def page(chromium: "Browser", request: pytest.FixtureRequest) -> "Iterator[Page]":
    """A narrow page; what its policy refused, and its errors, are a fault."""
    script = "without" not in request.node.name
    axe = "axe" in request.node.name
    context = chromium.new_context(
        viewport={"width": 320, "height": 700}, java_script_enabled=script, bypass_csp=axe
    )
    made = context.new_page()
    said: list[str] = []
    made.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    made.on("pageerror", lambda error: said.append(str(error)))
    yield made
    context.close()
    assert [line for line in said if "status of 4" not in line] == []


@pytest.fixture
def elsewhere(address: str) -> Iterator[str]:
    """Another site, on this machine as well: browsers keep pages of the net from its addresses by themselves."""
    words = (
        f'<!doctype html><title>x</title><a href="{address}/compte">lien</a>'
        f'<form method="post" action="{address}/deconnexion"><button>forme</button></form>'
    )

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(words.encode() if self.path == "/" else b"")

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as served:
        thread = threading.Thread(target=served.serve_forever)
        thread.start()
        yield f"http://localhost:{served.server_address[1]}/"
        served.shutdown()
        thread.join()


def _sign_in(page: "Page", password: str = PASSWORD) -> None:
    page.get_by_label("Nom").fill("odile")
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter").click()


@pytest.mark.parametrize("script", ["with", "without"])
def test_in_another_password_and_out(page: "Page", address: str, script: str) -> None:
    assert script
    page.goto(f"{address}/compte")
    assert page.url == f"{address}/connexion?vers=%2Fcompte"
    _sign_in(page, "faux faux faux")
    assert "ne vont pas ensemble" in page.get_by_role("alert").inner_text()
    _sign_in(page)
    assert page.url == f"{address}/compte"
    assert "odile" in page.locator("main").inner_text()
    page.get_by_label("Mot de passe actuel").fill(PASSWORD)
    page.get_by_label("Nouveau mot de passe").fill(NEW)
    page.get_by_label("Le nouveau, encore une fois").fill(NEW)
    page.get_by_role("button", name="Changer").click()
    assert "C’est fait" in page.get_by_role("status").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= 320") if script == "with" else True
    page.get_by_role("button", name="De ce navigateur").click()
    assert page.url == f"{address}/connexion"
    page.goto(f"{address}/compte")
    assert "/connexion" in page.url


def test_a_link_elsewhere_finds_its_reader_signed_in_a_form_does_not(
    page: "Page", address: str, elsewhere: str
) -> None:
    page.goto(f"{address}/connexion")
    _sign_in(page)
    seen: dict[str, int] = {}
    page.on("response", lambda answer: seen.update({answer.url.removeprefix(address): answer.status}))
    page.goto(elsewhere)
    page.get_by_role("link", name="lien").click()
    assert "odile" in page.locator("main").inner_text()
    page.goto(elsewhere)
    page.get_by_role("button", name="forme").click()
    page.wait_for_load_state()
    assert seen["/deconnexion"] == 403
    page.goto(f"{address}/compte")
    assert "odile" in page.locator("main").inner_text()


@pytest.mark.parametrize("path", ["/connexion", "/compte"])
def test_axe_finds_nothing(page: "Page", address: str, path: str) -> None:
    page.goto(f"{address}/connexion?vers={path}")
    if path != "/connexion":
        _sign_in(page)
    found = Axe().run(page)
    assert found.response["violations"] == []
