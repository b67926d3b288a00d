"""A story as the desk shows it: its articles, what they tell of, what people say in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from core.names import name_key
from store.readers.desk.asking import rows
from store.readers.desk.names import Names, names
from store.readers.desk.places import Places, hashed
from store.snapshot import Snapshot
from store.sql import query


class Line(NamedTuple):
    """An article in one line."""

    article_id: str
    version: int
    day: date | None
    outlet: str
    source_id: str
    outlet_group: str | None
    title: str
    url: str
    access: str
    basis: str
    form: str | None


class Link(NamedTuple):
    """An article whose version repeats another, or tells it in brief (round-up)."""

    article_id: str
    version: int
    other_id: str
    kind: str
    score: float


class Member(NamedTuple):
    """An article of a story, what it is in a count (v_articles), and how it came there."""

    line: Line
    counted_as: str
    rule: str
    score: float


class Deed(NamedTuple):
    """An initiative of the register."""

    initiative_id: str
    actor: str
    technology: str
    use_case: str
    status: str | None
    supplier: str | None


class Saying(NamedTuple):
    """What somebody says in one of its articles."""

    article_id: str
    start_at: int
    speaker: str | None
    person_key: str | None
    role: str | None
    commune: str | None
    direct: bool
    text: str


class Near(NamedTuple):
    """Another story that it may be one with."""

    story_id: str
    title: str
    first_day: date | None


@dataclass(frozen=True, slots=True)
class Story:
    """A story, with all that its page shows."""

    story_id: str
    title: str
    first_day: date | None
    last_day: date | None
    members: tuple[Member, ...]
    initiatives: tuple[Deed, ...]
    quotes: tuple[Saying, ...]


def lines(snapshot: Snapshot, places: Places, article_ids: Iterable[str]) -> list[Line]:
    """These articles in one line each, the first published first."""
    wanted = hashed(snapshot, article_ids)
    placed = {"rows": places.of("articles", wanted.values())}
    found = [
        Line._make(row) for row in snapshot.connection.execute(query("desk/article_lines"), placed).fetchall()
    ]
    return [one for one in found if one.article_id in wanted]


def links_of(snapshot: Snapshot, article_id: str) -> list[Link]:
    """What an article repeats and what repeats it; of old versions as well."""
    found = snapshot.connection.execute(query("desk/article_links"), {"article": article_id})
    return [Link._make(row) for row in found.fetchall()]


def links(snapshot: Snapshot, article_ids: Iterable[str]) -> list[Link]:
    """What these articles repeat; of old versions as well."""
    found = snapshot.connection.execute(
        "SELECT article_id, version, other_id, kind, score FROM article_links"
        " WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": list(article_ids)},
    )
    return [Link._make(row) for row in found.fetchall()]


def members(snapshot: Snapshot, places: Places, story_id: str, alone: str = "") -> list[Member]:
    """The articles of a story, the first published first; none when `alone`, an article, is all there is to it."""
    found = snapshot.connection.execute(
        "SELECT article_id, rule, score FROM story_articles WHERE story_id = $story LIMIT 300",
        {"story": story_id},
    ).fetchall()
    placed = {article: (rule, score) for article, rule, score in found}
    if set(placed) == {alone}:
        return []
    known = lines(snapshot, places, placed)
    counted = _counted(snapshot, places, known)
    return [Member(one, counted.get(one.article_id, "article"), *placed[one.article_id]) for one in known]


def _counted(snapshot: Snapshot, places: Places, known: Sequence[Line]) -> dict[str, str]:
    """What articles are in a count, those that count left out: as v_article_repeats says it, of these alone."""
    versions = {one.article_id: one.version for one in known}
    held = [
        one
        for one in links(snapshot, versions)
        if one.kind != "round-up" and versions.get(one.article_id) == one.version
    ]
    others = {one.other_id for one in held} - set(versions)
    outlets = {
        one.article_id: one.source_id
        for one in (*known, *(lines(snapshot, places, others) if others else ()))
    }
    counted = {one.article_id: "reprint" for one in held if one.other_id in outlets}
    counted |= {
        one.article_id: "copy" for one in held if outlets.get(one.other_id) == outlets[one.article_id]
    }
    return counted | {one.article_id: "round-up" for one in known if one.form == "round-up"}


def story(snapshot: Snapshot, places: Places, story_id: str) -> Story | None:
    """A story by its whole id, None when there is none."""
    row = snapshot.connection.execute(
        "SELECT story_id, coalesce(title, ''), first_day, last_day FROM stories WHERE story_id = $story",
        {"story": story_id},
    ).fetchone()
    if row is None:
        return None
    told = members(snapshot, places, story_id)
    deeds, sayings = _tells(snapshot, places, [one.line for one in told])
    key, title, first_day, last_day = row
    return Story(key, title, first_day, last_day, tuple(told), deeds, sayings)


def _tells(
    snapshot: Snapshot, places: Places, told: Sequence[Line]
) -> tuple[tuple[Deed, ...], tuple[Saying, ...]]:
    """What these articles tell of initiatives, and what people say in them."""
    keys = hashed(snapshot, [one.article_id for one in told]).values()
    history = _rows(
        snapshot,
        "SELECT article_id, version, initiative_id FROM initiative_history"
        " WHERE rowid IN (SELECT unnest($rows::BIGINT[]))",
        places.of("initiative_history", keys),
    )
    current = {(one.article_id, one.version): n for n, one in enumerate(told)}
    ids = sorted({key for article, version, key in history if (article, version) in current})
    deeds = (
        snapshot.connection.execute(query("desk/story_initiatives"), {"ids": ids}).fetchall() if ids else []
    )
    said_at = places.of("quotes", keys)
    quotes = rows(snapshot, "story_quotes", rows=said_at) if said_at else []
    said = sorted((row for row in quotes if row[:2] in current), key=lambda row: (current[row[:2]], row[2]))
    known = names(snapshot, {row[2] for row in deeds} | {row[6] for row in said}, {row[4] for row in deeds})
    return _deeds(deeds, known), _sayings(said, known)


def _rows(snapshot: Snapshot, sql: str, at: list[int]) -> list[tuple[Any, ...]]:
    return snapshot.connection.execute(sql, {"rows": at}).fetchall() if at else []


def _deeds(found: Iterable[tuple[Any, ...]], known: Names) -> tuple[Deed, ...]:
    made = []
    for key, kind, code, name, tool, use_case, *rest in found:
        town = known.get(("commune", code)) if kind == "commune" else None
        named = known.get(("technology", tool))
        actor, technology = town.name if town else name or "", named.name if named else tool or ""
        made.append(Deed(key, actor, technology, use_case or "", *rest))
    return tuple(sorted(made, key=lambda one: (one.actor, one.technology, one.initiative_id)))


def _sayings(found: Iterable[tuple[Any, ...]], known: Names) -> tuple[Saying, ...]:
    """A sentence that several print is given once, of the first; quoted words before reported ones."""
    once: dict[str, Saying] = {}
    for article, _, start, speaker, person, role, insee, direct, text in found:
        town = known.get(("commune", insee or ""))
        said = Saying(
            article, start, speaker, person, role, town.name if town else None, bool(direct), text or ""
        )
        once.setdefault(name_key(said.text), said)
    return tuple(sorted(once.values(), key=lambda one: not one.direct))[:_MOST]


_MOST = 40


def near(snapshot: Snapshot, story_id: str) -> list[Near]:
    """Stories that it may be one with, the likeliest first: those of its weeks that name its towns or technologies."""
    found = snapshot.connection.execute(query("desk/story_near"), {"story": story_id}).fetchall()
    return [Near._make(row) for row in found]


def moved(snapshot: Snapshot, story_id: str) -> str | None:
    """Where a story went that editors merged into another."""
    row = snapshot.connection.execute(
        "SELECT new_id FROM redirects WHERE kind = 'story' AND old_id = $story", {"story": story_id}
    ).fetchone()
    return str(row[0]) if row else None
