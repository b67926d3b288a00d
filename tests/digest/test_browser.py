"""The page in a real browser: nothing from outside, nothing cut at the width of a telephone."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from jobs.demo import Shown

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 700])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_letter_fits_and_stands_alone(
    browser: "Browser", shown: "Shown", width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(shown.digest.as_uri())
    assert asked == [shown.digest.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("a[href^=http]").count() >= 10
    page.close()
