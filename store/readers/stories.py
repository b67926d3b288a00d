"""Stories in the results: what grouping needs to know of the weeks around a batch, and what people read."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

import duckdb

from core.types import LinkKind, Mention, MentionKind, Nature, Place, Rule, StoryArticle, StoryTrace
from store.snapshot import Snapshot
from store.sql import query

Connection = duckdb.DuckDBPyConnection

TEXTS_AT_ONCE = 300
"""Articles whose texts are in memory at once: of before there were stories, there may be a hundred thousand."""


class Source(NamedTuple):
    """What an article's trace is made of; `body` begins with the title."""

    title: str
    body: str
    mentions: tuple[Mention, ...]


class Told(NamedTuple):
    """An article that is in a story or could be (`story_id` None); `founds`: even one of its own.

    Where no `trace` is stored, there is what to make it of.
    """

    article_id: str
    version: int
    day: date
    founds: bool
    story_id: str | None
    trace: StoryTrace | None
    source: Source


_NO_SOURCE = Source("", "", ())


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


def history(
    connection: Connection, first: date, last: date, natures: Collection[Nature], scheme: int
) -> Iterator[Told]:
    """The articles of these days that are in a story or could be, with their traces by this scheme.

    Of those that are not for us, those of these natures can found one. Texts are read some hundreds at a time.
    """
    wanted = {
        "first": first, "last": last, "natures": [nature.value for nature in natures], "scheme": scheme,
    }  # fmt: skip
    rows = connection.execute(query("story_history"), wanted).fetchall()
    for start in range(0, len(rows), TEXTS_AT_ONCE):
        some = rows[start : start + TEXTS_AT_ONCE]
        sources = _sources(connection, [row[0] for row in some if row[-1] is None])
        for row in some:
            yield _told(row, scheme, sources.get(row[0], _NO_SOURCE))


def _sources(connection: Connection, untraced: list[str]) -> dict[str, Source]:
    found = connection.execute(query("story_untraced"), {"ids": untraced}).fetchall() if untraced else []
    return {row[0]: Source(row[1], row[2], tuple(map(_mention, row[3]))) for row in found}


def ungrouped_days(connection: Connection, natures: Collection[Nature]) -> list[tuple[date, int]]:
    """The days of the articles that could be in a story and are in none, in order, and how many there are."""
    wanted = {"natures": [nature.value for nature in natures]}
    return connection.execute(query("ungrouped_days"), wanted).fetchall()


def copies(
    connection: Connection, articles: Iterable[str], kinds: Iterable[LinkKind]
) -> list[tuple[str, str]]:
    """The stored links of these kinds that these articles are in, the later article first."""
    wanted = {"ids": list(articles), "kinds": [kind.value for kind in kinds]}
    return connection.execute(query("story_copies"), wanted).fetchall()


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


def ids(snapshot: Snapshot, start: str, most: int) -> list[str]:
    """The ids of published stories that begin so, in order, at most so many."""
    found = snapshot.connection.execute(
        "SELECT story_id FROM stories WHERE starts_with(story_id, $start) ORDER BY story_id LIMIT $most",
        {"start": start, "most": most},
    )
    return [story for (story,) in found.fetchall()]


def members(snapshot: Snapshot, story: str) -> list[MemberRow]:
    """The published articles of a story, the first told first."""
    found = snapshot.connection.execute(query("story_members"), {"story": story})
    return [MemberRow._make(row) for row in found.fetchall()]


def _told(row: tuple[Any, ...], scheme: int, source: Source) -> Told:
    article_id, version, day, founds, story, places, place_weights, people, terms, weights = row
    made = None
    if terms is not None:
        found = tuple(map(Place, places, place_weights))
        made = StoryTrace(article_id, version, scheme, day, found, tuple(people), terms, weights)
    return Told(article_id, version, day, founds, story, made, source)


def _mention(row: dict[str, Any]) -> Mention:
    return Mention(
        MentionKind(row["kind"]),
        row["key"],
        row["name"] or "",
        row["surface"] or "",
        row["start"],
        row["end"],
        "",
    )
