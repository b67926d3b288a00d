"""Who could be heard when: what a chart has to hatch. As the macros `trend` and `coverage` say it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from store.readers.desk.asking import rows
from store.snapshot import Snapshot

WEEK = timedelta(days=7)
_MISSING = 0.1
"""Of the whole press one outlet is always silent: a week is hatched when a tenth of it, or of what it brings, is."""


class Ear(NamedTuple):
    """An outlet: whether it was out of reach, a value a week from the first on; None: the week is not over.

    `part` is its part of all articles, 0 to 1.
    """

    source_id: str
    departements: tuple[str, ...]
    first_week: date
    outages: tuple[bool | None, ...]
    part: float

    def weeks(self) -> Iterator[tuple[date, bool | None]]:
        """Each Monday, and whether it was out of reach."""
        return ((self.first_week + n * WEEK, outage) for n, outage in enumerate(self.outages))


class Heard(NamedTuple):
    """Of a week: outlets followed, those of them that were silent, and their part of all articles."""

    followed: int = 0
    silent: int = 0
    missing: float = 0.0


Bad = Callable[[Heard], bool]


@dataclass(frozen=True, slots=True)
class Listening:
    """All outlets; `last_day` is the last day of any collection, `last_week` the last Monday that any has a line of."""

    ears: tuple[Ear, ...]
    last_day: date | None
    last_week: date | None

    def of_press(self) -> dict[date, bool | None]:
        """Each week of the whole press: whether it could not be heard, None where nobody can say."""
        return self._judged(
            self.ears, lambda heard: max(heard.silent / heard.followed, heard.missing) >= _MISSING
        )

    def around(self, departement: str) -> dict[date, bool | None]:
        """The same of the outlets that serve a département: one that was silent is enough."""
        return self._judged(self.serving(departement), lambda heard: heard.silent > 0)

    def serving(self, departement: str) -> tuple[Ear, ...]:
        """The outlets that serve a département."""
        return tuple(ear for ear in self.ears if departement in ear.departements)

    def _judged(self, ears: Iterable[Ear], bad: Bad) -> dict[date, bool | None]:
        weeks = _summed(ears)
        return {week: None if self._goes_on(week) else bad(heard) for week, heard in weeks.items()}

    def _goes_on(self, week: date) -> bool:
        """Whether this is the week under way: who was silent may still answer."""
        over = self.last_day is not None and self.last_day >= week + timedelta(days=6)
        return week == self.last_week and not over


def listening(snapshot: Snapshot) -> Listening:
    """Who could be heard, of the whole file: ask once a snapshot."""
    found = rows(snapshot, "listening")
    ears = tuple(Ear(row[0], tuple(row[1]), row[2], tuple(row[3]), row[4]) for row in found)
    last = max((ear.first_week + (len(ear.outages) - 1) * WEEK for ear in ears), default=None)
    return Listening(ears, found[0][5] if found else None, last)


def _summed(ears: Iterable[Ear]) -> dict[date, Heard]:
    weeks: dict[date, Heard] = defaultdict(Heard)
    for ear in ears:
        for week, outage in ear.weeks():
            old = weeks[week]
            silent = bool(outage)
            weeks[week] = Heard(old.followed + 1, old.silent + silent, old.missing + ear.part * silent)
    return dict(weeks)
