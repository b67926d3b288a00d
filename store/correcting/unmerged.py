"""What the analysis said of corrected articles, to compare new ones with: a merge or a deletion must not change it.

An id is given before it is corrected: what is told of a deleted initiative gets the deleted id, and goes the same way.
Splits alone count: what an editor parted is two things, and each has its own articles to come.
"""

from collections.abc import Iterable
from dataclasses import replace

import duckdb

from core.types import CorrectionAction
from store.correcting import originals, said
from store.correcting.corrected import corrected
from store.correcting.plan import Plan, Unit
from store.rows import Row


def unmerged(connection: duckdb.DuckDBPyConnection, table: str, told: Iterable[str]) -> list[Row]:
    """The rows of `events` or `initiative_history` of corrected articles, split but not else corrected.

    Of those articles whose rows, as JSON, hold one of the strings `told` (originals.pair).
    """
    found = originals.every(connection, table, told)
    if not found:
        return []
    holding = said.plan(connection, said.stored_rows(connection)).holding
    splits = Plan([replace(one, undoes=None) for one in holding if one.action is CorrectionAction.SPLIT])
    units = (Unit(row["article_id"], row["version"], {table: [row]}) for row in found)
    return [row for unit in units for row in corrected(unit, splits)[0][table]]
