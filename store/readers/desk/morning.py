"""What the first screen shows of the results: what is new, who tells it, what it has in common.

Ids are handed to the queries as one text: a list of 1,000 took 90 ms to bind.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from store.snapshot import Snapshot
from store.sql import query

FOLLOWED = ("incident", "debate", "national-policy")
"""Natures that editors follow besides what is for us (nlp/stories/admission.py)."""


class New(NamedTuple):
    """An article seen lately; `group` is common to what tells one story."""

    article_id: str
    day: date | None
    relevant: bool
    source: str
    group: str


class Deed(NamedTuple):
    """An initiative that an article tells of, and how far it is."""

    initiative_id: str
    status: str
    actor: str
    technology: str


class Told(NamedTuple):
    """An article as a list tells of it; `voice` is its outlet's owner, `repeats` the article whose text it has.

    `reserved`: nothing of its words is to be shown but the title.
    """

    article_id: str
    title: str
    url: str
    source: str
    outlet: str
    voice: str
    day: date | None
    access: str
    reserved: bool
    relevant: bool
    nature: str
    why: tuple[str, ...]
    repeats: str | None
    story: str | None
    deeds: tuple[Deed, ...]

    @property
    def group(self) -> str:
        """What it is listed with."""
        return self.story or self.repeats or self.article_id


class Counted(NamedTuple):
    """How many articles have a value of a field."""

    field: str
    value: str
    label: str
    n: int


def fresh(
    snapshot: Snapshot, since: datetime, most: int, revision: int | None = None, *, every: bool = False
) -> tuple[int, list[New]]:
    """How many articles that concern a newsroom (`every`: of any kind) were first seen since, and the `most` newest.

    With a `revision`, only those that results of this revision did not hold as they are now.
    """
    given = {
        "since": _utc(since), "revision": revision, "natures": list(FOLLOWED), "every": every, "most": most,
    }  # fmt: skip
    rows = snapshot.connection.execute(query("desk/fresh"), given).fetchall()
    return (rows[0][-1] if rows else 0), [New(*row[:-1]) for row in rows]


def seven_days(snapshot: Snapshot, days: int = 7) -> date | None:
    """The first of the last seven days that brought articles; None of results without any."""
    rows = snapshot.connection.execute(query("desk/fresh_days"), {"days": days}).fetchall()
    return rows[-1][0] if rows else None


def told(snapshot: Snapshot, ids: Iterable[str]) -> dict[str, Told]:
    """These articles; those that are gone are missing."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = snapshot.connection.execute(query("desk/told"), {"ids": ",".join(wanted)}).fetchall()
    return {row[0]: _told(row) for row in rows}


def _told(row: tuple[Any, ...]) -> Told:
    *plain, why, repeats, story, deeds = row
    made = (Deed(one["id"], one["status"] or "", one["actor"], one["technology"]) for one in deeds)
    return Told._make((*plain, tuple(why), repeats, story, tuple(sorted(made))))


def followable(snapshot: Snapshot, article_id: str) -> tuple[str, str]:
    """The commune and the technology that an article names first, by their codes; "" where it names none."""
    row = snapshot.connection.execute(query("desk/follow_article"), {"id": article_id}).fetchone()
    return (row[0], row[1]) if row else ("", "")


def sizes(snapshot: Snapshot, stories: Iterable[str]) -> dict[str, int]:
    """How many articles ever told these stories."""
    wanted = list(stories)
    if not wanted:
        return {}
    return dict(snapshot.connection.execute(query("desk/story_sizes"), {"ids": ",".join(wanted)}).fetchall())


def known(snapshot: Snapshot, ids: Iterable[str]) -> list[str]:
    """Those of these articles that are published, in the order given."""
    wanted = list(ids)
    found = snapshot.connection.execute(query("desk/known"), {"ids": ",".join(wanted)})
    there = {row[0] for row in found.fetchall()}
    return [one for one in wanted if one in there]


def facets(snapshot: Snapshot, ids: Iterable[str]) -> list[Counted]:
    """What these articles have in common, by field, the most frequent first."""
    rows = snapshot.connection.execute(query("desk/facets"), {"ids": ",".join(ids)}).fetchall()
    return [Counted(*row) for row in rows]


def deaf_weeks(snapshot: Snapshot, since: date) -> frozenset[date]:
    """The Mondays of the weeks in which outlets could not be heard."""
    rows = snapshot.connection.execute(query("desk/deaf_weeks"), {"since": since}).fetchall()
    return frozenset(row[0] for row in rows)


def excerpts(snapshot: Snapshot) -> frozenset[str]:
    """The articles that are not open to all."""
    return frozenset(row[0] for row in snapshot.connection.execute(query("desk/excerpts")).fetchall())


def applied(snapshot: Snapshot) -> frozenset[str]:
    """The corrections that what is published follows, by what people call them."""
    return frozenset(row[0] for row in snapshot.connection.execute(query("desk/applied")).fetchall())


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)
