"""Only public addresses: at request time for numeric hosts, at connection time for names.

A feed is somebody else's text. Without this, a link or a redirect in it could make the server ask its own
network. The check on names is done on the addresses that the connection is then made to, so that a name
which resolves differently the second time (rebinding) gains nothing.
"""

import ipaddress
import socket
from typing import Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request

from core.types import Outcome
from crawler.net.reasons import Refused

ALLOW_PRIVATE = "BEFFROI_ALLOW_PRIVATE_ADDRESSES"
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")  # withdrawn, yet still routed inside; Python calls it global
# An IPv4 address in the last 32 bits: NAT64 and the withdrawn "compatible" form.
_EMBEDDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public Internet, whatever it is wrapped in."""
    try:
        parts = _unwrapped(address.partition("%")[0])
    except ValueError:
        return False
    return all(part.is_global and not part.is_multicast and part not in _SITE_LOCAL for part in parts)


def literal(host: str) -> str | None:
    """The address that a numeric host means (decimal, hexadecimal and short forms too), None for a name."""
    bare = host.strip("[]").rstrip(".")
    if ":" in bare:
        return bare
    try:
        return socket.inet_ntoa(socket.inet_aton(bare))
    except (OSError, UnicodeError):
        return None


def _unwrapped(address: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """The address and the IPv4 addresses that it carries: mapped, 6to4, Teredo, NAT64."""
    outer = ipaddress.ip_address(address)
    if isinstance(outer, ipaddress.IPv4Address):
        return [outer]
    if outer.ipv4_mapped is not None:
        return [outer.ipv4_mapped]
    inner = [outer.sixtofour, *(outer.teredo or ())]
    if any(outer in network for network in _EMBEDDING):
        inner.append(ipaddress.IPv4Address(int(outer) & 0xFFFFFFFF))
    return [outer, *(part for part in inner if part is not None)]


class GuardMiddleware:
    """Refuses, before anything is sent, what is not http(s) or names a private address by its number."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(allow_private=crawler.settings.getbool(ALLOW_PRIVATE))

    def process_request(self, request: Request) -> None:
        """Also sees robots.txt requests and every redirect."""
        parts = urlsplit(request.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Refused(Outcome.FAILED, "bad_url")
        address = literal(parts.hostname)
        if address is not None and not self._allow_private and not is_public(address):
            raise Refused(Outcome.FAILED, "private_address")
