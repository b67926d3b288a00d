"""An article as the desk shows it: its own fields, its rows, what it repeats, the versions it had."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from store.correcting import entities
from store.correcting.facts import Tables
from store.readers.desk.story import Member, members
from store.snapshot import Snapshot
from store.sql import query


class Head(NamedTuple):
    """An article's own fields; instants are in UTC, without a zone."""

    article_id: str
    version: int
    url: str
    source_id: str
    outlet: str
    outlet_group: str | None
    title: str
    summary: str
    authors: list[str]
    agencies: list[str]
    published_at: datetime | None
    published_day: date | None
    published_precision: str | None
    published_by: str | None
    modified_at: datetime | None
    lang: str | None
    section: str | None
    access: str
    basis: str
    form: str | None
    reserved: bool
    declared_by: str | None
    relevance: float | None
    gate: str | None
    why: list[str]
    word_count: int | None
    first_seen_at: datetime
    story_id: str | None
    story_title: str | None

    @property
    def closed(self) -> bool:
        """Whether nothing of it is shown but its title: read in full although its publisher reserves it."""
        return self.reserved and self.basis == "full"


class Linked(NamedTuple):
    """An article that shares its text; `ours`: it is what this one repeats."""

    article_id: str
    kind: str
    score: float
    ours: bool
    title: str
    url: str
    outlet: str
    day: date | None


class Version(NamedTuple):
    """A version; `changed` names the parts that differ from the one before, None when that is not known."""

    version: int
    seen_at: datetime
    changed: list[str] | None


class Name(NamedTuple):
    """What a code is called; `around` is a commune's département, a technology's family."""

    name: str
    around: str


Names = dict[tuple[str, str], Name]


@dataclass(frozen=True, slots=True)
class Article:
    """All of it. `tables` are the rows of its current version, `names` what the codes in them are called."""

    head: Head
    tables: Tables
    links: tuple[Linked, ...]
    members: tuple[Member, ...]
    versions: tuple[Version, ...]
    names: Names


def head(snapshot: Snapshot, article_id: str) -> Head | None:
    """An article's own fields, None when it is not published."""
    row = snapshot.connection.execute(query("desk/article"), {"article": article_id}).fetchone()
    return Head._make(row) if row else None


def article(snapshot: Snapshot, article_id: str) -> Article | None:
    """All that is published of an article, None when nothing is."""
    own = head(snapshot, article_id)
    if own is None:
        return None
    tables = entities.facts(snapshot, article_id)
    asked = {"article": article_id}
    links = snapshot.connection.execute(query("desk/article_links"), asked).fetchall()
    versions = snapshot.connection.execute(
        "SELECT version, seen_at, changed FROM article_versions WHERE article_id = $article ORDER BY version",
        asked,
    ).fetchall()
    return Article(
        own,
        tables,
        tuple(Linked._make(row) for row in links),
        tuple(members(snapshot, own.story_id)) if own.story_id else (),
        tuple(Version._make(row) for row in versions),
        names(snapshot, *_codes(tables)),
    )


def names(snapshot: Snapshot, communes: Iterable[str], technologies: Iterable[str]) -> Names:
    """What these communes and technologies are called, by kind and key."""
    asked = {"communes": sorted(set(communes)), "technologies": sorted(set(technologies))}
    if not any(asked.values()):
        return {}
    found = snapshot.connection.execute(query("desk/article_names"), asked).fetchall()
    return {(kind, key): Name(name, around or "") for kind, key, name, around in found}


def _codes(tables: Tables) -> tuple[set[str], set[str]]:
    """The communes and the technologies that the rows name."""
    communes, technologies = set[str](), set[str]()
    for row in tables.get("mentions", ()):
        if row["kind"] == "commune":
            communes.add(row["entity_key"])
        elif row["kind"] == "technology":
            technologies.add(row["entity_key"])
    for name in ("roles", "quotes", "events"):
        communes |= {row["insee"] for row in tables.get(name, ()) if row["insee"]}
    for row in tables.get("initiative_history", ()):
        _add(communes, row, "actor_code")
        _add(technologies, row, "technology_id")
    return communes, technologies


def _add(codes: set[str], row: dict[str, Any], column: str) -> None:
    if row[column]:
        codes.add(row[column])
