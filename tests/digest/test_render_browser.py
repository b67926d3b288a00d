"""Letter and page in Chromium: nothing overflows, nothing is asked for, everybody can read it."""

from pathlib import Path
from typing import TYPE_CHECKING

import letters
import pytest
from axe_playwright_python.sync_playwright import Axe

from digest.letter import Letter
from digest.render.frame import Frame
from digest.render.mail import mail
from digest.render.page import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
FRAME = Frame(
    web="https://lettre.example/2026-W47",
    feed="https://lettre.example/feed",
    calendar="https://lettre.example/a.ics",
    rectified=letters.MONDAY,
    draft=True,
)
LETTERS = {
    "rich": letters.LETTER,
    "empty": letters.EMPTY,
    "unbroken": letters.hostile("é" * 2000),
    "markup": letters.hostile(letters.HOSTILE[0]),
}
FRAGMENTS = {"landmark-one-main", "region"}
"""Rules for pages: a mail is shown inside the page of its client."""


@pytest.fixture(params=[(320, "light"), (320, "dark"), (700, "light"), (700, "dark")], ids=str)
def screen(request: pytest.FixtureRequest, browser: "Browser") -> "Iterator[Page]":
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp="axe" in request.node.name
    )
    yield context.new_page()
    context.close()


def show(screen: "Page", html: str, folder: Path) -> list[str]:
    """Open it; what was asked for besides, and what the browser complained of."""
    (folder / "letter.html").write_text(html, encoding="utf-8")
    address = (folder / "letter.html").as_uri()
    noticed: list[str] = []
    screen.on("request", lambda request: noticed.append(request.url))
    screen.on("console", lambda message: noticed.append(message.text))
    screen.on("dialog", lambda dialog: noticed.append(dialog.message))
    screen.goto(address)
    return [item for item in noticed if item != address]


def both(letter: Letter) -> list[str]:
    return [page(letter, FRAME), mail(letter, FRAME, most=10**7)]


@pytest.mark.parametrize("name", LETTERS)
def test_nothing_overflows_and_nothing_is_asked_for(screen: "Page", name: str, tmp_path: Path) -> None:
    for html in both(LETTERS[name]):
        assert show(screen, html, tmp_path) == []
        width = screen.viewport_size["width"]  # type: ignore[index]
        assert screen.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["rich", "empty"])
def test_axe_finds_nothing(screen: "Page", name: str, tmp_path: Path) -> None:
    for html, ignored in zip(both(LETTERS[name]), (set(), FRAGMENTS), strict=True):
        show(screen, html, tmp_path)
        found = Axe().run(screen).response["violations"]
        assert [v["id"] for v in found if v["id"] not in ignored] == []


def test_dark_is_dark_and_light_is_light(screen: "Page", tmp_path: Path) -> None:
    dark = screen.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    for html in both(letters.LETTER):
        show(screen, html, tmp_path)
        ink = screen.evaluate("getComputedStyle(document.querySelector('h3 a')).color")
        assert (ink == "rgb(236, 239, 243)") is dark
