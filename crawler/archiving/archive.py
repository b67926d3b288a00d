"""The archive of raw answers: for each run a WARC segment and its journal, `.part` while they grow."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from core.errors import ArchiveError
from core.types import Candidate, Fetch, Outcome, Page, Pointer
from crawler.archiving import records, warc
from crawler.archiving.journal import PART, SUFFIX, Journal, read_lines, to_line
from crawler.archiving.records import Purpose
from state.codec import fetch_to_json

SEGMENT = ".warc.gz"
MAX_FOREIGN_BODY = 10 * 1024 * 1024
Headers = tuple[tuple[str, str], ...]
_RESTORE = "Reprenez ce fichier d'une sauvegarde ; le reste de l'archive est utilisable."


class ArchiveWriter:
    """One run's segment and journal. A record is on its way to the disk before its journal line is."""

    def __init__(self, archive_dir: Path, run_id: str) -> None:
        archive_dir.mkdir(parents=True, exist_ok=True)
        self._dir = archive_dir
        self._name = f"{run_id}{SEGMENT}"
        self._journal = Journal(archive_dir, run_id)
        self._file = (archive_dir / (self._name + PART)).open("xb", buffering=0)
        self._append(records.warcinfo(run_id, self._name))

    def add(self, fetch: Fetch, page: Page | None = None, request: Headers = ()) -> Fetch:
        """Archive an answer (its body only when `page` is given); the fetch comes back with its pointer.

        `request` is the headers as sent, in any case of name; without any, no request record is written.
        The response goes last: a segment cut after an acknowledged one keeps all that belongs to it.
        """
        if page is None:
            self._append(records.metadata(fetch.url, fetch.at, fetch_to_json(fetch), None))
            return fetch
        record_id = records.new_id()
        about = records.metadata(fetch.url, fetch.at, fetch_to_json(fetch), record_id)
        purpose = Purpose.ENTRY if fetch.candidate is None else None
        offset = self._append(about, *_exchange(page, request, record_id, purpose))
        return replace(fetch, pointer=Pointer(self._name, offset))

    def keep(self, page: Page, request: Headers = ()) -> None:
        """Archive an answer that has no journal line (robots.txt, tdmrep.json): it shows what was allowed.

        Nobody is pointed to it, and `pages_of` passes over it, even when a site answers with an HTML page.
        """
        self._append(*_exchange(page, request, records.new_id(), Purpose.RIGHTS))

    def acknowledge(self, fetch: Fetch) -> None:
        """Write the journal line."""
        self._journal.write(fetch)

    def close(self) -> None:
        """Make both durable, then give them their final names: the journal last, it is the proof."""
        os.fsync(self._file.fileno())
        self._file.close()
        (self._dir / (self._name + PART)).rename(self._dir / self._name)
        self._journal.close()
        _sync(self._dir)

    def _append(self, *members: bytes) -> int:
        """Write records that belong together; returns the offset of the last."""
        start = self._file.tell()
        view = memoryview(b"".join(members))
        size = len(view)
        while view:  # an unbuffered write may be partial
            view = view[self._file.write(view) :]
        return start + size - len(members[-1])


def _exchange(page: Page, request: Headers, record_id: str, purpose: Purpose | None) -> list[bytes]:
    """The records of a question, if it is known, and of its answer."""
    answer = records.response(page, record_id, purpose)
    return [records.request(page, request, record_id), answer] if request else [answer]


def read_page(archive_dir: Path, fetch: Fetch) -> Page:
    """The page that a journal line points to; raises ArchiveError naming the segment."""
    if fetch.pointer is None:
        raise ArchiveError(f"{fetch.url} : rien n'a été archivé ({fetch.outcome.value}, {fetch.reason})")
    path = archive_dir / fetch.pointer.segment
    try:
        with path.open("rb") as file:
            return warc.page_of(warc.member(file, fetch.pointer.offset)[0], fetch.pointer)
    except (OSError, warc.Damaged) as error:
        raise ArchiveError(f"{path} : segment illisible pour {fetch.url} ({error})", _RESTORE) from error


def pages_of(path: Path) -> Iterator[Page]:
    """The HTML pages of any WARC file (CC-NEWS too); `source` is the host when the file is not ours.

    Raises ArchiveError, after the pages before it, where the file is damaged.
    """
    try:
        yield from warc.html_pages(path, MAX_FOREIGN_BODY)
    except (OSError, warc.Damaged) as error:
        raise ArchiveError(f"{path} : fichier WARC illisible ({error})", _RESTORE) from error


def write_saved(archive_dir: Path, run_id: str, items: Iterable[tuple[Candidate, Page]]) -> int:
    """Bring saved pages into the flow, as a crawl would; their headers (charset, rights) come with them."""
    writer = ArchiveWriter(archive_dir, run_id)
    count = 0
    for candidate, page in items:
        fetch = Fetch(
            run_id=run_id,
            source=candidate.source,
            url=candidate.url,
            at=page.fetched_at,
            outcome=Outcome.FETCHED,
            status=page.status,
            final_url=page.final_url,
            candidate=candidate,
        )
        writer.acknowledge(writer.add(fetch, page))
        count += 1
    writer.close()
    return count


def interrupted(archive_dir: Path) -> list[str]:
    """The names of the journals that dead crawls left, which `salvage` would finish."""
    return [part.name for part in sorted(archive_dir.glob(f"*{SUFFIX}{PART}")) if not _is_written(part)]


def _is_written(part: Path) -> bool:
    """Whether a living crawl holds the journal."""
    try:
        with part.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def salvage(archive_dir: Path) -> list[str]:
    """Finish what dead crawls left: cut the segment after the last record that the journal acknowledges.

    Returns the run ids. A crawl that is alive (it holds its journal's lock) is left alone.
    """
    finished = []
    for part in sorted(archive_dir.glob(f"*{SUFFIX}{PART}")):
        with part.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            run_id = part.name.removesuffix(PART).removesuffix(SUFFIX)
            _finish(archive_dir, run_id, file.read())
            part.unlink()
            finished.append(run_id)
    return finished


def _finish(archive_dir: Path, run_id: str, journal: bytes) -> None:
    segment = archive_dir / f"{run_id}{SEGMENT}"
    part = archive_dir / f"{run_id}{SEGMENT}{PART}"
    # A last line without its end is what a killed crawl was writing: nobody was told that it was there.
    whole = journal[: journal.rfind(b"\n") + 1]
    fetches = read_lines(whole, archive_dir / f"{run_id}{SUFFIX}{PART}")
    kept, end = _acknowledged(fetches, part if part.exists() else segment)
    if part.exists():
        os.truncate(part, end)
        _sync(part)
        part.rename(segment)
    fresh = archive_dir / f".{run_id}{SUFFIX}"
    fresh.write_bytes(b"".join(map(to_line, kept)))
    _sync(fresh)
    fresh.rename(archive_dir / f"{run_id}{SUFFIX}")
    _sync(archive_dir)


def _acknowledged(fetches: list[Fetch], segment: Path) -> tuple[list[Fetch], int]:
    """The lines whose record can be read (after a power cut some may not), and where the last one ends."""
    kept, end = [], 0
    try:
        file = segment.open("rb")
    except FileNotFoundError:
        return [fetch for fetch in fetches if fetch.pointer is None], 0
    with file:
        for fetch in fetches:
            try:
                if fetch.pointer is not None:
                    end = max(end, warc.member(file, fetch.pointer.offset)[1])
                kept.append(fetch)
            except warc.Damaged:
                continue
    return kept, end


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
