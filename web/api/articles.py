"""Articles: the search of the first screen, as rows."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from store.readers.desk import api
from store.search import SearchQuery
from web.api import cursor
from web.api.asking import Answer, Asking, Between, Published, given_in, listed

router = APIRouter()
_PAGING = ("limit", "cursor", "format", "cle")


class Searched(Between):
    """The same filters as the first screen and `beffroi search`; a filter takes a code or a name."""

    words: str = Field("", max_length=2000, description="Mots, comme dans « Chercher ».")
    source: str = Field("", max_length=200, description="Titre de presse.")
    commune: str = Field("", max_length=200, description="Code INSEE ou nom.")
    epci: str = Field("", max_length=200, description="SIREN ou nom d’une intercommunalité.")
    departement: str = Field("", max_length=200, description="Code ou nom.")
    mayor: str = Field("", max_length=200, description="Maire nommé.")
    technology: str = Field("", max_length=200, description="Identifiant ou nom.")
    topic: str = Field("", max_length=200, description="Thème : ia, donnees…")
    nature: str = Field(
        "", max_length=200, description="initiative, incident, debate, national-policy, other."
    )
    relevant: Literal["", "0", "1"] = Field("", description="1 : pertinents seulement.")
    originals: Literal["", "0", "1"] = Field(
        "", description="1 : sans reprises, copies ni pages récapitulatives."
    )


def searched(given: Searched) -> SearchQuery:
    """The search of an address. Raises QueryError."""
    return SearchQuery.from_dict(given_in(given, *_PAGING))


@router.get("/articles", tags=["articles"], summary="Articles trouvés, du plus récent au plus ancien")
def articles(visit: Asking, snapshot: Published, given: Annotated[Searched, Query()]) -> Response:
    """Sans mots ni filtres : tous. Au plus 100 000 à la suite ; au-delà, restreindre par since et until."""
    asked, after = searched(given), cursor.read(given.cursor, int, str, int)

    def make() -> Answer:
        found = api.articles(snapshot, asked, given.limit, after)
        return Answer(found.rows, found.after, found.total, found.unknown)

    return listed(visit, snapshot, given, api.Article, make)
