"""The first visit: nothing is published, and the first screen leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_browser import Browser

from core.desk import RequestKind
from crawler import catalogue
from jobs import workspace
from jobs.desk import starting
from jobs.workspace import Workspace
from state import requests, watches
from state.open import State
from store.search import SearchQuery
from store.searching.syntax import parse

OPML = b"""<?xml version="1.0"?><opml version="2.0"><body>
<outline text="Le Guet" xmlUrl="https://guet.example/flux" htmlUrl="https://guet.example/"/>
<outline text="Ailleurs" xmlUrl="ftp://non.example/"/></body></opml>"""


@pytest.fixture
def bare(tmp_path: Path) -> Workspace:
    """A workspace on its first day: no source, nothing published."""
    return workspace.create(tmp_path / "w")


@pytest.fixture
def new(bare: Workspace) -> Iterator[Browser]:
    with Browser(bare) as browser:
        yield browser


def sent(browser: Browser, path: str, name: str, body: bytes) -> str:
    token = re.search(r'data-jeton="([0-9a-f]+)"', browser.get("/").text)
    assert token
    answer = browser.ask(
        "POST", path, data={"jeton": token[1]}, files={name: ("liste.opml", body, "text/xml")}
    )
    return f"{answer.status_code} {answer.headers.get('location', '')}"


def state_of(browser: Browser) -> State:
    state: State = browser.app.state.desk.state
    return state


def test_the_first_screen_of_the_first_day_says_how_to_begin(new: Browser) -> None:
    page = new.get("/")
    assert page.status_code == 200
    assert "29 Finistère" in page.text
    assert "976 Mayotte" in page.text
    assert "OPML" in page.text
    assert "crawler.contact" in page.text  # no site is visited by nobody
    assert new.get("/suivre").status_code == 200


def test_a_territory_enables_its_titles_and_is_followed(new: Browser, bare: Workspace) -> None:
    answer = new.post("/bienvenue/territoire", departement=["29", "35"], topic=["ia"])
    assert answer.status_code == 303
    expected = {
        one.slug
        for one in catalogue.outlets()
        if one.kind == starting.BEAT or {"29", "35"} & set(one.departements)
    }
    assert {one.slug for one in bare.sources() if one.enabled} == expected
    assert f"ajoutes={len(expected)}" in answer.headers["location"]
    (watch,) = watches.every(state_of(new))
    assert watch.query == {"words": "(departement:29 OU departement:35) (theme:ia)", "relevant": "1"}
    assert parse(SearchQuery.from_dict(watch.query).words) is not None
    assert f"{len(expected)}\xa0titres activés" in new.get(answer.headers["location"].partition("#")[0]).text
    # once more changes nothing
    again = new.post("/bienvenue/territoire", departement=["29", "35"], topic=["ia"])
    assert f"ajoutes=0&deja={len(expected)}" in again.headers["location"]
    assert len(watches.every(state_of(new))) == 1


def test_titles_that_sleep_in_the_file_are_woken_and_the_rest_stays(tmp_path: Path) -> None:
    space = workspace.create(tmp_path / "w", sources=workspace.first_sources(catalogue=True))
    text = space.sources_file.read_text("utf-8")
    asleep = {one.slug for one in space.sources() if not one.enabled and "29" in one.departements}
    awake = {one.slug for one in space.sources() if one.enabled}
    enabled, _ = starting.enable(space, ["29"])
    assert asleep <= {one.slug for one in enabled}
    assert {one.slug for one in space.sources() if one.enabled} == awake | {one.slug for one in enabled}
    assert space.sources_file.read_text("utf-8").count("#") == text.count("#")


@pytest.mark.parametrize(
    "fields",
    [{}, {"departement": ["999"]}, {"departement": ["29"], "topic": ["rien"]}, {"departement": ["<b>"]}],
)
def test_a_choice_that_is_none_is_refused(
    new: Browser, bare: Workspace, fields: dict[str, list[str]]
) -> None:
    before = bare.sources_file.read_bytes()
    assert new.post("/bienvenue/territoire", **fields).status_code == 400
    assert bare.sources_file.read_bytes() == before
    assert not watches.every(state_of(new))


def test_a_list_of_feeds_is_imported(new: Browser, bare: Workspace) -> None:
    assert sent(new, "/bienvenue/opml", "liste", OPML) == (
        "303 /bienvenue?fait=opml&ajoutes=1&deja=0&refuses=1#reponses"
    )
    assert [one.homepage for one in bare.sources()] == ["https://guet.example/"]
    assert "Le Guet" in new.get("/").text


@pytest.mark.parametrize("body", [b"", b"<opml", b"<html/>", b"\0" * 100, b"x" * (1024 * 1024 + 1)])
def test_a_list_that_is_none_is_refused(new: Browser, bare: Workspace, body: bytes) -> None:
    before = bare.sources_file.read_bytes()
    assert sent(new, "/bienvenue/opml", "liste", body).startswith("400")
    assert bare.sources_file.read_bytes() == before
    assert new.post("/bienvenue/opml", liste="pas un fichier").status_code == 400


def test_a_list_too_large_for_any_form_is_not_even_read(new: Browser) -> None:
    assert sent(new, "/bienvenue/opml", "liste", b"x" * (3 * 1024 * 1024)).startswith("413")


def test_the_writer_is_asked_to_collect_once(new: Browser) -> None:
    assert new.post("/bienvenue/collecter").status_code in {400, 503}  # no source to ask
    sent(new, "/bienvenue/opml", "liste", OPML)
    for _ in range(2):
        assert new.post("/bienvenue/collecter").status_code == 303
    (asked,) = requests.going_on(state_of(new))
    followed = [one.slug for one in new.app.state.workspace.sources() if one.enabled]
    assert followed
    assert (asked.kind, dict(asked.payload)) == (RequestKind.COLLECT, {"sources": followed})
    part = new.get("/bienvenue/etat").text
    assert "en attente" in part
    assert 'hx-trigger="every 3s"' in part
    assert "<html" not in part


def test_once_something_is_published_the_first_screen_is_the_list(browser: Browser) -> None:
    assert "Bienvenue" not in browser.get("/").text
    assert "Les premiers sujets" in browser.get("/bienvenue").text


def test_a_snapshot_that_is_gone_is_told_as_such(space: Workspace) -> None:
    import shutil

    shutil.rmtree(space.published.resolve().parent)
    with Browser(space) as browser:
        answer = browser.get("/")
    assert answer.status_code == 503
    assert "Bienvenue" not in answer.text
