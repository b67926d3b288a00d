"""What a watch needs to know: of articles that answer it, and of the places that it is about."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import NamedTuple

from core.names import name_key
from store.snapshot import Snapshot
from store.sql import query


class Watched(NamedTuple):
    """An article; `repeats` is the article whose text it repeats, `story` is of several articles.

    `reserved`: its words are not to be shown.
    """

    article_id: str
    title: str
    url: str
    outlet: str
    day: date | None
    seen_at: datetime
    counted_as: str
    repeats: str | None
    story: str | None
    reserved: bool


class NamedIn(NamedTuple):
    """What an article names, by the words `surface`, with a sentence that tells of it, if a fact cites one.

    `kind` is commune, epci, departement, technology, mayor or former_mayor; `epci` and `departement` are a commune's.
    """

    article_id: str
    kind: str
    code: str
    name: str
    surface: str
    epci: str
    departement: str
    evidence: str


class Place(NamedTuple):
    """A commune, a département or an EPCI, by its official code; `parent` is the commune that an old one is part of."""

    code: str
    name: str
    parent: str = ""


class Office(NamedTuple):
    """The last mandate that the register knows of a mayor; `until` None while it is open, `after` who follows."""

    name: str
    insee: str
    commune: str
    until: date | None
    after: str


def watched(snapshot: Snapshot, ids: Iterable[str]) -> dict[str, Watched]:
    """The published articles of these ids; those that are gone are missing."""
    rows = snapshot.connection.execute(query("watched_articles"), {"ids": list(ids)}).fetchall()
    found = (Watched(*row) for row in rows)
    return {one.article_id: one._replace(seen_at=one.seen_at.replace(tzinfo=UTC)) for one in found}


def named(snapshot: Snapshot, ids: Iterable[str]) -> list[NamedIn]:
    """The places, technologies and mayors that these articles name."""
    rows = snapshot.connection.execute(query("watched_named"), {"ids": list(ids)}).fetchall()
    return [NamedIn(*row) for row in rows]


def offices(snapshot: Snapshot, name: str) -> list[Office]:
    """The last mandate in each commune of those who have this whole name."""
    rows = snapshot.connection.execute(query("watched_mayors"), {"key": name_key(name)}).fetchall()
    return [Office(*row) for row in rows]


def communes(snapshot: Snapshot, said: str) -> list[Place]:
    """The communes of today that have this code or this name, else those that were."""
    rows = snapshot.connection.execute(
        "SELECT insee, name, CASE WHEN kind <> 'arrondissement' THEN coalesce(parent, '') ELSE '' END, parent IS NULL"
        " FROM communes ORDER BY insee"
    ).fetchall()
    today, before = ([row[:3] for row in rows if row[3] is now] for now in (True, False))
    return _named(today, said) or _named(before, said)


def territories(snapshot: Snapshot, kind: str, said: str) -> list[Place]:
    """The territories of a kind (departement, epci) that have this code or this name."""
    rows = snapshot.connection.execute(
        "SELECT code, name FROM territories WHERE kind = ? ORDER BY code", [kind]
    )
    return _named(rows.fetchall(), said)


def _named(rows: list[tuple[str, ...]], said: str) -> list[Place]:
    code, key = said.strip().upper(), name_key(said)
    known = [Place(*row) for row in rows]
    return [one for one in known if one.code == code] or [one for one in known if name_key(one.name) == key]
