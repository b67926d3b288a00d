"""The desk in a real browser: an editor's morning, without script, by the keyboard, on a telephone, for everybody."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import launched
from desk_served import Served, served
from sent_workspace import subscribe

from store.query import open_snapshot

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from jobs.demo import Shown

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WEEK = "/bouclage/2026-W47"
LONG = 120_000
"""Milliseconds that something may take on a busy machine: a child process starts for each request."""


@pytest.fixture
def desk(shown: "Shown", tmp_path: Path) -> Iterator[Served]:
    """A desk of the test's own: who sends a letter leaves none to those who come after."""
    with served(shown.workspace.root, tmp_path / "demo") as running:
        subscribe(running.space, "odile@aulne.example", "luc@aulne.example")
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with launched() as started:
        yield started


@pytest.fixture
def page(browser: "Browser", desk: Served) -> Iterator["Page"]:
    """A page that asks nobody but the desk, and whose script has no complaint."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, base_url=desk.url)
    opened.set_default_timeout(LONG)
    outside: list[str] = []
    faults: list[str] = []
    opened.on("request", lambda one: outside.append(one.url) if not one.url.startswith(desk.url) else None)
    opened.on("pageerror", lambda one: faults.append(str(one)))
    opened.on("console", lambda one: faults.append(one.text) if one.type == "error" else None)
    yield opened
    opened.close()
    assert (outside, faults) == ([], [])


@pytest.fixture(scope="module")
def rooms(shown: "Shown") -> list[str]:
    """Every kind of page, with something on it."""
    with open_snapshot(shown.workspace.data) as snapshot:

        def one(sql: str) -> str:
            row = snapshot.connection.execute(sql).fetchone()
            assert row
            return str(row[0])

        article = one(
            "SELECT article_id FROM initiative_history ORDER BY confidence DESC, article_id LIMIT 1"
        )
        town = one("SELECT actor_code FROM initiatives WHERE actor_kind = 'commune' ORDER BY 1 LIMIT 1")
        mayor = one("SELECT person_key FROM v_mayors WHERE register = 'confirmed' ORDER BY 1 LIMIT 1")
        technology = one("SELECT technology_id FROM initiatives WHERE technology_id = 'chatbot'")
        story = one("SELECT story_id FROM story_articles GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
        project = one(
            "SELECT initiative_id FROM initiative_history GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        )
        outlet = one("SELECT source_id FROM articles GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
    return [
        "/", "/?words=chatbot", f"/articles/{article}", f"/sujets/{story}", f"/communes/{town}", f"/maires/{mayor}",
        f"/technologies/{technology}", "/technologies", f"/titres/{outlet}", "/titres", "/initiatives",
        f"/initiatives/{project}", "/citations", "/carte", "/tendances", "/agenda", "/bouclage", WEEK,
        f"{WEEK}/verifier", f"{WEEK}/verifier/tout",
        f"{WEEK}/apercu/page", f"{WEEK}/envoi", "/bouclage/abonnes", "/suivre", "/sources", f"/sources/{outlet}",
        "/sql", "/sql?q=select+42", "/ajouter", "/corrections", "/demandes", "/a-verifier", "/ecartes", "/bienvenue",
        "/compte", "/connexion", "/api/", "/refus",
    ]  # fmt: skip


def test_axe_finds_nothing_on_any_page(browser: "Browser", desk: Served, rooms: list[str]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found: dict[str, list[str]] = {}
    for scheme in ("light", "dark"):
        # what is tested needs a script of its own on the page
        page = browser.new_page(base_url=desk.url, bypass_csp=True, color_scheme=scheme)  # type: ignore[arg-type]
        for path in rooms:
            page.goto(path)
            violations = Axe().run(page).response["violations"]
            said = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in violations]
            if said:
                found[f"{path} ({scheme})"] = said
        page.close()
    assert found == {}


@pytest.mark.parametrize("width", [375, 320])
def test_every_page_fits_a_telephone(browser: "Browser", desk: Served, rooms: list[str], width: int) -> None:
    page = browser.new_page(base_url=desk.url, viewport={"width": width, "height": 800})
    wide = {}
    for path in rooms:
        page.goto(path)
        if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[path] = found
    page.close()
    assert wide == {}


def test_every_page_asks_nobody_else_and_breaks_no_rule(page: "Page", rooms: list[str]) -> None:
    for path in rooms:
        answer = page.goto(path)
        assert answer
        assert (path, answer.status) == (path, 200)
        assert page.locator("h1").count() == 1


def test_what_is_done_by_script_breaks_no_rule_either(page: "Page", desk: Served) -> None:
    """The fixture asserts that the browser had nothing to complain of: no style in the page, no missing picture."""
    page.goto(WEEK)
    page.locator('[id^="ecarter-"]').first.click()
    page.locator("#ecartes").wait_for()
    page.get_by_role("button", name="Rétablir").first.click()
    page.locator("#ecartes").wait_for(state="detached")
    page.goto("/")
    page.locator('.item button[data-key="s"]').first.click()
    page.locator('.item button[data-key="s"][aria-pressed="true"]').first.wait_for()
    page.locator('.item button[data-key="s"]').first.click()
    page.locator('.item button[data-key="s"][aria-pressed="false"]').first.wait_for()
    answer = page.goto(f"{desk.url}/lettres/")
    assert answer
    assert answer.status == 200
    icon = page.request.get(f"{desk.url}/favicon.ico")
    assert (icon.status, icon.headers["content-type"]) == (200, "image/svg+xml")


def test_the_keyboard_alone(page: "Page") -> None:
    page.goto("/")
    page.keyboard.press("?")
    assert page.locator("#raccourcis").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    chosen = page.locator('.item[aria-current="true"]')
    title = chosen.locator("a[data-open]").inner_text()
    page.keyboard.press("k")
    page.keyboard.press("j")
    assert chosen.locator("a[data-open]").inner_text() == title
    page.keyboard.press("s")
    chosen.locator('[data-key="s"][aria-pressed="true"]').wait_for()
    page.keyboard.press("s")
    chosen.locator('[data-key="s"][aria-pressed="false"]').wait_for()
    page.keyboard.press("m")
    chosen.locator('[data-key="m"][aria-pressed="true"]').wait_for()
    page.keyboard.press("o")
    page.wait_for_url("**/articles/*")
    page.keyboard.press("/")
    page.keyboard.type("navette")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?words=navette")
    assert page.locator(".item").count() >= 1


def test_without_script(browser: "Browser", desk: Served) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=desk.url)
    page = context.new_page()
    page.goto("/")
    star = page.locator('.item button[formaction="/marques/etoile"]').first
    star.click()
    starred = page.locator('.item button[formaction="/marques/etoile"][aria-pressed="true"]')
    starred.wait_for()
    assert starred.count() == 1
    starred.click()
    starred.wait_for(state="detached")
    page.get_by_role("searchbox").fill("navette")
    page.get_by_role("button", name="Chercher").click()
    page.locator(".item a[data-open]").first.click()
    assert "/articles/" in page.url
    page.goto("/sql")
    page.locator("textarea").first.fill("SELECT count(*) AS n FROM articles")
    page.locator('button[type="submit"], button:not([type])').filter(has_text="Ex").first.click()
    assert page.locator("table td").first.inner_text() == "35"
    page.goto(f"{WEEK}/verifier")
    page.locator("#oui-1").click()
    assert "1 sur" in page.locator("#reste").inner_text()
    context.close()


def test_an_editors_morning(page: "Page", desk: Served) -> None:
    """From the first screen to a trial, a letter that left, and an erratum."""
    page.goto("/")
    page.locator('.item button[data-key="s"]').first.click()
    page.goto(f"{WEEK}/verifier")
    page.locator("#tout-lire").click()
    page.locator("#tout").click()
    page.locator("#reste", has_text="19 sur 19").wait_for()
    page.goto(f"{WEEK}/apercu/page")
    page.goto(f"{WEEK}/envoi")
    page.locator("#nom").fill("Odile Ferrandou")
    page.get_by_role("button", name="Approuver").click()
    page.locator("#adresse").fill("odile@aulne.example")
    page.get_by_role("button", name="Envoyer l’essai").click()
    page.locator("#dernier-essai").wait_for()
    assert desk.box.to == ["odile@aulne.example"]
    page.get_by_role("link", name="Envoyer à 2 abonnés").click()
    page.get_by_role("button", name="Envoyer à 2 abonnés").click()
    page.locator("#etat", has_text="2 lettres remises sur 2").wait_for()
    page.reload()
    assert sorted(desk.box.to) == ["luc@aulne.example", "odile@aulne.example", "odile@aulne.example"]
    page.get_by_role("link", name="La page publique de cette lettre").click()
    assert "Autun" in page.locator("main").inner_text()
    _correct_the_first(page)
    page.goto("/demandes")  # what is said asks to be published
    _until(page, "main", "appliquer les corrections", "fait")
    page.goto(f"{WEEK}/rectificatif")
    page.locator("#note").fill("Nos excuses à la Ville.")
    page.get_by_role("button", name="Préparer le rectificatif").click()
    page.get_by_role("link", name="Aperçu").first.click()
    page.goto(f"{WEEK}/envoi?rectificatif=1")
    page.locator("#nom").fill("Odile Ferrandou")
    page.get_by_role("button", name="Approuver").click()
    page.get_by_role("link", name="Envoyer à 2 abonnés").click()
    page.get_by_role("button", name="Envoyer à 2 abonnés").click()
    page.locator("#etat", has_text="2 lettres remises sur 2").wait_for()
    assert desk.box.counts["luc@aulne.example"] == 2
    assert "excuses" in str(desk.box.mails("luc@aulne.example")[1].get_body(("plain",)))


def _correct_the_first(page: "Page") -> None:
    """Say of the letter's first initiative that it is on trial, on the page of an article that tells of it."""
    page.goto("/initiatives?actor=Autun")
    page.locator('a[href^="/initiatives/"]').first.click()
    page.locator('a[href^="/articles/"]').first.click()
    card = page.locator("#initiative-0")
    card.locator("details.correct > summary").click()
    card.locator("select[name=value]").first.select_option("experiment")
    card.get_by_role("button", name="Dire cet état").click()
    page.get_by_text("en attente").first.wait_for()


def _until(page: "Page", place: str, *said: str) -> None:
    """Ask the page again until it says so; the browser's own clock ends it."""
    found = page.locator(place)
    for word in said:
        found = found.filter(has_text=word)
    while not found.count():
        page.wait_for_timeout(500)
        page.reload()
