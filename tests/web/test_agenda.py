"""The agenda's room: what comes, by commune and département, and as a calendar."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from desk_browser import Browser
from desk_pages import words
from newsroom import analysis, event, mention, processed
from small_desk import ONE, copied, signed_in, small_space

from core.days import paris_day
from core.desk import Role
from core.types import EventState, MentionKind, Processed
from jobs.workspace import Workspace
from store.readers.desk.agenda import Coming
from web.desk.things.agenda import by_month

TODAY = paris_day(datetime.now(UTC))
SCRIPT = "<script>alert(1)</script>"
_NAMES = re.compile(r'<h3 id="t-[^"]+">(.*?)</h3>')


def after(days: int) -> dict[str, str]:
    day = (TODAY + timedelta(days=days)).isoformat()
    return {"start_date": day, "end_date": day}


def announced() -> Processed:
    found = analysis(
        mentions=(mention(MentionKind.COMMUNE, "79901", "Bréville-sur-Aulne", 0),),
        events=(
            event(0, "a" * 16, name="Forum des voix", **after(10)),
            event(80, "b" * 16, name="Fête du code", state=EventState.CANCELLED, **after(20)),
            event(160, "c" * 16, name=f"Salon {SCRIPT}", insee=None, place="Ailleurs", **after(40)),
            event(240, "d" * 16, name="Loin d’ici", **after(300)),
            event(320, "e" * 16, name="Déjà passé", **after(-3)),
        ),
    )
    return processed(1, found=found)


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return small_space(tmp_path_factory.mktemp("agenda"), announced())


@pytest.fixture(scope="module")
def browser(space: Workspace) -> Iterator[Browser]:
    with Browser(space) as made:
        yield made


def names(browser: Browser, query: str = "") -> list[str]:
    answer = browser.get(f"/agenda{query}")
    assert answer.status_code == 200
    return _NAMES.findall(answer.text)


def test_what_comes_is_shown_by_day_with_its_sentence(browser: Browser) -> None:
    page = browser.get("/agenda").text
    assert names(browser) == ["Forum des voix", "Fête du code", "Salon &lt;script&gt;alert(1)&lt;/script&gt;"]
    assert SCRIPT not in page
    said = words(page)
    assert "3 rendez-vous" in said
    assert "Le Forum des voix aura lieu les 3 et 4 décembre." in said
    assert f'href="/articles/{ONE}"' in page
    assert 'href="/communes/79901"' in page
    assert '<span class="chip warn">annulé</span>' in page
    assert 'aria-current="page">Agenda</a>' in page, "the navigation leads here"


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("?weeks=104", 4), ("?commune=79901", 2), ("?commune=bréville+sur+aulne", 2), ("?departement=79", 2),
        ("?departement=79&commune=79901&weeks=104", 3), ("?departement=2a", 0), ("?commune=Nulle-Part", 0),
        ("?page=2", 0),
    ],
)  # fmt: skip
def test_filters_leave_what_answers(browser: Browser, query: str, n: int) -> None:
    assert len(names(browser, query)) == n


def test_nothing_that_answers_is_said_and_leads_further(browser: Browser) -> None:
    page = browser.get("/agenda?commune=Nulle-Part").text
    assert "Rien n’est annoncé qui réponde à ce filtre" in page
    assert 'href="/agenda?commune=Nulle-Part&amp;weeks=104"' in page


def test_the_calendar_is_that_of_the_departement(browser: Browser) -> None:
    found = re.search(r'href="(/api/agenda\.ics[^"]*)"', browser.get("/agenda?departement=79").text)
    assert found
    assert found[1] == "/api/agenda.ics?departement=79"
    made = browser.get(found[1])
    assert made.headers["content-type"].startswith("text/calendar")
    assert "Forum des voix" in made.text
    assert "Salon" not in made.text, "it is of no known département"


@pytest.mark.parametrize(
    "query", ["?weeks=3", "?page=0", "?page=x", "?departement=1234", "?commune=" + "x" * 201]
)
def test_odd_addresses_are_refused(browser: Browser, query: str) -> None:
    assert browser.get(f"/agenda{query}").status_code == 400


def test_who_only_reads_is_shown_no_correction(space: Workspace) -> None:
    with signed_in(space, Role.READER) as reader:
        page = reader.get("/agenda").text
        assert "Forum des voix" in page
        assert "/corriger?" not in page


def test_what_is_said_of_an_event_is_seen_before_it_is_published(space: Workspace, tmp_path: Path) -> None:
    said = {"kind": "event", "key": "a" * 16, "retour": "/agenda"}
    with Browser(copied(space, tmp_path)) as browser:
        assert browser.post("/corriger", action="rename", value="Forum des mots", **said).status_code == 303
        assert names(browser)[0] == "<del>Forum des voix</del> <ins>Forum des mots</ins>"


def test_what_has_begun_stands_in_this_month() -> None:
    began = Coming(
        "a", "Salon", date(2026, 10, 30), date(2026, 12, 2), "day", "", "scheduled", "", "", "", "", 1, "", ONE, "", ""
    )  # fmt: skip
    later = began._replace(start_day=date(2026, 12, 1))
    assert by_month([began, later], date(2026, 11, 28)) == [
        ("novembre 2026", [began]),
        ("décembre 2026", [later]),
    ]
