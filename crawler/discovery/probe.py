"""Finding a site's entry points: which addresses to ask for, round by round, and what their answers are."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from urllib.parse import urljoin

from core.types import Entry, EntryKind, Page
from crawler.discovery.discover import Discovery, discover
from crawler.discovery.findings import Finding, content_key, finding, ordered
from crawler.discovery.shapes import article_pattern
from crawler.discovery.siteclues import (
    FEED_PATHS,
    SITEMAP_PATHS,
    Link,
    declared,
    feed_links,
    robots_sitemaps,
    same_root,
    sections,
)

_MAX_ENTRIES = 1000
_MAX_CHILDREN = 3  # sitemaps of an index that are read to know what it is worth
_MAX_ASKED = 40  # addresses in all: a site is not turned over to find its feed
_KEPT_BACK = 6  # of them for the last round, which says what the indexes of robots.txt are worth
_FEW = 2  # articles of a section: fewer are its menu's

Ask = Callable[[Sequence[str]], Mapping[str, Page]]


def discover_entries(url: str, ask: Ask, *, now: datetime | None = None) -> tuple[Finding, ...]:
    """The entry points of the site at `url`, best first (findings.ordered).

    It takes at most three rounds of questions, 40 addresses in all. `ask` is given addresses and returns, by the
    address asked, the pages that answered 200. `now` is the moment against which freshness is measured.
    """
    probe = _Probe(ask)
    robots = urljoin(url, "/robots.txt")
    common = [urljoin(url, path) for path in (*FEED_PATHS, *SITEMAP_PATHS)]
    probe.ask([url, urljoin(url, "/"), robots, *common])
    home = probe.final(urljoin(url, "/"))
    links = probe.links([url, urljoin(url, "/")])
    pattern = article_pattern([link for link in links if same_root(link[0], home)])
    said = robots_sitemaps(probe.body(robots), robots)
    said.sort(key=lambda address: "news" not in address.lower())  # the first are asked
    # Links that look like feeds are asked too: some heads forget them, and some sites have a page of feeds.
    linked = feed_links(links, home)
    pages = sections(links, home, pattern)
    probe.ask(_by_turns(probe.declared, said, linked, pages, probe.sitemaps([url, *common])), keep=_KEPT_BACK)
    linked += feed_links(probe.links(linked), home)
    probe.ask(_by_turns(linked, probe.sitemaps(said)))
    by_way = {
        "given": [url],
        "declared": probe.declared,
        "robots": said,
        "common": common,
        "homepage": linked,
    }
    for how, addresses in by_way.items():
        probe.read(addresses, how)
    probe.listings([*pages, urljoin(url, "/"), url], pattern)
    return ordered(probe.found, now)


def _by_turns(*ways: Sequence[str]) -> list[str]:
    """A little of each before more of any: a robots.txt may list more sitemaps than may be asked."""
    return [address for turn in zip_longest(*ways) for address in turn if address]


class _Probe:
    """What was asked, answered and found so far. Each address is asked once."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._asked: set[str] = set()
        self._pages: dict[str, Page] = {}
        self._addresses: set[str] = set()
        self._contents: set[object] = set()
        self.declared: list[str] = []
        self.found: list[Finding] = []

    def ask(self, addresses: Sequence[str], keep: int = 0) -> None:
        """One round, `keep` addresses left for another; nothing is asked when all is known."""
        room = max(_MAX_ASKED - keep - len(self._asked), 0)
        new = [address for address in dict.fromkeys(addresses) if address not in self._asked][:room]
        self._asked.update(new)
        if new:
            self._pages.update(self._ask(new))

    def body(self, address: str) -> bytes:
        """What an address answered; nothing when it did not."""
        page = self._pages.get(address)
        return page.body if page else b""

    def final(self, address: str) -> str:
        """Where an address led."""
        page = self._pages.get(address)
        return page.final_url if page else address

    def links(self, addresses: Sequence[str]) -> list[Link]:
        """The links of these pages; the feeds that they declare are noted."""
        links: list[Link] = []
        for page in self._answers(addresses):
            feeds, more = declared(page.body, page.final_url, _content_type(page))
            self.declared += [feed for feed in feeds if feed not in self.declared]
            links += more
        return links

    def sitemaps(self, addresses: Sequence[str]) -> list[str]:
        """The newest sitemaps of the indexes among these addresses."""
        pages = self._answers(addresses)
        read = (_discover(Entry(EntryKind.SITEMAP, page.final_url), page) for page in pages)
        return [child for found in read for child in found.sitemaps[:_MAX_CHILDREN]]

    def read(self, addresses: Sequence[str], how: str) -> None:
        """Note each feed and sitemap among these addresses, once."""
        for page in self._answers(addresses):
            for kind in (EntryKind.SITEMAP, EntryKind.FEED):  # the first is the quicker to say no
                entry = Entry(kind, page.final_url)
                found = self._whole(_discover(entry, page))
                if found.refusal is None and not (how == "common" and not found.candidates):
                    self._note(entry, how, found)
                    break

    def listings(self, addresses: Sequence[str], pattern: str | None) -> None:
        """Note each listing page among these addresses; the one with most pages behind it first."""
        read: list[tuple[bool, int, Entry, Discovery]] = []
        for page in self._answers(addresses):
            own = pattern or article_pattern(_own_links(page))
            if own is None:
                continue
            entry = Entry(EntryKind.LISTING, page.final_url, own)
            found = _discover(entry, page)
            if found.refusal is None and len(found.candidates) >= _FEW:
                read.append((found.next_url is None, -found.announced, entry, found))
        for _, _, entry, found in sorted(read, key=lambda line: line[:2]):
            self._note(entry, "homepage", found)

    def _answers(self, addresses: Sequence[str]) -> list[Page]:
        return [self._pages[address] for address in dict.fromkeys(addresses) if address in self._pages]

    def _whole(self, found: Discovery) -> Discovery:
        """A sitemap index with what its newest sitemaps announce; anything else as it is."""
        pages = self._answers(found.sitemaps[:_MAX_CHILDREN])
        read = [_discover(Entry(EntryKind.SITEMAP, page.final_url), page) for page in pages]
        if not read:
            return found
        candidates = tuple(candidate for child in read for candidate in child.candidates)
        return Discovery(candidates, sum(child.announced for child in read), sitemaps=found.sitemaps)

    def _note(self, entry: Entry, how: str, found: Discovery) -> None:
        content = content_key(entry.kind, found.candidates)
        if entry.url in self._addresses or (found.candidates and content in self._contents):
            return
        self._addresses.add(entry.url)
        self._contents.add(content)
        self.found.append(finding(entry, how, found))


def _discover(entry: Entry, page: Page) -> Discovery:
    return discover(
        entry,
        "",
        page.final_url,
        page.body,
        max_entries=_MAX_ENTRIES,
        content_type=_content_type(page),
    )


def _content_type(page: Page) -> str:
    return dict(page.headers).get("content-type", "")


def _own_links(page: Page) -> list[Link]:
    links = declared(page.body, page.final_url, _content_type(page))[1]
    return [link for link in links if same_root(link[0], page.final_url)]
