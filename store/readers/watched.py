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


class Place(NamedTuple):
    """A commune, a département or an EPCI, by its official code."""

    code: str
    name: str


def watched(snapshot: Snapshot, ids: Iterable[str]) -> dict[str, Watched]:
    """The published articles of these ids; those that are gone are missing."""
    rows = snapshot.connection.execute(query("watched_articles"), {"ids": list(ids)}).fetchall()
    found = (Watched(*row) for row in rows)
    return {one.article_id: one._replace(seen_at=one.seen_at.replace(tzinfo=UTC)) for one in found}


def communes_of(snapshot: Snapshot, epci: str) -> list[str]:
    """The INSEE codes of an EPCI's communes."""
    rows = snapshot.connection.execute(
        "SELECT DISTINCT insee FROM communes WHERE epci_siren = ? AND kind <> 'COMD' ORDER BY insee", [epci]
    )
    return [insee for (insee,) in rows.fetchall()]


def communes(snapshot: Snapshot, said: str) -> list[Place]:
    """The communes of today that have this code or this name."""
    rows = snapshot.connection.execute("SELECT insee, name FROM communes WHERE parent IS NULL ORDER BY insee")
    return _named(rows.fetchall(), said)


def territories(snapshot: Snapshot, kind: str, said: str) -> list[Place]:
    """The territories of a kind (departement, epci) that have this code or this name."""
    rows = snapshot.connection.execute(
        "SELECT code, name FROM territories WHERE kind = ? ORDER BY code", [kind]
    )
    return _named(rows.fetchall(), said)


def _named(rows: list[tuple[str, str]], said: str) -> list[Place]:
    code, key = said.strip().upper(), name_key(said)
    known = [Place(*row) for row in rows]
    return [one for one in known if one.code == code] or [one for one in known if name_key(one.name) == key]
