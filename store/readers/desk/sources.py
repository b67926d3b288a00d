"""What the sources room and "Ajouter" ask the results."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from store.snapshot import Snapshot
from store.sql import query


class Health(NamedTuple):
    """How a source is doing, counted back from the last collection; None where nothing is known yet."""

    source_id: str
    state: str
    volume: str | None
    last_asked_at: datetime | None
    last_answer_at: datetime | None
    entry_reason: str | None
    announced_7_days: int | None
    announced_usual_week: float | None
    articles: int
    articles_7_days: int
    last_article_day: date | None
    silent_days: int | None


class Unread(NamedTuple):
    """A reason for which pages of a source could not be read lately, how many, and one of them."""

    reason: str
    n: int
    sample: str
    last_at: datetime


class Added(NamedTuple):
    """An article as the room tells of it; `relevant` None: it was not analysed."""

    article_id: str
    title: str | None
    url: str
    outlet: str
    basis: str
    relevant: bool | None


def health(snapshot: Snapshot) -> dict[str, Health]:
    """The health of every source of the results, by slug (heavy: keep it for as long as the snapshot)."""
    rows = snapshot.connection.execute(query("desk/sources_health")).fetchall()
    found = (Health._make((*row[:3], _utc(row[3]), _utc(row[4]), *row[5:])) for row in rows)
    return {one.source_id: one for one in found}


def unread(snapshot: Snapshot, slug: str, most: int) -> list[Unread]:
    """Why pages of a source were not read in its last four weeks of collection, the commonest reason first."""
    chosen = {"source": slug, "most": most}
    rows = snapshot.connection.execute(query("desk/sources_unread"), chosen).fetchall()
    return [Unread(reason, n, sample, at.replace(tzinfo=UTC)) for reason, n, sample, at in rows]


def added(snapshot: Snapshot, article_id: str) -> Added | None:
    """An article by its id; None when it is not published."""
    row = snapshot.connection.execute(query("desk/sources_added"), {"article": article_id}).fetchone()
    return Added._make(row) if row else None


def refused(snapshot: Snapshot, url: str) -> str | None:
    """Why the page of an address gave no article, the last time."""
    found = snapshot.connection.execute(
        'SELECT reason FROM rejections WHERE url = ? ORDER BY "at" DESC LIMIT 1', [url]
    ).fetchone()
    return str(found[0]) if found and found[0] else None


def _utc(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at else None
