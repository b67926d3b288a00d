"""HTTPS, verified; except for the hosts of sources that say `verify_tls = false`."""

from collections.abc import Iterable
from typing import Any

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.crawler import Crawler
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.net.heads import BoundedHandler
from crawler.net.own_headers import hosts_of


class HttpsHandler(BoundedHandler):
    """Scrapy verifies for all hosts or for none: its policy is put behind one that knows the exceptions."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        spider: Any = crawler.spider
        lax = (source for source in spider.plan.sources if not source.verify_tls)
        self._contextFactory: Any = _Policy(
            self._contextFactory, (host for source in lax for host in hosts_of(source))
        )


@implementer(IPolicyForHTTPS)
class _Policy:
    def __init__(self, strict: Any, lax_hosts: Iterable[str]) -> None:
        self._strict = strict
        self._lax = _ScrapyClientContextFactory(verify_certificates=False)
        self._lax_hosts = frozenset(host.encode("ascii", "ignore") for host in lax_hosts)

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802  Twisted's name
        """How to speak TLS with this host."""
        chosen = self._lax if hostname in self._lax_hosts else self._strict
        return chosen.creatorForNetloc(hostname, port)
