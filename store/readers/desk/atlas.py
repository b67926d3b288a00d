"""What the map shows: a figure for each département, and who is listened to there."""

from datetime import date
from typing import NamedTuple

from store.search import SearchQuery
from store.searching.counted import counted_by
from store.snapshot import Snapshot
from store.sql import query

_CHOICES = 150


class Ground(NamedTuple):
    """A département; `population` 0 where nobody is counted, `outlets` are the followed titles that serve it."""

    code: str
    name: str
    population: int
    outlets: tuple[str, ...]


class Told(NamedTuple):
    """A technology that articles name."""

    technology_id: str
    name: str
    articles: int


class Asked(NamedTuple):
    """What is counted on: days of publication, both included; None: any."""

    first: date | None = None
    last: date | None = None
    technology: str | None = None
    topic: str | None = None
    status: str | None = None
    relevant: bool = True


def grounds(snapshot: Snapshot) -> list[Ground]:
    """All départements where somebody lives, by code."""
    found = snapshot.connection.execute(query("desk/departements")).fetchall()
    return [Ground(code, name, people, tuple(outlets or ())) for code, name, people, outlets in found]


def technologies(snapshot: Snapshot) -> list[Told]:
    """The technologies to choose from, the most told first."""
    found = snapshot.connection.execute(query("desk/technologies_told"), {"most": _CHOICES}).fetchall()
    return [Told(*row) for row in found]


def articles(snapshot: Snapshot, asked: Asked) -> dict[str, int]:
    """Articles that count as one, by département: what the search counts with these filters, to the article."""
    return counted_by(snapshot.index_dir, searched(asked), "departement")


def searched(asked: Asked) -> SearchQuery:
    """The same as a search."""
    return SearchQuery(
        technology=asked.technology or "", topic=asked.topic or "", since=asked.first, until=asked.last,
        relevant=asked.relevant, originals=True,
    )  # fmt: skip


def stories(snapshot: Snapshot, asked: Asked) -> dict[str, int]:
    """Stories, by the communes that their articles name."""
    return _counts(snapshot, "desk/map_stories", asked, "status")


def initiatives(snapshot: Snapshot, asked: Asked) -> dict[str, int]:
    """Initiatives of communes and of départements."""
    return _counts(snapshot, "desk/map_initiatives", asked, "relevant")


def _counts(snapshot: Snapshot, name: str, asked: Asked, unused: str) -> dict[str, int]:
    chosen = {key: value for key, value in asked._asdict().items() if key != unused}
    return dict(snapshot.connection.execute(query(name), chosen).fetchall())
