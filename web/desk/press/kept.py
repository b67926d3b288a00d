"""What editors kept for the letter (the tag of today/pinning.py), as a draft lists it: there already, or not."""

from typing import NamedTuple

from jobs.letters.adding import not_for
from jobs.letters.kept import TAG
from state import marks
from store.query import Snapshot
from store.readers.desk import morning as reader
from store.readers.letter import dated
from web.desk.press.sheet import Sheet, issues
from web.desk.today.pinning import item_of
from web.desk.visit import Visit

MOST = 20


class Kept(NamedTuple):
    """An article that is kept. `number` and `key`: of the item that tells of it, 0 and "" when the draft has none.

    `refused` and `then` say why such a draft may not tell of it, and what may be done; "" where it may.
    """

    told: reader.Told
    number: int
    key: str
    refused: str = ""
    then: str = ""


def kept(visit: Visit, snapshot: Snapshot, found: Sheet) -> list[Kept]:
    """The last that were kept, those first that the draft lacks; those that are gone are missing."""
    ids = marks.tagged(visit.state, TAG)[:MOST]
    known = reader.told(snapshot, ids)
    days = {one.article_id: one for one in dated(snapshot, ids)}
    week, left = found.found.composed.week, issues(visit)
    kept = []
    for one in (known[article] for article in ids if article in known and article in days):
        item = item_of(found.found, {one.article_id: one})
        if item:
            kept.append(Kept(one, found.found.numbers[item.key], item.key))
        elif refusal := not_for(days[one.article_id], week, left):
            kept.append(Kept(one, 0, "", str(refusal), refusal.next_step))
        else:
            kept.append(Kept(one, 0, ""))
    return sorted(kept, key=lambda row: bool(row.number))
