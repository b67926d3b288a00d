"""An entry point's answer to candidates: bytes in, values out, no network."""

from dataclasses import dataclass
from datetime import datetime

from core import logs
from core.ids import canonical_url
from core.types import Candidate, Entry, EntryKind
from crawler.discovery.feeds import read_feed
from crawler.discovery.listings import read_listing
from crawler.discovery.reading import Reading
from crawler.discovery.sitemaps import read_sitemap

_log = logs.get(__name__)


@dataclass(frozen=True, slots=True)
class Discovery:
    """Candidates in the entry point's order; `announced` counts them before the cut at `max_entries`.

    It counts the lines without a usable address of their own too, so that what is lost shows; 0 when all are such.
    `next_url` is a listing's next page, or the older part of a feed. `sitemaps` are what an index lists, the
    newest first. `stale` counts the lines, or sitemaps of an index, left out as older than `since`; it is no part
    of `announced`.
    """

    candidates: tuple[Candidate, ...] = ()
    announced: int = 0
    next_url: str | None = None
    refusal: str | None = None
    sitemaps: tuple[str, ...] = ()
    stale: int = 0


def discover(
    entry: Entry,
    source: str,
    url: str,
    body: bytes,
    *,
    max_entries: int,
    content_type: str = "",
    since: datetime | None = None,
) -> Discovery:
    """Read the answer that `url` (after redirects) gave for an entry point.

    Candidates have absolute http(s) URLs, as the outlet wrote them, once each by canonical URL. What a
    sitemap dates before `since` is left out. A body of another kind is a named refusal (`not_a_feed`...),
    never an empty list.
    """
    reading = _read(entry, url, body, content_type, max_entries, since)
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
    own = {canonical_url(address) for address in (url, entry.url)}
    dropped = reading.dropped + sum(unique.pop(address, None) is not None for address in own)
    if dropped:
        _log.warning("entries without an address", source=source, url=url, dropped=dropped)
    kept = tuple(unique.values())[:max_entries]
    return Discovery(
        candidates=kept,
        announced=len(unique) + reading.surplus + (dropped if unique else 0),
        next_url=reading.next_url,
        refusal=reading.refusal,
        sitemaps=reading.sitemaps,
        stale=reading.stale,
    )


def _read(
    entry: Entry, url: str, body: bytes, content_type: str, max_entries: int, since: datetime | None
) -> Reading:
    if entry.kind is EntryKind.FEED:
        return read_feed(body, url, content_type, max_entries=max_entries)
    if entry.kind is EntryKind.SITEMAP:
        return read_sitemap(body, url, max_entries=max_entries, since=since, pattern=entry.pattern)
    return read_listing(body, url, entry.pattern, content_type)
