"""Saved searches, and the articles that each has told of already."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from core.letters import Rhythm, Watch
from state.open import State
from state.schema import watch_told, watches


def add(state: State, watch: Watch) -> Watch:
    """Keep a watch; returns it with its number, and a slug that no other has."""
    with state.write() as connection:
        taken = set(connection.scalars(select(watches.c.slug)))
        names = (watch.slug, *(f"{watch.slug}-{number}" for number in range(2, len(taken) + 3)))
        row = {
            "name": watch.name,
            "slug": next(name for name in names if name not in taken),
            "query": watch.query,
            "rhythm": watch.rhythm.value,
            "by": watch.by,
            "created_at": watch.created_at,
            "readers": list(watch.readers),
            "public": watch.public,
        }
        key = connection.execute(insert(watches).values(row)).inserted_primary_key
        return _watch(
            connection.execute(select(watches).where(watches.c.watch_id == (key[0] if key else 0))).one()
        )


def every(state: State) -> list[Watch]:
    """All watches, the oldest first."""
    with state.read() as connection:
        return [_watch(row) for row in connection.execute(select(watches).order_by(watches.c.watch_id))]


def by_slug(state: State, slug: str) -> Watch | None:
    """The watch of a slug."""
    with state.read() as connection:
        row = connection.execute(select(watches).where(watches.c.slug == slug)).first()
        return _watch(row) if row else None


def publish(state: State, watch: Watch, *, public: bool) -> None:
    """Let anybody read its page and its feed, or the desk alone."""
    with state.write() as connection:
        own = watches.c.watch_id == watch.watch_id
        connection.execute(update(watches).where(own).values(public=public))


def remove(state: State, watch: Watch) -> None:
    """Forget a watch and what it told."""
    with state.write() as connection:
        connection.execute(delete(watch_told).where(watch_told.c.watch_id == watch.watch_id))
        connection.execute(delete(watches).where(watches.c.watch_id == watch.watch_id))


def leave(state: State, slug: str, email: str) -> bool:
    """Take an address off a watch's mail; False when it was not on it."""
    with state.write() as connection:
        row = connection.execute(select(watches).where(watches.c.slug == slug)).first()
        if row is None or email not in row.readers:
            return False
        kept = [reader for reader in row.readers if reader != email]
        connection.execute(update(watches).where(watches.c.slug == slug).values(readers=kept))
        return True


def told(state: State, watch: Watch) -> dict[str, str]:
    """The articles that its mails have told of, each with the mail's key."""
    with state.read() as connection:
        rows = connection.execute(
            select(watch_told.c.article_id, watch_told.c.issue).where(watch_told.c.watch_id == watch.watch_id)
        )
        return {row.article_id: row.issue for row in rows}


def last_told(state: State, watch: Watch) -> datetime | None:
    """When its last mail was composed."""
    with state.read() as connection:
        last = select(func.max(watch_told.c.at)).where(watch_told.c.watch_id == watch.watch_id)
        found: datetime | None = connection.scalar(last)
        return found


def _watch(row: Row[Any]) -> Watch:
    return Watch(
        watch_id=row.watch_id,
        name=row.name,
        slug=row.slug,
        query=dict(row.query),
        rhythm=Rhythm(row.rhythm),
        by=row.by,
        created_at=row.created_at,
        readers=tuple(row.readers),
        public=bool(row.public),
    )
