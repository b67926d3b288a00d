"""Full-text search in French: from a query to what is found. The modules of `store.searching` say how."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from store.searching.alike import Alike
from store.searching.asked import SearchQuery, Sort
from store.searching.compiled import Compiler, Unknown
from store.searching.facets import Facet, count_facets
from store.searching.index import INDEX_DIR, SearchIndex, is_usable, open_index
from store.searching.reader import Reader, open_reader, value_of
from store.searching.schema import KEY
from store.searching.snippets import Passage, passage
from store.searching.suggesting import FEW, Suggested, quoted, suggested
from store.searching.syntax import parse
from store.searching.text import readable
from store.searching.words import Marks

__all__ = [
    "INDEX_DIR", "Alike", "Facet", "Found", "Hit", "Passage", "Ranked", "SearchIndex", "SearchQuery", "Sort",
    "Suggested", "Unknown",
    "is_usable", "open_index", "ranked", "search",
]  # fmt: skip


class Ranked(NamedTuple):
    """An article found; scores compare within one query only."""

    article_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found, as a list shows it; `score` is 0 where no words were asked for, or the order is of days.

    `source` is the slug. `counted_as` is article, reprint, copy or round-up, as in v_articles.
    """

    article_id: str
    score: float
    title: str
    url: str
    source: str
    source_name: str
    day: date | None
    counted_as: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Found:
    """`total` counts all that answers the query, `hits` is one page of it; `unknown` filters explain an empty one.

    `suggested` are filters that find more, when words alone find little; `alike` towns that one name took together.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: tuple[Facet, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    suggested: tuple[Suggested, ...] = ()
    alike: tuple[Alike, ...] = ()


def search(index_dir: Path, asked: SearchQuery, *, facets: bool = False) -> Found:
    """One page of what answers the query; QueryError when it is too vast or there is no usable index."""
    reader = open_reader(index_dir)
    made = Compiler(reader).compile(parse(asked.words), asked)
    if made.query is None:
        return Found(0, unknown=made.unknown)
    total, page = _page(reader, made.query, asked, scored=made.scored)
    words = readable(asked.words)
    return Found(
        total=total,
        hits=tuple(_hit(reader, made.marks, score, address) for score, address in page),
        facets=count_facets(reader, made.query) if facets else (),
        unknown=tuple(quoted(reader, unknown, words) for unknown in made.unknown),
        suggested=suggested(reader, words) if total <= FEW else (),
        alike=made.alike,
    )


def ranked(index_dir: Path, words: str, limit: int) -> list[Ranked]:
    """The ids and scores of the best articles, without reading them: 100,000 are a matter of a tenth of a second."""
    asked = SearchQuery(words=words, limit=limit)
    reader = open_reader(index_dir)
    made = Compiler(reader).compile(parse(words), asked)
    if made.query is None or not limit:
        return []
    _, page = _page(reader, made.query, asked, scored=made.scored)
    keys = reader.searcher.fast_field_values(KEY, [address for _, address in page])
    return [Ranked(f"{key:016x}", score) for key, (score, _) in zip(keys, page, strict=True)]


def _page(
    reader: Reader, query: tantivy.Query, asked: SearchQuery, *, scored: bool
) -> tuple[int, list[tuple[float, tantivy.DocAddress]]]:
    """How many there are, and one page of them; without words to score by, the newest first."""
    by_day = asked.sort is Sort.DATE or not scored
    found = reader.searcher.search(
        query, max(1, asked.limit), offset=asked.offset, order_by_field="sort_at" if by_day else None
    )
    hits = found.hits[: asked.limit]  # in the order of days, tantivy gives the instant for a score
    total = int(found.count)  # type: ignore[attr-defined]  # its stubs forget it
    return total, [(0.0 if by_day else float(score), address) for score, address in hits]


def _hit(reader: Reader, marks: Marks, score: float, address: tantivy.DocAddress) -> Hit:
    stored = reader.searcher.doc(address)
    (key,) = reader.searcher.fast_field_values(KEY, [address])
    source = value_of(_one(stored, "source", ""))
    return Hit(
        article_id=f"{key:016x}",
        score=score,
        title=_text(stored, "title"),
        url=_text(stored, "url"),
        source=source.code,
        source_name=source.label,
        day=_day(_one(stored, "day", 0)),
        counted_as=_one(stored, "counted_as", "article"),
        passage=passage(_text(stored, "body"), marks),
    )


def _one(stored: tantivy.Document, field: str, missing: Any) -> Any:
    value = stored.get_first(field)
    return missing if value is None else value


def _text(stored: tantivy.Document, field: str) -> str:
    return bytes(_one(stored, field, b"")).decode()


def _day(number: int) -> date | None:
    return date(number // 10_000, number // 100 % 100, number % 100) if number else None
