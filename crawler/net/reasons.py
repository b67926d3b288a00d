"""Why an address was not fetched: every failure that Scrapy and Twisted can report, by name."""

import gzip
import zlib
from collections.abc import Container
from datetime import datetime

import brotli  # type: ignore[import-untyped]
from backports import zstd
from OpenSSL.SSL import Error as TlsError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from service_identity.exceptions import VerificationError
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.web._newclient import ParseError

from core.types import Outcome
from crawler.net.heads import HeadTooLarge

_BY_TYPE: tuple[tuple[type[BaseException], str], ...] = (
    (CannotResolveHostError, "dns"),
    (DownloadTimeoutError, "timeout"),
    (DownloadCancelledError, "too_large"),  # Scrapy cancels for size only
    (DownloadConnectionRefusedError, "connection"),
    (ResponseDataLossError, "truncated"),
    (gzip.BadGzipFile, "bad_encoding"),
    (brotli.error, "bad_encoding"),
    (zstd.ZstdError, "bad_encoding"),
    (zlib.error, "bad_encoding"),
    (DownloadFailedError, "connection"),
    (ConnectError, "connection"),
    (ConnectionClosed, "connection"),
    (OSError, "connection"),
)


class Refused(IgnoreRequest):
    """Our own decision not to ask, or not to go on; `retry_at` when a host's wish for peace made it."""

    def __init__(self, outcome: Outcome, reason: str, retry_at: datetime | None = None) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.retry_at = retry_at


def why(error: BaseException, host: str, private_hosts: Container[str]) -> tuple[Outcome, str]:
    """The outcome and reason of a request that brought no answer.

    `private_hosts` are the names that the resolver refused: to Scrapy they look unknown.
    """
    if isinstance(error, Refused):
        return error.outcome, error.reason
    if isinstance(error, CannotResolveHostError) and host in private_hosts:
        return Outcome.FAILED, "private_address"
    if isinstance(error, DownloadFailedError) and (reason := _cause(error)):
        return Outcome.FAILED, reason
    if isinstance(error, IgnoreRequest):
        return Outcome.FAILED, _ignored(str(error))
    for kind, reason in _BY_TYPE:
        if isinstance(error, kind):
            return Outcome.FAILED, reason
    return Outcome.FAILED, "protocol"


def _ignored(message: str) -> str:
    """Scrapy tells its own refusals apart by their text only."""
    if "max redirections" in message:
        return "too_many_redirects"
    return "too_large" if "DOWNLOAD_MAXSIZE" in message else "ignored"


def _cause(error: DownloadFailedError) -> str | None:
    """What Twisted says behind Scrapy's "failed"; None when the connection just went."""
    for reason in getattr(error.__cause__, "reasons", ()):
        if isinstance(reason.value, (TlsError, VerificationError)):
            return "tls"
        if isinstance(reason.value, HeadTooLarge):
            return "too_large"
        if isinstance(
            reason.value, (ParseError, ValueError)
        ):  # the latter: lengths that contradict each other
            return "protocol"
    return None
