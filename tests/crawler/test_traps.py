"""Addresses without end are told from articles."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.traps import trap

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/a/b/a/b/a/b", "repeated_segments"),
        ("/actus/page/actus/suite/actus", "repeated_segments"),
        ("/12/34/12/34/12/34", "repeated_segments"),
        ("/A%C3%A9/Aé/A%c3%a9", "repeated_segments"),
        ("/" + "/".join("abcdefghijklm"), "too_deep"),
        ("/a?q=" + "x" * 1000, "too_long"),
        ("/a?" + "&".join(f"f{n}=1" for n in range(11)), "too_many_parameters"),
        ("/agenda/2028/01/", "calendar"),
        ("/agenda/2031/5/17/", "calendar"),
        ("/agenda/jour-2028-01-31", "calendar"),
        ("/agenda?date=2027-11-30", "calendar"),
        ("/agenda?d=2031/02", "calendar"),
        ("/agenda?from_date=20310212", "calendar"),
        ("/agenda?month=5", "calendar"),
        ("/agenda/?a=1&tribe-bar-date=2026-11-20", "calendar"),
        ("/?cal_month=3;cal_year=2026", "calendar"),
        ("/?ical=1", "calendar"),
    ],
)
def test_what_has_no_end_is_named(path: str, reason: str) -> None:
    assert trap(f"https://www.ex.fr{path}", today=TODAY) == reason


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/2026/11/23/la-ville-deploie-l-ia/",
        "/2011/11/11/onze/",
        "/11/11/11/onze",
        "/quimper/2026-11-20-budget-participatif-412071.html",
        "/plan-numerique-2030-10-mesures-pour-2040",
        "/smart-city/2030/la-ville-de-demain",
        "/2027/11/20/dans-moins-d-un-an",
        "/article/20451231/slug",
        "/article/2045/77/slug",
        "/a?id=20310512&v=2031",
        "/a?utm_source=rss&utm_medium=x&utm_campaign=2026-11&xtor=RSS-1",
        "/sport/sport/handball",
        "/a/b/c/d/e/f/g/h/i/j/k/l",
    ],
)
def test_articles_pass(path: str) -> None:
    assert trap(f"https://www.ex.fr{path}", today=TODAY) is None


def test_today_is_the_default() -> None:
    assert trap(f"https://www.ex.fr/{date.today().year + 2}/06/") == "calendar"  # noqa: DTZ011  a year is enough


def test_what_is_no_address_is_no_trap() -> None:
    assert trap("http://[bad") is None


@given(st.text() | st.text(alphabet="/a1?&=;-20%").map("https://www.ex.fr/".__add__))
def test_nothing_makes_it_raise(url: str) -> None:
    assert trap(url, today=TODAY) in {
        None,
        "repeated_segments",
        "too_deep",
        "too_long",
        "too_many_parameters",
        "calendar",
    }
