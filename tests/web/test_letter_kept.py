"""From the first screen to the letter: never a state that is not so; what comes too late is kept for the next."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_browser import Browser
from told_letter import LETTER, ONE, WEEK, made, retold

from core.letters import Issue, IssueState, LetterAction
from digest import letterjson
from digest.letter import Letter, week_of
from jobs.workspace import Workspace
from state import letters, marks
from web.desk.press import sheet
from web.desk.today import freshness

PATH = f"/bouclage/{WEEK.label}"
LINE = re.compile(r"<p[^>]*><a href=\"/bouclage\">Lettre.*?</p>")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return made(tmp_path_factory.mktemp("lettre") / "veille")


@pytest.fixture
def composed() -> list[Letter]:
    """What is composed: one letter for all that ask."""
    return [LETTER]


@pytest.fixture
def browser(
    built: Workspace, tmp_path: Path, composed: list[Letter], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Browser]:
    monkeypatch.setattr(sheet, "composed", lambda *_: composed[0])
    monkeypatch.setattr(freshness, "last_week", lambda _: WEEK)
    shutil.copytree(built.root, tmp_path / "veille", symlinks=True)
    with Browser(replace(built, root=tmp_path / "veille")) as browser:
        yield browser


def issue(browser: Browser, state: IssueState) -> None:
    content, at = letterjson.to_json(LETTER), datetime(2026, 11, 23, 7, tzinfo=UTC)
    kept = Issue(WEEK.label, 0, state, content, letterjson.sha256(content), (), "Odile Ferrandou", at, at)
    letters.keep(browser.app.state.desk.state, kept)


def line(browser: Browser) -> str:
    """What the first screen says of the letter."""
    (found,) = LINE.findall(browser.get("/").text)
    return str(found)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (IssueState.SENT, "&nbsp;: partie."), (IssueState.SENDING, "en cours d’envoi."),
        (IssueState.APPROVED, "approuvée, à envoyer."),
    ],
)  # fmt: skip
def test_what_was_decided_is_said_before_anything_is_composed(
    browser: Browser, composed: list[Letter], state: IssueState, words: str
) -> None:
    composed.clear()
    issue(browser, state)
    assert words in line(browser)
    assert words in browser.get("/accueil/lettre").text


def test_a_draft_that_is_not_composed_is_said_to_be_no_more_than_that(browser: Browser) -> None:
    assert "pas encore approuvée" in line(browser)
    assert "question" not in line(browser)
    browser.get("/accueil/lettre")
    assert "brouillon de" in line(browser)


def test_once_it_left_a_story_is_kept_for_the_next_draft(browser: Browser, composed: list[Letter]) -> None:
    issue(browser, IssueState.SENT)
    answer = browser.post("/a-la-lettre", ids=ONE.id, back="/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?fait=partie")
    page = browser.get("/?fait=partie").text
    assert "gardé pour la prochaine" in page
    assert f'href="{PATH}/rectificatif"' in page
    state = browser.app.state.desk.state
    assert marks.tagged(state, "lettre") == [ONE.id]

    composed[0] = retold(
        LETTER, week=week_of(WEEK.first.replace(day=9))
    )  # a week that is over whenever this runs
    label = composed[0].week.label
    page = browser.get(f"/bouclage/{label}").text
    told = page.partition('id="gardes"')[2].partition("</section>")[0]
    assert ONE.title in told
    assert 'href="#n-1"' in told
    assert "En tête" in told
    answer = browser.post(f"/bouclage/{label}/gestes", element=LETTER.items[0].key, geste="tete")
    assert answer.status_code == 303
    assert [one.action for one in letters.edits(state, label)] == [LetterAction.PIN]
    answer = browser.post(f"/bouclage/{label}/gardes", article=ONE.id)
    assert answer.headers["location"] == f"/bouclage/{label}#gardes"
    assert 'id="gardes"' not in browser.get(f"/bouclage/{label}").text


def test_what_the_draft_did_not_take_is_said(browser: Browser, composed: list[Letter]) -> None:
    composed[0] = retold(LETTER, items=())
    assert browser.post("/a-la-lettre", ids=ONE.id, back="/").headers["location"] == "/?fait=absent"
    page = browser.get(PATH).text
    assert "ce brouillon ne le retient pas" in page.partition('id="gardes"')[2].partition("</section>")[0]
