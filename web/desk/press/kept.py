"""What editors kept for the letter (the tag of today/pinning.py), as a draft lists it: there already, or not."""

from typing import NamedTuple

from state import marks
from store.query import Snapshot
from store.readers.desk import morning as reader
from web.desk.press.sheet import Sheet
from web.desk.today.pinning import TAG, item_of
from web.desk.visit import Visit

MOST = 20


class Kept(NamedTuple):
    """An article that is kept. `number` and `key`: of the item that tells of it, 0 and "" when the draft has none."""

    told: reader.Told
    number: int
    key: str


def kept(visit: Visit, snapshot: Snapshot, found: Sheet) -> list[Kept]:
    """The last that were kept, those first that the draft can put at its head; those that are gone are missing."""
    ids = marks.tagged(visit.state, TAG)[:MOST]
    known = reader.told(snapshot, ids)
    rows = []
    for one in (known[article] for article in ids if article in known):
        item = item_of(found.found, {one.article_id: one})
        rows.append(Kept(one, found.found.numbers[item.key] if item else 0, item.key if item else ""))
    return sorted(rows, key=lambda row: not row.number)
