"""The ways into an outlet's past: the sitemaps that its robots.txt names, or that most sites have."""

from urllib.parse import urljoin

from protego import Protego

from core.settings import CrawlerSettings
from core.types import Entry, EntryKind, Page, Source
from crawler.fetch import fetch_pages
from crawler.reading import absolute

_USUAL = ("/sitemap_index.xml", "/sitemap.xml")
# Bounded by what the caller grants, by time, and by what a sitemap may hold.
_WIDE = {"max_listing_pages": 1000, "max_sitemaps": 1000, "max_entries": 50_000}


def entries_of(source: Source, settings: CrawlerSettings, *, obey_reservations: bool) -> tuple[Entry, ...]:
    """The source's own entry points, then its sitemaps."""
    address = urljoin(source.homepage, "/robots.txt")
    answer = fetch_pages([address], settings, obey_reservations=obey_reservations).get(address)
    declared: list[str] = []
    if isinstance(answer, Page):
        named = Protego.parse(answer.body.decode("utf-8-sig", "replace")).sitemaps
        declared = [url for name in named if (url := absolute(address, name))]
    known = {entry.url for entry in source.entries}
    urls = declared or [urljoin(source.homepage, path) for path in _USUAL]
    sitemaps = (Entry(EntryKind.SITEMAP, url) for url in dict.fromkeys(urls) if url not in known)
    return (*source.entries, *sitemaps)


def wide(settings: CrawlerSettings, max_pages: int) -> CrawlerSettings:
    """Settings for a walk through the past: as polite, less bounded."""
    return settings.model_copy(update={**_WIDE, "max_pages": max_pages, "max_pages_per_source": max_pages})
