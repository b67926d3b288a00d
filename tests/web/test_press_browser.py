"""The digest room in Chromium: the check list by keyboard, a draft on a narrow screen, without script, and by axe."""

import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import launched
from told_letter import BRIEF, EVENT, LETTER, WEEK, made, retold

from jobs.workspace import Workspace
from web.desk.press import sheet
from web.serving import server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PAGES = (
    "",
    "?modifier=3",
    "/verifier",
    "/verifier/tout",
    "/apercu/page",
    "/apercu/mail?largeur=320",
    "/apercu/texte",
    "/envoi",
)


# of a module: while it is open its loop runs in this thread, and nobody else's can
@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    with launched() as started:
        yield started


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return made(tmp_path_factory.mktemp("lettre") / "veille")


@pytest.fixture
def desk(built: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the week's pages, served."""
    monkeypatch.setattr(sheet, "composed", lambda *_: LETTER)
    shutil.copytree(built.root, tmp_path / "veille", symlinks=True)
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    served = server(replace(built, root=tmp_path / "veille"), "127.0.0.1", port, desk=True)
    thread = threading.Thread(target=served.run, args=([listening],))
    thread.start()  # it listens already: who comes early waits
    yield f"http://127.0.0.1:{port}/bouclage/{WEEK.label}"
    served.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture
def page(chromium: "Browser") -> "Iterator[Page]":
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def test_questions_are_answered_from_the_keyboard(desk: str, page: "Page") -> None:
    page.goto(f"{desk}/verifier")
    page.evaluate("window.stays = true")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.querySelector('.item[aria-current]').id") == "q-2"
    page.keyboard.press("k")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Oui"
    page.keyboard.press("Enter")
    page.wait_for_selector("#q-1 .good")
    assert "1 sur 2" in page.inner_text("#reste")
    assert page.evaluate("document.activeElement.id") == "oui-1"  # the focus stays where it was
    page.keyboard.press("j")
    assert page.evaluate("document.querySelector('.item[aria-current]').id") == "q-2"
    assert page.evaluate("window.stays")


def test_a_refusal_is_shown_where_a_part_was_to_be_replaced(desk: str, page: "Page") -> None:
    page.goto(f"{desk}?modifier=3")
    page.evaluate("document.getElementById('titre-3').removeAttribute('maxlength')")
    page.fill("#titre-3", "x" * 205)
    page.click("text=Changer le titre")
    page.wait_for_selector("[role=alert]")
    assert "trop long" in page.inner_text("[role=alert]")
    assert page.input_value("#titre-3") == "x" * 205
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("script", [True, False])
def test_a_refusal_is_in_sight(desk: str, chromium: "Browser", script: bool) -> None:
    """However far down its form is, and its address is that of no other page once it is right."""
    context = chromium.new_context(java_script_enabled=script, viewport={"width": 700, "height": 400})
    page = context.new_page()
    page.goto(desk)
    page.fill("#ajout", "nulle part")
    page.press("#ajout", "Enter")
    page.locator("[role=alert]").wait_for()
    page.wait_for_load_state("networkidle")
    box = page.locator("[role=alert]").bounding_box()
    assert box
    assert 0 <= box["y"] <= 400 - box["height"]
    assert page.input_value("#ajout") == "nulle part"
    if script:
        assert page.url == desk, "to be read again, and come back to"
    page.goto(desk)
    page.click("#ecarter-1")
    page.get_by_text("geste 1").wait_for()
    assert page.url.partition("#")[0] == desk
    assert "#faute" not in page.url
    context.close()


def test_the_focus_stays_where_one_works(desk: str, page: "Page", monkeypatch: pytest.MonkeyPatch) -> None:
    """Each gesture by the keyboard: the same button of the item, or another of it, or the next item's."""
    briefs = [replace(BRIEF, key=f"brief:{n:016x}", headline=f"Sujet {n}") for n in (1, 2, 3)]
    monkeypatch.setattr(sheet, "composed", lambda *_: retold(LETTER, items=(LETTER.items[0], *briefs, EVENT)))

    def pressed(button: str, then: str) -> None:
        page.focus(button)
        page.keyboard.press("Enter")
        page.wait_for_function("found => document.activeElement.matches(found)", arg=then)

    page.goto(desk)
    page.evaluate("window.stays = true")
    pressed("#bas-2", "#n-3 ~ #n-2 #bas-2")
    pressed("#bas-2", "#n-4 ~ #n-2 #haut-2")
    pressed("#haut-2", "#n-3 + #n-2 #haut-2")
    pressed("#tete-2", "#n-2 #bas-2")
    pressed("#ecarter-2", "#ecarter-3")
    pressed("li#n-2 button", ".item#n-2 button")
    pressed("#ecarter-5", "#ecarter-4")
    page.click("[aria-label='Changer le texte ou la partie de l’élément 3']")
    pressed("#n-3 button[value=commentaire]", "#n-3 button")
    assert page.evaluate("window.stays")


def test_the_draft_is_worked_on_without_script(desk: str, chromium: "Browser") -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk}/verifier")
    page.click("#tout-lire")
    page.click("#tout")
    assert "Tout est vérifié" in page.inner_text("#reste")
    page.goto(desk)
    page.click("#ecarter-3")
    page.click("text=Rétablir")
    page.locator("article#n-3 >> text=Écarter").wait_for()
    page.goto(f"{desk}/verifier")
    page.click("text=Passer à l’accord")
    page.fill("#nom", "Odile Ferrandou")
    page.click("text=Approuver")
    assert "Approuvée par Odile Ferrandou" in page.inner_text("main")
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_fits_and_can_be_used_by_everybody(desk: str, page: "Page", path: str) -> None:
    page.goto(f"{desk}{path}")
    is_for_everybody(page)


def test_so_do_those_of_a_letter_that_left(desk: str, page: "Page") -> None:
    page.goto(f"{desk}/verifier")
    page.click("#tout-lire")
    page.click("#tout")
    page.wait_for_selector("text=Tout est vérifié")
    page.goto(f"{desk}/envoi")
    page.fill("#nom", "Odile Ferrandou")
    for button in ("button:has-text('Approuver')", "text=Partie par un autre service"):
        with page.expect_navigation():  # a click does not wait for the page that it leads to
            page.click(button)
        is_for_everybody(page)
    with page.expect_navigation():
        page.click("text=Oui, c’est parti")
    for path in ("envoi", "copie", "rectificatif", "../../bouclage", "../abonnes"):
        page.goto(f"{desk}/{path}")
        is_for_everybody(page)


def is_for_everybody(page: "Page") -> None:
    """No fault that axe finds, no sideways scrolling on the narrowest screens."""
    from axe_playwright_python.sync_playwright import Axe

    assert page.locator("h1").count() == 1
    page.set_viewport_size({"width": 1280, "height": 800})
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    for width in (375, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
