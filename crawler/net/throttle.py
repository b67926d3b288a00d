"""How fast a host is asked: the delay of the settings, its own latency, and what its robots.txt asks for."""

from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

from core import logs

# What a site may ask for between two requests; with more, a crawl would not end.
LONGEST = 900.0

_log = logs.get(__name__)


class Throttle(AutoThrottle):
    """Scrapy's AutoThrottle over a floor for each host: left alone, it would undercut a Crawl-delay."""

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        floor = slot.delay if slot.jitter == 0.0 else 0.0
        super()._adjust_delay(slot, latency, response)
        slot.delay = max(slot.delay, floor)


def slow_down(crawler: Crawler, host: str, seconds: float) -> None:
    """Never ask this host more often than every so many seconds; a slot without jitter is one at its floor."""
    if seconds <= crawler.settings.getfloat("DOWNLOAD_DELAY"):
        return
    slot = crawler.engine.downloader.slots.get(host)
    if slot is None or slot.jitter == 0.0:
        return
    if seconds > LONGEST:
        _log.warning("crawl-delay capped", host=host, asked=seconds, kept=LONGEST)
    slot.delay, slot.jitter = max(slot.delay, min(seconds, LONGEST)), 0.0
