"""What a text tells: who said what, with which figures, and what is coming."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from core.types.found import RoleKind
from core.types.span import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody says: the words in marks (`direct`), or a reported clause without its introducer.

    `speaker` is the person's name as in its Role, else the words that stand for who speaks ("la mairie"), empty when
    the text does not say; `person_key`, `role` and `insee` are those of the Role. `evidence` is what says who speaks.
    """

    start: int
    end: int
    text: str
    direct: bool
    speaker: str
    person_key: str | None
    role: RoleKind | None
    insee: str | None
    evidence: Span
    evidence_text: str
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit or the noun it counts, and what it measures.

    `value` is in `unit`, of things with the multiple resolved ("5,7 millions d'agents": 5700000, "agents"), of money
    and of shares as they are said ("26 millions d'euros": 26, "M€"; "un quart": 25, "%"). `base_value` and `base_unit`
    compare where the unit is a multiple (26000000, "€"), None and "" elsewhere. A range has `value` its upper and `low`
    its lower bound; `approximate` marks "environ", "une vingtaine". `owner` is the town, body or person whose figure it
    is, by its name, empty when the text does not say.
    """

    start: int
    end: int
    value: float
    low: float | None
    unit: str
    what: str
    owner: str
    approximate: bool
    evidence: Span
    evidence_text: str
    rule: str
    confidence: float = 1.0
    base_value: float | None = None
    base_unit: str = ""


class DateMention(NamedTuple):
    """A date or a period in a text, resolved against the day of publication.

    `first` and `last` are ISO dates at the precision known ("2025", "2025-03", "2025-03-14"), equal for a date.
    """

    start: int
    end: int
    first: str
    last: str
    rule: str


class EventState(StrEnum):
    """Whether an event takes place on its day; one that is put off to a new day is scheduled on that day.

    `withdrawn`: a letter announced it wrongly; no text says so, only what errata change of a calendar.
    """

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Event:
    """A named or dated public event. `start_date` and `end_date` are ISO dates at the precision known.

    `place` is as the text names it, `insee` its commune; `id` is given by what compares it with the events known. Past
    or coming is for the reader to tell, from the dates; a cancelled one is not coming (`state`).
    """

    name: str
    start_date: str
    end_date: str
    place: str
    insee: str | None
    mention: Span
    evidence: Span
    evidence_text: str
    rule: str
    confidence: float = 1.0
    id: str = ""
    state: EventState = EventState.SCHEDULED


@dataclass(frozen=True, slots=True)
class EventTrace:
    """What is kept of an event to know it again: one article's telling of the event `id`."""

    id: str
    article_id: str
    name: str
    start_date: str
    end_date: str
    place: str
    insee: str | None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A row of the view v_agenda: an event, by the first article that tells of it; `articles` counts them.

    `start_day` and `end_day` are the first and the last day of what is known of it, `precision` "day", "month" or
    "year"; `place` is as the text names it, `commune` the name of `insee`, `departement_name` where it lies.
    """

    event_id: str
    name: str
    start_day: date
    end_day: date
    precision: str
    place: str
    commune: str
    insee: str | None
    articles: int
    url: str
    source: str
    evidence_text: str
    state: EventState = EventState.SCHEDULED
    departement_name: str = ""
