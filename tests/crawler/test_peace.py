"""Hosts left in peace: how long, for what, and what is a wall."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from core.types import Outcome
from crawler.net.peace import COOL, LONGEST, WALLED, Peace, wished
from crawler.net.reasons import Refused
from crawler.net.walls import wall
from state.hosts import COOLDOWN, WALL, Rest

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOST = "www.ex.fr"


def refusal(peace: Peace, *, page: bool, now: datetime = NOW) -> tuple[Outcome, str] | None:
    try:
        peace.refuse(HOST, page=page, now=now)
    except Refused as refused:
        return refused.outcome, refused.reason
    return None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("3600", HOUR),
        (" 120 ", timedelta(minutes=2)),
        (format_datetime(NOW + HOUR, usegmt=True), HOUR),
        ("Mon, 23 Nov 2026 09:00:00 +0100", HOUR),
        ("9" * 400, LONGEST),
        (format_datetime(NOW + timedelta(days=4000), usegmt=True), LONGEST),
    ],
)
def test_a_host_says_how_long(header: str, expected: timedelta) -> None:
    assert wished(header, NOW) == expected


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "0",
        "-5",
        "soon",
        "1e9",
        "½",
        format_datetime(NOW - HOUR, usegmt=True),
        "\x00",
        "Mon, 01 Jan 2027 00:00:00 +99999999999999999999",
    ],
)
def test_what_says_nothing_is_no_wish(header: str | None) -> None:
    assert wished(header, NOW) is None


def test_a_cooling_host_is_asked_nothing_until_then() -> None:
    peace = Peace()
    assert peace.cool(HOST, "3600", NOW) == NOW + HOUR
    assert refusal(peace, page=False) == refusal(peace, page=True) == (Outcome.REFUSED, "cooldown")
    assert refusal(peace, page=True, now=NOW + HOUR) is None
    peace.refuse("other.fr", page=True, now=NOW)


def test_without_a_wish_the_rest_doubles_with_each_strike() -> None:
    peace = Peace([Rest(HOST, COOLDOWN, NOW - HOUR, 2)])
    assert peace.cool(HOST, None, NOW) == NOW + COOL * 4
    assert peace.cool(HOST, None, NOW) == NOW + COOL * 8
    assert Peace([Rest(HOST, COOLDOWN, NOW, 99)]).cool(HOST, None, NOW) == NOW + LONGEST


def test_one_refusal_is_no_wall_two_in_a_row_are() -> None:
    peace = Peace()
    assert peace.met_wall(HOST, "forbidden", NOW) is None
    peace.met_page(HOST, NOW)
    assert peace.met_wall(HOST, "forbidden", NOW) is None
    assert peace.met_wall(HOST, "forbidden", NOW) == NOW + WALLED
    assert refusal(peace, page=True) == (Outcome.BLOCKED, "wall")
    assert refusal(peace, page=False) is None  # the feed still answers


def test_a_captcha_is_a_wall_at_once_and_a_known_wall_needs_one_refusal() -> None:
    assert Peace().met_wall(HOST, "captcha", NOW) == NOW + WALLED
    known = Peace([Rest(HOST, WALL, NOW - HOUR, 1)])
    assert refusal(known, page=True) is None
    assert known.met_wall(HOST, "forbidden", NOW) == NOW + WALLED * 2


@pytest.mark.parametrize(
    ("status", "headers", "body", "expected"),
    [
        (403, {}, b"<h1>Forbidden</h1>", "forbidden"),
        (401, {}, b"", "forbidden"),
        (402, {}, b"pay per crawl", "forbidden"),
        (403, {"x-datadome": "protected"}, b"", "captcha"),
        (200, {"x-datadome": "protected"}, b"<article>Un article</article>", None),
        (503, {"cf-mitigated": "challenge"}, b"", "captcha"),
        (200, {}, b'<script src="https://geo.captcha-delivery.com/captcha/"></script>', "captcha"),
        (200, {}, b"<article>" + b"Un long article. " * 5000 + b"_cf_chl_opt</article>", None),
        (200, {}, b"<p>Le captcha expliqu\xc3\xa9 aux maires</p>", None),
        (404, {}, b"", None),
        (
            200,
            {},
            b"<article><p>Un article.</p></article><script src=/cdn-cgi/challenge-platform/h/b/x>",
            None,
        ),
        (200, {}, b"<article>" + b"<p>Un article. " * 300 + b"<script src=/_Incapsula_Resource>", None),
        (200, {}, b"<iframe src=/_Incapsula_Resource?x=1></iframe>", "captcha"),
        (429, {"cf-mitigated": "challenge"}, b"", None),
        (503, {"retry-after": "60"}, b"<script>_cf_chl_opt</script>", None),
    ],
)
def test_what_is_a_wall(status: int, headers: dict[str, str], body: bytes, expected: str | None) -> None:
    assert wall(status, headers.items(), body) == expected
