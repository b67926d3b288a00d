"""The page and the mail of a watch, and the letter's map, in Chromium: everything fits, and everybody can read it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import letters
import pytest
from axe_playwright_python.sync_playwright import Axe

from digest.render.page import page
from digest.watched import written
from digest.watched.news import Entry, News, Outlet
from digest.watched.why import why

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
URL = "https://guet.example/" + "a" * 300
ENTRY = Entry(
    "a1", "Un robot à l’accueil", date(2026, 11, 20), datetime(2026, 11, 20, 8, tzinfo=UTC),
    (Outlet("Le Guet", "Un robot à l’accueil", URL, date(2026, 11, 20)), Outlet("L’Écho", "x" * 200, "", None)),
    why(["nomme Dole"], "À Dole, un robot répond depuis lundi.", ["robot"]),
)  # fmt: skip
NEWS = News("Dole", (ENTRY, replace(ENTRY, again=True)), 3, "", URL, URL, ("Dole n’a pas changé.",))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("html", [written.page(NEWS), written.mail_html(NEWS)], ids=["page", "mail"])
def test_a_watch_can_be_read_by_everybody(browser: "Browser", html: str, scheme: str, tmp_path: Path) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    shown = context.new_page()
    (tmp_path / "watch.html").write_text(html, encoding="utf-8")
    shown.goto((tmp_path / "watch.html").as_uri())
    assert shown.evaluate("document.documentElement.scrollWidth") <= 320
    assert shown.locator("mark").first.text_content() == "robot"
    found = [one["id"] for one in Axe().run(shown).response["violations"]]
    assert set(found) <= {"landmark-one-main", "region"} if "<main>" not in html else found == []
    context.close()


def test_the_names_of_the_map_fit_under_their_boxes(browser: "Browser", tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page(letters.LETTER), encoding="utf-8")
    shown = browser.new_page(viewport={"width": 320, "height": 900})
    shown.goto((tmp_path / "page.html").as_uri())
    boxes = shown.evaluate(
        "[...document.querySelectorAll('.map text')].map(t => t.getBBox()).map(b => [b.x, b.width])"
    )
    assert len(boxes) == 5
    assert all(x >= -1 and width <= 64 for x, width in boxes)
    shown.close()
