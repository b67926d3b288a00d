"""What editors kept for the letter (the tag of today/pinning.py), as a draft lists it: there already, or not."""

from collections.abc import Callable
from typing import NamedTuple

from digest.letter import Item
from jobs.letters.adding import left_in, not_for
from jobs.letters.kept import TAG
from state import marks
from store.query import Snapshot
from store.readers.desk import morning as reader
from store.readers.letter import dated
from web.desk.press.sheet import Sheet, issues
from web.desk.today.pinning import items_of
from web.desk.visit import Visit

MOST = 20
DROPPED, SILENT = "écarté", "rien n’en part, faute d’être confirmé"
"""Why readers would not read an item that tells of what is kept."""


class Kept(NamedTuple):
    """An article that is kept. `number` and `key`: of the item that tells of it, 0 and "" when the draft has none.

    `away` says why this item does not leave, "" where it does. `refused` and `then` say why such a draft may not tell
    of the article, and what may be done; "" where it may. `left`: readers have it in a letter that left.
    """

    told: reader.Told
    number: int = 0
    key: str = ""
    away: str = ""
    refused: str = ""
    then: str = ""
    left: bool = False

    @property
    def there(self) -> bool:
        """Whether readers will read of it."""
        return bool(self.number) and not self.away


def kept(visit: Visit, snapshot: Snapshot, found: Sheet) -> list[Kept]:
    """The last that were kept, those first that the draft lacks; those that are gone are missing."""
    ids = marks.tagged(visit.state, TAG)[:MOST]
    known = reader.told(snapshot, ids)
    days = {one.article_id: one for one in dated(snapshot, ids)}
    week, left, away = found.found.composed.week, issues(visit), _away(found)
    rows = []
    for one in (known[article] for article in ids if article in known and article in days):
        items = sorted(items_of(found.found, {one.article_id: one}), key=lambda item: bool(away(item)))
        if items:
            rows.append(Kept(one, found.found.numbers[items[0].key], items[0].key, away(items[0])))
        elif refusal := not_for(days[one.article_id], week, left):
            gone = bool(left_in(one.article_id, left))
            rows.append(Kept(one, refused=str(refusal), then=refusal.next_step, left=gone))
        else:
            rows.append(Kept(one))
    return sorted(rows, key=lambda row: row.there)


def missing(visit: Visit, snapshot: Snapshot, found: Sheet) -> list[Kept]:
    """Those that readers will not read, for whoever approves: what they have read already is nothing to be told."""
    return [one for one in kept(visit, snapshot, found) if not one.there and not one.left]


def _away(found: Sheet) -> Callable[[Item], str]:
    """Why an item of a draft does not leave; what still waits for an answer may."""
    dropped = {item.key for item in found.hand.dropped}
    leaving = {item.key for item in (found.hand.whole if found.stand.undecided else found.hand.letter).items}

    def why(item: Item) -> str:
        if item.key in dropped:
            return DROPPED
        return "" if item.key in leaving else SILENT

    return why
