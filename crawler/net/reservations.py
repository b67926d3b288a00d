"""Site-wide reservations, read before any page is asked: a reserved page is never requested."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from core import logs
from core.types import Outcome
from crawler.net import tdmrep
from crawler.net.reasons import Refused
from crawler.net.site_files import KIND, PAGE, SiteFile

OBEY = "BEFFROI_OBEY_RESERVATIONS"

_log = logs.get(__name__)


class ReservationsMiddleware:
    """Asks for each host's tdmrep.json once a run, before the first page; entry points are openly given."""

    def __init__(self, crawler: Crawler) -> None:
        self._obey = crawler.settings.getbool(OBEY)
        self._files = SiteFile(crawler, tdmrep.PATH, "tdmrep_unavailable", read)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let pass, or raise Refused: reserved, or `tdmrep_unavailable`."""
        if not self._obey or request.meta.get(KIND) != PAGE:
            return
        if tdmrep.reserves(await self._files.of(request.url), request.url):
            raise Refused(Outcome.RESERVED, "tdmrep")


def read(response: Response) -> tdmrep.Rules | None:
    """An error of the site's is no answer; what is no tdmrep.json (a "not found" page) reserves nothing."""
    if response.status >= 500 or response.status == 429:
        return None
    if response.status != 200:
        return ()
    declared = "json" in (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
    if len(response.body) > tdmrep.MAX_BYTES:
        return None if declared else ()
    try:
        return tdmrep.read_rules(response.body)
    except ValueError as error:
        if declared:
            _log.warning("unreadable tdmrep.json", url=response.url, error=str(error))
        return ()
