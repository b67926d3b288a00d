"""What is collected: candidates, fetches and pages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that an entry point announces, with the hints it openly gives."""

    url: str
    source: str
    entry: str
    title: str | None = None
    extract: str | None = None
    guid: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None


class Outcome(StrEnum):
    """How asking for one address ended; `Fetch.reason` says more."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    RESERVED = "reserved"
    BLOCKED = "blocked"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a record lies in the archive: segment file name and byte offset of its gzip member."""

    segment: str
    offset: int


@dataclass(frozen=True, slots=True)
class Fetch:
    """One line of a crawl's journal. `candidate` is None for an entry point.

    `announced` counts what an entry point lists. `revisit` marks a page that was read before; `sha256` is
    that of its body. `retry_at` is until when the host asked to be left alone.
    """

    run_id: str
    source: str
    url: str
    at: datetime
    outcome: Outcome
    reason: str | None = None
    status: int | None = None
    final_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    pointer: Pointer | None = None
    candidate: Candidate | None = None
    sha256: str | None = None
    announced: int | None = None
    revisit: bool = False
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it came, read back from the archive. Header names are lower-case."""

    requested_url: str
    final_url: str
    source: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    pointer: Pointer | None = None
