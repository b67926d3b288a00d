"""An article as the desk shows it: its own fields, its rows, what it repeats, the versions it had."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from store.correcting.facts import Tables
from store.readers.desk.names import Names, names
from store.readers.desk.places import Places, hashed
from store.readers.desk.story import Line, Member, lines, links_of, members
from store.snapshot import Snapshot
from store.sql import query

_FACTS = ("mentions", "roles", "quotes", "figures", "events", "initiative_history")


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
    relevant: bool | None
    relevance: float | None
    nature: str | None
    gate: str | None
    why: list[str]
    word_count: int | None
    first_seen_at: datetime
    story_id: str = ""

    @property
    def closed(self) -> bool:
        """Whether nothing of it is shown but its title: read in full although its publisher reserves it."""
        return self.reserved and self.basis == "full"


class Linked(NamedTuple):
    """An article that shares its text; `ours`: it is what this one repeats."""

    kind: str
    score: float
    ours: bool
    line: Line


class Version(NamedTuple):
    """A version; `changed` names the parts that differ from the one before, None when that is not known."""

    version: int
    seen_at: datetime
    changed: list[str] | None


@dataclass(frozen=True, slots=True)
class Article:
    """All of it.

    `members` tell its story as well, none when it is alone; `tables` are the rows of its current version, `names` what
    the codes in them are called.
    """

    head: Head
    tables: Tables
    links: tuple[Linked, ...]
    members: tuple[Member, ...]
    versions: tuple[Version, ...]
    names: Names


def head(snapshot: Snapshot, places: Places, article_id: str, key: int | None = None) -> Head | None:
    """An article's own fields, None when it is not published."""
    key = hashed(snapshot, [article_id])[article_id] if key is None else key
    at = places.of("articles", [key])
    row = snapshot.connection.execute(query("desk/article"), {"row": at[0]}).fetchone() if at else None
    if row is None or row[0] != article_id:
        return None
    story = next((one["story_id"] for one in places.rows(snapshot, "story_articles", article_id, key)), "")
    return Head._make((*row, story))


def article(snapshot: Snapshot, places: Places, article_id: str) -> Article | None:
    """All that is published of an article, None when nothing is."""
    key = hashed(snapshot, [article_id])[article_id]
    own = head(snapshot, places, article_id, key)
    if own is None:
        return None
    tables = _tables(snapshot, places, own, key)
    versions = places.rows(snapshot, "article_versions", article_id, key)
    return Article(
        own,
        tables,
        tuple(_links(snapshot, places, own)),
        tuple(members(snapshot, places, own.story_id, article_id)) if own.story_id else (),
        tuple(
            Version(one["version"], one["seen_at"], one["changed"])
            for one in sorted(versions, key=lambda one: one["version"])
        ),
        names(snapshot, *_codes(tables)),
    )


def _tables(snapshot: Snapshot, places: Places, own: Head, key: int) -> Tables:
    """The rows of its current version, by table, as corrections take them; of its own row what these may change."""
    judged = {
        "article_id": own.article_id,
        "version": own.version,
        "relevant": own.relevant,
        "nature": own.nature,
        "title": own.title,
    }
    topics = places.rows(snapshot, "article_topics", own.article_id, key)
    found: Tables = {
        "articles": [judged],
        "article_topics": [row | {"version": own.version} for row in topics],
    }
    for table in _FACTS:
        rows = places.rows(snapshot, table, own.article_id, key)
        found[table] = [row for row in rows if row["version"] == own.version]
    return found


def _links(snapshot: Snapshot, places: Places, own: Head) -> list[Linked]:
    """What it repeats and what repeats it, by the links that hold: those of current versions."""
    found = links_of(snapshot, own.article_id)
    others = {one.other_id if one.article_id == own.article_id else one.article_id for one in found}
    known = {one.article_id: one for one in lines(snapshot, places, others)} if others else {}
    current = {own.article_id: own.version} | {key: one.version for key, one in known.items()}
    linked = [
        Linked(one.kind, one.score, ours, known[other])
        for one in found
        if current.get(one.article_id) == one.version
        for ours in (one.article_id == own.article_id,)
        for other in (one.other_id if ours else one.article_id,)
        if other in known
    ]
    return sorted(linked, key=lambda one: (not one.ours, one.line.day or date.min, one.line.article_id))[
        :_MOST
    ]


_MOST = 60


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
