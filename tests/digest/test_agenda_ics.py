"""The agenda as a calendar: days, folding, and names that try to write lines of their own."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from core.types import AgendaItem, EventState
from digest.agenda_ics import calendar

NOW = datetime(2026, 11, 23, 8, 30, 15, 999, tzinfo=timezone(timedelta(hours=1)))
ITEM = AgendaItem(
    event_id="0123456789abcdef",
    name="Assises de la ville numérique",
    start_day=date(2026, 12, 1),
    end_day=date(2026, 12, 2),
    precision="day",
    place="salle des Forges",
    commune="Dole",
    insee="39198",
    articles=3,
    url="https://gazette.example/assises?a=1,2;b",
    source="La Gazette",
    evidence_text="Les Assises se tiendront les 1er et 2 décembre ; salle des Forges, à Dole.",
)
HOSTILE = [
    "Salon\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:faux",
    "Salon\nATTENDEE:mailto:x@y.example",
    "Salon\rX-EVIL:1",
    "Salon\x0bX-EVIL:1\x0c\x1c\x1d\x1e\x85X\u2028X-EVIL:1\u2029X",
    'Salon, des ; villes \\n \\, : « ouvertes » "oui"',
    "é" * 500,
    "👩‍👧 " * 80,
    "\ud83d seul",
    "\u202eetsuj",
    "",
]


def read(items: list[AgendaItem]) -> tuple[bytes, Calendar]:
    written = calendar(items, "Beffroi", NOW)
    parsed = Calendar.from_ical(written)
    assert isinstance(parsed, Calendar)
    return written, parsed


def test_an_event_is_read_back_as_it_is() -> None:
    written, parsed = read([ITEM])
    (event,) = parsed.walk("VEVENT")
    assert event["UID"] == "0123456789abcdef@beffroi"
    assert event.decoded("DTSTART") == date(2026, 12, 1)
    assert event.decoded("DTEND") == date(2026, 12, 3)
    assert b"DTSTART;VALUE=DATE:20261201" in written
    assert event.decoded("DTSTAMP") == datetime(2026, 11, 23, 7, 30, 15, tzinfo=UTC)
    assert event["SUMMARY"] == ITEM.name
    assert event["LOCATION"] == "salle des Forges, Dole"
    assert event["URL"] == ITEM.url
    assert event["STATUS"] == "CONFIRMED"
    assert event["DESCRIPTION"] == f"« {ITEM.evidence_text} »\nLa Gazette et 2 autres"
    assert parsed["X-WR-CALNAME"] == "Beffroi"


def test_a_summary_begins_with_a_capital_as_the_letter_does() -> None:
    called_off = replace(ITEM, name="exercice de crise", state=EventState.CANCELLED)
    events = read([replace(ITEM, name="exercice de crise"), called_off])[1].walk("VEVENT")
    assert [event["SUMMARY"] for event in events] == ["Exercice de crise", "Annulé : exercice de crise"]


def test_only_what_is_known_to_the_day_is_in_a_calendar() -> None:
    items = [replace(ITEM, precision="month"), replace(ITEM, precision="year"), ITEM]
    assert len(read(items)[1].walk("VEVENT")) == 1
    assert read([])[1].walk("VEVENT") == []


@pytest.mark.parametrize(
    ("state", "lead"),
    [
        (EventState.CANCELLED, "Annulé : "),
        (EventState.POSTPONED, "Reporté : "),
        (EventState.WITHDRAWN, "Retiré : "),
    ],
)
def test_what_does_not_take_place_is_cancelled(state: EventState, lead: str) -> None:
    (event,) = read([replace(ITEM, state=state)])[1].walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"] == lead + ITEM.name


def test_the_order_of_rows_does_not_change_the_file() -> None:
    other = replace(ITEM, event_id="f" * 16, start_day=date(2026, 11, 30))
    assert calendar([ITEM, other], "B", NOW) == calendar([other, ITEM], "B", NOW)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "", "https://a.example/\r\nX-EVIL:1", "https://a b", "//x"]
)
def test_only_addresses_of_the_web_are_given(url: str) -> None:
    (event,) = read([replace(ITEM, url=url)])[1].walk("VEVENT")
    assert "URL" not in event


def lines_of(written: bytes) -> list[str]:
    """The lines as the most lenient reader sees them: any line break counts."""
    return written.decode("utf-8").replace("\r\n ", "").splitlines()


NAMES = {line.split(":")[0].split(";")[0] for line in lines_of(calendar([ITEM], "Beffroi", NOW))}


def check(hostile: str) -> None:
    item = replace(
        ITEM,
        name=hostile,
        place=hostile,
        commune=hostile,
        source=hostile,
        evidence_text=hostile,
        event_id=hostile,
    )
    written = calendar([item], hostile, NOW)
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert b"\r" not in written.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert {line.split(":")[0].split(";")[0] for line in lines_of(written)} <= NAMES
    parsed = Calendar.from_ical(written)
    assert len(parsed.walk("VEVENT")) == 1
    (event,) = parsed.walk("VEVENT")
    assert len(event["SUMMARY"]) <= 200
    assert len(event.get("DESCRIPTION", "")) <= 200 + 200 + len("«  »\n et 2 autres")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_write_no_lines_of_their_own(hostile: str) -> None:
    check(hostile)


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["\r", "\n", "\\", ";", ",", ":", "X-A", "é", "\u2028"])).map("".join)
)
def test_no_words_write_lines_of_their_own(hostile: str) -> None:
    check(hostile)
