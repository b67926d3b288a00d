"""Which segments the archive holds, and forgetting what one of them brought."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update

from state.open import State
from state.schema import captures, segments


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment whose journal is in the state."""

    name: str
    run_id: str
    ingested_at: datetime


def present(state: State) -> list[Segment]:
    """The segments that were not removed, by name."""
    query = select(segments.c.name, segments.c.run_id, segments.c.ingested_at)
    with state.read() as connection:
        rows = connection.execute(query.where(segments.c.removed_at.is_(None)).order_by(segments.c.name))
        return [Segment(*row) for row in rows]


def removed(state: State) -> set[str]:
    """The names of the segments that were removed: no file of theirs should be left."""
    with state.read() as connection:
        return set(connection.scalars(select(segments.c.name).where(segments.c.removed_at.is_not(None))))


def first_answer(state: State, segment: Segment) -> datetime | None:
    """When its first capture was made; None when it has none."""
    query = select(func.min(captures.c.at, type_=captures.c.at.type))
    with state.read() as connection:
        first: datetime | None = connection.scalar(query.where(captures.c.run_id == segment.run_id))
    return first


def remove(state: State, segment: Segment, at: datetime) -> bool:
    """Mark a segment as removed and delete its captures, in one transaction; its files may go after that.

    False, and nothing is done, while a capture of it waits: lost results may just have been requeued.
    """
    of_it = captures.c.run_id == segment.run_id
    waiting = select(captures.c.capture_id).where(of_it, captures.c.processed_at.is_(None)).limit(1)
    with state.write() as connection:
        if connection.scalar(waiting) is not None:
            return False
        # Captures hold what the listings said of the articles, which is to be gone too: SQLite would leave
        # deleted text in the file until its page is used again.
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        connection.execute(update(segments).where(segments.c.name == segment.name).values(removed_at=at))
        connection.execute(delete(captures).where(of_it))
    return True
