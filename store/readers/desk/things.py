"""What the pages of things have in common: what the press told of each, its initiatives, quotes and articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from store.readers.desk.asking import one, prepare, rows
from store.snapshot import Snapshot
from store.sql import query

MOST = 20
"""Lines of a list: the first screen's search has all."""
_NEWEST = 40
"""Articles that a page groups into stories."""


class Thing(StrEnum):
    """What a page is about."""

    COMMUNE = "commune"
    MAYOR = "mayor"
    TECHNOLOGY = "technology"
    OUTLET = "outlet"


class WeekCount(NamedTuple):
    """Articles published in the week of a Monday; reprints are of other outlets' texts, and counted apart."""

    week: date
    articles: int
    reprints: int


@dataclass(frozen=True, slots=True)
class Told:
    """How much the press told of a thing; `newest` are the last articles, reprints included."""

    articles: int
    relevant: int
    reprints: int
    outlets: int
    first_day: date | None
    last_day: date | None
    weeks: tuple[WeekCount, ...]
    newest: tuple["Article", ...]


class Article(NamedTuple):
    """An article in a list; `source_id` is the outlet's slug, `story_id` None outside of stories."""

    article_id: str
    title: str
    source_id: str
    outlet: str
    day: date | None
    access: str
    reserved: bool
    relevant: bool
    nature: str
    counted_as: str
    story_id: str | None


class Group(NamedTuple):
    """Articles of one story, the one whose title stands for it first; one article alone where it is in none."""

    story_id: str | None
    articles: tuple[Article, ...]


class Initiative(NamedTuple):
    """A line of the register, with the sentence of its last status."""

    initiative_id: str
    actor_kind: str
    actor_code: str
    actor: str
    departement: str
    technology_id: str
    technology: str
    use_case: str
    category: str
    status: str
    status_since: date | None
    supplier: str
    first_seen: date | None
    last_seen: date | None
    articles: int
    outlets: int
    confidence: float | None
    evidence_text: str
    title: str
    article_id: str
    outlet: str
    day: date | None


class Quote(NamedTuple):
    """Words of somebody; `among` is how many there are in all."""

    article_id: str
    person_key: str
    speaker: str
    role: str
    direct: bool
    text: str
    title: str
    outlet: str
    day: date | None
    among: int


@dataclass(frozen=True, slots=True)
class Picked:
    """Ids of a thing's initiatives: the last told, the first towns', the abandoned; and how many in each status."""

    newest: tuple[str, ...]
    first: tuple[str, ...]
    abandoned: tuple[str, ...]
    statuses: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(n for _, n in self.statuses)


def told(snapshot: Snapshot, kind: Thing, key: str) -> Told:
    """What the press told of a thing."""
    prepare(snapshot, "desk_articles")
    asked = f"WITH chosen AS ({query(f'desk/chosen_{kind}')}), {query('desk/thing_told')}"
    found = snapshot.connection.execute(asked, {"key": key, "most": _NEWEST}).fetchone()
    *counts, weeks, newest = found or (0, 0, 0, 0, None, None, [], [])
    read: list[Any] = [
        *counts,
        tuple(WeekCount(*week) for week in weeks),
        tuple(Article(*row) for row in newest),
    ]
    return Told(*read)


def grouped(listed: Sequence[Article], most: int = MOST) -> list[Group]:
    """Articles by story, in the order of each story’s first one here; within it, what repeats comes last."""
    groups: dict[str, list[Article]] = {}
    for article in listed:
        groups.setdefault(article.story_id or article.article_id, []).append(article)
    return [Group(some[0].story_id, tuple(sorted(some, key=_leads))) for some in groups.values()][:most]


def _leads(one: Article) -> tuple[bool, bool, bool, date, str]:
    """Whose title stands for a story: as the first screen chooses (web/desk/today/cards.py)."""
    repeats = one.counted_as in {"reprint", "copy"}
    return repeats, not one.relevant, one.access == "excerpt", one.day or date.max, one.article_id


def picked(
    snapshot: Snapshot,
    *,
    commune: str | None = None,
    technology: str | None = None,
    spans: Sequence[tuple[date | None, date | None]] | None = None,
    most: int = MOST,
) -> Picked:
    """Which initiatives a commune has, or a technology; of `spans`, those told on some day of one."""
    days = None if spans is None else [{"first": first, "last": last} for first, last in spans]
    found = one(
        snapshot, "picked_initiatives", commune=commune, technology=technology, spans=days, most=most
    )  # fmt: skip
    newest, first_ids, abandoned, statuses = found or ([], [], [], [])
    return Picked(tuple(newest), tuple(first_ids), tuple(abandoned), tuple(map(tuple, statuses)))


def initiatives(snapshot: Snapshot, ids: Sequence[str]) -> list[Initiative]:
    """These initiatives, in this order; those that no article tells any more are left out."""
    if not ids:
        return []
    found = {row[0]: Initiative(*row) for row in rows(snapshot, "thing_initiatives", ids=list(ids))}
    return [found[one] for one in ids if one in found]


def quotes(
    snapshot: Snapshot, *, insee: str | None = None, person: str | None = None, most: int = MOST
) -> list[Quote]:
    """What people with a role in a commune said, or one person; the newest first."""
    found = rows(snapshot, "thing_quotes", insee=insee, person=person, most=most)
    return [Quote(*row) for row in found]
