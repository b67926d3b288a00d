"""What a watch needs to know: of articles that answer it, and of the places that it is about."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

from rapidfuzz import fuzz, process

from core.names import name_key
from store.snapshot import Snapshot
from store.sql import query

_FORM = re.compile(r"^(?:c[acu]|communaute (?:de communes|d agglomeration|urbaine)) (?=.)")
_NEAREST, _LIKENESS = 3, 80.0


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
    places = _rows(snapshot, "communes", said)
    today = [one for one, now in places if now]
    return today or [one for one, _ in places]


def territories(snapshot: Snapshot, kind: str, said: str) -> list[Place]:
    """The territories of a kind (departement, epci) that have this code or name, with or without its legal form."""
    return [one for one, _ in _rows(snapshot, kind, said)]


def nearest(snapshot: Snapshot, kind: str, said: str) -> list[Place]:
    """The places of a kind (communes, departement, epci) whose names look most like this."""
    known = {place: _key(place.name) for place, now in _all(snapshot, kind) if now}
    found = process.extract(_key(said), known, scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=_LIKENESS)
    return [place for _, _, place in found]


def _rows(snapshot: Snapshot, kind: str, said: str) -> list[tuple[Place, bool]]:
    """By the code, which needs no other; else by the name."""
    coded = list(_all(snapshot, kind, said.strip().upper()))
    key = _key(said)
    return coded or [(place, now) for place, now in _all(snapshot, kind) if _key(place.name) == key]


def _all(snapshot: Snapshot, kind: str, code: str | None = None) -> Iterator[tuple[Place, bool]]:
    """The places of a kind, or that of a code, and whether they are of today."""
    rows = snapshot.connection.execute(query("watched_places"), {"kind": kind, "code": code}).fetchall()
    return ((Place(*row), now) for *row, now in rows)


def _key(name: str) -> str:
    """What names are compared by: "CC du Marais" and "Communauté de communes du Marais" are one."""
    return _FORM.sub("", name_key(name))
