"""Answers whose head has no end.

Twisted bounds the length of a header line, not their number: lines sent as fast as they are taken cost 50 MB a
second until the time of the request is up, and no other host is served meanwhile.
"""

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler

MAX_BYTES = 512 * 1024
_LINE_COST = 64  # a million empty lines are not free either


class HeadTooLarge(ValueError):
    """More header bytes than any page needs."""


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's handler, whose parser counts."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory  # noqa: SLF001  where Scrapy puts its own


class _Parser(_LenientHTTPClientParser):
    _taken = 0  # interim answers (1xx) count too

    def lineReceived(self, line: bytes) -> None:  # noqa: N802  Twisted's name
        self._taken += len(line) + _LINE_COST
        if self._taken > MAX_BYTES:
            raise HeadTooLarge
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: ARG002, N802
        raise HeadTooLarge


class _Protocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        """Scrapy puts its own parser in the place of Twisted's; ours takes its place in the same way."""
        answer = super().request(request)
        self._parser.__class__ = _Parser
        return answer


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> Any:  # noqa: ARG002, N802
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
