"""Any search as a feed, the agenda as a calendar; a key opens its own and nothing else, while its user has a place."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import feedparser
import pytest
from desk_browser import Browser
from icalendar import Calendar as Ical

from core.desk import Role, User
from jobs.desk import tokens
from jobs.workspace import Workspace
from state import users
from state.open import open_state
from store.query import open_snapshot
from store.search import SearchQuery

LISE = User("lise.dupré", Role.READER)
SEARCH = "/api/articles.atom?topic=ia&relevant=1"


@pytest.fixture
def newsroom(space: Workspace) -> Workspace:
    """A workspace where people sign in."""
    with closing(open_state(space.state)) as state:
        users.add(state, LISE, "x", datetime.now(UTC))
    return space


@pytest.fixture
def lise(newsroom: Workspace) -> Iterator[Browser]:
    """Who signed in."""
    with Browser(newsroom, alone=False) as browser:
        browser.sign_in(LISE.name)
        yield browser


@pytest.fixture
def stranger(newsroom: Workspace) -> Iterator[Browser]:
    """A feed reader, somewhere."""
    with Browser(newsroom, alone=False) as browser:
        yield browser


def test_a_feed_has_what_the_search_finds(looking: Browser, demo_space: Workspace) -> None:
    answer = looking.get(SEARCH)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    with open_snapshot(demo_space.data) as snapshot:
        found = snapshot.find(SearchQuery(topic="ia", relevant=True, limit=50))
    assert sorted(one.link for one in feed.entries) == sorted(hit.url for hit in found.hits)
    assert "intelligence" in feed.feed.title or "ia" in feed.feed.title
    days = [one.published_parsed for one in feed.entries]
    assert days == sorted(days, reverse=True)
    assert len({one.id for one in feed.entries}) == len(feed.entries) > 3


def test_a_feed_shows_no_more_than_may_leave(looking: Browser) -> None:
    feed = feedparser.parse(looking.get("/api/articles.atom").content)
    assert len(feed.entries) > 20
    for one in feed.entries:
        assert "content" not in one
        assert len(one.summary.partition(" – ")[2]) <= 200


def test_ids_stay_the_same_in_every_search(looking: Browser) -> None:
    some = {one.link: one.id for one in feedparser.parse(looking.get(SEARCH).content).entries}
    every = {
        one.link: one.id
        for one in feedparser.parse(looking.get("/api/articles.atom?topic=ia").content).entries
    }
    assert some.items() <= every.items()


def test_a_session_leads_to_an_address_that_a_reader_can_keep(lise: Browser, stranger: Browser) -> None:
    assert stranger.get(SEARCH).status_code == 401
    led = lise.get(SEARCH)
    assert led.status_code == 303
    where = led.headers["location"]
    assert stranger.get(where).status_code == 200
    assert feedparser.parse(stranger.get(where).content).entries


@pytest.mark.parametrize(
    "other",
    ["/api/articles.atom?topic=donnees&relevant=1", "/api/articles.atom", "/api/agenda.ics", "/api/articles"],
)
def test_a_key_opens_its_feed_and_nothing_else(lise: Browser, stranger: Browser, other: str) -> None:
    key = dict(parse_qsl(urlsplit(lise.get(SEARCH).headers["location"]).query))["cle"]
    mark = "&" if "?" in other else "?"
    assert stranger.get(f"{other}{mark}cle={key}").status_code == 401
    assert stranger.get(f"{SEARCH}&cle={key[:-1]}").status_code == 401
    assert stranger.get("/carte").status_code == 303


def test_a_key_ends_with_the_place_of_its_user(lise: Browser, stranger: Browser, newsroom: Workspace) -> None:
    where = lise.get(SEARCH).headers["location"]
    with closing(open_state(newsroom.state)) as state:
        users.change(state, LISE.name, password="y")  # noqa: S106
    assert stranger.get(where).status_code == 401
    with closing(open_state(newsroom.state)) as state:
        users.remove(state, LISE.name)
    assert stranger.get(where).status_code == 401


def test_a_token_opens_feeds_too(stranger: Browser, newsroom: Workspace) -> None:
    sent = {"headers": {"Authorization": f"Bearer {tokens.add(newsroom, 'agrégateur')}"}}
    assert stranger.get(SEARCH, **sent).status_code == 200


def test_the_agenda_as_a_calendar(looking: Browser, demo_space: Workspace) -> None:
    answer = looking.get("/api/agenda.ics?since=2026-11")
    assert answer.headers["content-type"].startswith("text/calendar")
    events = Ical.from_ical(answer.content).walk("VEVENT")
    with open_snapshot(demo_space.data) as snapshot:
        asked = "SELECT departement FROM v_agenda WHERE precision = 'day' AND end_day >= '2026-11-01'"
        expected = [row[0] for row in snapshot.connection.execute(asked).fetchall()]
    assert len(events) == len(expected) > 0
    for one in {*expected, "01"}:
        part = Ical.from_ical(looking.get(f"/api/agenda.ics?since=2026-11&departement={one}").content)
        assert len(part.walk("VEVENT")) == expected.count(one)
