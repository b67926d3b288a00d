"""The archive searched for what is forgotten: pages that hold it leave, whole; journal lines go or are covered.

At a request all of it is searched for the words at hand; later on retention searches what was collected since, for the
hashes of all requests: a page that names a forgotten person is read, covered, and leaves the archive with that.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from core import logs
from core.erasure import Erasure
from core.redaction import address_keys, held, is_forgotten
from core.types import Fetch, Pointer
from crawler.archiving import redaction, warc
from crawler.archiving.archive import SEGMENT
from crawler.archiving.journal import SUFFIX
from jobs.workspace import Workspace
from state import forgetting, tombstones
from state.open import State

_LINK = re.compile(rb"""(?:href|src|content|url)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


@dataclass(frozen=True)
class Search:
    """What to look for in the archive; `leaves` says of a source whether all of it goes."""

    erasure: Erasure
    leaves: Callable[[str], bool]
    linked: bool

    def unwanted(self, record: redaction.Kept) -> bool:
        """Whether a record holds it: in its address, its source, its words, or a link."""
        finder = self.erasure.finder
        if record.source and self.leaves(record.source):
            return True
        if any(is_forgotten(url, finder) for url in record.urls if url):
            return True
        return held(record.content, finder) or (self.linked and self._links(record))

    def _links(self, record: redaction.Kept) -> bool:
        """A listing may give an address by its path alone."""
        base = record.urls[1] or ""
        found = {link.decode("utf-8", "replace") for link in _LINK.findall(record.content)}
        keys = {key for link in found for key in _joined(base, link)}
        return any(map(self.erasure.finder.address, keys))


def _joined(base: str, link: str) -> set[str]:
    try:
        return address_keys(urljoin(base, link))
    except ValueError:  # a page may link to what is no address
        return set()


def sweep(
    workspace: Workspace, state: State, segments: Iterable[str], search: Search, *, dry: bool = False
) -> Counter[str]:
    """Search these segments and their journals; returns how many records and lines went or changed.

    `others` are the pages among them that only hold it: of other articles, which stay.

    A segment that cannot be read is told in the log and goes: nobody can say what it holds.
    """
    counts: Counter[str] = Counter()
    for name in segments:
        path = workspace.archive / name
        gone = _records(path, search, dry=dry) if path.exists() else set[int]()
        counts["archive"] += len(gone)
        pages = forgetting.pages_at(state, name, gone) if gone else []
        counts["others"] += sum(not is_forgotten(url, search.erasure.finder) for url in pages)
        if gone and not dry:
            forgetting.unarchived(state, name, gone)
        journal = workspace.archive / f"{name.removesuffix(SEGMENT)}{SUFFIX}"
        if journal.exists():
            counts["journals"] += redaction.rewrite_journal(journal, _change(search, gone), dry=dry)
    return +counts


def _records(path: Path, search: Search, *, dry: bool) -> set[int]:
    try:
        return redaction.sweep(path, search.unwanted, dry=dry)
    except warc.Damaged as error:
        logs.get(__name__).error("damaged segment removed", file=path.name, error=str(error))
        if not dry:
            path.unlink()
        return set()


def _change(search: Search, gone: set[int]) -> Callable[[Fetch], Fetch | None]:
    def change(fetch: Fetch) -> Fetch | None:
        if search.leaves(fetch.source):
            return None
        if isinstance(fetch.pointer, Pointer) and fetch.pointer.offset in gone:
            fetch = replace(fetch, pointer=None)
        return forgetting.line_without(fetch, search.erasure)

    return change


def sweep_new(workspace: Workspace, state: State) -> Counter[str]:
    """Search what was collected since the last time, for all that was ever forgotten here."""
    stones = tombstones.load(state)
    if stones.empty:
        return Counter()
    names = forgetting.unswept(state)
    search = Search(Erasure(stones), stones.forgets_source, linked=True)
    counts = sweep(workspace, state, names, search)
    del counts["others"]  # told where somebody asked
    forgetting.swept(state, names, datetime.now(UTC))
    return counts
