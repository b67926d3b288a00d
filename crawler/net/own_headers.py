"""Headers that a source asks of us (a key, a partner's name): to its own hosts only.

Scrapy follows a redirect with all headers of the first request; it drops Cookie and Authorization between
hosts, not an X-Api-Key.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request

from core.types import Source
from crawler.agenda import host_of

Headers = tuple[tuple[str, str], ...]


class OwnHeadersMiddleware:
    """Puts each host's headers on its requests, and takes every other host's off."""

    def __init__(self, by_host: Mapping[str, Headers]) -> None:
        self._by_host = by_host
        self._names = {name for headers in by_host.values() for name, _ in headers}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        spider: Any = crawler.spider
        return cls(by_host(spider.plan.sources))

    def process_request(self, request: Request) -> None:
        """Also sees robots.txt requests and every redirect."""
        for name in self._names:
            request.headers.pop(name, None)
        for name, value in self._by_host.get(host_of(request.url), ()):
            request.headers[name] = value.encode("latin-1", "replace")


def by_host(sources: Iterable[Source]) -> dict[str, Headers]:
    """The headers for each host (with scheme and port) that a source names itself: home page, entry points."""
    found: dict[str, Headers] = {}
    for source in sources:
        for host in {host_of(address) for address in addresses_of(source)}:
            found[host] = (*found.get(host, ()), *source.headers)
    return {host: headers for host, headers in found.items() if headers}


def hosts_of(source: Source) -> set[str]:
    """The host names of a source's own addresses."""
    return {host for address in addresses_of(source) if (host := urlsplit(address).hostname)}


def addresses_of(source: Source) -> tuple[str, ...]:
    """What a source says is its own."""
    return (source.homepage, *(entry.url for entry in source.entries))
