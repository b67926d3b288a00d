"""The ways into an outlet's past: the sitemaps that its robots.txt names, or that most sites have."""

from collections.abc import Sequence
from urllib.parse import urljoin

from protego import Protego

from core.settings import CrawlerSettings
from core.types import Entry, EntryKind, Page, Source
from crawler.discovery.reading import absolute
from crawler.fetch import fetch_pages
from state.hosts import Rest

_USUAL = ("/sitemap_index.xml", "/sitemap.xml")
# Bounded by what the caller grants, by time, and by what a sitemap may hold.
_WIDE = {"max_listing_pages": 1000, "max_sitemaps": 1000, "max_entries": 50_000}


def entries_of(
    source: Source, settings: CrawlerSettings, *, obey_reservations: bool, rests: Sequence[Rest] = ()
) -> tuple[Entry, ...]:
    """The source's own entry points, then its sitemaps: those that robots.txt names, else those that answer."""
    address = urljoin(source.homepage, "/robots.txt")
    usual = [urljoin(source.homepage, path) for path in _USUAL]
    answers = fetch_pages([address, *usual], settings, obey_reservations=obey_reservations, rests=rests)
    declared = [url for url in usual if isinstance(answers.get(url), Page)]
    if isinstance(answer := answers.get(address), Page):
        named = Protego.parse(answer.body.decode("utf-8-sig", "replace")).sitemaps
        declared = [url for name in named if (url := absolute(address, name))] or declared
    known = {entry.url for entry in source.entries}
    sitemaps = (Entry(EntryKind.SITEMAP, url) for url in dict.fromkeys(declared) if url not in known)
    return (*source.entries, *sitemaps)


def wide(settings: CrawlerSettings, max_pages: int) -> CrawlerSettings:
    """Settings for a walk through the past: as polite, less bounded."""
    return settings.model_copy(update={**_WIDE, "max_pages": max_pages, "max_pages_per_source": max_pages})
