"""Articles and stories, as programs read them."""

from datetime import date, datetime
from typing import NamedTuple

from store.readers.desk.api.paging import Key, Some, Span, ids_after, page_of, rows_of, short
from store.search import SearchQuery
from store.searching.compiled import Unknown
from store.searching.dated import Place, dated
from store.snapshot import Snapshot


class Article(NamedTuple):
    """An article; `extract` is the beginning of its standfirst, `counted_as` article, reprint, copy or round-up."""

    article_id: str
    version: int
    title: str | None
    url: str
    source_id: str
    source: str | None
    outlet_group: str | None
    authors: list[str] | None
    published_at: datetime | None
    published_day: date | None
    access: str | None
    basis: str | None
    counted_as: str
    relevant: bool | None
    nature: str | None
    topics: list[str]
    communes: list[str]
    insees: list[str]
    mayors: list[str]
    technologies: list[str]
    extract: str | None
    first_seen_at: datetime | None


class Story(NamedTuple):
    """Articles about one thing, counted by titles and by the groups that own them."""

    story_id: str
    title: str | None
    first_day: date | None
    last_day: date | None
    articles: int
    reprints: int
    outlets: int
    groups: int
    sources: list[str]
    relevant: bool
    communes: list[str]
    insees: list[str]
    technologies: list[str]


class Sought(NamedTuple):
    """A page of articles: `total` is all that is found, `after` where the next page begins, None at the end.

    `unknown` are the filters by values that no article has.
    """

    total: int
    rows: list[Article]
    after: Key | None
    unknown: tuple[Unknown, ...] = ()


def articles(snapshot: Snapshot, asked: SearchQuery, limit: int, after: Key | None) -> Sought:
    """Articles that answer a search, the newest first; a key is (instant, id, about how many came before)."""
    place, before = (Place(int(after[0]), str(after[1])), int(after[2])) if after else (None, 0)
    page = dated(snapshot.index_dir, asked, limit, place, before)
    ids = [one.article_id for one in page.places]
    rows = {row.article_id: row for row in rows_of(snapshot, "api_articles", Article, ids=ids)}
    kept = [row._replace(extract=short(row.extract)) for one in ids if (row := rows.get(one))]
    last = page.places[-1] if page.more else None
    return Sought(page.total, kept, (*last, before + len(ids)) if last else None, page.unknown)


def stories(
    snapshot: Snapshot, limit: int, after: Key | None, span: Span, commune: str | None, technology: str | None
) -> Some:
    """Stories by id."""
    asked = {**span._asdict(), "commune": commune, "technology": technology}
    ids, more = ids_after(snapshot, "api_stories_after", limit, after, asked)
    return page_of(rows_of(snapshot, "api_stories", Story, ids=ids), ids, more)
