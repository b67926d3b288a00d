"""What is searched for: plain data that a saved search or the state of an address can hold."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from core.days import first_day, last_day
from core.errors import QueryError

MOST_HITS = 100_000


class Sort(StrEnum):
    """The order of what is found."""

    RELEVANCE = "relevance"
    DATE = "date"  # newest first


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Words in the syntax of `syntax`, and filters that must all hold; days are Europe/Paris, both included.

    A filter takes a code or a name: an INSEE code or a commune's name, a source's slug or name. An `epci` is found
    where it is named, and where one of its communes is.
    `relevant` keeps what was found relevant, `originals` what counts as an article: no reprint, copy or round-up.
    Nothing asked finds nothing, unless `every` article is.
    """

    words: str = ""
    source: str = ""
    commune: str = ""
    epci: str = ""
    departement: str = ""
    mayor: str = ""
    technology: str = ""
    topic: str = ""
    nature: str = ""
    since: date | None = None
    until: date | None = None
    relevant: bool = False
    originals: bool = False
    every: bool = False
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20

    def __post_init__(self) -> None:
        if not 0 <= self.offset <= MOST_HITS or not 0 <= self.limit <= MOST_HITS:
            raise QueryError(
                f"Recherche refusée : résultats {self.offset} à {self.offset + self.limit}.",
                f"Au plus {MOST_HITS} résultats, et pas plus loin que le {MOST_HITS}e.",
            )

    @property
    def values(self) -> dict[str, str]:
        """The filters by value that are set."""
        return {name: value for name in VALUE_FILTERS if (value := getattr(self, name))}

    def to_dict(self) -> dict[str, str]:
        """What differs from the default, as text; `from_dict` gives the same query back."""
        usual = SearchQuery()
        changed = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: _text(value) for name, value in changed.items() if value != getattr(usual, name)}

    @classmethod
    def from_dict(cls, given: Mapping[str, str]) -> "SearchQuery":
        """The query of such a dictionary; other keys are ignored. Raises QueryError on a value it cannot read."""
        known = {name: _read(name, given[name]) for name in cls.__slots__ if given.get(name)}
        return replace(cls(), **known)


VALUE_FILTERS = ("source", "commune", "epci", "departement", "mayor", "technology", "topic", "nature")


def day_from(text: str, *, last: bool) -> date:
    """The first or the last day of AAAA, AAAA-MM or AAAA-MM-JJ; QueryError for anything else."""
    try:
        return (last_day if last else first_day)(text)
    except ValueError as error:
        raise QueryError(
            f"Recherche refusée : « {text[:40]} » n’est pas une date.", "Écrivez AAAA, AAAA-MM ou AAAA-MM-JJ."
        ) from error


def _text(value: Any) -> str:
    return "1" if value is True else str(value)


def _read(name: str, text: str) -> Any:
    try:
        match name:
            case "since" | "until":
                return day_from(text, last=name == "until")
            case "relevant" | "originals" | "every":
                return text != "0"
            case "sort":
                return Sort(text)
            case "offset" | "limit":
                return int(text)
    except ValueError as error:
        raise QueryError(
            f"Recherche refusée : {name} ne peut pas être « {text[:40]} ».",
            f"Pour sort : {', '.join(Sort)} ; pour offset et limit : un nombre.",
        ) from error
    return text
