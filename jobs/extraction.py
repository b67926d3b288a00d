"""From a capture to what it says: an article, a reason, or nothing that was not known; one page ahead."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Generic, TypeVar

from core import logs
from core.errors import ArchiveError
from core.types import Access, Article, Candidate, Fetch, Outcome, Rejection, Rights
from crawler.archiving.archive import read_page
from crawler.ledger import leaves_an_excerpt
from extract.listing import from_listing
from extract.worker import Request, Worker
from jobs.forgetting.screening import screened
from jobs.workspace import Workspace
from state import captures
from state.captures import Capture
from state.open import State

Read = Article | Rejection | None
Item = TypeVar("Item")


def readings(
    workspace: Workspace, state: State, worker: Worker, at_once: int
) -> Iterator[tuple[Capture, Read]]:
    """Every capture that waits, oldest first, with what it comes to; pages are read by the worker."""
    waiting = ((capture, asked(workspace, capture.fetch)) for capture in _waiting(state, at_once))
    return screened(state, worker.read_all(waiting))


class Ahead(Generic[Item]):
    """An iterator that may be drawn from before its items are wanted, `most` of them at the most.

    `mark` tells which items belong together, however many; those that it tells nothing of (None) do not.
    """

    def __init__(
        self, items: Iterator[Item], most: int, mark: Callable[[Item], object] = lambda _: None
    ) -> None:
        self._items = items
        self._most = most
        self._mark = mark
        self._held: deque[Item] = deque()

    def draw(self) -> None:
        """Draw one more item, if there is room and there is one."""
        if len(self._held) < self._most:
            self._held.extend(islice(self._items, 1))

    def take(self, count: int) -> list[Item]:
        """The next items: those that belong together, else so many that do not; none when there are no more."""
        taken: list[Item] = []
        while self._more() and self._belongs(taken, count):
            taken.append(self._held.popleft())
        return taken

    def _more(self) -> bool:
        if not self._held:
            self._held.extend(islice(self._items, 1))
        return bool(self._held)

    def _belongs(self, taken: list[Item], count: int) -> bool:
        """Whether the next item goes with those taken."""
        if not taken:
            return count > 0
        mark = self._mark(self._held[0])
        return mark == self._mark(taken[0]) and (mark is not None or len(taken) < count)


def batch_of(item: tuple[Capture, Read]) -> tuple[str | None, int] | None:
    """The batch in which a capture was processed before, and the run; None for one that waits for the first time."""
    capture = item[0]
    return None if capture.batch is None else (capture.by, capture.batch)


def _waiting(state: State, at_once: int) -> Iterator[Capture]:
    last = 0
    while found := captures.pending(state, at_once, last):
        yield from found
        last = found[-1].capture_id


def asked(workspace: Workspace, fetch: Fetch) -> Request | Read:
    """The page to read, or the article of the listing where the page may not be read, or the reason."""
    if fetch.outcome is Outcome.UNCHANGED or (fetch.candidate is None and not _is_missed(fetch)):
        return None
    if fetch.outcome is Outcome.FETCHED:
        # a page that left the archive on request says nothing any more: what it gave is carried over
        return _archived(workspace, fetch) if fetch.pointer else None
    if fetch.candidate and leaves_an_excerpt(fetch):
        return _listed(fetch, fetch.candidate)
    if fetch.revisit:  # the article is there already
        return None
    stage = "fetch" if fetch.candidate else "entry"
    return Rejection(fetch.url, fetch.source, stage, fetch.reason or fetch.outcome.value, fetch.at)


def _is_missed(entry: Fetch) -> bool:
    """Whether what lies behind an entry point is missed; one of a host at rest is only late."""
    return entry.outcome is not Outcome.FETCHED and entry.reason != "cooldown"


def _archived(workspace: Workspace, fetch: Fetch) -> Request | Rejection:
    try:
        return Request(read_page(workspace.archive, fetch), fetch.candidate)
    except ArchiveError as error:
        logs.get(__name__).error("unreadable capture", source=fetch.source, url=fetch.url, error=str(error))
        return Rejection(fetch.url, fetch.source, "archive", "unreadable", fetch.at, str(error))


def _listed(fetch: Fetch, candidate: Candidate) -> Article | Rejection:
    reserved = fetch.outcome is Outcome.RESERVED
    rights = Rights(
        tdm_reserved=reserved, declared_by=_DECLARED.get(fetch.reason or "") if reserved else None
    )
    if fetch.reason == "policy_metadata":
        candidate = replace(candidate, extract=None)
    return from_listing(candidate, Access.EXCERPT, rights, fetch.at)


_DECLARED = {"tdm": "answer", "tdmrep": "tdmrep.json"}
