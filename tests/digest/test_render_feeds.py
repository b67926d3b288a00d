"""Atom and calendar, read back by libraries that are not ours."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import feedparser
import letters
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree
from markup_of import addresses, shape

from digest.letter import Letter
from digest.render import words
from digest.render.agenda import agenda
from digest.render.atom import Entry, Feed, feed, identity, letter_entry
from digest.render.frame import Frame

NOW = datetime(2026, 11, 23, 9, 30, 15, 999, tzinfo=timezone(timedelta(hours=1)))
WEB = "https://lettre.example/2026-W47"
ABOUT = Feed(
    "letters/beffroi",
    "La lettre du Beffroi",
    "La rédaction",
    NOW,
    "https://lettre.example/feed",
    "https://lettre.example/",
)


def of(letter: Letter, frame: Frame = Frame(web=WEB), updated: datetime = NOW) -> Entry:  # noqa: B008  frozen
    return letter_entry(letter, frame, NOW, updated)


def read(*entries: Entry, about: Feed = ABOUT) -> feedparser.FeedParserDict:
    parsed = feedparser.parse(feed(about, entries), sanitize_html=False)
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert len(parsed.entries) == len(entries)
    return parsed


def test_a_letter_is_read_back() -> None:
    parsed = read(of(letters.LETTER))
    (entry,) = parsed.entries
    assert parsed.feed.title == "La lettre du Beffroi"
    assert parsed.feed.author == "La rédaction"
    assert {link.rel: link.href for link in parsed.feed.links} == {"self": ABOUT.url, "alternate": ABOUT.page}
    assert entry.title == "Port-Kerlann\u00a0: un standard qui «\u00a0répond\u00a0» jour et nuit"
    assert entry.link == WEB
    assert entry.published == entry.updated == "2026-11-23T08:30:15Z"
    assert entry.id == identity("letter/2026-W47")
    assert entry.id.startswith("urn:uuid:")
    assert addresses(entry.content[0].value) == set(words.links(letters.LETTER))


def test_an_erratum_changes_the_entry_and_not_its_id() -> None:
    later = NOW + timedelta(days=3)
    before, after = (
        of(letters.LETTER),
        of(letters.LETTER, Frame(web=WEB, rectified=date(2026, 11, 26)), later),
    )
    parsed = read(after)
    assert parsed.entries[0].id == read(before).entries[0].id
    assert parsed.entries[0].title.startswith("Rectifié le 26\xa0novembre 2026")
    assert parsed.entries[0].updated == parsed.feed.updated == "2026-11-26T08:30:15Z"
    assert "Rectifié le 26\xa0novembre 2026" in parsed.entries[0].content[0].value


def test_a_feed_without_entries_is_one() -> None:
    assert read().feed.updated == "2026-11-23T08:30:15Z"


def test_a_watch_says_what_it_found() -> None:
    entry = Entry(
        "article/1",
        "Un robot à l'accueil",
        "https://a.example/1?a=1&b=2",
        NOW,
        None,
        "Le Phare",
        "",
        ("Anne",),
    )
    (found,) = read(entry).entries
    assert (found.title, found.link, found.summary) == ("Un robot à l’accueil", entry.url, "Le Phare")
    assert found.author == "Anne"


PLAIN = shape(of(letters.hostile("mot")).html)
SHAPE = {node.tag for node in etree.fromstring(feed(ABOUT, [of(letters.hostile("mot"))])).iter()}


def check(hostile: str) -> None:
    entry = of(letters.hostile(hostile))
    listed = Entry(hostile, hostile, "https://a.example/1", NOW, None, hostile, "", (hostile,))
    written = feed(replace(ABOUT, title=hostile, author=hostile), [entry, listed])
    assert {node.tag for node in etree.fromstring(written).iter()} <= SHAPE
    parsed = read(entry, listed)
    assert shape(parsed.entries[0].content[0].value) <= PLAIN
    assert addresses(parsed.entries[0].content[0].value) == {"https://phare.example/1"}


@pytest.mark.parametrize("hostile", letters.HOSTILE)
def test_hostile_words_stay_words(hostile: str) -> None:
    check(hostile)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_any_words_stay_words(hostile: str) -> None:
    check(hostile)


@pytest.mark.parametrize("url", letters.BAD_LINKS)
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    assert "links" not in read(Entry("k", "mot", url, NOW)).entries[0]


def test_the_agenda_of_a_letter_is_a_calendar() -> None:
    parsed = Calendar.from_ical(agenda(letters.LETTER, NOW))
    (event,) = parsed.walk("VEVENT")  # the other is known to the month alone
    assert event.decoded("DTSTART") == date(2026, 12, 1)
    assert event.decoded("DTEND") == date(2026, 12, 3)
    assert event["SUMMARY"] == "Assises de la ville numérique"
    assert event["LOCATION"] == "salle des Forges, Brancé-le-Haut"
    assert event["URL"] == letters.telling(41).url
    assert event["UID"] == f"{41:016x}@beffroi"
    assert event.decoded("DTSTAMP") == datetime(2026, 11, 23, 8, 30, 15, tzinfo=UTC)


def test_an_event_that_is_off_is_cancelled_in_calendars() -> None:
    event = letters.event(41)
    fact = replace(event.facts[0], value=event.facts[0].value.replace("scheduled", "postponed"))
    item = replace(event, facts=(fact,), headline="Reporté : Assises de la ville numérique")
    off = replace(letters.LETTER, items=(item,))
    (found,) = Calendar.from_ical(agenda(off, NOW)).walk("VEVENT")
    assert found["STATUS"] == "CANCELLED"
    assert found["SUMMARY"] == "Reporté : Assises de la ville numérique"


@pytest.mark.parametrize("hostile", letters.HOSTILE)
def test_hostile_events_write_no_lines(hostile: str) -> None:
    written = agenda(letters.hostile(hostile), NOW)
    names = {line.split(b":")[0].split(b";")[0] for line in written.replace(b"\r\n ", b"").splitlines()}
    assert names <= {
        b"BEGIN", b"END", b"PRODID", b"VERSION", b"METHOD", b"X-WR-CALNAME", b"UID", b"DTSTAMP", b"DTSTART", b"DTEND",
        b"SUMMARY", b"STATUS", b"TRANSP", b"LOCATION", b"DESCRIPTION", b"URL",
    }  # fmt: skip
    assert len(Calendar.from_ical(written).walk("VEVENT")) == 1


def test_an_empty_letter_has_an_empty_calendar() -> None:
    assert Calendar.from_ical(agenda(letters.EMPTY, NOW)).walk("VEVENT") == []
