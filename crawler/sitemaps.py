"""Sitemaps: plain and Google-News ones, and indexes of them, gzipped or not.

They are read as a stream of tags and no tree is built, so that 50 MB of XML cost what is kept of it. No entity is
resolved, nothing is fetched.
"""

import heapq
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from crawler.cut import is_wide, without_doctype
from crawler.reading import MAX_TITLE, MAX_URL, Announced, Reading, absolute, instant, plain, same_site

MAX_BYTES = (
    50_000_000  # the protocol's own limit for a sitemap once uncompressed (sitemaps.org/protocol.html)
)
_MAX_ELEMENTS = 600_000  # 50,000 addresses, its other limit, with a dozen elements each
_CHUNK = 1 << 16
_GZIP = b"\x1f\x8b"
_ROOTS = {"urlset": "url", "sitemapindex": "sitemap"}
_FIELDS = frozenset({"loc", "lastmod", "title", "publication_date"})
_ROOM = 4 * MAX_URL  # characters of a field that are worth keeping
# A year, and its month if there is one: sitemap-2026-11.xml, /2026/11/20.xml, /2026/5.xml, 202611, ?yyyy=2026&mm=11.
_MONTH = re.compile(
    r"(?<!\d)((?:19[89]|20[0-4])\d)"
    r"(?:[-_./]?(0[1-9]|1[0-2])(?:[-_./]?[0-3]\d)?(?!\d)|/([1-9])(?!\d)|&m\w{0,8}=(\d{1,2})(?!\d)|(?!\d))"
)
# Sitemaps of pages that are no articles, under the names that publishing systems give them.
_NO_ARTICLES = re.compile(
    r"(?:^|[-_/])(?:tags?|categor(?:y|ies|ie)|authors?|auteurs?|users|taxonom(?:y|ies))(?=$|[-_./\d])"
)

_Fields = dict[str, str]


class _Stop(Exception):
    """Ends a reading; its text is the refusal."""


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
    lines, index = _Newest(max_entries, since), _Newest(max_entries, since)
    try:
        for root, fields in _rows(body, max_bytes):
            if root == "sitemapindex":
                _add_sitemap(index, fields, url)
            elif wanted.search(fields["loc"]):
                lines.add(fields, max(filter(None, _dates(fields)), default=None))
    except _Stop as stop:
        return Reading(refusal=str(stop))
    announced = (_announced(fields, url) for fields in lines.rows())
    sitemaps = (absolute(url, fields["loc"]) for fields in index.rows())
    return Reading(
        tuple(line for line in announced if line is not None),
        sitemaps=tuple(dict.fromkeys(address for address in sitemaps if address)),
        surplus=lines.surplus,
        stale=lines.stale,
    )


class _Newest:
    """The newest rows and no more than fit: a heap that forgets its oldest. Undated rows come last."""

    def __init__(self, room: int, since: datetime | None) -> None:
        self.room, self.since = room, since
        self.surplus = self.stale = self._seen = 0
        self._heap: list[tuple[float, int, _Fields]] = []

    def add(self, fields: _Fields, date: datetime | None) -> None:
        if self.since and date and date < self.since:
            self.stale += 1
            return
        self._seen += 1
        row = (date.timestamp() if date else 0.0, -self._seen, fields)
        if len(self._heap) < self.room:
            heapq.heappush(self._heap, row)
        else:
            heapq.heappushpop(self._heap, row)
            self.surplus += 1

    def rows(self) -> list[_Fields]:
        """Newest first; of the same age, in the document's order."""
        return [fields for _, _, fields in sorted(self._heap, key=lambda row: row[:2], reverse=True)]


# --- tags


class _Tags:
    """What lxml tells of a document. `rows` are the fields of each finished `url` or `sitemap`."""

    def __init__(self) -> None:
        self.root = ""
        self.rows: list[_Fields] = []
        self._path: list[str] = []
        self._fields: _Fields = {}
        self._elements = 0

    def start(self, tag: str, _attributes: object) -> None:
        self._elements += 1
        if self._elements > _MAX_ELEMENTS:
            raise _Stop("too_large")
        name = tag.rpartition("}")[2]  # without its namespace: publishers write it in several ways
        if not self._path:
            if name not in _ROOTS:
                raise _Stop("not_a_sitemap")
            self.root = name
        self._path.append(name)

    def data(self, text: str) -> None:
        if self._is_field():
            before = self._fields.get(self._path[-1], "")
            if len(before) < _ROOM:
                self._fields[self._path[-1]] = before + text

    def end(self, _tag: str) -> None:
        self._path.pop()
        if len(self._path) == 1:
            if (self._fields.get("loc") or "").strip():
                self.rows.append(self._fields)
            self._fields = {}

    def close(self) -> None:
        """Nothing: the rows were taken on the way."""

    def _is_field(self) -> bool:
        """Images and videos have a loc and a title of their own: only `url` and its `news` are read."""
        path = self._path
        if len(path) not in (3, 4) or path[-1] not in _FIELDS or path[1] != _ROOTS[self.root]:
            return False
        return len(path) == 3 or path[2] == "news"


def _rows(body: bytes, max_bytes: int) -> Iterator[tuple[str, _Fields]]:
    """The root's name with each row; raises _Stop."""
    tags = _Tags()
    parser = etree.XMLParser(
        target=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        for chunk in _clean(_chunks(body, max_bytes)):
            parser.feed(chunk)
            yield from ((tags.root, fields) for fields in tags.rows)
            tags.rows.clear()
        parser.close()
    except (etree.XMLSyntaxError, AssertionError, ValueError) as error:
        if not tags.root:
            raise _Stop("not_a_sitemap") from error
    yield from ((tags.root, fields) for fields in tags.rows)
    if not tags.root:
        raise _Stop("not_a_sitemap")


def _clean(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same without leading blanks, NULs and DTD; one in UTF-16 is libxml2's own affair."""
    first = next(chunks, b"").lstrip()
    if is_wide(first):
        yield first
        yield from chunks
        return
    known = without_doctype(first)
    if known is None:
        raise _Stop("too_complex")
    yield known.replace(b"\x00", b"")
    for chunk in chunks:
        yield chunk.replace(b"\x00", b"")


def _chunks(body: bytes, max_bytes: int) -> Iterator[bytes]:
    """The document in pieces, uncompressed; raises _Stop beyond `max_bytes`. A broken end is left out."""
    if not body.startswith(_GZIP):
        if len(body) > max_bytes:
            raise _Stop("too_large")
        yield from (body[start : start + _CHUNK] for start in range(0, len(body), _CHUNK))
        return
    unzip, rest, size = zlib.decompressobj(31), body, 0
    while rest and not unzip.eof:
        try:
            chunk = unzip.decompress(rest, _CHUNK)
        except zlib.error:
            return
        rest = unzip.unconsumed_tail
        size += len(chunk)
        if size > max_bytes:
            raise _Stop("too_large")
        yield chunk


# --- rows


def _announced(fields: _Fields, base: str) -> Announced | None:
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


def _dates(fields: _Fields) -> tuple[datetime | None, datetime | None]:
    return instant(fields.get("publication_date")), instant(fields.get("lastmod"))


def _add_sitemap(index: _Newest, fields: _Fields, base: str) -> None:
    """Another site's sitemaps are not its to announce; lists of tags or authors announce no article."""
    url = absolute(base, fields["loc"])
    if url is None or url == base or not same_site(url, base) or _NO_ARTICLES.search(url.lower()):
        return
    month, modified = _last_month(url), instant(fields.get("lastmod"))
    since = index.since
    if since and month and month < (since.year, since.month):
        index.stale += 1
        return
    index.add(fields, modified or _undated(url, month))


def _undated(url: str, month: tuple[int, int] | None) -> datetime | None:
    """How new a sitemap without lastmod is: its month's end; a news sitemap holds two days by definition."""
    if month:
        year, number = month
        return datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    return datetime.max.replace(tzinfo=UTC) if "news" in url.lower() else None


def _last_month(url: str) -> tuple[int, int] | None:
    """The (last) month that a sitemap covers, as its address says: 2026-11, or 2026 alone."""
    found = _MONTH.search(url)
    if found is None:
        return None
    month = int(found.group(2) or found.group(3) or found.group(4) or 12)
    return int(found.group(1)), min(max(month, 1), 12)
