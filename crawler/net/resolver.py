"""Twisted's name resolution behind `crawler.net.guard`: only allowed addresses are handed on.

Zope interfaces are no types, hence the `Any` of what Twisted passes.
"""

from typing import Any, Self

from scrapy.crawler import Crawler
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.net.guard import ALLOW_PRIVATE, is_public

# The names that had a private address, for crawler.net.reasons; one reactor a process, so one set.
refused: set[str] = set()


@implementer(IHostnameResolver)
class GuardedResolver:
    """Where private addresses are allowed, `*.localhost` is this machine (RFC 6761); resolvers disagree on it."""

    def __init__(self, reactor: Any, *, allow_private: bool) -> None:
        self._reactor = reactor
        self._resolver = reactor.nameResolver
        self._allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        """Scrapy's constructor."""
        return cls(reactor, allow_private=crawler.settings.getbool(ALLOW_PRIVATE))

    def install_on_reactor(self) -> None:
        """Scrapy's hook: from now on every connection asks here."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802  Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803  Twisted passes it by name
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve, in a thread of the reactor's."""
        receiver = _Filter(resolutionReceiver, hostName, allow_private=self._allow_private)
        if hostName == "localhost" or hostName.endswith(".localhost"):
            return receiver.resolve_here(portNumber)
        return self._resolver.resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )


@implementer(IHostResolution)
class _Here:
    """A resolution that is over at once."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing is under way."""


@implementer(IResolutionReceiver)
class _Filter:
    """Stands between the resolver and the connection."""

    def __init__(self, receiver: Any, host: str, *, allow_private: bool) -> None:
        self._receiver = receiver
        self._host = host
        self._allow_private = allow_private

    def resolve_here(self, port: int) -> Any:
        resolution = _Here(self._host)
        self.resolutionBegan(resolution)
        self.addressResolved(IPv4Address("TCP", "127.0.0.1", port))
        self.resolutionComplete()
        return resolution

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        numeric = address.host if isinstance(address, (IPv4Address, IPv6Address)) else ""
        if self._allow_private or is_public(numeric):
            self._receiver.addressResolved(address)
        else:
            refused.add(self._host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()
