"""The state of a list in its address: the same names as `beffroi search`, and what is the desk's own."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from core.errors import QueryError
from store.search import SearchQuery, Sort

ON_A_PAGE = 25
_LONGEST = 2_000


class Asked(BaseModel):
    """What an address may hold. Names it does not know are ignored: links from elsewhere bring theirs (utm_source)."""

    model_config = ConfigDict(extra="ignore")

    words: str = Field("", max_length=_LONGEST)
    source: str = Field("", max_length=_LONGEST)
    commune: str = Field("", max_length=_LONGEST)
    epci: str = Field("", max_length=_LONGEST)
    departement: str = Field("", max_length=_LONGEST)
    mayor: str = Field("", max_length=_LONGEST)
    technology: str = Field("", max_length=_LONGEST)
    topic: str = Field("", max_length=_LONGEST)
    nature: str = Field("", max_length=_LONGEST)
    since: str = Field("", max_length=10)
    until: str = Field("", max_length=10)
    relevant: str = Field("", max_length=1)
    originals: str = Field("", max_length=1)
    sort: str = Field("", max_length=20)
    page: int = Field(1, ge=1, le=4000)


def asked(given: Asked) -> SearchQuery:
    """The search of an address; the newest first where no words are asked for. Raises QueryError."""
    values: dict[str, Any] = {name: value for name, value in given if name != "page" and value}
    if values.get("sort") not in (None, *Sort):
        raise QueryError("Ordre inconnu.", f"Au choix : {', '.join(Sort)}.")
    values |= {"limit": str(ON_A_PAGE), "offset": str((given.page - 1) * ON_A_PAGE)}
    if "sort" not in values and not values.get("words"):
        values["sort"] = Sort.DATE.value
    return SearchQuery.from_dict(values)
