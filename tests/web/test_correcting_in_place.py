"""Whose words, which commune, which day: said where they stand, and shown there while they wait."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from desk_browser import Browser
from newsroom import analysis, article, event, mention, processed, registers
from small_desk import MAYOR, ONE, SETTINGS, STORY, applied, copied, small_space

from core.days import paris_day
from core.erasure import Erasure
from core.redaction import names_of
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.types import MentionKind
from jobs.correcting import corrections, say
from jobs.correcting.french import in_french
from jobs.correcting.words import Words
from jobs.workspace import Workspace
from state.erasing import scrub
from state.open import open_state
from store.live import open_live
from store.publish import publish
from store.registers import load_registers

DEED = "1a" * 8
WORDS = "Nous avons commencé par l’école"
WHY = Words("Odile", "lu dans l’article")


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
    return re.sub(r"\s+", " ", answer.text.partition("<main")[2]).replace("\u00a0", " ")


def card(page: str, anchor: str) -> str:
    return page.partition(f'id="{anchor}"')[2].partition('<div class="card fact')[0]


def test_the_form_of_a_quote_offers_whom_the_article_names(browser: Browser) -> None:
    form = card(read(browser, f"/articles/{ONE}"), "quote-0")
    assert 'name="action" value="link"' in form
    assert '<option value="Odile Ferrandou"></option><option value="Basile Quentric"></option>' in form
    assert 'list="quote-0-eux" value="Odile Ferrandou"' in form


def test_whose_words_they_will_be_is_shown_wherever_they_are_quoted(
    space: Workspace, browser: Browser
) -> None:
    say.link(space, Kind.QUOTE, WORDS, "Basile Quentric", ONE, WHY)
    here = card(read(browser, f"/articles/{ONE}"), "quote-0")
    assert "<ins>Basile Quentric, agent public</ins>" in here
    assert "est de « Basile Quentric »" in here
    for path in ("/communes/79901", f"/maires/{MAYOR}", "/citations"):
        page = read(browser, path)
        assert "<ins>Basile Quentric, agent public</ins>" in page, path
        assert "est de « Basile Quentric », dit Odile" in page, path
    assert f"citation {WORDS}" in read(browser, "/corrections")
    assert "est de Basile Quentric" in read(browser, "/corrections")


def test_words_of_nobody_are_shown_so(space: Workspace, browser: Browser) -> None:
    say.link(space, Kind.QUOTE, WORDS, "", ONE, WHY)
    assert "<ins>on ne sait qui</ins>" in card(read(browser, f"/articles/{ONE}"), "quote-0")
    assert "<ins>on ne sait qui</ins>" in read(browser, "/communes/79901")
    assert "n’est de personne que l’on puisse nommer" in read(browser, "/corrections")


def test_words_of_who_was_forgotten_meanwhile_are_nobodys(space: Workspace) -> None:
    say.link(space, Kind.QUOTE, WORDS, "Basile Quentric", ONE, WHY)
    assert scrub(space.state, Erasure(names_of("Basile Quentric")))["corrections"] == 1
    with Browser(space) as browser:
        for path in ("/communes/79901", f"/maires/{MAYOR}"):
            page = read(browser, path)
            assert "<ins>on ne sait qui</ins>" in page, path
            assert "agent public" not in page, path


def test_what_was_typed_stands_in_the_form_that_was_refused_and_in_no_other(browser: Browser) -> None:
    """What was chosen too: an editor who corrects one field sends the rest as it was meant."""
    sent = {"kind": "event", "key": "e1", "anchor": "event-0", "retour": f"/articles/{ONE}", "action": "day"}
    days = {
        "value": "2026-12-10",
        "until": "2026-11-05",
        "precision": "month",
        "why": "affiche",
        "article": "",
    }
    answer = browser.post("/corriger", **sent, **days)
    assert answer.status_code == 400
    form = card(re.sub(r"\s+", " ", answer.text), "event-0")
    assert 'name="value" required value="2026-12-10"' in form
    assert 'name="until" value="2026-11-05"' in form
    assert '<option value="month" selected>' in form
    assert '<option value="" selected>tous les articles' in form
    assert form.count('value="affiche"') == 1
    role = sent | {"kind": "person", "key": MAYOR, "anchor": "person-1", "action": "role"}
    given = {
        "article": ONE,
        "value": "deputy",
        "insee": "Nulle-Part",
        "everywhere": "oui",
        "was": "mayor",
        "why": "",
    }
    form = card(re.sub(r"\s+", " ", browser.post("/corriger", **role, **given).text), "person-1")
    assert 'name="insee" maxlength="200" value="Nulle-Part"' in form
    assert 'name="everywhere" value="oui" checked' in form


def test_the_day_of_a_rendezvous_is_said_and_shown(browser: Browser) -> None:
    thing = read(browser, "/corriger?kind=event&key=e1")
    assert 'type="date" id="chose-jour" name="value" required value="2026-12-03"' in thing
    assert 'name="until" value="2026-12-04"' in thing
    sent = {
        "action": "day",
        "kind": "event",
        "key": "e1",
        "value": "2026-12-10",
        "until": "",
        "anchor": "event-0",
    }
    answer = browser.post("/corriger", **sent, why="", retour=f"/articles/{ONE}")
    assert answer.status_code == 303
    assert "10 décembre 2026, Bréville-sur-Aulne</ins>" in card(read(browser, f"/articles/{ONE}"), "event-0")
    thing = read(browser, "/corriger?kind=event&key=e1")
    assert "<ins>le 10 décembre 2026</ins>" in thing
    assert "a lieu le 10 décembre 2026" in read(browser, "/corrections")


@pytest.mark.parametrize(
    ("typed", "precision", "told"),
    [
        ("10/12/2026", "month", "en décembre 2026"),
        ("3/12/2027", "year", "en 2027"),
        ("2026-12-100", "day", ""),
    ],
)
def test_a_day_is_understood_as_people_type_it_or_refused(
    browser: Browser, typed: str, precision: str, told: str
) -> None:
    sent = {"action": "day", "kind": "event", "key": "e1", "value": typed, "precision": precision}
    answer = browser.post("/corriger", **sent, anchor="event-0", retour=f"/articles/{ONE}")
    assert answer.status_code == (303 if told else 400)
    listed = read(browser, "/corrections")
    assert f"a lieu {told}" in listed if told else "a lieu" not in listed


def test_a_quote_that_was_taken_away_is_given_to_nobody(space: Workspace, browser: Browser) -> None:
    say.delete(space, Kind.QUOTE, WORDS, ONE, WHY)
    sent = {"action": "link", "kind": "quote", "key": WORDS, "article": ONE, "value": "Basile Quentric"}
    answer = browser.post("/corriger", **sent, anchor="quote-0", retour=f"/articles/{ONE}")
    assert answer.status_code == 400
    assert f"c1 retire déjà « {WORDS} »" in card(re.sub("[\u00a0\u202f]|&nbsp;", " ", answer.text), "quote-0")


def test_the_commune_of_an_initiative_is_said_from_its_page_and_shown(
    space: Workspace, browser: Browser
) -> None:
    assert f"/corriger?kind=initiative&amp;key={DEED}" in read(browser, f"/initiatives/{DEED}")
    assert 'id="chose-ville" name="value" maxlength="300" required value="Bréville-sur-Aulne"' in read(
        browser, f"/corriger?kind=initiative&key={DEED}&retour=/initiatives/{DEED}"
    )
    say.link(space, Kind.INITIATIVE, DEED, "79901", None, WHY)
    for path in (f"/initiatives/{DEED}", "/initiatives"):
        page = read(browser, path)
        assert "est portée par « Bréville-sur-Aulne » (79901)" in page, path
        assert "<ins>Bréville-sur-Aulne</ins>" in page, path


@pytest.mark.parametrize("which", [1, 2])
def test_what_one_article_does_not_announce_stays_on_the_agenda_where_another_does(
    tmp_path: Path, which: int
) -> None:
    day = (paris_day(datetime.now(UTC)) + timedelta(days=10)).isoformat()
    found = analysis(events=(event(0, "a" * 16, start_date=day, end_date=day),))
    space = small_space(tmp_path, processed(1, found=found), processed(2, found=found))
    say.delete(space, Kind.EVENT, "a" * 16, article(which).id, WHY)
    with Browser(space) as browser:
        page = read(browser, "/agenda")
    assert "et 1 autre article" in page
    assert "<del>" not in page


def test_the_day_that_waits_is_shown_on_the_agenda_and_the_page_of_the_commune(tmp_path: Path) -> None:
    today = paris_day(datetime.now(UTC))
    day, other = ((today + timedelta(days=n)).isoformat() for n in (10, 12))
    found = analysis(
        mentions=(mention(MentionKind.COMMUNE, "79901", "Bréville-sur-Aulne", 0),),
        events=(event(0, "a" * 16, start_date=day, end_date=day),),
    )
    space = small_space(tmp_path, processed(1, found=found))
    say.day(space, "a" * 16, other, "", None, WHY)
    wanted = f"<ins>{in_french(Action.DAY, other)}</ins>".replace("\u00a0", " ")
    with Browser(space) as browser:
        for path in ("/agenda", "/communes/79901"):
            assert wanted in read(browser, path), path
            assert f"a lieu {in_french(Action.DAY, other)}, dit Odile".replace("\u00a0", " ") in read(
                browser, path
            ), path


def test_the_commune_of_a_rendezvous_is_said_in_place_and_shown(browser: Browser) -> None:
    thing = read(browser, "/corriger?kind=event&key=e1")
    assert 'id="chose-ville" name="value" maxlength="300" required value="Bréville-sur-Aulne"' in thing
    form = card(read(browser, f"/articles/{ONE}"), "event-0")
    assert 'id="event-0-ville"' in form
    sent = {"action": "link", "kind": "event", "key": "e1", "anchor": "event-0", "retour": f"/articles/{ONE}"}
    answer = browser.post("/corriger", **sent, value="Nulle-Part", why="affiche", article="")
    assert answer.status_code == 400
    form = card(re.sub(r"\s+", " ", answer.text), "event-0")
    assert 'id="event-0-ville" name="value" maxlength="300" required value="Nulle-Part"' in form
    assert form.count('value="affiche"') == 1
    answer = browser.post("/corriger", **sent, value="79901", why="", article="")
    assert answer.status_code == 303
    thing = read(browser, "/corriger?kind=event&key=e1")
    assert "<del>Bréville-sur-Aulne</del> <ins>Bréville-sur-Aulne</ins>" in thing
    assert "a pour commune « Bréville-sur-Aulne » (79901)" in thing
    assert "a pour commune Bréville-sur-Aulne (79901)" in read(browser, "/corrections")


def test_another_commune_that_waits_is_shown_wherever_the_rendezvous_is(tmp_path: Path) -> None:
    day = (paris_day(datetime.now(UTC)) + timedelta(days=10)).isoformat()
    found = analysis(
        mentions=(mention(MentionKind.COMMUNE, "79901", "Bréville-sur-Aulne", 0),),
        events=(event(0, "a" * 16, start_date=day, end_date=day, place="salle des Forges"),),
    )
    space = small_space(tmp_path, processed(1, found=found))
    communes, *others = registers()
    other = communes.to_pylist()[0] | {"insee": "79902", "name": "Marsa-le-Bois"}
    with open_live(space.data, SETTINGS) as live:
        load_registers(
            live, pa.concat_tables([communes, pa.Table.from_pylist([other], communes.schema)]), *others, "2"
        )
    publish(space.data, SETTINGS)
    say.link(space, Kind.EVENT, "a" * 16, "Marsa-le-Bois", None, WHY)
    with Browser(space) as browser:
        for path in ("/agenda", "/communes/79901"):
            page = read(browser, path)
            assert "<ins>Marsa-le-Bois</ins>" in page, path
            assert "a pour commune « Marsa-le-Bois » (79902), dit Odile" in page, path
        here = card(read(browser, f"/articles/{ONE}"), "event-0")
        assert "salle des Forges, Bréville-sur-Aulne (Deux-Sèvres)" in here
        assert "salle des Forges, Marsa-le-Bois</ins>" in here
        with closing(open_state(space.state)) as state, open_live(space.data, SETTINGS) as live:
            corrections.apply(state, live)
        publish(space.data, SETTINGS)
        assert 'href="/communes/79902">Marsa-le-Bois</a>' in read(browser, "/agenda")
        assert "salle des Forges" in read(browser, "/communes/79902")
        assert "salle des Forges" not in read(browser, "/communes/79901")


def test_a_title_is_said_in_place_and_shown_in_lists(space: Workspace, browser: Browser) -> None:
    was, path = article(1).title, f"/articles/{ONE}"
    shown = read(browser, path).partition("</h1>")[0]
    assert was in shown
    assert "<ins>" not in shown
    assert f'id="titre-bon" name="value" maxlength="300" required value="{was}"' in read(browser, path)
    sent = {"action": "rename", "kind": "article", "article": ONE, "anchor": "titre", "retour": path}
    answer = browser.post("/corriger", **sent, value="x" * 400, why="une faute")
    assert answer.status_code == 400
    form = answer.text.partition('id="titre"')[2].partition("</details>")[0]
    assert "est trop long (400" in form.replace("\u00a0", " ")
    assert ('value="' + "x" * 400) in form
    assert 'value="une faute"' in form
    assert browser.post("/corriger", **sent, value="La voix du soir", why="").status_code == 303
    wanted = f"<del>{was}</del> <ins>La voix du soir</ins>"
    page = read(browser, path)
    assert wanted in page.partition("</h1>")[0]
    assert page.count("a pour titre « La voix du soir »") == 1
    assert "<ins>oui</ins>" not in page
    for other in ("/", "/communes/79901", f"/sujets/{STORY}"):
        assert wanted in read(browser, other), other
    assert "a pour titre La voix du soir" in read(browser, "/corrections")
    applied(space)
    assert "La voix du soir</h1>" in read(browser, path)
    assert "La voix du soir" in browser.get(f"/articles/{ONE}.ris").text
    assert "La voix du soir" in browser.get("/api/articles?words=voix du soir").text
