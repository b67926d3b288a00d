"""The state of a list in its address: the same names as `beffroi search`, and what is the desk's own."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from core.errors import QueryError
from store.search import SearchQuery, Sort

ON_A_PAGE = 25
_LONGEST = 2_000
OWN = ("new", "read", "tag", "access", "watch")
"""What no index knows: since when, what somebody marked, how open an article is, a watch."""


class Asked(BaseModel):
    """What an address may hold. Names it does not know are ignored: links from elsewhere bring theirs (utm_source).

    `new` is "1" since the last visit, "2" since the one before, "7" the last seven days, "0" whenever; "" leaves it to
    the page. `watch` is a slug. `relevant` is "1" for what is for us, "0" for whatever it is about; "" leaves that to
    the list.
    """

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
    new: str = Field("", pattern="^[0127]?$")
    read: str = Field("", pattern="^(unread|read|starred|all)?$")
    tag: str = Field("", max_length=40)
    access: str = Field("", pattern="^(free|excerpt)?$")
    watch: str = Field("", pattern="^[a-z0-9-]{0,100}$")
    page: int = Field(1, ge=1, le=4000)

    @property
    def kept(self) -> dict[str, str]:
        """What is asked, by name, but the page: what links of a list take along."""
        return {name: value for name, value in self if name != "page" and value}

    @property
    def sought(self) -> dict[str, str]:
        """What of it the index knows: a feed or a watch can have it."""
        left = {name: value for name, value in self.kept.items() if name not in OWN}
        return {name: value for name, value in left.items() if (name, value) != ("relevant", "0")}

    @property
    def unjudged(self) -> bool:
        """Whether articles are asked for whatever they are about."""
        return self.relevant == "0"

    @property
    def searches(self) -> bool:
        """Whether anything is searched for that the index knows."""
        return bool(self.sought.keys() - {"sort"})


def asked(given: Asked) -> SearchQuery:
    """The search of an address; the newest first where no words are asked for. Raises QueryError."""
    values: dict[str, Any] = given.sought
    if values.get("sort") not in (None, *Sort):
        raise QueryError("Ordre inconnu.", f"Au choix : {', '.join(Sort)}.")
    values |= {"limit": str(ON_A_PAGE), "offset": str((given.page - 1) * ON_A_PAGE)}
    if "sort" not in values and not values.get("words"):
        values["sort"] = Sort.DATE.value
    return SearchQuery.from_dict(values)
