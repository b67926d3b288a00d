"""A sitemap's bytes to rows of fields, as a stream: gzip, charset, mistakes and bombs are settled here."""

import itertools
import re
import zlib
from collections.abc import Iterator

from lxml import etree

from crawler.discovery.cut import wide, without_doctype
from crawler.discovery.reading import MAX_URL

Fields = dict[str, str]

_MAX_EVENTS = 1_200_000  # tags and texts: 50,000 addresses, the protocol's limit, with a dozen elements each
_CHUNK = 1 << 16
_GZIP = b"\x1f\x8b"
_ROOTS = {"urlset": "url", "sitemapindex": "sitemap"}
_FIELDS = frozenset({"loc", "lastmod", "title", "publication_date"})
_ROOM = 4 * MAX_URL  # characters of a field that are worth keeping
_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_LONGEST_ENTITY = 10


class Stop(Exception):
    """Ends a reading; its text is the refusal."""


class _Tags:
    """What lxml tells of a document. `rows` are the fields of each finished `url` or `sitemap`."""

    def __init__(self) -> None:
        self.root = ""
        self.rows: list[Fields] = []
        self._path: list[str] = []
        self._fields: Fields = {}
        self._events = 0

    def start(self, tag: str, _attributes: object) -> None:
        self._count()
        name = tag.rpartition("}")[2]  # without its namespace: publishers write it in several ways
        if not self._path:
            if name not in _ROOTS:
                raise Stop("not_a_sitemap")
            self.root = name
        self._path.append(name)

    def data(self, text: str) -> None:
        self._count()
        if self._is_field():
            before = self._fields.get(self._path[-1], "")
            if len(before) < _ROOM:
                self._fields[self._path[-1]] = before + text

    def end(self, _tag: str) -> None:
        self._path.pop()
        if len(self._path) == 1:
            # In CDATA, and where it was escaped twice, the entity is still there.
            if address := self._fields.get("loc", "").strip().replace("&amp;", "&"):
                self.rows.append({**self._fields, "loc": address})
            self._fields = {}

    def close(self) -> None:
        """Nothing: the rows were taken on the way."""

    def _count(self) -> None:
        self._events += 1
        if self._events > _MAX_EVENTS:
            raise Stop("too_large")

    def _is_field(self) -> bool:
        """Images and videos have a loc and a title of their own: only `url` and its `news` are read."""
        path = self._path
        if len(path) not in (3, 4) or path[-1] not in _FIELDS or path[1] != _ROOTS[self.root]:
            return False
        return len(path) == 3 or path[2] == "news"


def rows(body: bytes, max_bytes: int) -> Iterator[tuple[str, Fields]]:
    """The root's name with each row; raises Stop."""
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
            raise Stop("not_a_sitemap") from error
    yield from ((tags.root, fields) for fields in tags.rows)
    if not tags.root:
        raise Stop("not_a_sitemap")


def _clean(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same without leading blanks, NULs and DTD; one in UTF-16 is libxml2's own affair.

    An "&" that should be "&amp;" is the usual mistake in addresses: left to libxml2, it takes a parameter away.
    """
    first = next(chunks, b"").lstrip()
    if wide(first):
        yield first
        yield from chunks
        return
    known = without_doctype(first)
    if known is None:
        raise Stop("too_complex")
    rest = b""
    for chunk in itertools.chain((known,), chunks):
        text = rest + chunk.replace(b"\x00", b"")
        split = text.rfind(b"&", -_LONGEST_ENTITY)  # it may be in two pieces
        text, rest = (text[:split], text[split:]) if split >= 0 else (text, b"")
        yield _BARE_AMPERSAND.sub(b"&amp;", text)
    yield _BARE_AMPERSAND.sub(b"&amp;", rest)


def _chunks(body: bytes, max_bytes: int) -> Iterator[bytes]:
    """The document in pieces, uncompressed; raises Stop beyond `max_bytes`. A broken end is left out."""
    if not body.startswith(_GZIP):
        if len(body) > max_bytes:
            raise Stop("too_large")
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
            raise Stop("too_large")
        yield chunk
