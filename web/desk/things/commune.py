"""A commune: its mayor by the register, its initiatives, quotes and articles over time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Response
from markupsafe import Markup

from core.days import PARIS
from store.query import Snapshot
from store.readers.desk import commune as towns
from store.readers.desk import mayor, things
from store.readers.desk.listening import Listening, listening
from web.charts.dots import locator
from web.desk.corrections import overlay
from web.desk.published import Published
from web.desk.things import words as thing_words
from web.desk.visit import Reading, Visit, Visiting

router = APIRouter()
_FOUND = 100
_FEW = 5


@dataclass(frozen=True, slots=True)
class _Town:
    """All that a page says of a commune."""

    commune: towns.Commune
    mandates: list[towns.Mandate]
    contradicted: list[mayor.Role]
    told: things.Told
    groups: list[things.Group]
    picked: things.Picked
    initiatives: list[things.Initiative]
    quotes: list[things.Quote]
    events: list[towns.Event]


@router.get("/communes")
def find(visit: Visiting, snapshot: Reading, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Communes by name; homonyms stand with their département. Without a name, those that are told of."""
    asked = q.strip()
    found = towns.namesakes(snapshot, asked, _FOUND) if asked else []
    told = [] if asked else most_told(visit.desk.published, snapshot)
    return visit.page(
        "communes.html", "Communes", asked=asked, found=found, told=told, most=_FOUND, words=thing_words
    )


def most_told(published: Published, snapshot: Snapshot) -> list[towns.MuchTold]:
    """The communes that the press tells of most, found once a snapshot."""
    return published.cached(snapshot, "communes told", lambda: towns.most_told(snapshot, _FOUND))


@router.get("/communes/{insee}")
def commune(visit: Visiting, snapshot: Reading, insee: Annotated[str, Path(max_length=10)]) -> Response:
    """A commune of the register; one without any article has its page as well."""
    today = datetime.now(PARIS).date()
    town = visit.desk.published.cached(
        snapshot, ("commune", insee, today), lambda: _town(snapshot, insee, today)
    )
    if town is None:
        raise HTTPException(404)
    about = town.commune
    return visit.page(
        "commune.html", about.name, over=overlay.of(visit, snapshot), town=town, commune=about,
        office=towns.in_office(town.mandates, today),
        served=len(heard(visit.desk.published, snapshot).serving(about.departement)), words=thing_words,
        place=locator(about.departement, about.lat, about.lon, about.name),
        chart=around(visit, snapshot, ("commune", insee), town.told, about.departement, about.name, commune=insee),
    )  # fmt: skip


def heard(published: Published, snapshot: Snapshot) -> Listening:
    """Who could be heard, asked once a snapshot."""
    return published.cached(snapshot, "listening", lambda: listening(snapshot))


def around(
    visit: Visit, snapshot: Snapshot, key: tuple[str, str], told: things.Told, departement: str, name: str,
    **search: str,
) -> Markup | None:  # fmt: skip
    """What was told of somebody in a département by week, hatched where its outlets could not be heard."""

    def made() -> Markup | None:
        outages = heard(visit.desk.published, snapshot).around(departement)
        return thing_words.timeline(
            visit.base, told.weeks, outages, f"{name} : articles par semaine", **search
        )

    return visit.desk.published.cached(snapshot, ("weeks", key, visit.base), made)


def _town(snapshot: Snapshot, insee: str, today: date) -> _Town | None:
    found = towns.commune(snapshot, insee)
    if found is None:
        return None
    told = things.told(snapshot, things.Thing.COMMUNE, insee)
    picked = things.picked(snapshot, commune=insee)
    return _Town(
        found,
        towns.mandates(snapshot, insee),
        mayor.roles(snapshot, contradicted_in=insee, most=_FEW),
        told,
        things.grouped(told.newest),
        picked,
        things.initiatives(snapshot, picked.newest),
        things.quotes(snapshot, insee=insee),
        towns.events(snapshot, insee, today, things.MOST),
    )
