"""What waits lies over what is published, at once and until it is published; undoing takes it off."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from desk_browser import Browser
from newsroom import MONDAY
from small_desk import MAYOR, ONE, SETTINGS, THREE, TWO, applied, copied, small_space

from core.errors import InputError
from core.settings import Settings
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from jobs.correcting import corrections, say
from jobs.correcting.words import Words
from jobs.workspace import Workspace
from state.open import open_state
from store.correcting import entities
from store.correcting.ahead import ahead
from store.live import open_live
from store.publish import publish
from store.query import open_snapshot
from web.access.session import ALONE, Session
from web.desk.corrections import pending
from web.desk.corrections.pending import Pending
from web.desk.visit import Visit

PAGE = f"/articles/{ONE}"
INITIATIVE = "1a" * 8
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


def over(browser: Browser) -> Pending:
    desk = browser.app.state.desk
    visit = Visit(None, desk, Session(""), ALONE)  # type: ignore[arg-type]
    with desk.published.reading() as snapshot:
        return pending.of(visit, snapshot)


def card(page: str, anchor: str) -> str:
    """What the page shows of a fact, without its forms."""
    return page.partition(f'id="{anchor}"')[2].partition("<details")[0]


def say_it(browser: Browser, **fields: str) -> None:
    answer = browser.post("/corriger", retour=PAGE, **fields)
    assert answer.status_code == 303, answer.text


def test_a_correction_is_seen_at_once_then_published_then_taken_back(
    space: Workspace, browser: Browser
) -> None:
    before = browser.get(PAGE).text
    assert "attend" not in before.partition("<main")[0]
    say_it(browser, action="status", kind="initiative", key=INITIATIVE, value="deployed")
    page = browser.get(PAGE).text
    assert "1\u00a0correction</a>" not in page
    assert "1\u00a0correction attend" in page.replace("\n", " ")
    shown = card(page, "initiative-0")
    assert "correction en attente" in shown
    assert '<del><span class="chip status experiment">à l’essai</span></del>' in shown
    assert '<ins><span class="chip status deployed">en service</span></ins>' in shown
    applied(space)
    page = browser.get(PAGE).text
    assert "attend" not in page.partition("<main")[0]
    shown = card(page, "initiative-0")
    assert "correction en attente" not in shown
    assert '<span class="chip status deployed">en service</span>' in shown
    assert "<del>" not in shown
    browser.post("/corrections/c1/annuler", retour=PAGE)
    assert "1\u00a0correction attend" in browser.get(PAGE).text.replace("\n", " "), (
        "the undoing waits in its turn"
    )
    applied(space)
    assert browser.get(PAGE).text.count("à l’essai") == before.count("à l’essai")
    assert over(browser).count == 0


def test_what_is_undone_before_it_was_published_never_waits(browser: Browser) -> None:
    say_it(browser, action="delete", kind="organisation", key="sem 1")
    assert "<del>SEM 1</del>" in card(browser.get(PAGE).text, "organisation-0")
    browser.post("/corrections/c1/annuler", retour=PAGE)
    page = browser.get(PAGE).text
    assert "SEM 1</h3>" in card(page, "organisation-0")
    assert "<del>" not in card(page, "organisation-0")
    assert "attend" not in page.partition("<main")[0]


def test_roles_names_and_topics_are_shown_as_they_will_be(browser: Browser) -> None:
    say_it(browser, action="role", kind="person", key=MAYOR, value="former_mayor", article=ONE)
    say_it(browser, action="rename", kind="organisation", key="sem 1", value="La SEM")
    say_it(browser, action="delete", kind="quote", key="Nous avons commencé par l’école", article=ONE)
    say_it(browser, action="topics", kind="article", article=ONE, topics="donnees")
    say_it(browser, action="supplier", kind="initiative", key=INITIATIVE, value="Marsa")
    page = browser.get(PAGE).text
    assert "<ins>ancien maire, Bréville-sur-Aulne (Deux-Sèvres)</ins>" in card(page, "person-1")
    assert "<del>SEM 1</del> <ins>La SEM</ins>" in card(page, "organisation-0")
    assert "<del>«\u00a0Nous avons commencé par l’école\u00a0»</del>" in card(page, "quote-0")
    assert "<ins>fournisseur\u00a0: Marsa</ins>" in card(page, "initiative-0")
    judged = page.partition('id="jugement"')[2].partition("<details")[0]
    assert '<del class="chip">intelligence artificielle</del>' in judged
    assert '<ins class="chip">données</ins>' in judged
    assert "5\u00a0corrections attendent" in page.replace("\n", " ")


def test_an_article_that_is_not_for_us_tells_of_nothing(browser: Browser) -> None:
    say_it(browser, action="irrelevant", kind="article", article=ONE)
    page = browser.get(PAGE).text
    assert "oui (80\u00a0%) → <ins>non</ins>" in page
    assert "<del>" in card(page, "initiative-0")
    assert "<del>Forum des voix</del>" in card(page, "event-0")
    assert "<del>" not in card(browser.get(f"/articles/{TWO}").text, "initiative-0")


def test_a_commune_that_is_not_told_of_goes_with_what_it_carries(browser: Browser) -> None:
    say_it(browser, action="delete", kind="commune", key="79901", article=ONE)
    page = browser.get(PAGE).text
    assert "<del>Bréville-sur-Aulne (Deux-Sèvres)</del>" in card(page, "commune-0")
    assert "<del>" in card(page, "initiative-0"), "its initiative has nobody to carry it"


def test_rooms_ask_what_is_corrected_everywhere_or_in_an_article(space: Workspace, browser: Browser) -> None:
    say.rename(space, Kind.ORGANISATION, "sem 1", "La SEM", None, WHY)
    say.merge(space, Kind.ORGANISATION, "sem 2", "sem 1", WHY)
    say.delete(space, Kind.TECHNOLOGY, "Parlavox", TWO, WHY)
    say.initiative(space, Action.STATUS, INITIATIVE, "deployed", None, WHY)
    known = over(browser)
    assert known.count == 4
    assert known.named("organisation", "sem 1") == "La SEM"
    assert known.named("organisation", "sem 2") == "La SEM", "what it went into is called so"
    assert known.named("organisation", "sem 3") is None
    assert not known.gone("technology", "candidate:parlavox"), "elsewhere it stays"
    assert known.gone("technology", "candidate:parlavox", TWO)
    assert not known.gone("technology", "candidate:parlavox", ONE)
    assert known.value(Action.STATUS, "initiative", INITIATIVE) == "deployed"
    assert known.value(Action.STATUS, "initiative", INITIATIVE, THREE) is None, "it tells of another"


SAYINGS: list[Callable[[Workspace], object]] = [
    lambda space: say.rename(space, Kind.ORGANISATION, "sem 1", "La SEM", None, WHY),
    lambda space: say.merge(space, Kind.ORGANISATION, "sem 1", "sem 2", WHY),
    lambda space: say.delete(space, Kind.COMMUNE, "79901", ONE, WHY),
    lambda space: say.link(space, Kind.TECHNOLOGY, "Parlavox", "assistant-vocal", ONE, WHY),
    lambda space: say.role(space, ONE, "Odile Ferrandou", "former_mayor", WHY),
    lambda space: say.rename(space, Kind.PERSON, MAYOR, "Odile Marsa", None, WHY),
    lambda space: say.merge(space, Kind.INITIATIVE, "1a1a", "2a2a", WHY),
    lambda space: say.split(space, Kind.EVENT, "e1", [ONE], WHY),
    lambda space: say.initiative(space, Action.SUPPLIER, "1a1a", "", None, WHY),
    lambda space: say.initiative(space, Action.STATUS, "1a1a", "plan", ONE, WHY),
    lambda space: say.delete(space, Kind.FIGURE, "12000", ONE, WHY),
    lambda space: say.judge(space, Action.IRRELEVANT, ONE, "", WHY),
    lambda space: say.judge(space, Action.TOPICS, ONE, "donnees", WHY),
]


@pytest.mark.parametrize(
    "chosen", [range(13), (0, 1), (1, 0), (5, 4, 9), (6, 8, 2), (3, 11), (12, 7, 10)], ids=str
)
def test_what_is_shown_as_waiting_is_what_is_published_then(
    space: Workspace, browser: Browser, chosen: Iterable[int]
) -> None:
    for n in chosen:
        with suppress(InputError):  # what an earlier one took away cannot be spoken of
            SAYINGS[n](space)
    words = over(browser).waiting
    assert words
    with open_snapshot(space.data) as snapshot:
        tables = entities.facts(snapshot, ONE)
        then = ahead(snapshot, ONE, tables, MONDAY.date(), words)
    with closing(open_state(space.state)) as state, open_live(space.data, SETTINGS) as live:
        corrections.apply(state, live)
    publish(space.data, SETTINGS)
    with open_snapshot(space.data) as snapshot:
        after = entities.facts(snapshot, ONE)
    for table in ("articles", "mentions", "roles", "quotes", "figures", "events", "initiative_history"):
        shown = [pair.then for pair in then.pairs.get(table, ()) if pair.then]
        assert sorted(map(str, shown)) == sorted(map(str, after.get(table, ()))), table
    assert then.topics == sorted(row["topic"] for row in after["article_topics"])


def test_a_page_without_anything_published_has_no_line(tmp_path: Path) -> None:
    made = Workspace(tmp_path, Settings())
    open_state(made.state).close()
    with Browser(made) as browser:
        page = browser.get("/demandes")
        assert page.status_code == 200
        assert "attend" not in page.text.partition("<main")[0]
        assert browser.get(PAGE).status_code == 503


@pytest.mark.parametrize(
    "query", ["dit=c99", "dit=%3Cscript%3E", "annule=c1", "dit=c1&annule=c1", "dit=" + "c" * 300]
)
def test_a_notice_of_what_was_never_said_is_none(browser: Browser, query: str) -> None:
    page = browser.get(f"{PAGE}?{query}")
    assert page.status_code == 200
    assert 'role="status"' not in page.text
