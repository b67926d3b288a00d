"""What is found, the newest first, in an order that later publishes do not turn over: pages of it never overlap.

tantivy orders by instant alone and leaves equals in the order of its segments, which change. Here equals are ordered by
their id; a page begins after the last article of the one before, wherever that stands by now.
"""

from pathlib import Path
from typing import NamedTuple

from tantivy import Query

from core.errors import QueryError
from store.searching.asked import MOST_HITS, SearchQuery
from store.searching.compiled import Compiler, Unknown
from store.searching.reader import Reader, open_reader
from store.searching.schema import KEY
from store.searching.syntax import parse

_SLACK = 100
"""How far back a page is looked for first: as much as may have been taken away since."""


class Place(NamedTuple):
    """Where an article stands: `sort_at` in seconds since 1970, 0 without a day."""

    sort_at: int
    article_id: str


class Dated(NamedTuple):
    """A page: all that is found, the places of this page, whether more come after it; filters by unknown values."""

    total: int
    places: list[Place]
    more: bool
    unknown: tuple[Unknown, ...] = ()


def dated(
    index_dir: Path, asked: SearchQuery, limit: int, after: Place | None = None, hint: int = 0
) -> Dated:
    """The `limit` articles after a place; `hint` is about how many come before it. All articles, if nothing is asked.

    Raises QueryError further than MOST_HITS into it.
    """
    if not 0 <= hint <= MOST_HITS:
        raise QueryError(f"Au plus {MOST_HITS} articles à la suite.", "Restreignez par since et until.")
    reader = open_reader(index_dir)
    made = Compiler(reader).compile(parse(asked.words), asked)
    if made.query is None and made.unknown:
        return Dated(0, [], more=False, unknown=made.unknown)
    start = max(0, hint - _SLACK) if after else 0
    page = _page(reader, made.query or Query.all_query(), limit, after, start)
    return page._replace(unknown=made.unknown)


def _page(reader: Reader, query: Query, limit: int, after: Place | None, start: int) -> Dated:
    size = limit + 2 * _SLACK
    while True:
        total, window = _window(reader, query, start, size)
        if after and start and (not window or window[0].sort_at <= after.sort_at):
            start = max(0, start - 4 * size)  # what comes before `after` may stand before the window
            continue
        last = len(window) < size
        whole = window if last else [one for one in window if one.sort_at > window[-1].sort_at]
        found = sorted((one for one in whole if after is None or _is_after(one, after)), key=_order)
        if last or len(found) > limit:
            return Dated(total, found[:limit], more=len(found) > limit)
        size *= 2


def _window(reader: Reader, query: Query, start: int, size: int) -> tuple[int, list[Place]]:
    found = reader.searcher.search(query, size, offset=start, order_by_field="sort_at")
    addresses = [address for _, address in found.hits]
    keys = reader.searcher.fast_field_values(KEY, addresses)
    instants = reader.searcher.fast_field_values("sort_at", addresses)
    places = [Place(int(at or 0), f"{key:016x}") for at, key in zip(instants, keys, strict=True)]
    return int(found.count), places  # type: ignore[attr-defined]  # its stubs forget it


def _order(place: Place) -> tuple[int, str]:
    return -place.sort_at, place.article_id


def _is_after(place: Place, other: Place) -> bool:
    return _order(place) > _order(other)
