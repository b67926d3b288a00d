"""The register of initiatives: a table that is filtered, sorted, mapped, exported."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from core.errors import QueryError
from core.names import name_key
from digest import french
from store.query import Snapshot
from store.readers.agenda import departements
from store.readers.desk import register as readers
from store.readers.desk import things
from store.readers.desk.asking import moved
from store.readers.desk.register import Selection, Wanted
from store.searching.asked import day_from
from web.charts.dots import by_departement
from web.desk.corrections import overlay
from web.desk.handing import WORDS, Form, handed
from web.desk.things import words as thing_words
from web.desk.things.moves import moved_to
from web.desk.visit import Reading, Visit, Visiting

router = APIRouter()
_ON_A_PAGE = 50
HEADINGS = {
    "initiative_id": "Identifiant", "actor_kind": "Sorte de porteur", "actor_code": "Code du porteur",
    "actor": "Porteur", "departement": "Département", "technology_id": "Code de la technologie",
    "technology": "Technologie", "use_case": "Usage", "category": "Famille d’usage", "status": "État",
    "status_since": "État selon un article du", "supplier": "Fournisseur", "amounts": "Montants",
    "first_seen": "Premier article", "last_seen": "Dernier article", "articles": "Articles",
    "outlets": "Titres de presse",
    "confidence": "Confiance (0 à 1)", "evidence_text": "Phrase", "title": "Titre de l’article", "url": "Adresse",
}  # fmt: skip
"""Columns of an export (register_rows.sql), as who opens it in a spreadsheet reads them."""
_CODES = {"actor_kind": thing_words.ACTORS, "category": thing_words.USES, "status": french.STATUS}
_Words = Annotated[str, Field(max_length=200)]


class Asked(BaseModel):
    """The filter of an address. Names it does not know are ignored: links from elsewhere bring theirs."""

    model_config = ConfigDict(extra="ignore")

    words: _Words = ""
    status: Annotated[list[_Words], Field(default_factory=list, max_length=10)]
    technology: _Words = ""
    topic: _Words = ""
    category: _Words = ""
    departement: _Words = ""
    commune: _Words = ""
    actor: _Words = ""
    supplier: _Words = ""
    since: Annotated[str, Field(max_length=10)] = ""
    until: Annotated[str, Field(max_length=10)] = ""
    sure: Literal["", "0.5", "0.7", "0.9"] = ""
    sort: Annotated[str, Field(max_length=20)] = ""
    page: Annotated[int, Field(ge=1, le=20_000)] = 1

    def kept(self, **other: Any) -> dict[str, Any]:
        """What an address says of this filter, changed where told; from the first page on."""
        return self.model_dump(exclude={"page"}) | other


@router.get("/initiatives")
def register(visit: Visiting, snapshot: Reading, given: Annotated[Asked, Query()]) -> Response:
    """The table, its counts, its map."""
    wanted = _wanted(given)
    offset = (given.page - 1) * _ON_A_PAGE
    found = _selected(visit, snapshot, wanted, offset)
    names = visit.desk.published.cached(snapshot, "departements", lambda: departements(snapshot))
    return visit.page(
        "register.html", "Registre des initiatives", over=overlay.of(visit, snapshot),
        given=given, found=found, names=names, words=thing_words,
        rows=things.initiatives(snapshot, found.ids), first=offset + 1, last=offset + len(found.ids),
        more=offset + len(found.ids) < found.total, sort=wanted.sort, down=wanted.down, forms=WORDS,
        placed=sum(n for _, n in found.departements), sorted_by=_next_sorts(wanted),
        map=by_departement(dict(found.departements), "Initiatives par département ; leurs nombres sont dans la liste"),
    )  # fmt: skip


@router.get("/initiatives/export.{form}")
def export(visit: Visiting, snapshot: Reading, form: Form, given: Annotated[Asked, Query()]) -> Response:
    """All rows of the filter, and no others."""
    del visit
    return handed(snapshot, "initiatives", form, readers.whole(snapshot, _wanted(given)), HEADINGS, _CODES)


@router.get("/initiatives/{key}")
def initiative(visit: Visiting, snapshot: Reading, key: Annotated[str, Path(max_length=64)]) -> Response:
    """An initiative with every telling of it; one that was merged away is found where it went."""
    found = things.initiatives(snapshot, [key])
    if not found:
        if into := moved(snapshot, "initiative", key):
            return moved_to(visit, f"/initiatives/{into}")
        raise HTTPException(404)
    one = found[0]
    history = readers.history(snapshot, key)
    return visit.page(
        "initiative.html", " : ".join(filter(None, (one.actor, one.technology))), over=overlay.of(visit, snapshot),
        one=one, history=history,
        amounts=sorted({said for told in history for said in told.amounts}),
        dates=sorted({said for told in history for said in told.dates}),
        words=thing_words,
    )  # fmt: skip


def _selected(visit: Visit, snapshot: Snapshot, wanted: Wanted, offset: int) -> Selection:
    asked = ("register", wanted, offset)
    return visit.desk.published.cached(
        snapshot, asked, lambda: readers.selected(snapshot, wanted, offset, _ON_A_PAGE)
    )


def _wanted(given: Asked) -> Wanted:
    """Raises QueryError for what no filter is."""
    sort, down = _order(given.sort)
    return Wanted(
        words=given.words.strip(),
        statuses=tuple(sorted({_status(one) for one in given.status})),
        technology=given.technology.strip(),
        topic=given.topic.strip(),
        category=given.category,
        departement=given.departement.strip().upper(),
        commune=given.commune.strip(),
        actor=given.actor.strip(),
        supplier=given.supplier.strip(),
        since=day_from(given.since, last=False) if given.since else None,
        until=day_from(given.until, last=True) if given.until else None,
        sure=float(given.sure) if given.sure else None,
        sort=sort,
        down=down,
    )


def _status(said: str) -> str:
    """By its code, as the form sends it, or by the word that people read."""
    found = {name_key(word): code for code, word in french.STATUS.items()}.get(name_key(said), said)
    if found not in french.STATUS:
        raise QueryError("Statut inconnu.", f"Au choix : {', '.join(french.STATUS.values())}.")
    return found


def _order(asked: str) -> tuple[str, bool]:
    """Columns, a minus for the last first: "actor", "-last"."""
    name = asked.removeprefix("-")
    if asked and name not in readers.SORTS:
        raise QueryError(
            "Ordre inconnu.", "Suivez les titres des colonnes : ils disent les ordres qu’il y a."
        )
    return (name, asked.startswith("-")) if asked else ("last", True)


def _next_sorts(wanted: Wanted) -> Mapping[str, str]:
    """What a column's heading asks for: its usual order first, the other way round when it is that already."""
    now = f"-{wanted.sort}" if wanted.down else wanted.sort
    return {name: _turned(order) if order == now else order for name, order in _USUAL.items()}


def _turned(order: str) -> str:
    return order.removeprefix("-") if order.startswith("-") else f"-{order}"


_USUAL = {name: name if name in {"actor", "technology"} else f"-{name}" for name in readers.SORTS}
