"""What the crawls brought back: one row a journal line, and what is still to be processed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects.sqlite import insert

from core.ids import canonical_url
from core.types import Fetch, Outcome, Pointer
from state import entries, frontier, hosts
from state.codec import candidate_from_json, candidate_to_json
from state.open import State
from state.schema import captures, segments

_WAITING = captures.c.processed_at.is_(None)
_WITHDRAWN = (captures.c.outcome == Outcome.FETCHED.value) & captures.c.segment.is_(None)
"""A page was brought back, archived, and left the archive on request: nothing else takes a pointer away."""
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Capture:
    """A journal line in the state, by its number.

    One that was processed before and waits again has its `batch` of then, and the run that it was processed `by`.
    """

    capture_id: int
    fetch: Fetch
    batch: int | None = None
    by: str | None = None


def ingested(state: State) -> set[str]:
    """The names of the segments whose journal is in the state."""
    with state.read() as connection:
        return set(connection.scalars(select(segments.c.name)))


def ingest(
    state: State,
    segment_name: str,
    run_id: str,
    fetches: Iterable[Fetch],
    ages: Sequence[timedelta] = (),
) -> bool:
    """Take in one crawl's journal, in one transaction; False when it was taken in before.

    `ages` are those at which an article is visited again.
    """
    lines = list(fetches)
    with state.write() as connection:
        row = {"name": segment_name, "run_id": run_id, "ingested_at": datetime.now(UTC)}
        if not connection.execute(insert(segments).values(row).on_conflict_do_nothing()).rowcount:
            return False
        if lines:
            new = insert(captures).on_conflict_do_nothing(["run_id", "url", "at"])
            connection.execute(new, [_row(line) for line in lines])
        _settle_pages(connection, lines, ages)
        hosts.settle(connection, lines)
        for line in lines:
            if line.candidate is None:
                entries.settle(connection, line)
    return True


def pending(state: State, limit: int, after: int = 0) -> list[Capture]:
    """Journal lines that were not processed yet, entry points too, oldest first, whatever their outcome.

    Those numbered `after` or less are left out.
    """
    query = (
        select(captures)
        .where(_WAITING, captures.c.capture_id > after)
        .order_by(captures.c.capture_id)
        .limit(limit)
    )
    with state.read() as connection:
        return [_capture(row) for row in connection.execute(query)]


def pending_count(state: State) -> int:
    """How many journal lines wait to be processed."""
    with state.read() as connection:
        return connection.scalar(select(func.count()).select_from(captures).where(_WAITING)) or 0


def count(state: State) -> int:
    """How many journal lines are known."""
    with state.read() as connection:
        return connection.scalar(select(func.count()).select_from(captures)) or 0


def requeue(state: State) -> int:
    """Give every processed journal line out again, from the first: for results that were lost; returns how many."""
    with state.write() as connection:
        return give_out_again(connection)


def give_out_again(connection: Connection) -> int:
    """The same, in the caller's transaction; batches and runs of the first time are kept."""
    done = update(captures).where(captures.c.processed_at.is_not(None))
    return connection.execute(done.values(processed_at=None)).rowcount


def requeue_since(state: State, at: datetime) -> int:
    """Give the journal lines out again that were processed at `at` or later; returns how many.

    For results that were taken back from a copy made then.
    """
    later = update(captures).where(captures.c.processed_at >= at)
    with state.write() as connection:
        return connection.execute(later.values(processed_at=None)).rowcount


def mark_processed(state: State, ids: Sequence[int], at: datetime, by: str | None = None) -> None:
    """Never give these captures out again: they were one batch of the run `by`, unless they have a batch already."""
    with state.write() as connection:
        newest = connection.scalar(select(func.max(captures.c.batch))) or 0
        values = {
            "processed_at": at,
            "batch": func.coalesce(captures.c.batch, newest + 1),
            "processed_by": func.coalesce(captures.c.processed_by, by),
        }
        for start in range(0, len(ids), _CHUNK):
            chosen = captures.c.capture_id.in_(ids[start : start + _CHUNK])
            connection.execute(update(captures).where(chosen).values(values))


def seen_at(state: State, instants: Sequence[datetime]) -> list[Capture]:
    """The captures of these instants that are still known, oldest first."""
    found: list[Capture] = []
    with state.read() as connection:
        for start in range(0, len(instants), _CHUNK):
            wanted = captures.c.at.in_(instants[start : start + _CHUNK])
            rows = connection.execute(select(captures).where(wanted).order_by(captures.c.capture_id))
            found += [_capture(row) for row in rows]
    return found


def every_instant(state: State) -> Iterator[tuple[datetime, str | None]]:
    """When each capture that is still known was made, and its segment where a page of it is archived.

    Without those whose page was withdrawn.
    """
    query = select(captures.c.at, captures.c.segment).where(~_WITHDRAWN).order_by(captures.c.capture_id)
    with state.read() as connection:
        for row in connection.execute(query):
            yield row.at, row.segment


def withdrawn(state: State) -> list[tuple[str, datetime]]:
    """The address and the instant of each capture whose page left the archive on request."""
    with state.read() as connection:
        rows = connection.execute(select(captures.c.url, captures.c.at).where(_WITHDRAWN))
        return [(row.url, row.at) for row in rows]


def _settle_pages(connection: Connection, lines: Iterable[Fetch], ages: Sequence[timedelta]) -> None:
    pages = [(canonical_url(line.url), line, line.candidate) for line in lines if line.candidate is not None]
    known = frontier.load(connection, {url for url, _, _ in pages})
    rows = {row.url: row for row in known.values()}
    for url, line, candidate in pages:
        own = known[url].url if url in known else url  # the row may be that of the page it is another name of
        rows[own] = frontier.settle(rows.get(own), line, candidate, ages)
        if line.outcome is Outcome.FETCHED and line.final_url and line.final_url != line.url:
            frontier.add_alias(connection, line.final_url, own)
    frontier.save(connection, rows.values())


def _row(line: Fetch) -> dict[str, Any]:
    return {
        "run_id": line.run_id,
        "source_id": line.source,
        "url": line.url,
        "at": line.at,
        "outcome": line.outcome.value,
        "reason": line.reason,
        "status": line.status,
        "final_url": line.final_url,
        "etag": line.etag,
        "last_modified": line.last_modified,
        "segment": line.pointer and line.pointer.segment,
        "offset": line.pointer and line.pointer.offset,
        "candidate": line.candidate and candidate_to_json(line.candidate),
        "revisit": line.revisit,
        "announced": line.announced,
    }


def _capture(row: Row[Any]) -> Capture:
    return Capture(
        row.capture_id,
        Fetch(
            run_id=row.run_id,
            source=row.source_id,
            url=row.url,
            at=row.at,
            outcome=Outcome(row.outcome),
            reason=row.reason,
            status=row.status,
            final_url=row.final_url,
            etag=row.etag,
            last_modified=row.last_modified,
            pointer=None if row.segment is None else Pointer(row.segment, row.offset),
            candidate=None if row.candidate is None else candidate_from_json(row.candidate),
            revisit=bool(row.revisit),
            announced=row.announced,
        ),
        row.batch,
        row.processed_by,
    )
