"""The rows of a sitemap worth keeping: the newest; where dates tell nothing, from both ends of the document."""

import heapq
import re
from collections.abc import Callable
from datetime import datetime
from itertools import groupby, zip_longest
from operator import itemgetter

from crawler.discovery.sitemaprows import Fields

_Row = tuple[tuple[float, float], int, Fields]
_DIGITS = re.compile(r"\d{1,15}", re.ASCII)


class Newest:
    """The newest rows and no more than fit, of equal age the first and the last of the document.

    WordPress's own sitemaps have no date and grow at their end, others at their start.
    """

    def __init__(self, room: int, since: datetime | None) -> None:
        self.room, self.since = room, since
        self.stale = self._seen = 0
        self._heaps: tuple[list[_Row], list[_Row]] = [], []

    def add(self, fields: Fields, date: datetime | None, named: datetime | None = None) -> None:
        """`named` tells rows of one date apart. Undated rows come last."""
        if self.since and date and date < self.since:
            self.stale += 1
            return
        self._seen += 1
        age = (date.timestamp() if date else 0.0, named.timestamp() if named else 0.0)
        for heap, place in zip(self._heaps, (-self._seen, self._seen), strict=True):
            row = (age, place, fields)
            if len(heap) < self.room:
                heapq.heappush(heap, row)
            else:
                heapq.heappushpop(heap, row)

    @property
    def surplus(self) -> int:
        """How many rows do not fit."""
        return max(self._seen - self.room, 0)

    def rows(self, order: Callable[[list[Fields]], list[Fields]]) -> list[Fields]:
        """Newest first; those of the same age, which come in the document's order, as `order` puts them."""
        known = {abs(place): (age, fields) for heap in self._heaps for age, place, fields in heap}
        rows = sorted((row for _, row in sorted(known.items())), key=itemgetter(0), reverse=True)
        groups = ([fields for _, fields in group] for _, group in groupby(rows, key=itemgetter(0)))
        return [fields for group in groups for fields in order(group)][: self.room]


def both_ends(rows: list[Fields]) -> list[Fields]:
    """The first, the last, the second, the last but one..."""
    return [row for pair in zip(rows, reversed(rows), strict=True) for row in pair][: len(rows)]


def in_turn(rows: list[Fields]) -> list[Fields]:
    """One sitemap of each numbered series in turn: its highest number, its lowest, the next highest..."""
    series: dict[str, list[Fields]] = {}
    for fields in rows:
        series.setdefault(_DIGITS.sub("0", fields["loc"]), []).append(fields)
    ordered = (both_ends(sorted(one, key=_numbers, reverse=True)) for one in series.values())
    return [fields for turn in zip_longest(*ordered) for fields in turn if fields is not None]


def _numbers(fields: Fields) -> list[int]:
    return [int(digits) for digits in _DIGITS.findall(fields["loc"])]
