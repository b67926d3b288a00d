"""Which addresses are known, how asking for them ended, and which to ask for now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, func, select, update
from sqlalchemy.dialects.sqlite import insert

from core.ids import canonical_url
from core.types import Candidate, Fetch, Outcome
from state.codec import candidate_from_json, candidate_to_json
from state.open import State
from state.schema import aliases, frontier

MAX_ATTEMPTS = 8
# Failures that say nothing about the page: asked for again at the next run, then after 1, 2, 4... 24 hours, some
# two days in all. A night of maintenance costs nothing.
TRANSIENT = frozenset({"dns", "timeout", "connection", "tls", "truncated", "http_408", "http_429"})
# Refusals that never reached the page: asked for again without counting.
POSTPONED = frozenset({"robots_unavailable", "tdmrep_unavailable", "cooldown", "budget"})
# A second look that could not be had by then (the host was at rest) is no longer worth having.
LATE = timedelta(days=3)
# What could not be asked in all this time is no news any more.
OWED_FOR = timedelta(days=30)
_READ = {Outcome.FETCHED, Outcome.UNCHANGED}
_CHUNK = 500  # SQLite takes 32,766 parameters a statement
_CANDIDATES = ("retry", "revisit")


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the frontier.

    `retry` is the candidate while it should be asked for again; `revisit` while the article is young, due at
    `next_visit_at`. `etag`, `last_modified` and `sha256` are those of the last body that was read.
    """

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
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    next_visit_at: datetime | None = None
    revisit: Candidate | None = None


# --- decisions -------------------------------------------------------------------------------


def is_due(known: Known | None, candidate: Candidate, now: datetime) -> bool:
    """Whether to ask for this candidate now: never seen, still to be retried, or updated since.

    An update is a hint later than the one stored; where none was given before, later than our last answer,
    so that an outlet whose sitemap dates what its feed does not is not fetched twice.
    """
    if known is None:
        return True
    if known.retry is not None:
        return is_rested(known, now)
    if candidate.updated_at is None:
        return False
    return candidate.updated_at > (known.hint_updated_at or known.fetched_at or known.last_seen_at)


def is_rested(known: Known, now: datetime) -> bool:
    """Whether a page that failed is to be asked again: at once the first time, then ever later."""
    if known.attempts < 2:
        return True
    return now - known.last_seen_at >= timedelta(hours=min(2 ** (known.attempts - 2), 24))


def settle(known: Known | None, fetch: Fetch, candidate: Candidate, ages: Sequence[timedelta] = ()) -> Known:
    """The row after one more answer; `ages` are those at which an article is visited again."""
    row = known or Known(
        url=canonical_url(fetch.url),
        source_id=fetch.source,
        first_seen_at=fetch.at,
        last_seen_at=fetch.at,
        outcome=fetch.outcome,
    )
    attempts = _attempts(row.attempts, fetch)
    hints = [hint for hint in (row.hint_updated_at, candidate.updated_at) if hint is not None]
    retry = candidate if _again(fetch, attempts) else None
    visit = None if retry else next_visit(row.first_seen_at, candidate, fetch, ages)
    return replace(
        _with_body(row, fetch),
        last_seen_at=fetch.at,
        outcome=fetch.outcome.value,
        reason=fetch.reason,
        attempts=attempts,
        hint_updated_at=max(hints, default=None),
        retry=retry,
        next_visit_at=visit,
        revisit=candidate if visit else None,
    )


def next_visit(
    first_seen_at: datetime, candidate: Candidate, fetch: Fetch, ages: Sequence[timedelta]
) -> datetime | None:
    """When to look again at what may still change: a young article, or one behind a wall.

    Ages count from publication, or from when it was first seen if that is unknown (or yet to come). A page that
    no entry point announced (a saved one) is not looked for again.
    """
    if fetch.outcome not in _READ | {Outcome.BLOCKED} or not candidate.entry.startswith("http"):
        return None
    born = min(candidate.published_at or first_seen_at, first_seen_at)
    return min((born + age for age in ages if born + age > fetch.at), default=None)


def forgotten(row: Known, candidate: Candidate, now: datetime) -> Known:
    """A page whose body was lost: due now, and as if it had never been read."""
    return replace(row, etag=None, last_modified=None, sha256=None, next_visit_at=now, revisit=candidate)


def is_transient(fetch: Fetch) -> bool:
    """Whether this failure says nothing about the page itself."""
    reason = fetch.reason or ""
    return fetch.outcome is Outcome.FAILED and (reason in TRANSIENT or reason.startswith("http_5"))


def _with_body(row: Known, fetch: Fetch) -> Known:
    """What is known of the body: that of the last one read; an answer that it is the same changes nothing."""
    if fetch.outcome is not Outcome.FETCHED:
        return row
    return replace(
        row,
        fetched_at=fetch.at,
        etag=fetch.etag,
        last_modified=fetch.last_modified,
        sha256=fetch.sha256,
    )


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


def to_visit(
    state: State, candidates: Iterable[Candidate], now: datetime
) -> list[tuple[Candidate, Known | None]]:
    """Those to ask for now, in the order given, once each, with what is known of them."""
    unique: dict[str, Candidate] = {}
    for candidate in candidates:
        unique.setdefault(canonical_url(candidate.url), candidate)
    with state.read() as connection:
        known = load(connection, unique)
    return [
        (candidate, known.get(url))
        for url, candidate in unique.items()
        if is_due(known.get(url), candidate, now)
    ]


def to_retry(state: State, sources: Iterable[str], now: datetime, limit: int) -> list[Known]:
    """What earlier runs could not get of these sources, at most so much of each: the least tried, the oldest."""
    owed = frontier.c.retry.is_not(None) & (frontier.c.first_seen_at > now - OWED_FOR)
    rows = _of_each(state, sources, owed, limit, frontier.c.attempts, frontier.c.first_seen_at)
    return [known for known in rows if is_rested(known, now)]


def to_revisit(state: State, sources: Iterable[str], now: datetime, limit: int) -> list[Known]:
    """The young articles of these sources whose next visit is due, at most so many of each, the earliest first.

    One that was never read (its host was walled) is waited for.
    """
    worth = frontier.c.fetched_at.is_(None) | (frontier.c.next_visit_at >= now - LATE)
    due = frontier.c.next_visit_at.between(now - OWED_FOR, now) & worth
    return _of_each(state, sources, due, limit, frontier.c.next_visit_at)


def _of_each(
    state: State, sources: Iterable[str], wanted: ColumnElement[bool], limit: int, *order: Column[Any]
) -> list[Known]:
    """Rows of these sources, at most `limit` of each, so that the debts of one do not hide the others'."""
    rank = func.row_number().over(partition_by=frontier.c.source_id, order_by=order).label("rank")
    ranked = select(frontier, rank).where(wanted, frontier.c.source_id.in_(list(sources))).subquery()
    with state.read() as connection:
        rows = connection.execute(select(ranked).where(ranked.c.rank <= limit).order_by(ranked.c.rank))
        return [_known(row) for row in rows]


def identify(state: State, articles: Iterable[tuple[str, str, str]]) -> None:
    """Record which article a page turned out to be: (address asked for, article id, article's own URL).

    The article's own URL becomes another name of the page: announced later, it is not asked for again.
    """
    with state.write() as connection:
        for asked, article_id, own in articles:
            url = canonical_url(asked)
            connection.execute(update(frontier).where(frontier.c.url == url).values(article_id=article_id))
            add_alias(connection, own, url)


def article_of(state: State, url: str) -> str | None:
    """The id of the article that a page turned out to be, by any of its names; None when it is not known."""
    name = canonical_url(url)
    named = select(aliases.c.target).where(aliases.c.url == name)
    known = select(frontier.c.article_id).where((frontier.c.url == name) | frontier.c.url.in_(named))
    with state.read() as connection:
        return connection.scalar(known.where(frontier.c.article_id.is_not(None)))


def add_alias(connection: Connection, url: str, target: str) -> None:
    """Let `url` stand for the frontier's row `target`; the first page that claims a name keeps it."""
    name = canonical_url(url)
    if name != target:
        connection.execute(insert(aliases).values(url=name, target=target).on_conflict_do_nothing())


def load(connection: Connection, urls: Iterable[str]) -> dict[str, Known]:
    """The rows of these canonical URLs, by the URL given: its own row, else that of the page it stands for."""
    wanted = list(urls)
    found: dict[str, Known] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        named = (
            select(aliases.c.url.label("name"), frontier)
            .join(frontier, frontier.c.url == aliases.c.target)
            .where(aliases.c.url.in_(chunk))
        )
        found |= {row.name: _known(row) for row in connection.execute(named)}
        own = select(frontier).where(frontier.c.url.in_(chunk))
        found |= {row.url: _known(row) for row in connection.execute(own)}
    return found


def save(connection: Connection, rows: Iterable[Known]) -> None:
    """Insert or replace rows."""
    values = {row.url: _row(row) for row in rows}
    if not values:
        return
    statement = insert(frontier)
    kept = ("url", "first_seen_at", "article_id")
    changed = {
        column.name: statement.excluded[column.name] for column in frontier.c if column.name not in kept
    }
    connection.execute(statement.on_conflict_do_update(["url"], set_=changed), list(values.values()))


def _known(row: Row[Any]) -> Known:
    values = {item.name: getattr(row, item.name) for item in fields(Known)}
    for name in _CANDIDATES:
        values[name] = None if values[name] is None else candidate_from_json(values[name])
    return Known(**values)


def _row(known: Known) -> dict[str, Any]:
    values = {item.name: getattr(known, item.name) for item in fields(Known)}
    for name in _CANDIDATES:
        values[name] = None if values[name] is None else candidate_to_json(values[name])
    return values
