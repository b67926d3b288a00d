"""An outlet: its articles, its health."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Response

from store.query import Snapshot
from store.readers.agenda import departements
from store.readers.desk import outlet as press
from store.readers.desk import things
from store.readers.desk.ledger import Week
from store.readers.desk.ledger import ledger as ledger_of
from web.charts.ledger import ledger
from web.desk.corrections import overlay
from web.desk.published import Published
from web.desk.things import words as thing_words
from web.desk.visit import Reading, Visiting

router = APIRouter()
_WEEKS = 26
_RUNS = 10


@dataclass(frozen=True, slots=True)
class _Outlet:
    """All that a page says of an outlet."""

    outlet: press.Outlet
    told: things.Told
    groups: list[things.Group]
    ledger: list[Week]
    runs: list[press.Run]
    refusals: list[press.Refusal]
    names: dict[str, str]


@router.get("/titres")
def outlets(visit: Visiting, snapshot: Reading) -> Response:
    """All outlets with their health."""
    return visit.page(
        "outlets.html", "Titres de presse", every=health(visit.desk.published, snapshot), words=thing_words
    )


@router.get("/titres/{slug}")
def outlet(visit: Visiting, snapshot: Reading, slug: Annotated[str, Path(max_length=200)]) -> Response:
    """An outlet of sources.toml, as it was when it was published."""
    made = visit.desk.published.cached(snapshot, ("outlet", slug), lambda: _outlet(snapshot, slug))
    if made is None:
        raise HTTPException(404)
    about = made.outlet
    doing = next((one for one in health(visit.desk.published, snapshot) if one.source_id == slug), None)
    return visit.page(
        "outlet.html", about.name, over=overlay.of(visit, snapshot), made=made, about=about,
        health=doing, words=thing_words,
        chart=ledger(made.ledger, f"{about.name} : pages annoncées, obtenues et lues, par semaine de collecte"),
    )  # fmt: skip


def health(published: Published, snapshot: Snapshot) -> list[press.Health]:
    """How all outlets are doing, asked once a snapshot."""
    return published.cached(snapshot, "outlets", lambda: press.outlets(snapshot))


def _outlet(snapshot: Snapshot, slug: str) -> _Outlet | None:
    found = press.outlet(snapshot, slug)
    if found is None:
        return None
    told = things.told(snapshot, things.Thing.OUTLET, slug)
    names = departements(snapshot)
    return _Outlet(
        found,
        told,
        things.grouped(told.newest),
        ledger_of(snapshot, slug, _WEEKS),
        press.runs(snapshot, slug, _RUNS),
        press.refusals(snapshot, slug),
        {code: names.get(code, code) for code in found.departements},
    )
