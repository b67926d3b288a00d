"""The page of a story: who tells it and how it came there; editors join and part."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_browser import Browser
from small_desk import MAYOR, ONE, OTHER_STORY, STORY, THREE, TWO, applied, copied, small_space

from jobs.workspace import Workspace

PAGE = f"/sujets/{STORY}"


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


def test_it_says_who_tells_it_and_why_each_article_is_there(browser: Browser) -> None:
    page = browser.get(PAGE)
    assert page.status_code == 200
    assert "2\u00a0titres, 2\u00a0groupes\u202f; 2\u00a0articles dont 1\u00a0reprise" in page.text
    for words in (
        "a ouvert le sujet",
        "même texte qu’un article du sujet",
        "Groupe Marais",
        "L’Écho des prés",
        "reprise",
    ):
        assert words in page.text
    assert f'href="/articles/{THREE}"' in page.text
    assert f'href="/maires/{MAYOR.replace(" ", "%20")}"' in page.text
    assert page.text.count("Nous avons commencé par l’école") == 1, "printed twice, said once"
    assert f'href="/initiatives/{"3a" * 8}"' in page.text
    assert OTHER_STORY not in page.text
    assert f'href="/sujets/{OTHER_STORY}"' in browser.get(f"{PAGE}?proches=oui").text, "same town, same days"


def test_a_story_is_merged_and_its_address_leads_on(space: Workspace, browser: Browser) -> None:
    answer = browser.post(
        "/corriger", action="merge", kind="story", key=STORY, value=OTHER_STORY, retour=PAGE, why="même essai"
    )
    assert answer.headers["location"] == f"{PAGE}?dit=s1"
    page = browser.get(answer.headers["location"]).text
    assert "s1\u00a0: sujet" in page
    assert f'se fond dans <a href="/sujets/{OTHER_STORY}">' in page
    applied(space)
    assert browser.get(PAGE).headers["location"] == f"/sujets/{OTHER_STORY}"
    assert f"/articles/{ONE}" in browser.get(f"/sujets/{OTHER_STORY}").text
    browser.post("/corrections/s1/annuler")
    applied(space)
    assert browser.get(PAGE).status_code == 200
    assert f"/articles/{TWO}" not in browser.get(PAGE).text


def test_articles_are_parted_from_a_story(space: Workspace, browser: Browser) -> None:
    sent = {"action": "split", "kind": "story", "key": STORY, "retour": PAGE}
    assert browser.post("/corriger", **sent, articles=[THREE]).headers["location"] == f"{PAGE}?dit=s1"
    page = browser.get(PAGE).text
    assert "1\u00a0article s’en détache" in page
    assert "<del>Bréville-sur-Aulne teste l’assistant vocal n° 3</del>" in page.replace("n°\u00a03", "n° 3")
    applied(space)
    page = browser.get(PAGE).text
    assert f"/articles/{THREE}" not in page
    assert "détache" not in page.partition("<section")[0]


def test_what_cannot_be_is_said_on_the_story_s_page(browser: Browser) -> None:
    sent = {"kind": "story", "key": STORY, "retour": PAGE}
    for more, why in (
        ({"action": "merge", "value": STORY}, "lui-même"),
        ({"action": "merge", "value": "zz"}, "sujet inconnu"),
        ({"action": "split", "articles": [ONE, THREE]}, "tous les articles"),
        ({"action": "split", "articles": [TWO]}, "pas un article de ce sujet"),
        ({"action": "split"}, "n’est choisi"),
    ):
        answer = browser.post("/corriger", **sent, **more)
        assert answer.status_code == 400
        assert why in answer.text.replace("n'est", "n’est").partition('role="alert"')[2]


@pytest.mark.parametrize(
    ("path", "status"), [("/sujets/" + "f" * 16, 404), ("/sujets/5555", 400), ("/sujets/a'b", 400)]
)
def test_a_story_that_is_none_is_no_fault(browser: Browser, path: str, status: int) -> None:
    assert browser.get(path).status_code == status
