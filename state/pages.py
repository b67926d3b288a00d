"""Which pages the archive should hold, and asking sites again for those that it lost."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select

from core.ids import canonical_url
from core.types import Candidate, Outcome
from state import frontier as front
from state.codec import candidate_from_json
from state.open import State
from state.schema import captures, frontier, segments

_CHUNK = 500
_READ = {Outcome.FETCHED, Outcome.UNCHANGED}
_AGAIN = "doctor"
"""The entry point that a page asked for again without any candidate is said to come from."""


class Pointed(NamedTuple):
    """A capture whose page lies in the archive: its number, address and offset."""

    capture_id: int
    url: str
    offset: int


def pointed(state: State) -> dict[str, list[Pointed]]:
    """The captures with a page, by the segment that holds it, in the order of the file; removed segments aside."""
    removed = select(segments.c.name).where(segments.c.removed_at.is_not(None))
    query = (
        select(captures.c.segment, captures.c.capture_id, captures.c.url, captures.c.offset)
        .where(captures.c.segment.is_not(None), captures.c.segment.not_in(removed))
        .order_by(captures.c.segment, captures.c.offset)
    )
    found: dict[str, list[Pointed]] = {}
    with state.read() as connection:
        for segment, *row in connection.execute(query):
            found.setdefault(segment, []).append(Pointed(*row))
    return found


class Article(NamedTuple):
    """What a page of the frontier turned out to be; `read` says that its body was, and so lies in the archive."""

    url: str
    article_id: str
    read: bool


def articles(state: State) -> list[Article]:
    """The pages of the frontier that are articles, by canonical URL."""
    query = select(frontier.c.url, frontier.c.article_id, frontier.c.outcome)
    with state.read() as connection:
        rows = connection.execute(query.where(frontier.c.article_id.is_not(None)))
        return [Article(url, article, outcome in _READ) for url, article, outcome in rows]


def ask_again(state: State, lost: Sequence[int], known_as: Iterable[str], now: datetime) -> int:
    """Forget captures whose page is lost; have their pages, and those of these articles, asked for at the next crawl.

    What was known of their bodies is forgotten: an answer that nothing changed would bring no page. Returns how many
    pages will be asked for.
    """
    with state.write() as connection:
        candidates: dict[str, Candidate] = {}
        for chunk in _chunks(lost):
            chosen = captures.c.capture_id.in_(chunk)
            for row in connection.execute(select(captures.c.url, captures.c.candidate).where(chosen)):
                if row.candidate is not None:
                    candidates[canonical_url(row.url)] = candidate_from_json(row.candidate)
            connection.execute(delete(captures).where(chosen))
        for chunk in _chunks(list(known_as)):
            pages = select(frontier.c.url, frontier.c.source_id).where(frontier.c.article_id.in_(chunk))
            for row in connection.execute(pages):
                candidates.setdefault(row.url, Candidate(row.url, row.source_id, _AGAIN))
        there = front.load(connection, candidates)
        rows = {row.url: front.forgotten(row, candidates[name], now) for name, row in there.items()}
        front.save(connection, rows.values())
    return len(rows)


def _chunks(ids: Sequence[object]) -> Iterable[Sequence[object]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
