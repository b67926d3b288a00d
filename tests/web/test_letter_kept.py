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


def kept_list(page: str) -> str:
    """What a draft says of what is kept for it."""
    return page.partition('id="gardes"')[2].partition("</section>")[0]


def test_what_the_draft_did_not_choose_is_added_to_it_by_the_first_screen(
    browser: Browser, composed: list[Letter]
) -> None:
    composed[0] = retold(LETTER, items=())
    assert browser.post("/a-la-lettre", ids=ONE.id, back="/").headers["location"] == "/?fait=ajoute"
    assert "vous l’y avez ajouté" in browser.get("/?fait=ajoute").text
    page = browser.get(PATH).text
    assert "gardé par rédaction" in page
    assert "Bréville-sur-Aulne" in page.partition('id="n-1"')[2].partition("</article>")[0]
    state = browser.app.state.desk.state
    assert [(one.action, one.item) for one in letters.edits(state, WEEK.label)] == [
        (LetterAction.ADD, ONE.id)
    ]
    # a second word on it puts it first, as of all that is there
    assert browser.post("/a-la-lettre", ids=ONE.id, back="/").headers["location"] == "/?fait=epingle"


def test_an_approved_letter_is_to_be_approved_again_when_something_is_added(
    browser: Browser, composed: list[Letter]
) -> None:
    composed[0] = retold(LETTER, items=())
    issue(browser, IssueState.APPROVED)
    location = browser.post("/a-la-lettre", ids=ONE.id, back="/").headers["location"]
    assert location == "/?fait=ajoute-rouvert"
    assert "de nouveau à approuver" in browser.get(location).text
    (known,) = letters.issues(browser.app.state.desk.state)
    assert (known.state, known.content) == (IssueState.DRAFT, letterjson.to_json(LETTER))


def test_what_is_kept_and_not_in_the_letter_has_a_button_and_leaves_with_it(
    browser: Browser, composed: list[Letter]
) -> None:
    """Forms alone: no script runs here."""
    event = LETTER.items[3]
    elsewhere = replace(event, tellings=(replace(event.tellings[0], article_id="f" * 16),))
    composed[0] = retold(LETTER, items=(elsewhere,))
    state = browser.app.state.desk.state
    marks.tag(state, ONE.id, "lettre", "rédaction", datetime.now(UTC))
    listed = kept_list(browser.get(PATH).text)
    assert "Pas dans la lettre" in listed
    assert f'action="{PATH}/ajouter"' in listed
    answer = browser.post(f"{PATH}/ajouter", article=ONE.id)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PATH}#n-2")
    page = browser.get(PATH).text
    assert "Pas dans la lettre" not in page
    assert 'href="#n-2"' in kept_list(page)
    assert "Ajouté : « " in page.replace("\u00a0", " ")

    (edit,) = letters.edits(state, WEEK.label)
    assert browser.post(f"{PATH}/annuler", numero=edit.number).status_code == 303
    page = browser.get(PATH).text
    assert f'action="{PATH}/ajouter"' in kept_list(page)
    assert 'id="n-2"' not in page
    done = page.partition('id="gestes"')[2].replace("\u00a0", " ")
    assert f"Ajouté : « {ONE.title} »" in done
    assert ONE.id not in done


def test_what_is_kept_and_was_put_away_is_not_in_the_letter(browser: Browser, composed: list[Letter]) -> None:
    """Nor where nothing of it was confirmed: whoever approves is told of both."""
    brief = next(item for item in LETTER.items if any(told.article_id == ONE.id for told in item.tellings))
    composed[0] = retold(LETTER, items=(brief,))
    marks.tag(browser.app.state.desk.state, ONE.id, "lettre", "rédaction", datetime.now(UTC))
    assert "Pas dans la lettre" not in browser.get(PATH).text
    assert "gardé pour la lettre" not in browser.get(f"{PATH}/envoi").text
    assert browser.post(f"{PATH}/gestes", element=brief.key, geste="ecarter").status_code == 303
    listed = kept_list(browser.get(PATH).text)
    assert "Pas dans la lettre" in listed
    assert ", écarté" in listed
    assert "En tête" in listed
    page = browser.get(f"{PATH}/envoi").text
    assert "1 article gardé pour la lettre n’y est pas" in page.replace("&nbsp;", " ").replace("\u00a0", " ")
    assert f'href="{PATH}#gardes"' in page
    assert "élément 1, écarté" in page.replace("\u00a0", " ").replace("&nbsp;", " ")


def test_whoever_approves_is_told_what_is_kept_and_why_it_is_not_there(
    browser: Browser, composed: list[Letter]
) -> None:
    composed[0] = retold(LETTER, items=())
    marks.tag(browser.app.state.desk.state, ONE.id, "lettre", "rédaction", datetime.now(UTC))
    page = browser.get(f"{PATH}/envoi").text
    assert "Bréville-sur-Aulne teste l’assistant vocal" in page
    assert "il peut y être ajouté" in page
    before = week_of(WEEK.first.replace(day=9))
    composed[0] = retold(LETTER, week=before, items=())
    assert "après la semaine" in browser.get(f"/bouclage/{before.label}/envoi").text


@pytest.mark.parametrize(
    ("article", "told"),
    [
        ("0" * 16, "n’est ni un article ni un sujet publié"), ("https://nulle.example/x", "ni un sujet publié"),
        ("<script>alert(1)</script>", "&lt;script&gt;"), (" ", "il manque l’article"),
        (ONE.id, "est déjà dans la lettre"), (ONE.url, "élément"), ("5b" * 8, "est déjà dans la lettre"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_said_beside_its_form(browser: Browser, article: str, told: str) -> None:
    answer = browser.post(f"{PATH}/ajouter", article=article)
    assert answer.status_code == 400
    form = answer.text.partition('id="ajouter"')[2].partition("</section>")[0]
    assert told[0].upper() + told[1:] in form or told in form
    assert "<script>alert" not in answer.text
    assert not letters.edits(browser.app.state.desk.state, WEEK.label)


def test_a_longer_word_than_any_address_is_no_form(browser: Browser) -> None:
    assert browser.post(f"{PATH}/ajouter", article="x" * 3000).status_code == 400
    assert browser.post("/bouclage/2026-W99/ajouter", article=ONE.id).status_code == 404


def test_what_is_too_new_has_no_button_and_the_draft_says_for_which_letter_it_is(
    browser: Browser, composed: list[Letter]
) -> None:
    marks.tag(browser.app.state.desk.state, ONE.id, "lettre", "rédaction", datetime.now(UTC))
    before = week_of(WEEK.first.replace(day=9))
    composed[0] = retold(LETTER, week=before, items=())
    listed = kept_list(browser.get(f"/bouclage/{before.label}").text)
    assert "après la semaine" in listed
    assert f"pour la lettre {WEEK.label}" in listed
    assert "/ajouter" not in listed


def test_what_was_done_is_told_where_the_editor_was_with_a_way_back(
    browser: Browser, composed: list[Letter]
) -> None:
    """Not above a list that is left far behind: the page comes back to the card."""
    composed[0] = retold(LETTER, items=())
    (card,) = re.findall(
        rf'<input type="hidden" name="back" value="([^"]*#s-{ONE.id})">', browser.get("/").text
    )[:1]
    location = browser.post("/a-la-lettre", ids=ONE.id, back=card).headers["location"]
    assert location == f"/?fait=ajoute&sujet={ONE.id}#s-{ONE.id}"
    page = browser.get(location).text
    said = page.partition(f'<article id="s-{ONE.id}"')[2].partition("</article>")[0]
    assert "vous l’y avez ajouté" in said
    assert f'<a href="{PATH}#gestes">Voir, ou annuler</a>' in said
    assert page.count("vous l’y avez ajouté") == 1
    assert "fait=" not in page.partition(f'<article id="s-{ONE.id}"')[2], "the next gesture begins anew"


def test_an_article_goes_to_the_letter_from_its_own_page(browser: Browser, composed: list[Letter]) -> None:
    composed[0] = retold(LETTER, items=())
    page = browser.get(f"/articles/{ONE.id}").text
    assert 'formaction="/a-la-lettre">Lettre</button>' in page
    location = browser.post("/a-la-lettre", ids=ONE.id, back=f"/articles/{ONE.id}").headers["location"]
    assert location == f"/articles/{ONE.id}?fait=ajoute"
    assert "vous l’y avez ajouté" in browser.get(location).text
    assert [one.item for one in letters.edits(browser.app.state.desk.state, WEEK.label)] == [ONE.id]
    assert "<script>" not in browser.get(f"/articles/{ONE.id}?fait=<script>&sujet=<script>").text
