"""robots.txt (RFC 9309), fail-closed: a host whose rules cannot be read is left alone.

Scrapy's own middleware takes an error or a 500 for permission.
"""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from core import logs
from core.types import Outcome
from crawler.net.reasons import Refused
from crawler.net.site_files import KIND, SITE_FILE, SiteFile
from crawler.net.throttle import slow_down

AGENT = "Beffroi"
# RFC 9309 asks for 500 KiB to be read; what is longer is no rule file but an attack or a mistake.
MAX_BYTES = 1024 * 1024

_log = logs.get(__name__)


@dataclass(frozen=True, slots=True)
class Robots:
    """A host's rules; None is a host that has none."""

    rules: Protego | None

    def allows(self, url: str) -> bool:
        """Whether we may ask for this address."""
        return self.rules is None or bool(self.rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """Seconds between two requests that the host asks for, 0 when it does not say."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(AGENT)
        asked = [float(self.rules.crawl_delay(AGENT) or 0)]
        asked += [rate.seconds / rate.requests] if rate and rate.requests else []
        return max(asked)


class RobotsMiddleware:
    """Asks for each host's rules once a run, before the first request to it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._files = SiteFile(crawler, "/robots.txt", "robots_unavailable", read)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let pass, or raise Refused: `robots` (disallowed) or `robots_unavailable`."""
        if request.meta.get(KIND) == SITE_FILE:
            return
        robots = await self._files.of(request.url)
        if not robots.allows(request.url):
            raise Refused(Outcome.REFUSED, "robots")
        slow_down(self._crawler, urlsplit(request.url).hostname or "", robots.delay)


def read(response: Response) -> Robots | None:
    """4xx: there are no rules. 429 is no such answer: the site asks for peace."""
    if 400 <= response.status < 500 and response.status != 429:
        return Robots(None)
    if response.status != 200 or len(response.body) > MAX_BYTES:
        return None
    return Robots(Protego.parse(response.body.decode("utf-8-sig", "replace")))
