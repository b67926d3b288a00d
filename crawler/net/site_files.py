"""Files that a site speaks to robots with (robots.txt, tdmrep.json): asked once a host and run, then remembered."""

import asyncio
from collections.abc import Callable
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from core import logs
from core.types import Outcome
from crawler.net import resolver
from crawler.net.reasons import Refused, why

Rules = TypeVar("Rules")
SITE_FILE, ENTRY, PAGE = "site_file", "entry", "page"
KIND = "beffroi_kind"  # in a request's meta: an entry point, a page, or one of these files
# The host itself is out of reach, or at rest: that is the better thing to say.
_HOST_REASONS = frozenset({"dns", "connection", "tls", "private_address", "bad_url", "cooldown"})

_log = logs.get(__name__)


class SiteFile(Generic[Rules]):
    """One such file of every host; `read` makes rules of an answer, or raises Refused(refusal)."""

    def __init__(
        self,
        crawler: Crawler,
        path: str,
        refusal: str,
        read: Callable[[Response], Rules | None],
    ) -> None:
        self._crawler = crawler
        self._path = path
        self._refusal = refusal
        self._read = read
        self._rules: dict[tuple[str, str], asyncio.Task[Rules]] = {}

    async def of(self, url: str) -> Rules:
        """The rules of this address's host; raises Refused when they cannot be known: fail-closed."""
        parts = urlsplit(url)
        host = (parts.scheme, parts.netloc)
        if host not in self._rules:
            self._rules[host] = asyncio.ensure_future(
                self._ask(f"{parts.scheme}://{parts.netloc}{self._path}")
            )
        return await self._rules[host]

    async def _ask(self, url: str) -> Rules:
        meta = {KIND: SITE_FILE, "autothrottle_dont_adjust_delay": True}
        request = Request(url, priority=1000, meta=meta, callback=NO_CALLBACK)
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:
            outcome, reason = why(error, urlsplit(url).hostname or "", resolver.refused)
            _log.warning(self._refusal, url=url, reason=reason)
            if reason in _HOST_REASONS:
                raise Refused(outcome, reason) from error
            raise Refused(Outcome.REFUSED, self._refusal) from error
        return self._understood(response, url)

    def _understood(self, response: Response, url: str) -> Rules:
        spider: Any = self._crawler.spider
        retry_at = spider.met(response, url)
        if response.status == 200:
            spider.keep(response, url)
        rules = None if retry_at else self._read(response)
        if rules is None:
            _log.warning(self._refusal, url=url, status=response.status)
            raise Refused(Outcome.REFUSED, self._refusal, retry_at)
        return rules
