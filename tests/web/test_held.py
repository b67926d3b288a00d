"""What was corrected and is published says so on the page of the article and of the thing, and is taken back there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_browser import Browser
from small_desk import ONE, THREE, TWO, applied, copied, small_space

from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from jobs.correcting import say
from jobs.correcting.words import Words
from jobs.workspace import Workspace

WHY = Words("Odile", "lu dans l’article")
DEED = "1a" * 8
TOLD = "Corrigé par la rédaction"


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


def told(browser: Browser, path: str) -> str:
    """What a page says that was corrected."""
    page = re.sub(r"\s+", " ", browser.get(path).text.replace("\u00a0", " "))
    return page.partition(TOLD)[2].partition("</ul>")[0]


def test_what_is_published_of_a_correction_is_taken_back_where_it_stands(
    space: Workspace, browser: Browser
) -> None:
    said = say.day(space, "e1", "2026-12-10", "", ONE, WHY)
    assert not told(browser, f"/articles/{ONE}"), "what waits is told beside its fact"
    applied(space)
    here = told(browser, f"/articles/{ONE}")
    assert "a lieu le 10 décembre 2026" in here
    assert "Odile" in here
    assert "lu dans l’article" in here
    assert not told(browser, f"/articles/{THREE}"), "it was said of the other"
    path = f"/corrections/c{said.correction.number}/annuler"
    assert f'action="{path}"' in here
    assert f'action="{path}"' in told(browser, "/corriger?kind=event&key=e1")
    answer = browser.post(path, retour=f"/articles/{ONE}#corrige")
    assert answer.headers["location"] == f"/articles/{ONE}?annule=c{said.correction.number}"
    assert not told(browser, f"/articles/{ONE}")


def test_what_was_said_everywhere_is_told_by_the_articles_that_it_changes(
    space: Workspace, browser: Browser
) -> None:
    say.initiative(space, Action.SUPPLIER, DEED, "Papyrus", None, WHY)
    say.rename(space, Kind.EVENT, "e1", "Forum des oreilles", None, WHY)
    applied(space)
    for path in (f"/articles/{ONE}", f"/corriger?kind=initiative&key={DEED}"):
        assert "a pour fournisseur « Papyrus »" in told(browser, path), path
    assert "s’appelle « Forum des oreilles »" in told(browser, f"/articles/{ONE}")


def test_what_became_another_is_told_where_its_name_is_read(space: Workspace, browser: Browser) -> None:
    """Not by all that name the other."""
    say.merge(space, Kind.ORGANISATION, "sem 1", "sem 2", WHY)
    applied(space)
    assert "« SEM 1 » se fond dans « SEM 2 »" in told(browser, f"/articles/{ONE}")
    assert "« SEM 1 » se fond dans « SEM 2 »" in told(browser, "/corriger?kind=organisation&key=sem+2")
    assert not told(browser, f"/articles/{TWO}")
