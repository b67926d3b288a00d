"""Of an article that was read in full although its publisher reserves it, no room, file or feed gives the words."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from desk_browser import Browser
from newsroom import MONDAY, analysis, event, figure, initiative, processed, quote, role, story_article
from small_desk import MAYOR, ONE, SETTINGS, STORY, TWO, signed_in, small_space

from core.desk import Role, User
from core.settings import Settings
from core.types import Processed, Rights
from jobs.workspace import Workspace
from state import users
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.readers.desk.agenda import coming

SECRET, SAID = "Le préau garde la craie mouillée", "Nous rangerons la craie avant la pluie"
LONG = "La commune essaie un assistant vocal, " + "qui répond la nuit aux habitants, " * 8
ROOMS = (
    f"/articles/{ONE}", "/a-verifier", f"/sujets/{STORY}", "/communes/79901", f"/maires/{MAYOR}",
    "/technologies/assistant-vocal", "/initiatives", f"/initiatives/{'1a' * 8}", "/initiatives/export.csv",
    "/initiatives/export.json", "/api/initiatives", "/api/quotes", "/api/agenda?since=2026-01-01",
    "/api/agenda.ics?since=2026-01-01", "/citations", "/citations/export.csv",
)  # fmt: skip
QUOTING = ("/citations", "/articles", "/sujets", "/communes", "/maires", "/api/quotes")


def _told(number: int, sentence: str, **changes: object) -> Processed:
    found = analysis(
        roles=(role(evidence_text=sentence, register="unknown"),),
        quotes=(quote(2, text=f"{SAID} n° {number}", evidence_text=sentence),),
        figures=(figure(40, evidence_text=sentence),),
        events=(event(60, id=f"e{number}", evidence_text=sentence),),
        initiatives=(
            initiative(f"{number}a" * 8, evidence_text=sentence, confidence=0.4, supplier=f"Ostréa {number}"),
        ),
    )
    return processed(number, found=found, **changes)


def _space(root: Path, *, reserved: bool, basis: str = "research") -> Workspace:
    usual = Settings(store=SETTINGS)
    kept = usual.model_copy(update={"workspace": usual.workspace.model_copy(update={"legal_basis": basis})})
    made = small_space(
        root, _told(1, SECRET, rights=Rights(reserved, "tdmrep")), _told(2, LONG), settings=kept
    )
    with open_live(made.data, SETTINGS) as live:
        live.write(Batch(story_articles=(story_article(1), story_article(2))))
    publish(made.data, SETTINGS)
    return made


@pytest.fixture(scope="module")
def reserved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(_space(tmp_path_factory.mktemp("reserved") / "w", reserved=True)) as made:
        yield made


@pytest.fixture(scope="module")
def free(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(_space(tmp_path_factory.mktemp("free") / "w", reserved=False)) as made:
        yield made


@pytest.mark.parametrize("path", ROOMS)
def test_words_of_a_reserved_page_are_shown_nowhere(reserved: Browser, free: Browser, path: str) -> None:
    there, here = free.get(path), reserved.get(path)
    assert (there.status_code, here.status_code) == (200, 200)
    assert "craie" in there.text
    assert SECRET not in here.text
    assert f"{SAID} n° 1" not in here.text
    assert f"{SAID} n°\u00a01" not in here.text
    if path.startswith(QUOTING) and ONE not in path:
        assert SAID in here.text  # of the other article, all is given


def test_nor_in_the_room_of_the_agenda(reserved: Browser, free: Browser) -> None:
    """Asked of its reader: the room begins today, and this event ends one day."""
    given = date(2026, 12, 1), date(2026, 12, 31), 50
    with reserved.app.state.desk.published.reading() as snapshot:
        kept = {one.event_id: one.evidence_text for one in coming(snapshot, *given)}
    with free.app.state.desk.published.reading() as snapshot:
        said = {one.event_id: one.evidence_text for one in coming(snapshot, *given)}
    assert said == {"e1": SECRET, "e2": LONG}
    assert kept == {"e1": "", "e2": LONG}


def test_its_page_says_why_and_keeps_what_was_found(reserved: Browser) -> None:
    page = reserved.get(f"/articles/{ONE}").text
    assert "L’éditeur réserve la fouille de textes de cette page" in page
    assert "Odile Ferrandou" in page
    assert '<blockquote class="evidence">' not in page
    assert '<blockquote class="evidence">' in reserved.get(f"/articles/{TWO}").text


def test_only_owners_under_a_licence_see_its_sentences(tmp_path: Path) -> None:
    licensed = _space(tmp_path / "w", reserved=True, basis="licence")
    with signed_in(licensed, Role.OWNER) as owner:
        assert SECRET in owner.get(f"/articles/{ONE}").text
        assert SECRET not in owner.get("/initiatives/export.csv").text
        users.add(owner.app.state.desk.state, User("Basile", Role.EDITOR), "no password fits this", MONDAY)
        owner.sign_in("Basile")
        assert SECRET not in owner.get(f"/articles/{ONE}").text  # made once for owners, and once for others


def test_an_export_is_cut_as_the_api_is(reserved: Browser) -> None:
    text = reserved.get("/initiatives/export.brut.csv").content.decode()
    rows = {
        row["initiative_id"]: row["evidence_text"] for row in csv.DictReader(io.StringIO(text, newline=""))
    }
    api = {
        one["initiative_id"]: one["evidence_text"] for one in reserved.get("/api/initiatives").json()["items"]
    }
    assert len(LONG) > 250
    assert rows == {key: said or "" for key, said in api.items()}
    assert len(rows["2a" * 8]) == 200
