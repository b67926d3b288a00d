"""A correction in Chromium: with script only what was corrected changes, without it one comes back to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import launched
from real_server import Serving, free_port
from small_desk import ONE, small_space

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    with launched() as started:
        yield started


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """An article of a desk of its own."""
    with Serving(small_space(tmp_path), free_port()) as served:
        yield f"http://127.0.0.1:{served.port}/articles/{ONE}"


@pytest.fixture
def page(chromium: "Browser", request: pytest.FixtureRequest) -> "Iterator[Page]":
    context = chromium.new_context(
        viewport={"width": 1000, "height": 500}, java_script_enabled="without" not in request.node.name
    )
    made = context.new_page()
    said: list[str] = []
    made.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    made.on("pageerror", lambda error: said.append(str(error)))
    yield made
    context.close()
    refused = ("status of 4", "Status Error Code 4")  # htmx says so of a refusal, which is shown
    assert [line for line in said if not any(words in line for words in refused)] == []


def say_deployed(page: "Page") -> None:
    page.locator("#initiative-0 details.correct > summary").click()
    page.select_option("#initiative-0-etat", "deployed")
    page.get_by_role("button", name="Dire cet état").click()
    page.locator("#initiative-0 ins", has_text="en service").wait_for()


def test_only_the_fact_is_shown_anew(page: "Page", address: str) -> None:
    page.goto(address)
    page.locator("#figure-0 details.correct > summary").click()
    page.fill("#figure-0-nom-pq", "à revoir")
    page.evaluate("window.stays = true")
    page.locator("#initiative-0").scroll_into_view_if_needed()
    before = page.evaluate("window.scrollY")
    assert before > 0
    say_deployed(page)
    assert page.evaluate("window.stays"), "the page is the same"
    assert page.url == address
    assert page.input_value("#figure-0-nom-pq") == "à revoir", "what was being typed elsewhere is still there"
    assert "dit " in page.inner_text("#initiative-0 .warn")
    assert "1 correction attend" in page.inner_text("#attente").replace("\u00a0", " ")
    assert page.locator("#initiative-0, #attente").count() == 2
    focused = "document.activeElement.matches('#initiative-0 details.correct > summary')"
    assert page.evaluate(focused), "the focus stays at the fact"
    assert page.locator("#initiative-0").is_visible()


def test_a_judgement_too(page: "Page", address: str) -> None:
    page.goto(address)
    page.evaluate("window.stays = true")
    page.locator("#jugement details.correct > summary").click()
    page.get_by_role("button", name="Ce n’est pas pour nous").click()
    page.locator("#jugement ins", has_text="non").wait_for()
    assert page.evaluate("window.stays")


def test_a_refusal_is_said_beside_the_form(page: "Page", address: str) -> None:
    page.goto(address)
    page.locator("#figure-0 details.correct > summary").click()
    page.fill("#figure-0-nom-pq", "à revoir")
    page.locator("#organisation-0 details.correct > summary").click()
    page.select_option("#organisation-0-quoi", "merge")
    page.locator("#organisation-0 form").last.get_by_role("button").press("Enter")
    page.locator("#organisation-0 [role=alert]").wait_for()
    assert page.locator("h1").count() == 1
    assert page.input_value("#figure-0-nom-pq") == "à revoir", "what was being typed elsewhere is still there"
    focused = "document.activeElement.matches('#organisation-0 details.correct[open] > summary')"
    assert page.evaluate(focused), "whoever has but a keyboard goes on there"
    assert page.locator("#organisation-0, #attente").count() == 2


def test_without_script_a_refusal_is_in_sight(page: "Page", address: str) -> None:
    page.goto(address)
    page.locator("#organisation-0 details.correct > summary").click()
    page.select_option("#organisation-0-quoi", "merge")
    page.locator("#organisation-0 form").last.get_by_role("button").press("Enter")
    page.locator("#organisation-0 [role=alert]").wait_for()
    box = page.locator("#organisation-0 [role=alert]").bounding_box()
    assert box
    assert 0 <= box["y"] < 500, "nobody looks for it below"
    assert page.locator("h1").inner_text() != "Correction refusée"


def test_without_script_one_comes_back_to_the_fact(page: "Page", address: str) -> None:
    page.goto(address)
    say_deployed(page)
    assert page.url.endswith("#initiative-0")
    box = page.locator("#initiative-0").bounding_box()
    assert box
    assert 0 <= box["y"] < 500, "it is in sight"
