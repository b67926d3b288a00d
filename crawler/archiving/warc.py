"""Reading WARC records, ours and other people's, with warcio."""

import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import IO, Any
from urllib.parse import SplitResult, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from core.types import Page, Pointer
from crawler.archiving.records import PURPOSE_FIELD, REQUESTED_FIELD, SOURCE_FIELD

_CHUNK = 64 * 1024


class Damaged(ValueError):
    """Bytes that are no whole WARC record."""


def member(file: IO[bytes], offset: int, keep: int | None = None) -> tuple[bytes, int]:
    """The record at this offset, decompressed, and the offset of the next; raises Damaged.

    Of a longer record only about the first `keep` bytes are given.
    """
    file.seek(offset)
    inflate = zlib.decompressobj(wbits=31)
    parts, read, size = [], 0, 0
    while not inflate.eof:
        chunk = file.read(_CHUNK)
        if not chunk:
            raise Damaged("the record is cut short")
        read += len(chunk)
        try:
            part = inflate.decompress(chunk)
        except zlib.error as error:
            raise Damaged(str(error)) from error
        if keep is None or size < keep:
            parts.append(part)
        size += len(part)
    return b"".join(parts), offset + read - len(inflate.unused_data)


def page_of(record: bytes, pointer: Pointer) -> Page:
    """The page of a response record, its digest verified; raises Damaged."""
    with _damage():
        found = next(iter(ArchiveIterator(BytesIO(record), check_digests="raise")), None)
        if found is None or not _is_response(found):
            raise Damaged("not a response record")
        return _page(found, pointer, limit=None)


def html_pages(path: Path, max_body: int) -> Iterator[Page]:
    """The HTML answers (2xx) of any WARC file, plain or one gzip member a record; raises Damaged."""
    with path.open("rb") as file, _damage():
        gzipped = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        records = _members(file, max_body) if gzipped else _plain_records(file)
        for record, offset in records:
            if _is_response(record) and _is_html(record) and not _is_auxiliary(record):
                yield _page(record, Pointer(path.name, offset), limit=max_body)


def _members(file: IO[bytes], max_body: int) -> Iterator[tuple[Any, int]]:
    """Member by member: warcio takes a file that was cut short for one that ends there."""
    size = file.seek(0, SEEK_END)
    offset = 0
    while offset < size:
        data, end = member(file, offset, keep=max_body + _CHUNK)
        for record in _parsed(ArchiveIterator(BytesIO(data))):
            yield record, offset
        offset = end


def _plain_records(file: IO[bytes]) -> Iterator[tuple[Any, int]]:
    """Record by record, each read to its end: nothing else tells where an uncompressed file was cut short."""
    records, record = ArchiveIterator(file), None
    for record in _parsed(records):
        if not (record.rec_headers.get_header("Content-Length") or "").strip().isdecimal():
            raise Damaged("a record without length")
        yield record, records.offset
        while record.raw_stream.read(_CHUNK):
            pass
        _refuse_cut(record)
    if records.next_line or (record is None and file.tell() > 0):  # a first line, and then the end
        raise Damaged("the last record's header is cut short")


def _parsed(records: Iterator[Any]) -> Iterator[Any]:
    while True:
        try:
            record = next(records, None)
        except AttributeError as error:  # all that warcio says of a response without an address
            raise Damaged("a record without address") from error
        if record is None:
            return
        yield record


@contextmanager
def _damage() -> Generator[None]:
    """Warcio's complaints as ours."""
    try:
        yield
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, UnicodeError) as error:
        raise Damaged(str(error)) from error


def _page(record: Any, pointer: Pointer, limit: int | None) -> Page:
    body = record.content_stream().read(limit)
    if limit is None or len(body) < limit:
        record.raw_stream.read()
        _refuse_cut(record)
    final = record.rec_headers.get_header("WARC-Target-URI") or ""
    return Page(
        requested_url=record.rec_headers.get_header(REQUESTED_FIELD) or final,
        final_url=final,
        source=record.rec_headers.get_header(SOURCE_FIELD) or _host(final),
        fetched_at=_instant(record.rec_headers.get_header("WARC-Date")),
        status=_status(record),
        headers=tuple((name.lower(), value) for name, value in record.http_headers.headers),
        body=body,
        pointer=pointer,
    )


def _refuse_cut(record: Any) -> None:
    """Of a record that was read to its end, nothing should be missing."""
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise Damaged("the record is cut short")


def _is_response(record: Any) -> bool:
    return record.rec_type == "response" and record.http_headers is not None


def _is_html(record: Any) -> bool:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    kind = (record.http_headers.get_header("Content-Type") or "").lower()
    return url.startswith(("http://", "https://")) and "html" in kind and 200 <= _status(record) < 300


def _is_auxiliary(record: Any) -> bool:
    """Kept for what it lists or allows; other people's files do not say so, but addresses do."""
    if record.rec_headers.get_header(PURPOSE_FIELD) is not None:
        return True
    path = _parts(record.rec_headers.get_header("WARC-Target-URI") or "").path
    return path == "/robots.txt" or path.startswith("/.well-known/")


def _status(record: Any) -> int:
    code = record.http_headers.get_statuscode()
    return int(code) if code.isdecimal() else 0


def _instant(text: str | None) -> datetime:
    try:
        value = datetime.fromisoformat(text or "")
    except ValueError as error:
        raise Damaged(f"bad WARC-Date {text!r}") from error
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _host(url: str) -> str:
    return (_parts(url).hostname or "").removeprefix("www.")


def _parts(url: str) -> SplitResult:
    """The parts of an address, empty when it is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")
