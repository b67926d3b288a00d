"""All that was found in an article, as the results keep it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from core.types.found import Mention, Role
from core.types.initiatives import Initiative
from core.types.read import Article
from core.types.told import Event, Figure, Quote


class Nature(StrEnum):
    """What kind of news an article is."""

    INITIATIVE = "initiative"
    INCIDENT = "incident"
    DEBATE = "debate"
    NATIONAL_POLICY = "national-policy"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was found in one text. `why` names the signals behind `relevance` (0 to 1)."""

    relevant: bool
    relevance: float
    nature: Nature
    topics: tuple[str, ...]
    gate: str
    why: tuple[str, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    model: str
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    initiatives: tuple[Initiative, ...] = ()


@dataclass(frozen=True, slots=True)
class Processed:
    """An article as the results keep it; `analysis` is None where rights forbid one."""

    article: Article
    analysis: Analysis | None
    seen_at: datetime


class Technology(NamedTuple):
    """A concept of the technology lexicon, or (`status` candidate) a name that only texts introduce.

    `parent` is the id of a broader concept, `wikidata` an item where it was checked, `names` what else it is called.
    """

    technology_id: str
    canonical: str
    category: str
    parent: str | None = None
    wikidata: str | None = None
    status: str = "known"
    names: tuple[str, ...] = ()
