"""Marks: read and starred are one's own, tags and notes everybody's."""

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from desk_browser import Browser

from core.desk import Marks
from core.redaction import names_of
from state import marks, tombstones

if TYPE_CHECKING:
    from state.open import State


IDS = re.compile(r'name="ids" value="([0-9a-f,]+)"')


@pytest.fixture
def article(browser: Browser) -> str:
    return IDS.findall(browser.get("/").text)[0].split(",")[0]


def own(browser: Browser, article: str) -> Marks:
    state: State = browser.app.state.desk.state
    return marks.of(state, "rédaction", [article]).get(article, Marks())


def test_an_article_is_read_and_unread_starred_and_not(browser: Browser, article: str) -> None:
    answer = browser.post("/marques/lu", ids=article, on="1", back="/?new=7")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?new=7")
    browser.post("/marques/etoile", ids=article, on="1")
    assert (own(browser, article).read, own(browser, article).starred) == (True, True)
    browser.post("/marques/lu", ids=article, on="0")
    browser.post("/marques/etoile", ids=article, on="0")
    assert (own(browser, article).read, own(browser, article).starred) == (False, False)


def test_a_script_is_given_the_other_button(browser: Browser, article: str) -> None:
    page = browser.get("/").text
    token = re.search(r'data-jeton="([0-9a-f]+)"', page)
    assert token
    headers = {"HX-Request": "true", "X-Jeton": token[1]}
    answer = browser.ask("POST", "/marques/lu", data={"ids": article, "on": "1"}, headers=headers)
    assert answer.status_code == 200
    assert re.search(r'<button[^>]*value="0"[^>]*aria-pressed="true"', answer.text)
    assert "<html" not in answer.text


def test_tags_and_notes_are_added_and_taken_away(browser: Browser, article: str) -> None:
    browser.post(f"/articles/{article}/etiquettes", word="  À\trelire ")
    browser.post(f"/articles/{article}/notes", text="Appeler la mairie.\n<b>Lundi</b>")
    state: State = browser.app.state.desk.state
    assert own(browser, article).tags == ("à relire",)
    (note,) = marks.notes(state, article)
    assert note.text == "Appeler la mairie.\n<b>Lundi</b>"
    browser.post(f"/articles/{article}/etiquettes", remove="à relire")
    browser.post(f"/articles/{article}/notes", remove=str(note.number))
    assert own(browser, article) == Marks()


def test_a_script_is_given_the_panel_with_what_was_typed_inert(browser: Browser, article: str) -> None:
    token = re.search(r'data-jeton="([0-9a-f]+)"', browser.get("/").text)
    assert token
    headers = {"HX-Request": "true", "X-Jeton": token[1]}
    path = f"/articles/{article}/notes"
    html = browser.ask("POST", path, data={"text": "<script>x</script>"}, headers=headers).text
    assert "&lt;script&gt;" in html
    assert "<script>" not in html
    assert 'id="marques"' in html


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("etiquettes", {"word": "   "}), ("etiquettes", {"word": "x" * 41}), ("notes", {"text": " \n "}),
        ("notes", {"text": "x" * 2001}), ("notes", {"text": "x" * 5000}), ("notes", {"remove": "-1"}),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(
    browser: Browser, article: str, path: str, fields: dict[str, str]
) -> None:
    assert browser.post(f"/articles/{article}/{path}", **fields).status_code == 400
    assert own(browser, article) == Marks()


def test_what_is_not_there_is_not_marked(browser: Browser, article: str) -> None:
    for path in ("etiquettes", "notes"):
        fields = {"word": "x", "text": "x"}
        assert browser.post(f"/articles/{'0' * 16}/{path}", **fields).status_code == 404
        assert browser.post(f"/articles/zz/{path}", **fields).status_code == 400
        assert browser.ask("POST", f"/articles/{article}/{path}", data=fields).status_code == 403
    assert browser.post(f"/articles/{article}/notes", remove="12").status_code == 404
    for path in ("lu", "etoile"):
        assert browser.post(f"/marques/{path}", ids=article, on="2").status_code == 400
        assert browser.post(f"/marques/{path}", ids="zz", on="1").status_code == 400
        assert browser.ask("POST", f"/marques/{path}", data={"ids": article, "on": "1"}).status_code == 403


def test_a_tag_that_names_somebody_forgotten_is_refused(browser: Browser, article: str) -> None:
    state: State = browser.app.state.desk.state
    tombstones.add(state, tombstones.of_person(names_of("Odette Kermarrec")), datetime.now(UTC))
    for path, fields in (
        ("etiquettes", {"word": "Odette Kermarrec"}),
        ("notes", {"text": "Voir Odette Kermarrec"}),
    ):
        assert browser.post(f"/articles/{article}/{path}", **fields).status_code == 400
    assert own(browser, article) == Marks()
