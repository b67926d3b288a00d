"""Which addresses are known, how asking for them ended, and which to ask for now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.sqlite import insert

from core.ids import canonical_url
from core.types import Candidate, Fetch, Outcome
from state.codec import candidate_from_json, candidate_to_json
from state.open import State
from state.schema import entry_points, frontier

MAX_ATTEMPTS = 5
# Failures that say nothing about the page: asked for again at the next run, MAX_ATTEMPTS times in a row.
TRANSIENT = frozenset({"dns", "timeout", "connection", "tls", "truncated", "http_408", "http_429"})
# Refusals that never reached the site: asked for again without counting.
POSTPONED = frozenset({"robots_unavailable", "budget"})
_CHUNK = 500  # SQLite takes 32,766 parameters a statement


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the frontier. `retry` is the candidate while it should be asked for again."""

    url: str
    source_id: str
    first_seen_at: datetime
    last_seen_at: datetime
    outcome: str
    reason: str | None = None
    fetched_at: datetime | None = None
    attempts: int = 0
    hint_updated_at: datetime | None = None
    retry: Candidate | None = None


# --- decisions -------------------------------------------------------------------------------


def is_due(known: Known | None, candidate: Candidate) -> bool:
    """Whether to ask for this candidate now: never seen, still to be retried, or updated since.

    An update is a hint later than the one stored; where none was given before, later than our last answer,
    so that an outlet whose sitemap dates what its feed does not is not fetched twice.
    """
    if known is None or known.retry is not None:
        return True
    if candidate.updated_at is None:
        return False
    return candidate.updated_at > (known.hint_updated_at or known.fetched_at or known.last_seen_at)


def settle(known: Known | None, fetch: Fetch, candidate: Candidate) -> Known:
    """The row after one more answer."""
    row = known or Known(
        url=canonical_url(fetch.url),
        source_id=fetch.source,
        first_seen_at=fetch.at,
        last_seen_at=fetch.at,
        outcome=fetch.outcome,
    )
    attempts = _attempts(row.attempts, fetch)
    hints = [hint for hint in (row.hint_updated_at, candidate.updated_at) if hint is not None]
    return replace(
        row,
        last_seen_at=fetch.at,
        outcome=fetch.outcome.value,
        reason=fetch.reason,
        fetched_at=fetch.at if fetch.outcome is Outcome.FETCHED else row.fetched_at,
        attempts=attempts,
        hint_updated_at=max(hints, default=None),
        retry=candidate if _again(fetch, attempts) else None,
    )


def is_transient(fetch: Fetch) -> bool:
    """Whether this failure says nothing about the page itself."""
    reason = fetch.reason or ""
    return fetch.outcome is Outcome.FAILED and (reason in TRANSIENT or reason.startswith("http_5"))


def _attempts(before: int, fetch: Fetch) -> int:
    """Transient failures in a row."""
    if is_transient(fetch):
        return before + 1
    return before if _postponed(fetch) else 0


def _again(fetch: Fetch, attempts: int) -> bool:
    return _postponed(fetch) or (is_transient(fetch) and attempts < MAX_ATTEMPTS)


def _postponed(fetch: Fetch) -> bool:
    return fetch.outcome is Outcome.REFUSED and fetch.reason in POSTPONED


# --- reading and writing ---------------------------------------------------------------------


def validators(state: State, entry_url: str) -> tuple[str | None, str | None]:
    """(ETag, Last-Modified) of an entry point's last whole answer, for a conditional request."""
    query = select(entry_points.c.etag, entry_points.c.last_modified).where(entry_points.c.url == entry_url)
    with state.read() as connection:
        row = connection.execute(query).one_or_none()
    return (row.etag, row.last_modified) if row else (None, None)


def to_visit(state: State, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those to ask for now, in the order given, once each."""
    unique: dict[str, Candidate] = {}
    for candidate in candidates:
        unique.setdefault(canonical_url(candidate.url), candidate)
    with state.read() as connection:
        known = load(connection, unique)
    return [candidate for url, candidate in unique.items() if is_due(known.get(url), candidate)]


def to_retry(state: State, sources: Iterable[str]) -> list[Candidate]:
    """What earlier runs could not get of these sources: an unchanged feed (304) announces nothing again."""
    query = select(frontier.c.retry).where(frontier.c.retry.is_not(None)).order_by(frontier.c.first_seen_at)
    with state.read() as connection:
        rows = connection.scalars(query.where(frontier.c.source_id.in_(list(sources)))).all()
    return [candidate_from_json(row) for row in rows]


def load(connection: Connection, urls: Iterable[str]) -> dict[str, Known]:
    """The rows of these canonical URLs."""
    wanted = list(urls)
    found: dict[str, Known] = {}
    for start in range(0, len(wanted), _CHUNK):
        query = select(frontier).where(frontier.c.url.in_(wanted[start : start + _CHUNK]))
        found |= {row.url: _known(row) for row in connection.execute(query)}
    return found


def save(connection: Connection, rows: Mapping[str, Known]) -> None:
    """Insert or replace rows."""
    if not rows:
        return
    statement = insert(frontier)
    kept = ("url", "first_seen_at", "article_id")
    changed = {
        column.name: statement.excluded[column.name] for column in frontier.c if column.name not in kept
    }
    connection.execute(
        statement.on_conflict_do_update(["url"], set_=changed), [_row(row) for row in rows.values()]
    )


def _known(row: Row[Any]) -> Known:
    return Known(
        url=row.url,
        source_id=row.source_id,
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
        outcome=row.outcome,
        reason=row.reason,
        fetched_at=row.fetched_at,
        attempts=row.attempts,
        hint_updated_at=row.hint_updated_at,
        retry=None if row.retry is None else candidate_from_json(row.retry),
    )


def _row(known: Known) -> dict[str, Any]:
    return {
        "url": known.url,
        "source_id": known.source_id,
        "first_seen_at": known.first_seen_at,
        "last_seen_at": known.last_seen_at,
        "outcome": known.outcome,
        "reason": known.reason,
        "fetched_at": known.fetched_at,
        "attempts": known.attempts,
        "hint_updated_at": known.hint_updated_at,
        "retry": None if known.retry is None else candidate_to_json(known.retry),
    }
