"""What waits lies over the facts of every page that shows them, with who said it; of nothing else, and for nothing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from desk_browser import Browser
from small_desk import MAYOR, ONE, STORY, THREE, TWO, applied, copied, small_space

from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from jobs.correcting import corrections, say
from jobs.correcting.words import Words
from jobs.workspace import Workspace
from web.desk.corrections.overlay import NONE, NOTHING
from web.desk.published import Published

DEED = "1a" * 8
WHY = Words("Odile", "lu dans l’article")
WAITS = "correction en attente de publication"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return small_space(tmp_path_factory.mktemp("made"))


@pytest.fixture
def space(made: Workspace, tmp_path: Path) -> Workspace:
    return copied(made, tmp_path)


@pytest.fixture
def browser(space: Workspace) -> Iterator[Browser]:
    with Browser(space) as opened:
        yield opened


def read(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.text)
    return re.sub(r"\s+", " ", answer.text.partition("<main")[2])


PAGES = [
    "/initiatives",
    f"/initiatives/{DEED}",
    "/communes/79901",
    "/technologies/assistant-vocal",
    f"/sujets/{STORY}",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_status_is_shown_on_every_page_of_its_initiative(
    space: Workspace, browser: Browser, path: str
) -> None:
    before = read(browser, path)
    assert WAITS not in before
    say.initiative(space, Action.STATUS, DEED, "deployed", None, WHY)
    page = read(browser, path)
    assert WAITS in page
    assert "dit Odile" in page
    assert '<ins><span class="chip status deployed">en service</span></ins>' in page
    assert '<del><span class="chip status experiment">à l’essai</span></del>' in page


@pytest.mark.parametrize("path", PAGES)
def test_an_initiative_that_goes_is_struck_out(space: Workspace, browser: Browser, path: str) -> None:
    say.delete(space, Kind.INITIATIVE, DEED, None, WHY)
    page = read(browser, path)
    assert WAITS in page
    assert "<del>" in page


def test_what_is_published_is_not_marked_and_what_is_taken_back_is_until_then(
    space: Workspace, browser: Browser
) -> None:
    say.initiative(space, Action.SUPPLIER, DEED, "Marsa", None, WHY)
    page = read(browser, f"/initiatives/{DEED}")
    assert "<ins>Marsa</ins>" in page
    applied(space)
    page = read(browser, f"/initiatives/{DEED}")
    assert "Marsa" in page
    assert "en attente de publication" not in page
    corrections.undo(space, "c1", Words("Basile", "trop tôt"))
    page = read(browser, "/initiatives")
    assert "annulation en attente de publication" in page
    assert "Basile s’en dédit" in page
    applied(space)
    assert "en attente de publication" not in read(browser, "/initiatives")


def test_a_technology_and_a_mayor_are_called_as_they_will_be(space: Workspace, browser: Browser) -> None:
    say.rename(space, Kind.TECHNOLOGY, "candidate:parlavox", "Parlavoix", None, WHY)
    say.rename(space, Kind.PERSON, MAYOR, "Odile Marsa", None, WHY)
    assert "S’appellera <ins>Parlavoix</ins>" in read(browser, "/technologies/candidate:parlavox")
    assert "<ins>Parlavoix</ins>" in read(browser, "/technologies")
    page = read(browser, f"/maires/{quote(MAYOR)}")
    assert "S’appellera <ins>Odile Marsa</ins>" in page
    assert "<ins>Odile Marsa</ins>" in read(browser, "/communes/79901"), "who speaks there"


def test_what_another_goes_into_says_so(space: Workspace, browser: Browser) -> None:
    say.link(space, Kind.TECHNOLOGY, "candidate:parlavox", "assistant-vocal", None, WHY)
    assert "« Parlavox » se rattache à" in read(browser, "/technologies/assistant-vocal").replace(
        "\u00a0", " "
    )


def test_a_quote_that_goes_is_struck_out_where_it_is_told(space: Workspace, browser: Browser) -> None:
    say.delete(space, Kind.QUOTE, "Nous avons commencé par l’école", ONE, WHY)
    for path in ("/communes/79901", f"/maires/{quote(MAYOR)}", f"/sujets/{STORY}"):
        said = read(browser, path).partition("citations")[2]
        assert "<del>« Nous avons commencé par l’école »</del>" in said.replace("\u00a0", " "), path


def test_an_article_leaves_the_town_that_it_does_not_tell_of(space: Workspace, browser: Browser) -> None:
    say.delete(space, Kind.COMMUNE, "79901", TWO, WHY)
    page = read(browser, "/communes/79901")
    listed = page.partition('id="articles"')[2]
    assert re.findall(r'<del><a data-open href="/articles/([0-9a-f]{16})"', listed) == [TWO]
    assert WAITS not in read(browser, "/titres/l-echo"), "another outlet's article"


def test_an_article_that_is_not_for_us_is_struck_out_wherever_it_is_listed(
    space: Workspace, browser: Browser
) -> None:
    say.judge(space, Action.IRRELEVANT, THREE, "", WHY)
    for path in ("/communes/79901", "/titres/l-echo"):
        assert f'<del><a data-open href="/articles/{THREE}"' in read(browser, path)
    assert WAITS in read(browser, f"/sujets/{STORY}")


def test_nothing_is_looked_for_where_nothing_waits(
    space: Workspace, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    cached = Published.cached

    def noted(*given: Any) -> Any:
        asked.append(given[2])
        return cached(*given)

    monkeypatch.setattr(Published, "cached", noted)
    for path in PAGES:
        read(browser, path)
    assert not [key for key in asked if isinstance(key, tuple) and key[0] in {"pending", "overlay"}]
    assert not NOTHING
    assert NOTHING.initiative(DEED, ONE) is NONE
    say.initiative(space, Action.STATUS, DEED, "deployed", None, WHY)
    read(browser, PAGES[0])
    assert [key for key in asked if isinstance(key, tuple) and key[0] == "overlay"]


def test_words_that_hold_scripts_are_inert(space: Workspace, browser: Browser) -> None:
    bad = "<script>alert(1)</script>"
    say.initiative(space, Action.SUPPLIER, DEED, bad, None, Words(bad, bad))
    say.rename(space, Kind.TECHNOLOGY, "candidate:parlavox", bad, None, Words(bad, bad))
    for path in (*PAGES, "/technologies", "/technologies/candidate:parlavox"):
        assert "<script>alert" not in read(browser, path)
