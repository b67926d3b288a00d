"""The agenda as readers get it: on a terminal, as JSON, as a file of calendars."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from newsroom import SOURCE, analysis, event, processed, registers

from core.errors import InputError
from core.types import Event, EventState
from jobs import agenda, workspace
from jobs.publish import publish
from jobs.workspace import Workspace
from store.batch import Batch
from store.live import open_live
from store.registers import load_registers

DAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
Told = Callable[..., Workspace]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """A workspace whose only article tells of these events."""

    def made(*events: Event) -> Workspace:
        root = tmp_path / "veille"
        found = workspace.create(root, {"workspace": {"name": "Ma veille"}}, "")
        with open_live(found.data, found.settings.store) as live:
            load_registers(live, *registers(), "1")
            live.write(Batch(articles=(processed(found=analysis(events=events)),), sources=(SOURCE,)))
        publish(found)
        return found

    return made


def on(id: str, start: date, days: int = 0, **changes: str | None) -> Event:  # noqa: A002  the noun's field
    number = int(id, 36)
    return event(number, id, start_date=str(start), end_date=str(start + timedelta(days)), **changes)


def test_what_is_over_is_left_out_and_what_lasts_is_in(told: Told) -> None:
    made = told(on("a", DAY - timedelta(3), 2), on("b", DAY - timedelta(3), 3), on("c", DAY + timedelta(400)))
    items = agenda.coming(made, DAY, None)
    assert [(item.event_id, item.commune) for item in items] == [
        ("b", "Bréville-sur-Aulne"),
        ("c", "Bréville-sur-Aulne"),
    ]


def test_days_and_departement_narrow_it(told: Told) -> None:
    made = told(on("a", DAY), on("b", DAY + timedelta(9)), on("c", DAY, insee=None))
    assert [i.event_id for i in agenda.coming(made, DAY, DAY + timedelta(5), "79")] == ["a"]


def test_publishing_writes_the_feed_and_what_is_called_off_stays_in_it(told: Told) -> None:
    today = datetime.now(UTC).date()
    made = told(on("a", today), on("b", today - timedelta(7), state=EventState.CANCELLED))
    read = Calendar.from_ical((made.data / agenda.FEED).read_bytes())
    assert {str(e["uid"]): str(e["status"]) for e in read.walk("VEVENT")} == {
        "a@beffroi": "CONFIRMED",
        "b@beffroi": "CANCELLED",
    }
    assert str(read["x-wr-calname"]) == "Agenda – Ma veille"


def test_the_same_events_give_the_same_file(told: Told) -> None:
    made = told(on("a", DAY), on("b", DAY + timedelta(2)))
    first = agenda.write_feed(made, NOW).read_bytes()
    assert agenda.write_feed(made, NOW).read_bytes() == first


def test_misuse_is_named(told: Told) -> None:
    made = told(on("a", DAY))
    with pytest.raises(InputError, match="avant"):
        agenda.coming(made, DAY, DAY - timedelta(1))
    with pytest.raises(InputError, match="Ardèche"):
        agenda.coming(made, DAY, None, "Ardèche")
    assert agenda.coming(made, date.max, None) == []


def test_an_agenda_that_cannot_be_written_is_a_problem_and_is_tried_again(told: Told) -> None:
    made = told(on("a", datetime.now(UTC).date()))
    feed = made.data / agenda.FEED
    feed.unlink()
    feed.mkdir()
    report = publish(made)
    assert (report.status, [p[0] for p in report.problems]) == ("done", ["agenda"])
    feed.rmdir()
    assert publish(made).problems == ()
    assert b"VEVENT" in feed.read_bytes()
