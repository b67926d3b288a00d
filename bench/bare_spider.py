"""The yardstick: a Scrapy spider that downloads a list of addresses and does nothing with them.

`python bare_spider.py URLS.txt`; one request at a time per host, no delay, no robots.txt; the rest is
Scrapy's defaults, without its logs and its consoles.
"""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.resolver import dnscache

SETTINGS = {
    "ROBOTSTXT_OBEY": False,
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS": 64,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
}


class BareSpider(Spider):
    """Downloads `start_urls`."""

    name = "bare"

    def parse(self, response: Response) -> None:
        """Nothing."""


def main(path: Path) -> None:
    """Download every address of a file, one a line."""
    urls = path.read_text(encoding="ascii").split()
    # Not every system's resolver knows `*.localhost`; with the answer in its cache Scrapy asks none.
    for name in {urlsplit(url).hostname or "" for url in urls}:
        dnscache[name] = "127.0.0.1"
    process = CrawlerProcess(SETTINGS)
    process.crawl(BareSpider, start_urls=urls)
    process.start()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
