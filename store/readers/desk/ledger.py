"""The ledger of coverage: what outlets announced by week of collection, and what was read of it."""

from datetime import date
from typing import NamedTuple

from store.readers.desk.asking import rows
from store.snapshot import Snapshot


class Week(NamedTuple):
    """An outlet's week (v_coverage); `expected` None: nobody could look; `outage` None: it goes on."""

    source_id: str
    outlet: str | None
    week: date
    expected: int | None
    collected: int
    readable: int
    excerpts: int
    reserved: int
    blocked: int
    refused: int
    failed: int
    rejected: int
    outage: bool | None


def ledger(snapshot: Snapshot, source: str | None = None, most: int | None = None) -> list[Week]:
    """The weeks of an outlet or of all, by outlet and week; only the last `most` of each, where that is given."""
    return [Week._make(row) for row in rows(snapshot, "ledger", source=source, most=most)]
