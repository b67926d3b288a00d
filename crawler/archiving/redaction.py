"""Records that leave the archive on request: blanks of the same length take their place.

A record goes whole, with its request and its metadata: covering a name inside a page would have to know every encoding,
entity and escape that a site may use, and would leave a page, vouched for by a digest, that no site ever sent. A blank
is as long as what it replaces, so that every pointer of the journal and of the state to other records stays right, and
the segment is replaced in one rename.
"""

import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.types import Fetch
from crawler.archiving import warc
from crawler.archiving.journal import from_line, to_line
from crawler.archiving.records import REQUESTED_FIELD, SOURCE_FIELD

Unwanted = Callable[["Kept"], bool]

_RECORD = (
    b"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
    b"WARC-Date: 1970-01-01T00:00:00Z\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
)
_COMMENT = (
    b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"  # RFC 1952: a header with a comment, which fills the room
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A record of a segment: where it lies, what its header says, and its bytes, decompressed."""

    offset: int
    end: int
    header: dict[str, str]
    content: bytes

    @property
    def exchange(self) -> str:
        """What a question, its answer and what is known of both have in common."""
        header = self.header
        return (
            header.get("warc-concurrent-to")
            or header.get("warc-refers-to")
            or header.get("warc-record-id", "")
        )

    @property
    def source(self) -> str | None:
        """The slug of the outlet that was asked."""
        return self.header.get(SOURCE_FIELD.lower())

    @property
    def urls(self) -> tuple[str | None, str | None]:
        """The address asked for, and the one that answered."""
        return self.header.get(REQUESTED_FIELD.lower()), self.header.get("warc-target-uri")


def sweep(segment: Path, unwanted: Unwanted, *, dry: bool = False) -> set[int]:
    """Blank the exchanges of which any record is unwanted; returns the offsets of the records that went.

    Raises warc.Damaged: what cannot be read cannot be searched either.
    """
    exchanges = {
        record.exchange
        for record in records(segment)
        if record.header.get("warc-type") != "warcinfo" and unwanted(record)
    }
    met = records(segment) if exchanges else ()
    gone = {record.offset: record.end - record.offset for record in met if record.exchange in exchanges}
    if gone and not dry:
        _blank(segment, gone)
    return set(gone)


def records(segment: Path) -> Iterator[Kept]:
    """The records of a segment of ours, in order; raises warc.Damaged."""
    size, offset = segment.stat().st_size, 0
    with segment.open("rb") as file:
        while offset < size:
            content, end = warc.member(file, offset)
            yield Kept(offset, end, _header(content), content)
            offset = end


def rewrite_journal(journal: Path, change: Callable[[Fetch], Fetch | None], *, dry: bool = False) -> int:
    """Replace each line by what `change` makes of it; returns how many went or changed. Damaged lines go."""
    before = journal.read_bytes().splitlines(keepends=True)
    after = [_line(line, change) for line in before]
    changed = sum(new != old for old, new in zip(before, after, strict=True))
    if changed and not dry:
        _write(journal, b"".join(after))
    return changed


def _line(line: bytes, change: Callable[[Fetch], Fetch | None]) -> bytes:
    try:
        fetch = from_line(line)
    except ValueError:
        return b""
    new = change(fetch)
    return b"" if new is None else line if new == fetch else to_line(new)


def _header(content: bytes) -> dict[str, str]:
    lines = content.partition(b"\r\n\r\n")[0].decode("utf-8", "replace").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _blank(segment: Path, gone: dict[int, int]) -> None:
    content = bytearray(segment.read_bytes())
    for offset, size in gone.items():
        content[offset : offset + size] = blank(size)
    _write(segment, bytes(content))


def blank(size: int) -> bytes:
    """A gzip member of exactly `size` bytes (200 at least, as all of ours) that holds an empty WARC record."""
    deflate = zlib.compressobj(9, wbits=-15)
    body = deflate.compress(_RECORD) + deflate.flush()
    tail = zlib.crc32(_RECORD).to_bytes(4, "little") + len(_RECORD).to_bytes(4, "little")
    room = size - len(_COMMENT) - 1 - len(body) - len(tail)
    if room < 0:
        raise ValueError(f"no room for a record in {size} bytes")
    return _COMMENT + b" " * room + b"\0" + body + tail


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all; the name begins with a dot, which no reader of the archive looks at."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
