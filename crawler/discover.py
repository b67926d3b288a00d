"""An entry point's answer to candidates: bytes in, values out, no network."""

from dataclasses import dataclass

from core.ids import canonical_url
from core.types import Candidate, Entry, EntryKind
from crawler.feeds import read_feed
from crawler.listings import read_listing
from crawler.reading import Reading
from crawler.sitemaps import read_sitemap


@dataclass(frozen=True, slots=True)
class Discovery:
    """Candidates in the entry point's order; `announced` counts them before the cut at `max_entries`."""

    candidates: tuple[Candidate, ...] = ()
    announced: int = 0
    next_url: str | None = None
    refusal: str | None = None


def discover(
    entry: Entry, source: str, url: str, body: bytes, *, max_entries: int, content_type: str = ""
) -> Discovery:
    """Read the answer that `url` (after redirects) gave for an entry point.

    Candidates have absolute http(s) URLs, as the outlet wrote them, once each by canonical URL.
    A body of another kind is a named refusal (`not_a_feed`...), never an empty list.
    """
    reading = _read(entry, url, body, content_type)
    unique: dict[str, Candidate] = {}
    for line in reading.announced:
        candidate = Candidate(
            url=line.url,
            source=source,
            entry=entry.url,
            title=line.title,
            extract=line.extract,
            guid=line.guid,
            published_at=line.published_at,
            updated_at=line.updated_at,
        )
        unique.setdefault(canonical_url(line.url), candidate)
    kept = tuple(unique.values())[:max_entries]
    return Discovery(kept, len(unique), reading.next_url, reading.refusal)


def _read(entry: Entry, url: str, body: bytes, content_type: str) -> Reading:
    if entry.kind is EntryKind.FEED:
        return read_feed(body, url, content_type)
    if entry.kind is EntryKind.SITEMAP:
        return read_sitemap(body, url)
    return read_listing(body, url, entry.pattern, content_type)
