"""A story as the desk shows it: its articles, what they tell of, what people say in them."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from store.snapshot import Snapshot
from store.sql import query


class Member(NamedTuple):
    """An article of a story, how it came there (`rule`, `score`), and what it is in a count (v_articles)."""

    article_id: str
    day: date | None
    outlet: str
    source_id: str
    outlet_group: str | None
    title: str
    url: str
    access: str
    basis: str
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
    outlet: str
    day: date | None


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
    near: tuple[Near, ...]


def members(snapshot: Snapshot, story_id: str) -> list[Member]:
    """The articles of a story, the first published first."""
    found = snapshot.connection.execute(query("desk/story_members"), {"story": story_id})
    return [Member._make(row) for row in found.fetchall()]


def story(snapshot: Snapshot, story_id: str) -> Story | None:
    """A story by its whole id, None when there is none."""
    asked = {"story": story_id}

    def rows(name: str) -> list[tuple[object, ...]]:
        return snapshot.connection.execute(query(f"desk/{name}"), asked).fetchall()

    row = snapshot.connection.execute(
        "SELECT story_id, coalesce(title, ''), first_day, last_day FROM stories WHERE story_id = $story",
        asked,
    ).fetchone()
    if row is None:
        return None
    key, title, first_day, last_day = row
    return Story(
        key, title, first_day, last_day,
        members=tuple(members(snapshot, story_id)),
        initiatives=tuple(Deed._make(one) for one in rows("story_initiatives")),
        quotes=tuple(Saying._make(one) for one in rows("story_quotes")),
        near=tuple(Near._make(one) for one in rows("story_near")),
    )  # fmt: skip


def moved(snapshot: Snapshot, story_id: str) -> str | None:
    """Where a story went that editors merged into another."""
    row = snapshot.connection.execute(
        "SELECT new_id FROM redirects WHERE kind = 'story' AND old_id = $story", {"story": story_id}
    ).fetchone()
    return str(row[0]) if row else None
