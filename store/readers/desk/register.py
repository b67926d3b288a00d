"""The register of initiatives: filtered, counted, a page at a time; and the history of one."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from core.lines import one_line
from core.names import name_key
from store.readers.desk.asking import prepare, rows
from store.snapshot import Snapshot
from store.sql import query

if TYPE_CHECKING:
    import pyarrow as pa

ALL = 1_000_000
"""More initiatives than any register has."""
_AT_ONCE = 2_000
SORTS = ("last", "first", "actor", "technology", "status", "articles")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter of the register; what is empty or None holds nothing back.

    `since` and `until`: told of on some of these days. `topic`: by an article of this topic.
    """

    words: str = ""
    statuses: tuple[str, ...] = ()
    technology: str = ""
    topic: str = ""
    category: str = ""
    departement: str = ""
    commune: str = ""
    actor: str = ""
    supplier: str = ""
    since: date | None = None
    until: date | None = None
    sure: float | None = None
    sort: str = "last"
    down: bool = True


@dataclass(frozen=True, slots=True)
class Selection:
    """What answers a filter: how many there are, by status and by département, and the ids of the page asked for."""

    total: int
    statuses: tuple[tuple[str, int], ...]
    departements: tuple[tuple[str, int], ...]
    ids: tuple[str, ...]


class Telling(NamedTuple):
    """What one article says of an initiative; `merged_from` is the id it told before editors merged it."""

    day: date | None
    status: str
    actor: str
    technology: str
    use_case: str
    supplier: str
    amounts: list[str]
    dates: list[str]
    evidence_text: str
    confidence: float | None
    merged_from: str
    article_id: str
    title: str
    outlet: str
    counted_as: str


def selected(snapshot: Snapshot, wanted: Wanted, offset: int = 0, most: int = ALL) -> Selection:
    """What answers a filter, with the ids of so many from `offset` on, in its order."""
    found = _found(snapshot, "register_found", wanted, offset=offset, most=most).fetchone()
    total, statuses, departements, ids = found or (0, [], [], [])
    return Selection(total, tuple(map(tuple, statuses)), tuple(map(tuple, departements)), tuple(ids))


def whole(snapshot: Snapshot, wanted: Wanted) -> "pa.RecordBatchReader":
    """All rows that answer a filter, in its order, as an export holds them: sentences are cut as the API's are.

    To be read before another question is asked.
    """
    import pyarrow as pa

    rows = _found(snapshot, "register_rows", wanted).to_arrow_reader(_AT_ONCE)
    return pa.RecordBatchReader.from_batches(rows.schema, map(_cut, rows))


def _cut(batch: "pa.RecordBatch") -> "pa.RecordBatch":
    import pyarrow as pa

    at = batch.schema.get_field_index("evidence_text")
    cut = [one_line(said) if said else None for said in batch.column(at).to_pylist()]
    return batch.set_column(at, batch.schema.field(at), pa.array(cut, pa.string()))


def history(snapshot: Snapshot, key: str) -> list[Telling]:
    """Every telling of an initiative, in order."""
    return [Telling(*row) for row in rows(snapshot, "initiative_history", id=key)]


def _found(snapshot: Snapshot, name: str, wanted: Wanted, **more: object) -> duckdb.DuckDBPyConnection:
    """Ask something of what answers a filter."""
    prepare(snapshot, "desk_register")
    found = f"WITH found AS MATERIALIZED ({query('desk/register_filter')}) {query(f'desk/{name}')}"
    return snapshot.connection.execute(found, _asked(wanted) | more)


def _asked(wanted: Wanted) -> dict[str, object]:
    """NULL for what holds nothing back."""
    given: dict[str, object] = {name: value or None for name, value in asdict(wanted).items()}
    given["statuses"] = list(wanted.statuses) or None
    given["words"] = name_key(wanted.words).split() or None
    return given | {"sort": wanted.sort, "down": wanted.down}
