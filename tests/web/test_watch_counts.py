"""What a watch finds of what is new: counted, and said to be more where not all was looked at."""

from collections.abc import Iterator

import pytest
from desk_browser import Browser
from small_desk import small_space

from web.desk.today import facets


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(small_space(tmp_path_factory.mktemp("made"))) as opened:
        made = opened.post("/suivre", page="/suivre", technology="assistant-vocal", name="Assistants")
        assert made.status_code == 303
        yield opened


@pytest.fixture(autouse=True)
def _anew(browser: Browser) -> None:
    browser.app.state.desk.published.close()


def counts(browser: Browser) -> tuple[str, str]:
    """What the page of watches and the first screen say."""
    page = browser.get("/suivre").text.partition('<p class="by">')[2].partition(" · ")[0]
    first = browser.get("/?new=7").text.partition(">Assistants</a> <span>")[2].partition("</span>")[0]
    return page.replace("\xa0", " "), first


def test_all_that_is_new_is_counted(browser: Browser) -> None:
    assert counts(browser) == ("3 articles nouveaux", "3")


def test_where_not_all_was_looked_at_there_may_be_more(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "_WATCHED", 2)
    assert counts(browser) == ("plus de 2 articles nouveaux", "plus de 2")
    browser.app.state.desk.published.close()
    monkeypatch.setattr(facets, "_WATCHED", 3)
    assert counts(browser) == ("3 articles nouveaux", "3")
    browser.app.state.desk.published.close()
    monkeypatch.setattr(facets, "NEWEST", 2)
    assert counts(browser) == ("plus de 3 articles nouveaux", "plus de 3")
