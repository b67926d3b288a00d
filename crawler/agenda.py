"""What is still to be asked, host by host.

One request a host is in Scrapy's hands; the others wait here as small values. A thousand announced pages cost
some hundred kilobytes this way, and a host that turns out to be closed is known before its next request is made.
"""

from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum
from urllib.parse import urlsplit

from core.types import Candidate, Entry, Fetch
from state.frontier import Known


class Rank(IntEnum):
    """What goes first on a host: its entry points, then news, then young articles again, then what is owed."""

    ENTRY = 0
    FRESH = 1
    REVISIT = 2
    OWED = 3


@dataclass(slots=True)
class Visit:
    """An entry point on its way.

    Its journal lines wait until everything it announced is settled: a crawl that dies before leaves no
    validators behind, the next one gets the feed whole (not a 304) and the missing pages with it.
    """

    source: str
    entry: Entry
    lines: list[Fetch] = field(default_factory=list)
    open: int = 0
    pages: int = 0
    whole: bool = True  # False when a part of it was not had: then the next run asks for all of it
    left: bool = False  # pages of it were left for another walk through the past


@dataclass(frozen=True, slots=True)
class Wanted:
    """One request to make: an entry point's address (`visit`, no candidate), or a page."""

    url: str
    rank: Rank
    source: str
    visit: Visit | None = None
    candidate: Candidate | None = None
    known: Known | None = None

    @property
    def is_late(self) -> bool:
        """Whether the state asked for it, and will again if nothing is said."""
        return self.rank in (Rank.REVISIT, Rank.OWED)


class Agenda:
    """Requests waiting by host; a host is busy while one of its requests is under way."""

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[deque[Wanted], ...]] = {}
        self._busy: set[str] = set()
        self._ready: dict[str, None] = {}  # in the order they became so

    def add(self, wanted: Wanted) -> None:
        """Put a request at the end of its host's and rank's queue."""
        host = host_of(wanted.url)
        queues = self._waiting.setdefault(host, tuple(deque() for _ in Rank))
        queues[wanted.rank].append(wanted)
        if host not in self._busy:
            self._ready[host] = None

    def take(self) -> Wanted | None:
        """The next request of a host that is not busy, which it becomes; None when there is none."""
        if not self._ready:
            return None
        host = next(iter(self._ready))
        del self._ready[host]
        self._busy.add(host)
        queues = self._waiting[host]
        wanted = next(queue for queue in queues if queue).popleft()
        if not any(queues):
            del self._waiting[host]
        return wanted

    def clear(self) -> list[Wanted]:
        """Everything that waits, which then waits no more."""
        waiting = [wanted for queues in self._waiting.values() for queue in queues for wanted in queue]
        self._waiting.clear()
        self._ready.clear()
        return waiting

    def release(self, url: str) -> None:
        """The request for this address is settled."""
        host = host_of(url)
        self._busy.discard(host)
        if host in self._waiting:
            self._ready[host] = None


def host_of(url: str) -> str:
    """Scheme, host and port; the whole address where it has none."""
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[": Scrapy refuses it next
        return url
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else url
