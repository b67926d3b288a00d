"""Watch lists: a search is followed from its address, tried, and dropped."""

import re
from contextlib import closing
from datetime import UTC, datetime

import feedparser
import pytest
from desk_browser import Browser

from core.desk import Role, User
from jobs.workspace import Workspace
from state import users, watches
from state.open import State, open_state


def state_of(browser: Browser) -> State:
    state: State = browser.app.state.desk.state
    return state


def test_a_search_is_followed_from_its_address(browser: Browser) -> None:
    form = browser.get("/suivre?technology=chatbot&words=mairie").text
    assert re.search(r'name="technology"[^>]*value="chatbot"', form)
    assert re.search(r'name="words"[^>]*value="mairie"', form)
    answer = browser.post("/suivre", name="Les robots", technology="chatbot", rhythm="none")
    assert (answer.status_code, answer.headers["location"]) == (303, "/suivre/les-robots")
    (watch,) = watches.every(state_of(browser))
    assert watch.query == {"technology": "chatbot"}
    assert watch.by == "rédaction"
    page = browser.get("/suivre/les-robots").text
    assert "Les robots" in page
    assert re.search(r"\d+\xa0articles? en tout", page)
    assert not watch.public
    assert "/suivis/" not in page + browser.get("/suivre").text
    assert browser.get("/suivis/les-robots").status_code == 404
    assert browser.get("/suivis/les-robots.xml").status_code == 404
    assert "/api/watches/les-robots.atom" in page


def test_an_editor_opens_a_watch_and_closes_it(browser: Browser) -> None:
    browser.post("/suivre", name="Robots", technology="chatbot", public="1")
    assert browser.get("/suivis/robots.xml").text.startswith("<?xml")
    assert "quiconque a leur adresse" in browser.get("/suivre/robots").text
    assert browser.post("/suivre/robots/fermer", page="/suivre/robots").status_code == 303
    assert browser.get("/suivis/robots").status_code == 404
    assert browser.post("/suivre/robots/ouvrir", page="/suivre/robots").status_code == 303
    assert browser.get("/suivis/robots").status_code == 200


def test_a_reader_s_words_go_before_no_stranger(space: Workspace) -> None:
    with closing(open_state(space.state)) as state:
        users.add(state, User("lise", Role.READER), "x", datetime.now(UTC))
    name = "Le maire est un voleur"
    with Browser(space, alone=False) as lise, Browser(space, alone=False) as stranger:
        lise.sign_in("lise")
        assert 'name="public"' not in lise.get("/suivre").text
        assert lise.post("/suivre", name=name, technology="chatbot", public="1").status_code == 403
        assert not watches.every(state_of(lise))
        assert lise.post("/suivre", name=name, technology="chatbot").status_code == 303
        (slug,) = [one.slug for one in watches.every(state_of(lise))]
        assert lise.post(f"/suivre/{slug}/ouvrir", page="/suivre").status_code == 403
        for path in (f"/suivis/{slug}", f"/suivis/{slug}.xml"):
            assert stranger.get(path).status_code == 404
        feed = f"/api/watches/{slug}.atom"
        assert stranger.get(feed).status_code == 401
        keyed = lise.get(feed).headers["location"]
        found = feedparser.parse(stranger.get(keyed).content)
        assert (found.bozo, found.feed.title) == (False, name)
        assert found.entries
        assert stranger.get(keyed.replace(slug, "autre")).status_code == 401


def test_what_an_article_is_about_fills_the_form(browser: Browser) -> None:
    found = re.search(r'href="(/suivre\?article=[0-9a-f]{16})#nouveau"', browser.get("/").text)
    assert found
    form = browser.get(found[1]).text
    assert re.search(r'name="commune"[^>]*value="\d[\dAB]\d{3}"', form)
    assert re.search(r'name="technology"[^>]*value="[a-z]', form)


def test_a_place_is_kept_by_its_code_and_said_by_its_name(browser: Browser) -> None:
    browser.post("/suivre", name="Finistère", departement="Finistère")
    (watch,) = watches.every(state_of(browser))
    assert watch.query == {"departement": "29"}
    assert "Finistère (29)" in browser.get("/suivre").text


def test_a_watch_is_a_facet_with_what_is_new_and_a_list(browser: Browser) -> None:
    browser.post("/suivre", name="Robots", technology="chatbot")
    page = browser.get("/").text
    facet = re.search(r'<a href="/\?new=1&amp;watch=robots">Robots</a> <span>(\d+)</span>', page)
    assert facet
    assert int(facet[1]) > 0
    shown = browser.get("/?new=1&watch=robots").text
    count = re.search(r"(\d+)\xa0articles?", shown)
    assert count
    assert count[1] == facet[1]
    assert "Répond à «\xa0Robots\xa0»" in page
    alone = browser.get("/?watch=robots").text
    assert 'class="card item' in alone
    assert "Suivi\xa0: Robots" in alone
    assert (
        'class="card item' in browser.get("/?watch=robots&technology=chatbot").text
    )  # both ask for the same


def test_what_it_would_have_sent_is_shown(browser: Browser) -> None:
    browser.post("/suivre", name="Robots", technology="chatbot")
    page = browser.get("/suivre/robots/essai")
    assert page.status_code == 200
    assert "en quatre semaines" in page.text


def test_a_watch_is_dropped_with_its_files(browser: Browser) -> None:
    browser.post("/suivre", name="Robots", technology="chatbot")
    assert browser.post("/suivre/robots/retirer", page="/suivre/robots").status_code == 303
    assert not watches.every(state_of(browser))
    assert browser.get("/suivis/robots.xml").status_code == 404
    assert browser.get("/suivre/robots").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Rien"}, {"name": "x", "commune": "Nulle-Part-sur-Rien"}, {"words": "mairie", "rhythm": "hourly"},
        {"words": "mairie", "rhythm": "daily"}, {"words": "mairie", "readers": "a@b.example"},
        {"words": "mairie", "rhythm": "daily", "readers": "personne@exemple.example"}, {"words": "x" * 2001},
        {"words": "commun:Dreux"}, {"words": "???"}, {"name": "x" * 201, "words": "mairie"},
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_refused(browser: Browser, fields: dict[str, str]) -> None:
    assert browser.post("/suivre", **fields).status_code == 400
    assert not watches.every(state_of(browser))


def test_what_is_no_watch_is_not_found(looking: Browser) -> None:
    for path in ("/suivre/rien", "/suivre/rien/essai"):
        assert looking.get(path).status_code == 404
    assert looking.get("/suivre/..%2Fx").status_code in {400, 404}
    assert looking.post("/suivre/rien/retirer").status_code == 404
    assert looking.ask("POST", "/suivre/rien/retirer").status_code == 403


def test_a_form_that_is_refused_keeps_what_was_typed(browser: Browser) -> None:
    refused = browser.post(
        "/suivre", "/suivre", name="Feux & <b>", commune="Nulle-Part-sur-Rien", words="feux"
    )
    assert refused.status_code == 400
    assert 'value="Nulle-Part-sur-Rien"' in refused.text
    assert 'value="Feux &amp; &lt;b&gt;"' in refused.text
    assert 'value="feux"' in refused.text
    assert 'role="alert"' in refused.text
    assert "beffroi " not in refused.text.partition('role="alert"')[2].partition("</div>")[0]
