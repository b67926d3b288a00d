"""What one correction does to one row of each table: pure steps. None: the row is not to be stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from core.names import name_key
from core.types import Correction, MentionKind, Nature
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from store.rows import Row
from store.tables import FACTS

if TYPE_CHECKING:
    from store.correcting.people import People

Tables = dict[str, list[Row]]

SUPPLIER_KEY = "supplier_key"
"""What a line of an initiative's history has while it is corrected: the key of its supplier."""
TOLD_AS = "told_as"
"""What such a line has besides: the initiative that it was of before."""
CANDIDATE = "candidate:"
"""How the keys of technologies begin that no lexicon knows."""
_MENTIONED = {
    MentionKind.COMMUNE.value: Kind.COMMUNE,
    MentionKind.PERSON.value: Kind.PERSON,
    MentionKind.TECHNOLOGY.value: Kind.TECHNOLOGY,
    MentionKind.ORGANISATION.value: Kind.ORGANISATION,
}


class Office(NamedTuple):
    """A mandate of a commune's mayor."""

    name_key: str
    from_day: date
    to_day: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class Told:
    """A correction, with the key and the name that it leads to, and what the register knows of communes.

    `given` is that name if an editor gave it, empty otherwise; `before` is what was said before it; `keys` are those
    of a figure before the words that led to the one that is named.
    """

    said: Correction
    into: str
    name: str
    offices: Mapping[str, Sequence[Office]]
    day: date | None
    given: str = ""
    before: "Sequence[Told]" = ()
    keys: frozenset[str] = frozenset()

    def of(self, kind: Kind, key: object, row: Row) -> bool:
        """Whether it speaks of this key, in this row's article."""
        said = self.said
        if said.kind is not kind or said.key != key:
            return False
        if said.articles:
            return row["article_id"] in said.articles
        return said.article_id in {None, row["article_id"]}

    @property
    def merges(self) -> bool:
        """Whether two things are one: not what goes back to where a split took it from, nor one article's own word."""
        return self.said.action is Action.MERGE and self.said.undoes is None and self.said.article_id is None

    @property
    def moves(self) -> bool:
        """Whether rows get another key."""
        return self.said.action in {Action.MERGE, Action.LINK, Action.SPLIT}


def keys(tables: Tables) -> set[tuple[Kind, str]]:
    """All that the rows of a unit name, as corrections name it."""
    found: set[tuple[Kind, str | None]] = set()
    for row in tables.get("mentions", ()):
        if (kind := _MENTIONED.get(row["kind"])) is not None:
            found.add((kind, row["entity_key"]))
    for row in tables.get("roles", ()):
        found |= {(Kind.PERSON, row["person_key"]), (Kind.COMMUNE, row["insee"])}
    for row in tables.get("events", ()):
        found |= {(Kind.EVENT, row["event_id"]), (Kind.COMMUNE, row["insee"])}
    for row in tables.get("initiative_history", ()):
        found |= {(Kind.INITIATIVE, row["initiative_id"]), (Kind.TECHNOLOGY, row["technology_id"])}
        found |= {(Kind.COMMUNE, row["actor_code"]), (Kind.ORGANISATION, name_key(row["supplier"] or ""))}
    return {(kind, key) for kind, key in found if key}


def mention(row: Row, told: Told, people: "People") -> Row | None:
    """A mention of an entity; of a person, it follows the roles."""
    if row["kind"] == MentionKind.PERSON:
        if not people.concerns(row["entity_key"]):
            return row
        now = people.now(row["entity_key"])
        return row | {"entity_key": now["person_key"], "name": now["name"]} if now else None
    kind = _MENTIONED.get(row["kind"])
    if kind is None or not told.of(kind, row["entity_key"], row):
        return row
    if told.said.action is Action.DELETE:
        return None
    if told.said.action is Action.RENAME:
        return row | {"name": told.said.value}
    return row | _entity(row, told) if told.moves else row


def _entity(row: Row, told: Told) -> Row:
    changed: Row = {"entity_key": told.into, "name": told.name or row["name"]}
    if row["kind"] == MentionKind.TECHNOLOGY:
        changed["candidate"] = told.into.startswith(CANDIDATE)
    if told.said.detail.category:
        changed["category"] = told.said.detail.category
    return changed


def in_its_article(said: Correction, row: Row) -> bool:
    """Whether it is about this row's article: the one that was named, or one that repeats its text (reaching.py)."""
    return row["article_id"] in {said.article_id, *said.articles}


def figure_key(row: Row) -> str:
    """A figure in words."""
    return name_key(f"{row['value']:g} {row['unit'] or ''} {row['what'] or ''}")


def is_not_ours(row: Row, told: Told) -> bool:
    """Whether an editor said that the row's article is not for us."""
    return told.said.action is Action.IRRELEVANT and told.said.key == row["article_id"]


def article(tables: Tables, told: Told) -> bool:
    """What is said of the article as a whole; whether anything changed."""
    said = told.said
    if said.kind is not Kind.ARTICLE or not (rows := tables.get("articles")):
        return False
    if said.action is Action.TOPICS:
        owner = {name: rows[0][name] for name in ("article_id", "version")}
        old = tables.get("article_topics", [])
        tables["article_topics"] = [owner | {"topic": topic} for topic in said.value.split(",") if topic]
        return tables["article_topics"] != old
    tables["articles"] = [row | _judged(row, said) for row in rows]
    return tables["articles"] != rows


def _judged(row: Row, said: Correction) -> Row:
    """An initiative is for us, and nothing that is not for us is one (docs/training.md); an editor may give a title."""
    if said.action is Action.RENAME:
        return {"title": said.value}
    nature = row["nature"]
    if said.action is Action.NATURE:
        ours = said.value == Nature.INITIATIVE
        return {"nature": said.value, "relevant": True if ours else row["relevant"]}
    if said.action is Action.RELEVANT:
        kept = nature in {Nature.INITIATIVE, Nature.DEBATE}
        return {"relevant": True, "nature": nature if kept else Nature.INITIATIVE.value}
    return {"relevant": False, "nature": Nature.OTHER.value if nature == Nature.INITIATIVE else nature}


def unique(tables: Tables) -> Tables:
    """Each key once: two that became one are one row, the last of them."""
    of = {table.name: ("version", *table.key) for table in FACTS}
    return {
        name: list({tuple(row[c] for c in of[name]): row for row in _own_last(rows)}.values())
        if name in of
        else rows
        for name, rows in tables.items()
    }


def _own_last(rows: Sequence[Row]) -> Sequence[Row]:
    """What an initiative's own articles say of it goes before what was merged into it."""
    return sorted(rows, key=lambda row: row.get("merged_from") is None)
