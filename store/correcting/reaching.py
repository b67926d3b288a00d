"""How far words on a text go: a quote or figure that was deleted, or is another's, is so in every reprint.

So is when and where an event takes place. What an editor said names the articles that repeated the text then; a batch
that brings another one knows by its links what it repeats. What is stored of the correction stays what was said.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import duckdb

from core.types import CorrectionAction, CorrectionKind, LinkKind
from store.rows import Row
from store.sql import query
from store.staging import SCOPE
from store.tables import LINKS

_BY_WORDS = frozenset({CorrectionKind.QUOTE.value, CorrectionKind.FIGURE.value})
Pair = tuple[str, str]


def reaching(
    connection: duckdb.DuckDBPyConnection,
    staged: Mapping[str, Sequence[Row]],
    said: Sequence[Row],
    *,
    stored: bool = False,
) -> list[Row]:
    """The rows of corrections; those on quotes and figures with the articles of this batch that repeat their text.

    `stored`: with all articles that do, those of no batch included.
    """
    named = {row["correction_id"]: _named(row) for row in said if _is_of_words(row)}
    seeds = set().union(*named.values()) if stored else {row["article_id"] for row in staged[SCOPE]}
    if not named or not seeds:
        return list(said)
    links = [row for row in staged[LINKS.name] if row["kind"] != LinkKind.ROUND_UP.value]
    pairs = _repeating(connection, seeds, {(row["article_id"], row["other_id"]) for row in links})
    return [
        row | {"articles": sorted(connected(named[row["correction_id"]], pairs))}
        if row["correction_id"] in named
        else row
        for row in said
    ]


def connected(keys: Iterable[str], pairs: Iterable[Pair]) -> set[str]:
    """These keys, and all that pairs lead to from them, either way."""
    around: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        around[one].add(other)
        around[other].add(one)
    found, waiting = set(keys), list(keys)
    while waiting:
        new = around[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def _repeating(connection: duckdb.DuckDBPyConnection, seeds: set[str], brought: set[Pair]) -> set[Pair]:
    """The pairs that a batch brings and those that are stored, as far as they lead from these articles."""
    pairs, asked = set(brought), set[str]()
    while new := connected(seeds, pairs) - asked:
        asked |= new
        found = connection.execute(query("repeating"), {"articles": sorted(new)}).fetchall()
        pairs.update((one, other) for one, other in found)
    return pairs


def _is_of_words(row: Row) -> bool:
    by_words = row["kind"] in _BY_WORDS or row["action"] == CorrectionAction.DAY
    placed = (row["kind"], row["action"]) == (CorrectionKind.EVENT, CorrectionAction.LINK)
    return (by_words or placed) and row["undone_at"] is None


def _named(row: Row) -> set[str]:
    return {article for article in (row["article_id"], *(row["articles"] or ())) if article}
