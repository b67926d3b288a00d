"""Hosts that are left in peace: those that asked for it (429, 503 with Retry-After), those behind a wall.

Rests begin in a crawl, are journalled with the answer that began them, and are remembered by the state.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request

from core.types import Outcome
from crawler.net.reasons import Refused
from crawler.net.site_files import KIND, PAGE
from state.hosts import COOLDOWN, WALL, Rest

COOL = timedelta(minutes=15)  # without a usable Retry-After; doubled at each strike in a row
WALLED = timedelta(days=1)  # doubled at each strike too
LONGEST = timedelta(days=7)
FORBIDDEN_IN_A_ROW = 2  # one page may be for subscribers only


class Peace:
    """The rests of one crawl: those remembered, and those that begin in it."""

    def __init__(self, remembered: Iterable[Rest] = ()) -> None:
        self._rests = {(rest.host, rest.rest): rest for rest in remembered}
        self._forbidden: dict[str, int] = {}

    def refuse(self, host: str, *, page: bool, now: datetime | None = None) -> None:
        """Raise Refused when this host is not to be asked (for a page) now."""
        if self._resting(host, COOLDOWN, now):
            raise Refused(Outcome.REFUSED, "cooldown")
        if page and self._resting(host, WALL, now):
            raise Refused(Outcome.BLOCKED, "wall")

    def cool(self, host: str, retry_after: str | None, now: datetime) -> datetime:
        """A host asks for peace: until when it gets it."""
        strikes = self._strikes(host, COOLDOWN)
        asked = wished(retry_after, now) or COOL * 2 ** min(strikes, 10)
        return self._begin(host, COOLDOWN, now + min(asked, LONGEST))

    def met_wall(self, host: str, kind: str, now: datetime) -> datetime | None:
        """An answer was a wall: until when the host's pages are left alone, None when that is too soon to say.

        A captcha is meant for us. A refusal may be meant for one page, unless it follows another, or the
        host was walled the last time.
        """
        self._forbidden[host] = self._forbidden.get(host, 0) + 1
        strikes = self._strikes(host, WALL)
        if kind == "forbidden" and not strikes and self._forbidden[host] < FORBIDDEN_IN_A_ROW:
            return None
        return self._begin(host, WALL, now + min(WALLED * 2 ** min(strikes, 10), LONGEST))

    def met_page(self, host: str, now: datetime) -> None:
        """A page was given: refusals are counted anew, and a rest that is over is forgiven."""
        self._forbidden.pop(host, None)
        for key in ((host, COOLDOWN), (host, WALL)):
            if key in self._rests and self._rests[key].until_at <= now:
                del self._rests[key]

    def _resting(self, host: str, rest: str, now: datetime | None) -> bool:
        known = self._rests.get((host, rest))
        return known is not None and known.until_at > (now or datetime.now(UTC))

    def _strikes(self, host: str, rest: str) -> int:
        known = self._rests.get((host, rest))
        return known.strikes if known else 0

    def _begin(self, host: str, rest: str, until: datetime) -> datetime:
        self._rests[host, rest] = Rest(host, rest, until, self._strikes(host, rest) + 1)
        return until


def wished(retry_after: str | None, now: datetime) -> timedelta | None:
    """What a Retry-After header asks for (RFC 9110: seconds or a date), None when it is missing or absurd."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdecimal():
        seconds = min(int(text[:12]), LONGEST.total_seconds())
        return timedelta(seconds=seconds) if seconds else None
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    wait = (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
    return min(wait, LONGEST) if wait > timedelta(0) else None


class PeaceMiddleware:
    """Refuses, before anything is sent, what is for a host at rest: redirects and robots.txt too."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let pass, or raise Refused: `cooldown`, or `wall` for a page."""
        host = urlsplit(request.url).hostname or ""
        spider: Any = self._crawler.spider
        spider.peace.refuse(host, page=request.meta.get(KIND) == PAGE)
