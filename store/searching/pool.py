"""All that a search finds, for those who restrict it further by what no index knows; and its weeks."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from store.searching.asked import SearchQuery, Sort
from store.searching.compiled import Compiler
from store.searching.reader import open_reader
from store.searching.schema import KEY
from store.searching.syntax import parse

_WEEK = timedelta(days=7)


def pooled(index_dir: Path, asked: SearchQuery, most: int) -> tuple[int, tuple[str, ...]]:
    """How many articles answer, and the ids of the first `most`, in the order that is asked for.

    100,000 are a matter of a tenth of a second: no article is read.
    """
    reader = open_reader(index_dir)
    made = Compiler(reader).compile(parse(asked.words), asked)
    if made.query is None:
        return 0, ()
    by_day = asked.sort is Sort.DATE or not made.scored
    found = reader.searcher.search(made.query, max(1, most), order_by_field="sort_at" if by_day else None)
    keys = reader.searcher.fast_field_values(KEY, [address for _, address in found.hits[:most]])
    total = int(found.count)  # type: ignore[attr-defined]  # its stubs forget it
    return total, tuple(f"{key:016x}" for key in keys)


def by_week(index_dir: Path, asked: SearchQuery, mondays: Sequence[date]) -> dict[date, int]:
    """How many of the articles that answer appeared in each of these weeks, by their Mondays."""
    reader = open_reader(index_dir)
    query = Compiler(reader).compile(parse(asked.words), asked).query
    if query is None or not mondays:
        return dict.fromkeys(mondays, 0)
    counted = reader.searcher.aggregate(
        query, {"weeks": {"range": {"field": "day", "ranges": _ranges(mondays)}}}
    )
    found = {int(one["from"]): int(one["doc_count"]) for one in counted["weeks"]["buckets"] if "from" in one}
    return {monday: found.get(_number(monday), 0) for monday in mondays}


def _ranges(mondays: Sequence[date]) -> list[dict[str, int]]:
    return [{"from": _number(one), "to": _number(one + _WEEK)} for one in mondays]


def _number(day: date) -> int:
    """A day as the index counts it (AAAAMMJJ): between two weeks lie no days that are none."""
    return int(f"{day:%Y%m%d}")
