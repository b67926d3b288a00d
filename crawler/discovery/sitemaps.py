"""Sitemaps: plain and Google-News ones, and indexes of them, gzipped or not.

They are read as a stream and no tree is built, so that 50 MB of XML cost what is kept of it. No entity is
resolved, nothing is fetched.
"""

import re
from datetime import UTC, datetime

from crawler.discovery.newest import Newest, both_ends, in_turn
from crawler.discovery.reading import MAX_TITLE, Announced, Reading, absolute, instant, plain, same_site
from crawler.discovery.sitemaprows import Fields, Stop, rows

MAX_BYTES = 50_000_000  # once uncompressed: the protocol's own limit (sitemaps.org/protocol.html)
# A year, and its month if there is one: sitemap-2026-11.xml, /2026/11/20.xml, /2026/5.xml, 202611, ?yyyy=2026&mm=11.
_MONTH = re.compile(
    r"(?<!\d)((?:19[89]|20[0-4])\d)"
    r"(?:[-_./]?(0[1-9]|1[0-2])(?:[-_./]?[0-3]\d)?(?!\d)|/([1-9])(?!\d)|&m\w{0,8}=(\d{1,2})(?!\d)|(?!\d))"
)
# Numbers that are no year: ?page=2025, and the articles' own rank in ?from=2000.
_COUNTERS = re.compile(r"(?<=[?&;])(?:from|start|offset|page|paged|p)=[^&]*")
# Sitemaps of pages that are no articles, under the names that publishing systems give them.
_NO_ARTICLES = re.compile(
    r"(?:^|[-_/])(?:tags?|categor(?:y|ies|ie)|authors?|auteurs?|users|taxonom(?:y|ies))(?=$|[-_./\d])"
)


def read_sitemap(
    body: bytes,
    url: str,
    *,
    max_entries: int,
    since: datetime | None = None,
    pattern: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Reading:
    """The newest `max_entries` lines, newest first; of an index, its sitemaps (`Reading.sitemaps`).

    Lines, and sitemaps of an index, dated before `since` are left out. With a `pattern`, only the addresses
    that it finds are read. Refusals: `not_a_sitemap`, `too_large` (more than `max_bytes` once uncompressed, or
    too many elements), `too_complex` (a DTD without end), `bad_pattern`.
    """
    try:
        wanted = re.compile(pattern or "")
    except re.error:
        return Reading(refusal="bad_pattern")
    lines, index = Newest(max_entries, since), Newest(max_entries, since)
    try:
        for root, fields in rows(body, max_bytes):
            if root == "sitemapindex":
                _add_sitemap(index, fields, url)
            elif wanted.search(fields["loc"]):
                lines.add(fields, max(filter(None, _dates(fields)), default=None))
    except Stop as stop:
        return Reading(refusal=str(stop))
    kept = lines.rows(both_ends)
    announced = tuple(line for fields in kept if (line := _announced(fields, url)) is not None)
    sitemaps = (absolute(url, fields["loc"]) for fields in index.rows(in_turn))
    return Reading(
        announced,
        sitemaps=tuple(dict.fromkeys(address for address in sitemaps if address)),
        surplus=lines.surplus,
        stale=lines.stale + index.stale,
        dropped=len(kept) - len(announced),
    )


def _announced(fields: Fields, base: str) -> Announced | None:
    url = absolute(base, fields["loc"])
    if url is None:
        return None
    published, updated = _dates(fields)
    return Announced(
        url=url,
        title=plain(fields.get("title"), MAX_TITLE),
        published_at=published or updated,
        updated_at=updated,
    )


def _dates(fields: Fields) -> tuple[datetime | None, datetime | None]:
    return instant(fields.get("publication_date")), instant(fields.get("lastmod"))


def _add_sitemap(index: Newest, fields: Fields, base: str) -> None:
    """Another site's sitemaps are not its to announce; lists of tags or authors announce no article."""
    url = absolute(base, fields["loc"])
    if url is None or url == base or not same_site(url, base) or _NO_ARTICLES.search(url.lower()):
        return
    named = _date_in(url)
    index.add(fields, instant(fields.get("lastmod")) or named, named)


def _date_in(url: str) -> datetime | None:
    """How new a sitemap is by its name: its month's end; a news sitemap holds two days by definition."""
    if month := _last_month(url):
        year, number = month
        return datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    return datetime.max.replace(tzinfo=UTC) if "news" in url.lower() else None


def _last_month(url: str) -> tuple[int, int] | None:
    """The (last) month that a sitemap covers, as its address says: 2026-11, or 2026 alone."""
    found = _MONTH.search(_COUNTERS.sub("", url))
    if found is None:
        return None
    month = int(found.group(2) or found.group(3) or found.group(4) or 12)
    return int(found.group(1)), min(max(month, 1), 12)
