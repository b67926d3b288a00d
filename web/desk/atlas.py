"""The map of France: articles, stories or initiatives by département, as a picture and as a table saying the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from core.errors import QueryError
from core.names import name_key
from digest.french import NBSP, STATUS, counted
from store.readers.desk import atlas
from store.readers.desk.atlas import Asked, Ground
from store.readers.desk.files import rows_of
from store.searching.asked import day_from
from store.snapshot import Snapshot
from web.charts.france import Area, france, level, levels
from web.desk.frame import TOPICS, address
from web.desk.handing import WORDS, Form, handed
from web.desk.published import Published
from web.desk.visit import Reading, Visit, Visiting

router = APIRouter()
COUNTS = {"articles": "articles", "stories": "sujets", "initiatives": "initiatives"}
_NOUNS = {"articles": "article", "stories": "sujet", "initiatives": "initiative"}
_READ: dict[str, Callable[[Snapshot, Asked], dict[str, int]]] = {
    "articles": atlas.articles,
    "stories": atlas.stories,
    "initiatives": atlas.initiatives,
}
PEOPLE = 100_000
HEADINGS = {
    "departement": "Code", "departement_name": "Département", "articles": "Articles", "stories": "Sujets",
    "initiatives": "Initiatives", "per_100000": "Pour 100 000 habitants", "outlets": "Titres suivis",
}  # fmt: skip
"""Columns of the export, as who opens it in a spreadsheet reads them."""


class Wanted(BaseModel):
    """What an address of the map may hold."""

    model_config = ConfigDict(extra="ignore")

    count: Literal["articles", "stories", "initiatives"] = "articles"
    rate: Literal["", "1"] = ""
    since: str = Field("", max_length=10)
    until: str = Field("", max_length=10)
    technology: str = Field("", max_length=200)
    topic: str = Field("", max_length=40)
    status: str = Field("", max_length=20)
    scope: Literal["", "all"] = ""
    sort: Literal["", "name", "count", "rate", "outlets"] = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A département of the table; `rate` is for 100,000 inhabitants, None where nobody is counted."""

    code: str
    name: str
    count: int
    rate: float | None
    outlets: tuple[str, ...]
    href: str


class Shade(NamedTuple):
    """A line of the legend."""

    level: int
    words: str


@router.get("/carte")
def show(visit: Visiting, snapshot: Reading, wanted: Annotated[Wanted, Query()]) -> Response:
    """The map, its legend in words, its table."""
    rows = [_row(visit, wanted, ground, n) for ground, n in counts(visit.desk.published, snapshot, wanted)]
    value: Callable[[Row], float] = (lambda row: row.rate or 0.0) if wanted.rate else (lambda row: row.count)
    tops = levels(map(value, rows))
    areas = {row.code: _area(row, wanted, level(value(row), tops)) for row in rows}
    return visit.page(
        "atlas.html", "Carte de France", wanted=wanted, counts=COUNTS, noun=_NOUNS[wanted.count],
        rows=_sorted(rows, wanted.sort), forms=WORDS, picture=france(areas, _name(wanted)),
        legend=_legend(rows, wanted, value, tops),
        total=sum(row.count for row in rows), given=wanted.model_dump(exclude_defaults=True),
        silent=[row.name for row in rows if not row.outlets],
        technologies=told(visit.desk.published, snapshot),
    )  # fmt: skip


def told(published: Published, snapshot: Snapshot) -> list[atlas.Told]:
    """The technologies to choose from."""
    return published.cached(snapshot, "technologies told", lambda: atlas.technologies(snapshot))


@router.get("/carte/export.{form}")
def export(visit: Visiting, snapshot: Reading, form: Form, wanted: Annotated[Wanted, Query()]) -> Response:
    """The table, in its order."""
    made = (_row(visit, wanted, ground, n) for ground, n in counts(visit.desk.published, snapshot, wanted))
    rows = _sorted(list(made), wanted.sort)
    columns: dict[str, list[Any]] = {
        "departement": [row.code for row in rows],
        "departement_name": [row.name for row in rows],
        wanted.count: [row.count for row in rows],
        "per_100000": [None if row.rate is None else round(row.rate, 3) for row in rows],
        "outlets": [len(row.outlets) for row in rows],
    }
    return handed(snapshot, f"carte-{wanted.count}", form, rows_of(columns), HEADINGS)


def asked(wanted: Wanted) -> Asked:
    """What is counted on. Raises QueryError for a topic or a status that is none."""
    if wanted.topic not in {"", *TOPICS} or wanted.status not in {"", *STATUS}:
        raise QueryError("Thème ou état inconnu.", "Choisissez-le dans la liste.")
    return Asked(
        day_from(wanted.since, last=False) if wanted.since else None,
        day_from(wanted.until, last=True) if wanted.until else None,
        wanted.technology or None,
        wanted.topic or None,
        wanted.status or None,
        relevant=wanted.scope != "all",
    )


def counts(published: Published, snapshot: Snapshot, wanted: Wanted) -> list[tuple[Ground, int]]:
    """Every département, and how much of what is asked for there is of it; asked once a snapshot."""
    given, read = asked(wanted), _READ[wanted.count]
    kept = published.cached
    found = kept(snapshot, ("map", wanted.count, given), lambda: read(snapshot, given))
    grounds = kept(snapshot, "grounds", lambda: atlas.grounds(snapshot))
    return [(ground, found.get(ground.code, 0)) for ground in grounds]


def _row(visit: Visit, wanted: Wanted, ground: Ground, count: int) -> Row:
    rate = count * PEOPLE / ground.population if ground.population else None
    return Row(ground.code, ground.name, count, rate, ground.outlets, _href(visit.base, wanted, ground.code))


def _href(base: str, wanted: Wanted, code: str) -> str:
    """To the list that the figure counts, with the same filters."""
    days = {
        "since": wanted.since,
        "until": wanted.until,
        "technology": wanted.technology,
        "departement": code,
    }
    if wanted.count == "initiatives":
        return address(base, "/initiatives", {**days, "status": wanted.status, "topic": wanted.topic})
    relevant = "" if wanted.scope == "all" else "1"
    return address(base, "/", {**days, "topic": wanted.topic, "relevant": relevant, "originals": "1"})


def _area(row: Row, wanted: Wanted, shade: int) -> Area:
    said = f"{row.name}{NBSP}: {_said(row, wanted)}"
    silent = "" if row.outlets else ", aucun titre suivi"
    return Area(row.name, said + silent, shade, not row.outlets, row.href)


def _said(row: Row, wanted: Wanted) -> str:
    words = counted(row.count, _NOUNS[wanted.count])
    return f"{words}, {_decimal(row.rate)} pour 100{NBSP}000 habitants" if wanted.rate and row.rate else words


def _sorted(rows: list[Row], by: str) -> list[Row]:
    """The most first; by name where that is asked for, and among equals."""
    named = sorted(rows, key=lambda row: name_key(row.name))
    orders: dict[str, Callable[[Row], float]] = {
        "rate": lambda row: -(row.rate or 0),
        "outlets": lambda row: -len(row.outlets),
        "name": lambda _: 0,
    }
    return sorted(named, key=orders.get(by, lambda row: -row.count))


def _legend(rows: list[Row], wanted: Wanted, value: Callable[[Row], float], tops: list[float]) -> list[Shade]:
    """Each shade that is on the map, by the least and the most that it stands for."""
    held: dict[int, list[float]] = {}
    for row in rows:
        held.setdefault(level(value(row), tops), []).append(value(row))
    return [Shade(shade, _range(min(some), max(some), wanted)) for shade, some in sorted(held.items())]


def _range(least: float, most: float, wanted: Wanted) -> str:
    noun = _NOUNS[wanted.count]
    if not most:
        return "aucune" if noun == "initiative" else "aucun"
    if not wanted.rate:
        return counted(int(most), noun) if least == most else f"de {int(least)} à {counted(int(most), noun)}"
    low, high = _decimal(least), _decimal(most)
    return f"{high} pour 100{NBSP}000" if low == high else f"de {low} à {high} pour 100{NBSP}000"


def _decimal(value: float | None) -> str:
    return f"{value or 0:.2f}".replace(".", ",") if (value or 0) < 10 else f"{value:.0f}"


def _name(wanted: Wanted) -> str:
    per = f", pour 100{NBSP}000 habitants" if wanted.rate else ""
    return f"Carte de France{NBSP}: {COUNTS[wanted.count]} par département{per}"
