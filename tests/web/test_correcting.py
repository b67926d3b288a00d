"""What editors say at the desk: every form, what is refused beside it, who may."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from desk_browser import Browser
from small_desk import MAYOR, ONE, STORY, THREE, TWO, copied, signed_in, small_space

from core.desk import RequestKind, RequestState, Role
from core.types import Correction
from jobs.correcting.corrections import every
from jobs.workspace import Workspace
from state import requests
from state.open import open_state

PAGE = f"/articles/{ONE}"
INITIATIVE = "1a" * 8
HERE = {"article": ONE, "retour": PAGE, "why": "lu dans l’article"}


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


def said(space: Workspace) -> list[Correction]:
    with closing(open_state(space.state)) as state:
        return every(state)


FORMS = [
    ({"action": "rename", "kind": "organisation", "key": "sem 1", "value": "La SEM"}, ("rename", "sem 1", "La SEM")),
    ({"action": "merge", "kind": "organisation", "key": "sem 1", "value": "SEM 2"}, ("merge", "sem 1", "sem 2")),
    ({"action": "delete", "kind": "technology", "key": "assistant-vocal"}, ("delete", "assistant-vocal", "")),
    ({"action": "link", "kind": "technology", "key": "candidate:parlavox", "value": "assistant vocal"},
     ("link", "candidate:parlavox", "assistant-vocal")),
    ({"action": "delete", "kind": "commune", "key": "79901"}, ("delete", "79901", "")),
    ({"action": "role", "kind": "person", "key": "basile quentric", "value": "deputy_mayor", "was": "official",
      "insee": "Bréville sur Aulne"}, ("role", "basile quentric", "deputy_mayor")),
    ({"action": "role", "kind": "person", "key": MAYOR, "value": "former_mayor", "everywhere": "oui"},
     ("role", MAYOR, "former_mayor")),
    ({"action": "rename", "kind": "person", "key": MAYOR, "value": "Odile Ferrandou-Marsa"},
     ("rename", MAYOR, "Odile Ferrandou-Marsa")),
    ({"action": "status", "kind": "initiative", "key": INITIATIVE, "value": "deployed"},
     ("status", INITIATIVE, "deployed")),
    ({"action": "supplier", "kind": "initiative", "key": INITIATIVE, "value": ""}, ("supplier", INITIATIVE, "")),
    ({"action": "delete", "kind": "quote", "key": "Nous avons commencé par l’école"},
     ("delete", "nous avons commence par l ecole", "")),
    ({"action": "link", "kind": "quote", "key": "Nous avons commencé par l’école", "value": "Basile Quentric"},
     ("link", "nous avons commence par l ecole", "basile quentric")),
    ({"action": "link", "kind": "quote", "key": "Nous avons commencé par l’école", "value": ""},
     ("link", "nous avons commence par l ecole", "")),
    ({"action": "delete", "kind": "figure", "key": "12000 cout"}, ("delete", "12000 cout", "")),
    ({"action": "figure", "kind": "figure", "key": "12000 cout", "value": "45 000", "unit": "€", "what": "coût"},
     ("figure", "12000 cout", "45000|€|45000|€|coût")),
    ({"action": "rename", "kind": "event", "key": "e1", "value": "Forum des voix du Marais"},
     ("rename", "e1", "Forum des voix du Marais")),
    ({"action": "day", "kind": "event", "key": "e1", "value": "2026-12-10", "until": "2026-12-12"},
     ("day", "e1", "2026-12-10/2026-12-12")),
    ({"action": "day", "kind": "event", "key": "e1", "value": "2026-12-01", "until": "2026-12-31",
      "precision": "month"}, ("day", "e1", "2026-12")),
    ({"action": "irrelevant", "kind": "article"}, ("irrelevant", ONE, "")),
    ({"action": "nature", "kind": "article", "value": "debate"}, ("nature", ONE, "debate")),
    ({"action": "topics", "kind": "article", "topics": ["donnees", "ia"]}, ("topics", ONE, "donnees,ia")),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), FORMS, ids=lambda one: str(one)[:60])
def test_every_form_is_kept_told_and_can_be_taken_back(
    space: Workspace, browser: Browser, fields: dict[str, str], expected: tuple[str, str, str]
) -> None:
    answer = browser.post("/corriger", **(HERE | {"anchor": "commune-0"} | fields))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?dit=c1#commune-0")
    (one,) = said(space)
    assert (one.action, one.key, one.value) == expected
    assert (one.by, one.why) == ("rédaction", "lu dans l’article")
    page = browser.get(f"{PAGE}?dit=c1").text
    notice = page.partition('role="status"')[2].partition("</div>")[0]
    assert "c1\u00a0:" in notice
    assert (
        "dans 1\u00a0article" in notice
        or "dans 2\u00a0articles" in notice
        or "dans 3\u00a0articles" in notice
    )
    assert 'action="/corrections/c1/annuler"' in notice
    answer = browser.post("/corrections/c1/annuler", retour=PAGE)
    assert answer.headers["location"] == f"{PAGE}?annule=c1"
    assert "Annulée — c1" in browser.get(f"{PAGE}?annule=c1").text
    assert said(space)[-1].undoes == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"action": "rename", "kind": "organisation", "key": "sem 1", "value": " "}, "le nouveau nom est vide"),
        ({"action": "merge", "kind": "organisation", "key": "sem 1", "value": "Semm"}, "n’est pas connu"),
        ({"action": "merge", "kind": "organisation", "key": "sem 1", "value": ""}, "rien n’est écrit"),
        ({"action": "rename", "kind": "quote", "key": "x", "value": "y"}, "cela ne se dit pas de cette chose"),
        ({"action": "undo", "kind": "person", "key": MAYOR}, "cela ne se dit pas de cette chose"),
        ({"action": "delete", "kind": "person", "key": " "}, "rien n’est nommé"),
        ({"action": "status", "kind": "initiative", "key": INITIATIVE, "value": "bientôt"}, "ce choix n’existe pas"),
        ({"action": "role", "kind": "person", "key": MAYOR, "value": "roi"}, "ce choix n’existe pas"),
        ({"action": "nature", "kind": "article", "value": "x"}, "ce choix n’existe pas"),
        ({"action": "topics", "kind": "article", "topics": ["x"]}, "thème inconnu"),
        ({"action": "link", "kind": "quote", "key": "Nous avons commencé", "value": "Ana Brizeux"},
         "n’a pas de rôle dans cet article"),
        ({"action": "link", "kind": "initiative", "key": INITIATIVE, "value": "99999"}, "n’est pas connue"),
        ({"action": "link", "kind": "initiative", "key": INITIATIVE, "value": ""}, "rien n’est écrit"),
        ({"action": "day", "kind": "event", "key": "e1", "value": "x"}, "n’est pas un jour"),
        ({"action": "day", "kind": "event", "key": "e1", "value": "2026-12-10", "until": "2026-12-01"},
         "le dernier jour vient avant le premier"),
        ({"action": "delete", "kind": "commune", "key": "99999"}, "n’est pas connue"),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_beside_the_form(
    space: Workspace, browser: Browser, fields: dict[str, str], why: str
) -> None:
    answer = browser.post("/corriger", **(HERE | {"anchor": "organisation-0"} | fields))
    assert answer.status_code == 400
    form = answer.text.partition('id="organisation-0"')[2].partition("</details>")[0]
    assert '<details class="correct" open>' in form
    assert why in form.partition('role="alert"')[2]
    assert "beffroi" not in form.replace("/beffroi", ""), "commands are of no use at the desk"
    assert said(space) == []


def test_what_was_typed_stands_in_the_form_again(browser: Browser) -> None:
    sent = {
        "action": "merge",
        "kind": "organisation",
        "key": "sem 1",
        "value": '"><b>Semm',
        "anchor": "organisation-0",
    }
    page = browser.post("/corriger", **(HERE | sent)).text
    assert 'value="&#34;&gt;&lt;b&gt;Semm"' in page
    assert '<option value="merge" selected>' in page
    assert "<b>Semm" not in page


def test_a_form_of_another_room_is_shown_again_with_what_is_wrong(browser: Browser) -> None:
    sent = {
        "action": "merge",
        "kind": "organisation",
        "key": "sem 1",
        "value": "x",
        "retour": "/communes/79901",
    }
    answer = browser.post("/corriger", **sent)
    assert answer.status_code == 400
    assert '<a href="/communes/79901">' in answer.text
    assert '<details class="correct" open>' in answer.text
    answer = browser.post("/corriger", **(sent | {"kind": "commune"}))
    assert answer.status_code == 400
    assert '<a href="/communes/79901">' in answer.text


def test_a_thing_has_a_page_to_be_corrected_on_wherever_it_is_told_of(
    space: Workspace, browser: Browser
) -> None:
    for kind, key, name in (
        ("organisation", "sem 1", "SEM 1"), ("initiative", INITIATIVE, "Assistant vocal"), ("event", "e1", "Forum"),
        ("technology", "candidate:parlavox", "Parlavox"), ("person", MAYOR, "Odile Ferrandou"),
    ):  # fmt: skip
        page = browser.get(f"/corriger?kind={kind}&key={key}&retour=/initiatives")
        assert page.status_code == 200, kind
        assert name in page.text.partition("<h1>")[2].partition("</h1>")[0]
        assert '<a href="/initiatives">' in page.text
    path = f"/corriger?kind=initiative&key={INITIATIVE}"
    sent = {"action": "supplier", "kind": "initiative", "key": INITIATIVE, "retour": path, "anchor": "chose"}
    assert browser.post("/corriger", **sent, value="Marsa").headers["location"] == f"{path}&dit=c1#chose"
    page = browser.get(f"{path}&dit=c1").text
    assert "a pour fournisseur «\u00a0Marsa\u00a0», dit rédaction" in page
    again = browser.post("/corriger", **sent, value="Marsa")
    assert again.headers["location"] == f"{path}&dit=c1#chose", "what stands is done"
    refused = browser.post("/corriger", **sent, value="Mar\u200bsa")
    assert refused.status_code == 400
    assert "caractères invisibles" in refused.text
    assert len(said(space)) == 1
    for odd in ("kind=person&key=basile%20quentric", "kind=quote&key=x", "kind=event&key=zz"):
        assert browser.get(f"/corriger?{odd}").status_code == 404
    for odd in ("", "kind=x&key=y", "kind=event&key="):
        assert browser.get(f"/corriger?{odd}").status_code == 400


def test_nobody_is_led_away(browser: Browser) -> None:
    sent = {"action": "irrelevant", "kind": "article", "article": ONE, "retour": "//ailleurs.example/"}
    assert browser.post("/corriger", **sent).headers["location"] == "/?dit=c1"
    answer = browser.post("/corrections/c1/annuler", retour="https://ailleurs.example/")
    assert answer.headers["location"] == "/?annule=c1"


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "nonsense", "kind": "person", "key": "x"},
        {"action": "rename", "kind": "nonsense", "key": "x"},
        {"action": "rename", "kind": "person", "key": "x" * 9000},
        {"action": "rename", "kind": "person", "key": "x", "article": "../../etc"},
        {"action": "rename", "kind": "person", "key": "x", "anchor": '"><script>'},
        {"action": "split", "kind": "story", "key": STORY, "articles": ["x"]},
        {},
    ],
)
def test_a_form_that_is_none_is_refused_without_what_it_held(
    space: Workspace, browser: Browser, fields: dict[str, str]
) -> None:
    answer = browser.post("/corriger", **fields)
    assert answer.status_code == 400
    assert "<script>" not in answer.text.partition("<main")[2]
    assert "nonsense" not in answer.text
    assert said(space) == []


def test_a_form_without_its_token_or_from_a_reader_changes_nothing(
    space: Workspace, browser: Browser
) -> None:
    sent = HERE | {"action": "irrelevant", "kind": "article"}
    assert browser.ask("POST", "/corriger", data=sent).status_code == 403
    with signed_in(space, Role.READER) as reader:
        for path in ("/corriger", "/corrections/c1/annuler", "/demandes/appliquer"):
            answer = reader.post(path, page="/corrections", **sent)
            assert answer.status_code == 403
            assert "rédaction" in answer.text
    assert said(space) == []
    with closing(open_state(space.state)) as state:
        assert requests.latest(state) == []


def test_pressed_six_times_at_once_it_is_said_once_and_nobody_is_told_off(
    space: Workspace, browser: Browser
) -> None:
    fields = HERE | {"action": "status", "kind": "initiative", "key": INITIATIVE, "value": "deployed"}
    browser.post(
        "/corriger", **(HERE | {"action": "irrelevant", "kind": "article"})
    )  # the token is known from here on
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: browser.post("/corriger", **fields), range(6)))
    assert {one.status_code for one in answers} == {303}
    assert {one.headers["location"] for one in answers} == {f"{PAGE}?dit=c2"}
    assert len(said(space)) == 2


def test_what_is_said_before_what_is_wrong_is_asked_for(space: Workspace, browser: Browser) -> None:
    answer = browser.post("/juger", page="/", ids=f"{ONE},{'f' * 16},{TWO}", action="irrelevant")
    assert answer.status_code == 400
    assert [one.key for one in said(space)] == [ONE, TWO]
    (asked,) = requests.going_on(browser.app.state.desk.state)
    assert asked.kind is RequestKind.APPLY
    assert browser.post("/annuler", page="/", words="c1,c99,c2").status_code == 400
    assert len(said(space)) == 4
    assert browser.post("/annuler", page="/", words="c1,c2").status_code == 303


def test_nothing_said_asks_for_nothing(browser: Browser) -> None:
    assert browser.post("/juger", page="/", ids="f" * 16, action="irrelevant").status_code == 400
    assert browser.post("/corriger", **(HERE | {"action": "status", "kind": "article"})).status_code == 400
    assert requests.latest(browser.app.state.desk.state) == []


def test_what_was_said_is_listed_and_taken_back_from_the_list(space: Workspace, browser: Browser) -> None:
    browser.post(
        "/corriger", **(HERE | {"action": "delete", "kind": "organisation", "key": "sem 1", "article": ""})
    )
    browser.post("/corriger", action="merge", kind="story", key=STORY, value="6666", retour="/corrections")
    page = browser.get("/corrections").text
    assert page.index('<th scope="row">s1</th>') < page.index('<th scope="row">c1</th>'), (
        "the last said first"
    )
    assert "organisme SEM 1" in page
    assert "ne compte plus" in page
    assert page.count("à traiter") == 2
    assert browser.post("/corrections/s1/annuler").headers["location"] == "/corrections?annule=s1"
    assert '<th scope="row">s1</th>' not in browser.get("/corrections").text
    every_one = browser.get("/corrections?toutes=oui").text
    assert "annulée par rédaction" in every_one
    assert browser.post("/corrections/s1/annuler").status_code == 303, "pressed twice, it is taken back"
    assert browser.post("/corrections/c99/annuler").status_code == 400
    assert browser.post("/corrections/x/annuler").status_code == 400
    assert browser.get("/corrections?page=99").status_code == 200
    assert browser.get("/corrections?page=0").status_code == 400
    del space


def test_applying_is_asked_once_and_what_came_of_it_is_shown(space: Workspace, browser: Browser) -> None:
    browser.post("/corriger", **(HERE | {"action": "irrelevant", "kind": "article"}))
    assert "publication demandée" in browser.get(PAGE).text, "what is said asks for it by itself"
    for _ in range(2):
        answer = browser.post("/demandes/appliquer")
        assert answer.headers["location"] == "/demandes"
    state = browser.app.state.desk.state
    (one,) = requests.latest(state)
    assert (one.kind, one.by, one.state) == (RequestKind.APPLY, "rédaction", RequestState.WAITING)
    page = browser.get("/demandes").text
    assert 'hx-trigger="every 3s"' in page
    assert "appliquer les corrections" in page
    requests.finish(state, one, RequestState.FAILED, "<b>disque plein</b>", one.asked_at)
    page = browser.get("/demandes").text
    assert "hx-trigger" not in page
    assert "&lt;b&gt;disque plein&lt;/b&gt;" in page
    assert {TWO, THREE}
    del space
