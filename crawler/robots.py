"""robots.txt (RFC 9309), fail-closed: a host whose rules cannot be read is left alone.

Scrapy's own middleware takes an error or a 500 for permission.
"""

import asyncio
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser

from core import logs
from core.types import Outcome
from crawler import resolver
from crawler.reasons import Refused, why

if TYPE_CHECKING:
    from collections.abc import Callable

AGENT = "Beffroi"
_EXEMPT = "beffroi_robots_exempt"
# The host itself is out of reach: that is the better thing to say.
_HOST_FAILURES = frozenset({"dns", "connection", "tls", "private_address", "bad_url"})

_log = logs.get(__name__)


class RobotsMiddleware:
    """Asks for each host's rules once a run, before the first request to it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[tuple[str, str], asyncio.Task[Callable[[str], bool]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let pass, or raise Refused: `robots` (disallowed) or `robots_unavailable`."""
        if request.meta.get(_EXEMPT):
            return
        parts = urlsplit(request.url)
        host = (parts.scheme, parts.netloc)
        if host not in self._rules:
            self._rules[host] = asyncio.ensure_future(
                self._ask(f"{parts.scheme}://{parts.netloc}/robots.txt")
            )
        allowed = await self._rules[host]
        if not allowed(request.url):
            raise Refused(Outcome.REFUSED, "robots")

    async def _ask(self, url: str) -> "Callable[[str], bool]":
        request = Request(url, priority=1000, meta={_EXEMPT: True}, callback=NO_CALLBACK)
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:
            outcome, reason = why(error, urlsplit(url).hostname or "", resolver.refused)
            _log.warning("robots_unavailable", url=url, reason=reason)
            if reason in _HOST_FAILURES:
                raise Refused(outcome, reason) from error
            raise Refused(Outcome.REFUSED, "robots_unavailable") from error
        return self._read(response, url)

    def _read(self, response: Response, url: str) -> "Callable[[str], bool]":
        """4xx: there are no rules. 429 is no such answer: the site asks for peace."""
        if 400 <= response.status < 500 and response.status != 429:
            return lambda _: True
        if response.status != 200:
            _log.warning("robots_unavailable", url=url, status=response.status)
            raise Refused(Outcome.REFUSED, "robots_unavailable")
        rules = ProtegoRobotParser(response.body, self._crawler.spider)
        return lambda target: rules.allowed(target, AGENT)
