"""A newspaper in which every field is an attack, on every page that shows it."""

from collections.abc import Iterator
from itertools import product

import httpx
import newsroom
import pytest
import routes
import small_space
from desk_browser import Browser
from hostile_words import SCRIPT, alive, paper

from core.ids import mayor_key
from web.shield import DESK_POLICY

KEYS = (
    *(newsroom.article(n).id for n in (1, 2, 3, 4)), "5" * 16, "79901", newsroom.SOURCE.slug, "assistant-vocal",
    mayor_key("79901", "Odile Ferrandou"), "79901:odile-ferrandou", "79901/odile-ferrandou", "79", "2026-W47", "1",
    "i1", "e1", "articles.csv", "articles.json", "articles", "mayor",
)  # fmt: skip
"""What the paper's things are called: each is tried wherever an address has a place for a name."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    space = small_space.made(tmp_path_factory.mktemp("paper") / "w", paper())
    with Browser(space) as made:
        yield made


def _shown(browser: Browser) -> Iterator[tuple[str, httpx.Response]]:
    """All pages that there are, with the paper's things in all places of their addresses."""
    for route in routes.every(browser.app):
        if route.method != "GET":
            continue
        for keys in product(KEYS, repeat=min(1, len(route.path_names))):
            answer = browser.get(route.at(keys[0] if keys else ""))
            assert answer.status_code < 500, answer.url
            if answer.status_code == 200 and answer.headers.get("content-type", "").startswith("text/html"):
                yield str(answer.url), answer


def test_every_page_shows_it_inert(browser: Browser) -> None:
    pages = dict(_shown(browser))
    assert {url: alive(page) for url, page in pages.items() if alive(page)} == {}
    assert [url for url, page in pages.items() if SCRIPT in page.text] == []


def test_searched_for_it_is_inert(browser: Browser) -> None:
    for words in ("alert", "script", SCRIPT, "onerror"):
        answer = browser.get("/", params={"words": words})
        assert answer.status_code in {200, 400}
        assert alive(answer) == []
    assert "&lt;script&gt;alert(7)" in browser.get("/?words=alert").text  # it is shown, as words


def test_alive_sees_what_runs() -> None:
    for page in (
        "<script>x</script>",
        '<script src="//mal.example/x.js"></script>', "<p onclick=x>", "<a href='java\nscript:x'>",
        "<p style='x'>", "<img src=x>", "<form action='data:x'>", "<style>x</style>",
    ):  # fmt: skip
        assert alive(_page(f"<div>{page}</div>")) != [], page
    assert alive(_page('<script src="/statique/desk.js"></script><a href="/x">javascript:x</a>')) == []


def _page(text: str) -> httpx.Response:
    return httpx.Response(200, text=text, headers={"content-security-policy": DESK_POLICY})
