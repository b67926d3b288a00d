"""The dates of feeds: what the press writes, what it must not be taken for."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_server import Item, rss

from core.types import Entry, EntryKind
from crawler.discovery.discover import discover
from crawler.discovery.feeddates import feed_instant

URL = "https://www.ex.fr/flux"
MORNING = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)  # 10:12 in Paris
SUMMER = datetime(2026, 7, 1, 8, 12, tzinfo=UTC)
DAY = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 23 Nov 2026 10:12:00 +0100", MORNING),
        ("Mon, 23 Nov 2026 10:12:00 CET", MORNING),
        ("Mon, 23 Nov 2026 09:12:00 GMT", MORNING),
        ("Mon, 23 Nov 2026 09:12:00 Z", MORNING),
        ("Mon, 23 Nov 2026 10:12:00 GMT+1", MORNING),
        ("Mon, 23 Nov 2026 10:12:00 +01:00 (CET)", MORNING),
        ("Mon, 23 Nov 2026 04:12:00 EST", MORNING),
        ("Mon, 23 Nov 2026 06:42:00 -0230", MORNING),
        ("Mon, 23 Nov 2026 10:12:00 Europe/Paris", MORNING),
        ("Mon, 23 Nov 2026 10:12:00", MORNING),
        ("23 Nov 26 10:12", MORNING),
        ("Monday, 23-Nov-26 09:12:00 UTC", MORNING),
        ("Mon Nov 23 10:12:00 CET 2026", MORNING),
        ("Mon Nov 23 10:12:00 2026", MORNING),
        ("Nov. 23rd, 2026 10:12 AM", MORNING),
        ("November 23, 2026, 10:12 a.m.", MORNING),
        ("2026-11-23T10:12:00+01:00", MORNING),
        ("2026-11-23T10:12:00", MORNING),
        ("2026-11-23 10:12:00 +0100", MORNING),
        ("2026-11-23 10:12:00 CET", MORNING),
        ("2026/11/23 10:12", MORNING),
        ("Lun, 23 Nov 2026 10:12:00", MORNING),
        ("Lun, 23 Nov 2026 09:12:00 GMT", MORNING),
        ("lun., 23 nov. 2026 10:12:00 +0100", MORNING),
        ("Lundi 23 novembre 2026 - 10:12", MORNING),
        ("Lundi 23 novembre 2026 \u2013 10h12", MORNING),
        ("Publié le lundi 23 novembre 2026 à 10 h 12", MORNING),
        ("23/11/2026 10:12", MORNING),
        ("23/11/26 à 10h12", MORNING),
        ("23.11.2026, 10:12:00.000", MORNING),
        ("Wed, 01 Jul 2026 10:12:00 CEST", SUMMER),
        ("mer. 1er juillet 2026 10:12", SUMMER),
        ("mer. 1 juil. 2026 10:12", SUMMER),
        ("Wed, 1 Jul 2026 09:12:00 CET", SUMMER),
        ("mar. 24 nov. 2026 10:12", MORNING + timedelta(days=1)),
        ("Mar 24, 2026 11:12 PM", datetime(2026, 3, 24, 22, 12, tzinfo=UTC)),
        ("Nov 23, 2026 12:12 AM", datetime(2026, 11, 22, 23, 12, tzinfo=UTC)),
        (
            "Sun, 25 Oct 2026 02:30:00",  # twice that night: the first
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        ),
        ("dim. 1 févr. 2026 10h", datetime(2026, 2, 1, 9, tzinfo=UTC)),
        ("15 août 2026", datetime(2026, 8, 15, tzinfo=UTC)),
        ("25 de\u0301cembre 2026", datetime(2026, 12, 25, tzinfo=UTC)),
        ("23/11/2026", DAY),
        ("Mon, 23 Nov 2026", DAY),
        ("2026-11-23", DAY),
        ("03/04/2026 10:00 Z", datetime(2026, 4, 3, 10, tzinfo=UTC)),
    ],
)
def test_dates_mean_what_the_press_means(written: str, expected: datetime) -> None:
    assert feed_instant(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "11/23/2026 10:12",  # the American order is not guessed
        "23-11-26 10:12",  # two years, or two days
        "1 jui 2026",
        "31 février 2026",
        "23 brumaire 2026",
        "lundi 10:12",
        "12:30 AM",
        "Mon, 23 Nov 2026 25:12:00",
        "Mon, 23 Nov 2026 13:12 PM",
        "Mon, 23 Nov 2026 10:12:00 XYZ",
        "Mon, 23 Nov 2026 10:12:00 +9900",
        "Mon, 23 Nov 2026 10:12:00, mis à jour le 24",
        "23 Nov 1826 10:12:00",
        "23 Nov 0026 10:12:00",
        "23/11/20261",
        "hier",
        "",
        None,
    ],
)
def test_what_is_no_date_or_could_be_two_is_none(written: str | None) -> None:
    assert feed_instant(written) is None


def published(*dates: str) -> list[datetime | None]:
    body = rss(*(Item(f"/{n}", "T", f"<pubDate>{date}</pubDate>") for n, date in enumerate(dates)))
    found = discover(Entry(EntryKind.FEED, URL), "ex", URL, body, max_entries=10_000)
    return [candidate.published_at for candidate in found.candidates]


def test_feeds_are_dated_so_and_by_feedparser_where_we_cannot() -> None:
    own = "Lundi 23 novembre 2026 - 10:12", "Mon, 23 Nov 2026 10:12:00 CET"
    greek = "\u039a\u03c5\u03c1, 11 \u0399\u03bf\u03cd\u03bb 2004 12:00:00 EST"
    assert published(*own, greek, "11/23/2026") == [
        MORNING,
        MORNING,
        datetime(2004, 7, 11, 17, tzinfo=UTC),
        None,
    ]


def test_the_dates_of_a_full_feed_cost_little() -> None:
    dates = [f"Lundi {n % 28 + 1} novembre 2026 - 10:{n % 60:02}" for n in range(1000)]
    started = time.process_time()
    read = [feed_instant(date) for date in dates]
    assert time.process_time() - started < 1  # 0.02 s here
    assert None not in read


@given(st.text(max_size=120) | st.text(alphabet="0123456789 :/-.,+TZhnovmarlgtceà()", max_size=60))
def test_nothing_written_makes_it_raise(written: str) -> None:
    found = feed_instant(written)
    assert found is None or (found.tzinfo is UTC and 1989 <= found.year <= 2101)


FORMS = (
    "%a, %d %b %Y %H:%M:%S %z",
    "%d/%m/%Y %H:%M:%S %z",
    "%Y-%m-%d %H:%M:%S %z",
    "%B %d, %Y %I:%M:%S %p %z",
)
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(
    st.datetimes(datetime(1991, 1, 1), datetime(2099, 12, 31), timezones=ZONES),  # noqa: DTZ001
    st.sampled_from(FORMS),
)
def test_what_is_written_in_full_is_read_as_it_was(moment: datetime, form: str) -> None:
    whole = moment.replace(microsecond=0)
    assert feed_instant(whole.strftime(form)) == whole
