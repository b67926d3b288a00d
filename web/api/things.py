"""Everything else that the API lists: each in the order of its ids, which no publish turns over."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Response
from pydantic import Field

from core.days import PARIS, paris_day
from core.errors import QueryError
from core.names import name_key
from digest.french import STATUS
from store.readers.desk import api
from store.readers.desk.api import Some
from store.readers.desk.ledger import Week, ledger
from web.api import cursor, naming
from web.api.asking import Asking, Between, Paged, Published, kept, listed, single, span

router = APIRouter()
_COMING = timedelta(days=731)
_TOWN, _TOOL, _DEPARTEMENT = "Code INSEE ou nom.", "Identifiant ou nom.", "Code ou nom."


class Stories(Between):
    """Which stories."""

    commune: str = Field("", max_length=200, description=_TOWN)
    technology: str = Field("", max_length=200, description=_TOOL)


class Initiatives(Between):
    """Which initiatives."""

    commune: str = Field("", max_length=200, description=_TOWN)
    actor: str = Field("", max_length=20, description="Code INSEE, SIREN, code de département ou de région.")
    departement: str = Field("", max_length=200, description=_DEPARTEMENT)
    technology: str = Field("", max_length=200, description=_TOOL)
    status: str = Field("", max_length=20, description=f"{naming.told(STATUS)}.")


class Quotes(Between):
    """Which quotes."""

    commune: str = Field("", max_length=200, description=f"Commune de qui parle. {_TOWN}")
    insee: str = Field(
        "", max_length=5, json_schema_extra={"deprecated": True}, description="Ancien nom de commune."
    )
    person: str = Field("", max_length=200, description="Clé de la personne (person_key).")
    role: str = Field("", max_length=30, description="mayor, deputy_mayor…")


class Mayors(Paged):
    """Which mayors."""

    commune: str = Field("", max_length=200, description=_TOWN)
    departement: str = Field("", max_length=200, description=_DEPARTEMENT)
    mayor: str = Field("", max_length=200, description="Mots du nom, sans souci d’accents.")
    insee: str = Field(
        "", max_length=5, json_schema_extra={"deprecated": True}, description="Ancien nom de commune."
    )
    name: str = Field(
        "", max_length=200, json_schema_extra={"deprecated": True}, description="Ancien nom de mayor."
    )


class Sources(Paged):
    """Which outlets."""

    departement: str = Field("", max_length=200, description=f"Département desservi. {_DEPARTEMENT}")


class Agenda(Between):
    """Which events; from today on, unless days are given."""

    departement: str = Field("", max_length=200, description=_DEPARTEMENT)


class Coverage(Between):
    """Which lines of the ledger."""

    source: str = Field("", max_length=200, description="Identifiant ou nom du titre.")


class Trends(Between):
    """Of which technology."""

    technology: str = Field(..., min_length=1, max_length=200, description="Identifiant ou nom.")


@router.get("/stories", tags=["sujets"], summary="Sujets : les articles qui disent la même chose")
def stories(visit: Asking, snapshot: Published, given: Annotated[Stories, Query()]) -> Response:
    """Dans l’ordre de leurs identifiants."""
    after, days = cursor.read(given.cursor, str), span(given)
    return listed(visit, snapshot, given, api.Story, lambda: api.stories(
        snapshot, given.limit, after, days, naming.commune(snapshot, given.commune),
        naming.technology(snapshot, given.technology),
    ))  # fmt: skip


@router.get("/initiatives", tags=["initiatives"], summary="Le registre des initiatives, avec leur phrase")
def initiatives(visit: Asking, snapshot: Published, given: Annotated[Initiatives, Query()]) -> Response:
    """Dans l’ordre de leurs identifiants ; since et until bornent les jours où la presse en parle."""
    after, days = cursor.read(given.cursor, str), span(given)
    return listed(visit, snapshot, given, api.Initiative, lambda: api.initiatives(
        snapshot, given.limit, after, days,
        naming.either(commune=naming.commune(snapshot, given.commune) or "", actor=given.actor) or None,
        naming.departement(snapshot, given.departement), naming.technology(snapshot, given.technology),
        naming.status(given.status),
    ))  # fmt: skip


@router.get("/quotes", tags=["paroles"], summary="Paroles rapportées, 200 caractères au plus")
def quotes(visit: Asking, snapshot: Published, given: Annotated[Quotes, Query()]) -> Response:
    """Par article, dans l’ordre du texte."""
    after, days = cursor.read(given.cursor, str, int, int), span(given)
    return listed(visit, snapshot, given, api.Quote, lambda: api.quotes(
        snapshot, given.limit, after, days,
        naming.commune(snapshot, naming.either(commune=given.commune, insee=given.insee)), given.person or None,
        naming.role(given.role),
    ))  # fmt: skip


@router.get("/mayors", tags=["lieux et personnes"], summary="Maires nommés par des articles")
def mayors(visit: Asking, snapshot: Published, given: Annotated[Mayors, Query()]) -> Response:
    """Anciens maires compris ; ni candidats, ni personnes sans rôle public."""
    after = cursor.read(given.cursor, str)
    named = name_key(naming.either(mayor=given.mayor, name=given.name)).split()
    return listed(visit, snapshot, given, api.Mayor, lambda: api.mayors(
        snapshot, given.limit, after, naming.commune(snapshot, naming.either(commune=given.commune, insee=given.insee)),
        naming.departement(snapshot, given.departement), named,
    ))  # fmt: skip


@router.get("/communes/{insee}", tags=["lieux et personnes"], summary="Une commune, par les registres")
def commune(visit: Asking, snapshot: Published, insee: Annotated[str, Path(max_length=5)]) -> Response:
    """Son maire d’aujourd’hui selon le registre, et combien d’articles et d’initiatives la nomment."""
    found = api.commune(snapshot, insee.upper(), paris_day(datetime.now(UTC)))
    if found is None:
        raise HTTPException(404)
    return single(visit, snapshot, lambda: found)


@router.get("/technologies", tags=["technologies"], summary="Technologies du lexique, et candidates")
def technologies(visit: Asking, snapshot: Published, given: Annotated[Paged, Query()]) -> Response:
    """Avec leurs nombres d’articles et d’initiatives."""
    after = cursor.read(given.cursor, str)
    return listed(visit, snapshot, given, api.Technology, lambda: _sliced(
        kept(visit, snapshot, "technologies", lambda: api.technologies(snapshot)), given, after,
        lambda one: (one.technology_id,),
    ))  # fmt: skip


@router.get("/sources", tags=["couverture"], summary="Titres suivis, et leur santé")
def sources(visit: Asking, snapshot: Published, given: Annotated[Sources, Query()]) -> Response:
    """Comme v_source_health."""
    after = cursor.read(given.cursor, str)

    def make() -> Some:
        served = naming.departement(snapshot, given.departement)
        found = [
            one
            for one in kept(visit, snapshot, "sources", lambda: api.sources(snapshot))
            if served is None or served in (one.departements or ())
        ]
        return _sliced(found, given, after, lambda one: (one.source_id,))

    return listed(visit, snapshot, given, api.Source, make)


@router.get("/agenda", tags=["agenda"], summary="Rendez-vous publics annoncés")
def agenda(visit: Asking, snapshot: Published, given: Annotated[Agenda, Query()]) -> Response:
    """À partir d’aujourd’hui, sauf jours demandés ; dans l’ordre de leurs identifiants. En calendrier : agenda.ics."""
    after, days = cursor.read(given.cursor, str), span(given)

    def make() -> Some:
        today = datetime.now(PARIS).date()
        first, last = days.first or today, days.last or max(today + _COMING, days.first or today)
        if last < first:
            raise QueryError("Ces jours sont dans le désordre.", "Donnez since avant until.")
        found = api.events(snapshot, first, last, naming.departement(snapshot, given.departement))
        return _sliced(found, given, after, lambda one: (one.event_id,))

    return listed(visit, snapshot, given, api.Event, make)


@router.get(
    "/coverage", tags=["couverture"], summary="Le registre de couverture : titre par semaine de collecte"
)
def coverage(visit: Asking, snapshot: Published, given: Annotated[Coverage, Query()]) -> Response:
    """Comme v_coverage : annoncées, collectées, lisibles, réservées, en échec."""
    after, days = cursor.read(given.cursor, str, str), span(given)

    def make() -> Some:
        found = [
            one
            for one in kept(visit, snapshot, "coverage", lambda: ledger(snapshot))
            if (given.source in {"", one.source_id} or name_key(given.source) == name_key(one.outlet or ""))
            and (days.first is None or one.week >= days.first)
            and (days.last is None or one.week <= days.last)
        ]
        return _sliced(found, given, after, lambda one: (one.source_id, one.week.isoformat()))

    return listed(visit, snapshot, given, Week, make)


@router.get("/trends", tags=["technologies"], summary="Une technologie, semaine par semaine")
def trends(visit: Asking, snapshot: Published, given: Annotated[Trends, Query()]) -> Response:
    """Comme trend() : hachurer les semaines dont outage n’est pas faux."""
    after, days = cursor.read(given.cursor, str, str), span(given)

    def make() -> Some:
        name = f"trend {given.technology}"
        found = [
            one
            for one in kept(visit, snapshot, name, lambda: api.trend(snapshot, given.technology))
            if (days.first is None or one.week >= days.first) and (days.last is None or one.week <= days.last)
        ]
        return _sliced(found, given, after, lambda one: (one.technology_id, one.week.isoformat()))

    return listed(visit, snapshot, given, api.Trend, make)


def _sliced(rows: Sequence[Any], given: Paged, after: Any, place: Callable[[Any], tuple[Any, ...]]) -> Some:
    return api.sliced(rows, list(map(place, rows)), given.limit, after)
