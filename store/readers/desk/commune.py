"""A commune: what the registers say of it, who its mayors are, and what is announced there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from store.readers.desk.asking import one, rows
from store.snapshot import Snapshot

_Row = tuple[Any, ...]


class Commune(NamedTuple):
    """A commune by the register; `kind` is commune, deleguee, associee, arrondissement or ancienne, `parent` its code.

    `population` and the place are None where no register knows them.
    """

    insee: str
    name: str
    kind: str
    departement: str
    departement_name: str
    epci: str
    epci_name: str
    population: int | None
    lat: float | None
    lon: float | None
    parent: str
    parent_name: str


class Namesake(NamedTuple):
    """A commune that a name finds."""

    insee: str
    name: str
    kind: str
    departement: str
    departement_name: str
    population: int | None
    parent: str
    parent_name: str


class Span(NamedTuple):
    """Days of a mandate, `to_day` None while it lasts, and how they are known."""

    from_day: date | None
    to_day: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class Mandate:
    """A mayor's mandate, with the spans that the register knows of it, the last first."""

    insee: str
    name: str
    name_key: str
    spans: tuple[Span, ...]

    @property
    def person_key(self) -> str:
        """The mayor's key in the results (core.ids.mayor_key)."""
        return f"{self.insee}:{self.name_key}"

    @property
    def from_day(self) -> date | None:
        """Its first day that is known."""
        return self.spans[-1].from_day

    @property
    def to_day(self) -> date | None:
        """Its last day, None while it lasts."""
        lasts = [span.to_day for span in self.spans]
        return None if None in lasts else max(day for day in lasts if day)

    def on(self, day: date) -> Span | None:
        """The span that holds a day."""
        return next((span for span in self.spans if _holds(span, day)), None)


class Event(NamedTuple):
    """Something announced in a commune."""

    event_id: str
    name: str
    start_day: date
    end_day: date
    precision: str
    place: str
    state: str
    outlet: str
    article_id: str


def commune(snapshot: Snapshot, insee: str) -> Commune | None:
    """The commune of a code, of today or of once; None where the register has none."""
    found = one(snapshot, "commune", insee=insee)
    return Commune(*found) if found else None


def namesakes(snapshot: Snapshot, asked: str, most: int) -> list[Namesake]:
    """The communes that have this code, this name, or a name that begins so."""
    return [Namesake(*row) for row in rows(snapshot, "commune_find", q=asked, most=most)]


class MuchTold(NamedTuple):
    """A commune that articles tell of: how many, and how many of these are for us."""

    insee: str
    name: str
    departement: str
    departement_name: str
    articles: int
    relevant: int


def most_told(snapshot: Snapshot, most: int) -> list[MuchTold]:
    """The communes of which most articles tell, the most told first."""
    return [MuchTold(*row) for row in rows(snapshot, "communes_told", most=most)]


def mandates(snapshot: Snapshot, insee: str, name_key: str | None = None) -> list[Mandate]:
    """The mandates of a commune's mayors, or of one of them, the last first.

    Who came back is mayor twice: the spans of a mandate touch.
    """
    found = rows(snapshot, "mandates", insee=insee, name_key=name_key)
    own = (list(some) for _, some in groupby(found, key=lambda row: row[2]))
    return [_mandate(some) for whole in own for some in _together(whole)]


def in_office(known: Iterable[Mandate], day: date) -> tuple[Mandate, Span] | None:
    """Who is mayor on a day by the register, and how it is known."""
    return next(((one, span) for one in known if (span := one.on(day))), None)


def events(snapshot: Snapshot, insee: str, first: date, most: int) -> list[Event]:
    """What is announced there from a day on."""
    return [Event(*row) for row in rows(snapshot, "commune_events", insee=insee, first=first, most=most)]


def _together(found: list[_Row]) -> list[list[_Row]]:
    """The spans of one mayor, the last first, parted where days lie between them."""
    parts: list[list[_Row]] = []
    begun: date | None = None
    for row in found:
        first, last = row[3], row[4]
        if parts and (begun is None or last is None or last + _NEXT_DAY >= begun):
            parts[-1].append(row)
        else:
            parts.append([row])
        begun = first
    return parts


_NEXT_DAY = timedelta(days=1)


def _mandate(found: list[_Row]) -> Mandate:
    insee, name, key = found[0][:3]
    return Mandate(insee, name, key, tuple(Span(*row[3:]) for row in found))


def _holds(span: Span, day: date) -> bool:
    return (span.from_day is None or span.from_day <= day) and (span.to_day is None or day <= span.to_day)
