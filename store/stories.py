"""Stories in the results: what grouping needs to know of the weeks around a batch, and what people read."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

import duckdb

from core.types import Mention, MentionKind, Nature, Rule, StoryArticle
from store.snapshot import Snapshot
from store.sql import query

Connection = duckdb.DuckDBPyConnection


class Told(NamedTuple):
    """An article that is in a story or could be (`story_id` None); `founds`: even one of its own.

    `body` begins with the title.
    """

    article_id: str
    day: date
    title: str
    body: str
    mentions: tuple[Mention, ...]
    founds: bool
    story_id: str | None


class StoryRow(NamedTuple):
    """A story as v_stories gives it."""

    story_id: str
    title: str
    first_day: date
    last_day: date
    articles: int
    reprints: int
    outlets: int
    groups: int
    sources: list[str]
    relevant: bool
    communes: list[str]
    insees: list[str]
    technologies: list[str]


class MemberRow(NamedTuple):
    """An article of a story, and how it came there."""

    article_id: str
    day: date
    source: str
    outlet_group: str | None
    title: str
    url: str
    counted_as: str
    rule: str
    score: float


def history(connection: Connection, first: date, last: date, natures: Collection[Nature]) -> list[Told]:
    """The articles of these days that are in a story or could be; not for us, those of these natures can found one."""
    wanted = {"first": first, "last": last, "natures": [nature.value for nature in natures]}
    return [_told(row) for row in connection.execute(query("story_history"), wanted).fetchall()]


def ungrouped_days(connection: Connection, natures: Collection[Nature]) -> list[date]:
    """The days of the articles that could be in a story and are in none."""
    wanted = {"natures": [nature.value for nature in natures]}
    return [day for (day,) in connection.execute(query("ungrouped_days"), wanted).fetchall()]


def memberships(
    connection: Connection, articles: Iterable[str] = (), stories: Iterable[str] = ()
) -> list[StoryArticle]:
    """The rows of these articles, and of all articles of these stories."""
    rows = connection.execute(
        "SELECT story_id, article_id, rule, score FROM story_articles"
        " WHERE article_id IN (SELECT unnest($articles::VARCHAR[]))"
        " OR story_id IN (SELECT unnest($stories::VARCHAR[])) ORDER BY ALL",
        {"articles": list(articles), "stories": list(stories)},
    ).fetchall()
    return [StoryArticle(story, article, Rule(rule), score) for story, article, rule, score in rows]


def listed(snapshot: Snapshot, since: date, most: int, story: str | None = None) -> list[StoryRow]:
    """Published stories told since a day, the last told first; `story` is an id or its beginning."""
    wanted = {"since": since, "most": most, "story": story}
    return [
        StoryRow._make(row) for row in snapshot.connection.execute(query("story_list"), wanted).fetchall()
    ]


def members(snapshot: Snapshot, story: str) -> list[MemberRow]:
    """The published articles of a story, the first told first."""
    found = snapshot.connection.execute(query("story_members"), {"story": story})
    return [MemberRow._make(row) for row in found.fetchall()]


def _told(row: tuple[Any, ...]) -> Told:
    article_id, day, title, body, mentions, founds, story = row
    return Told(article_id, day, title or "", body or "", tuple(map(_mention, mentions)), founds, story)


def _mention(row: dict[str, Any]) -> Mention:
    return Mention(
        MentionKind(row["kind"]), row["key"], row["name"] or "", row["surface"] or "", row["start"], row["end"],
        row["rule"] or "",
    )  # fmt: skip
