"""What the week's letter reads from a snapshot: its articles, what they tell, and what could not be heard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from store.snapshot import Snapshot
from store.sql import query


class Town(NamedTuple):
    """A commune that an article names; `departement` is its code, `population` None where no register knows it."""

    insee: str
    name: str
    departement: str | None
    population: int | None
    departement_name: str = ""


class Named(NamedTuple):
    """Somebody to whom an article lends a public role, and the sentence that does."""

    article_id: str
    person_key: str
    name: str
    role: str
    insee: str
    evidence_text: str


@dataclass(frozen=True, slots=True)
class Page:
    """An article of the week; `voice` is who owns its outlet, `counted_as` what it is in a count (v_articles)."""

    article_id: str
    version: int
    story_id: str | None
    outlet: str
    voice: str
    authors: tuple[str, ...]
    day: date
    url: str
    title: str
    summary: str
    access: str
    basis: str
    reserved: bool
    relevant: bool
    nature: str
    counted_as: str
    towns: tuple[Town, ...]
    technologies: tuple[str, ...]

    @property
    def closed(self) -> bool:
        """Whether nothing of it is shown but its title: read in full although its publisher reserves it."""
        return self.reserved and self.basis == "full"


class Cost(NamedTuple):
    """An amount that an article attaches to an initiative, in its words; `unit` may say of what time (€/an)."""

    start_at: int
    words: str
    value: float
    unit: str
    approximate: bool
    evidence_text: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What an article of the week says of an initiative.

    `actor` is the register's name; `as_told` is the technology as this article has it ("capteurs"), `wider` the ids of
    all that it is a kind of; `use_case` is empty unless the article says it; `reached` is how far any article of
    before said it had come, `before` where it surely was last. `vouched`: an editor said whose it is.
    """

    initiative_id: str
    article_id: str
    actor_kind: str
    actor_code: str
    actor: str
    departement: str
    departement_name: str
    population: int
    technology_id: str
    technology: str
    as_told: str
    wider: tuple[str, ...]
    use_case: str
    supplier: str
    supplier_evidence: str
    costs: tuple[Cost, ...]
    status: str
    reached: str | None
    before: str | None
    evidence_text: str
    confidence: float
    vouched: bool = False


class Saying(NamedTuple):
    """Words of somebody elected, with what the article says they are and what the register says of it.

    `body` is the intercommunal body that they preside, as the article names it.
    """

    article_id: str
    start_at: int
    person_key: str
    speaker: str
    role: str
    insee: str
    commune: str
    departement_name: str
    body: str
    register: str
    role_evidence: str
    text: str
    evidence_text: str
    confidence: float


class WeekCount(NamedTuple):
    """How many articles told of a technology or a département in the week of a Monday.

    `steady` are those of the outlets that were read in all the weeks that were asked for.
    """

    kind: str
    code: str
    name: str
    week: date
    articles: int
    steady: int


class EventPage(NamedTuple):
    """An article that tells of an event; `closed`: nothing of it is shown but its title.

    `deeds` are who surely does what in it (code of the actor, name of the technology), the surest first.
    """

    article_id: str
    outlet: str
    authors: list[str]
    day: date | None
    url: str
    title: str
    access: str
    closed: bool
    relevant: bool = True
    deeds: tuple[tuple[str, str], ...] = ()


class Dated(NamedTuple):
    """A published article with its day, None where it has none, and its story."""

    article_id: str
    day: date | None
    story_id: str | None
    title: str


class Heard(NamedTuple):
    """`began` is the Monday of the first week in which an outlet was asked, None when none was."""

    began: date | None
    silent: tuple[str, ...]


def pages(snapshot: Snapshot, first: date, last: date) -> list[Page]:
    """The articles published from `first` to `last`, both included, the first published first."""
    return [
        Page(
            **row
            | {
                "authors": tuple(row["authors"]),
                "towns": tuple(Town(**town) for town in row["towns"]),
                "technologies": tuple(row["technologies"]),
            }
        )
        for row in _dicts(snapshot, "letter_articles", first=first, last=last)
    ]


def deeds(snapshot: Snapshot, first: date, last: date, sure: float) -> list[Deed]:
    """What these articles tell of initiatives; under the confidence `sure` (0 to 1) no status of before is sure."""
    rows = _dicts(snapshot, "letter_initiatives", first=first, last=last, sure=sure)
    return [
        Deed(**row | {"costs": tuple(Cost(**cost) for cost in row["costs"]), "wider": tuple(row["wider"])})
        for row in rows
    ]


def sayings(snapshot: Snapshot, first: date, last: date) -> list[Saying]:
    """What elected people are quoted as saying in these articles."""
    return [Saying(**row) for row in _dicts(snapshot, "letter_quotes", first=first, last=last)]


def named(snapshot: Snapshot, first: date, last: date) -> list[Named]:
    """Whom these articles name."""
    return [Named(**row) for row in _dicts(snapshot, "letter_named", first=first, last=last)]


def suppliers(snapshot: Snapshot) -> list[str]:
    """Every supplier that an article named, of whatever week."""
    return [row["supplier"] for row in _dicts(snapshot, "letter_suppliers")]


def week_counts(snapshot: Snapshot, first: date, last: date) -> list[WeekCount]:
    """What these weeks told of, by technology and by département."""
    return [WeekCount(**row) for row in _dicts(snapshot, "letter_weeks", first=first, last=last)]


def event_pages(snapshot: Snapshot, urls: list[str], sure: float) -> list[EventPage]:
    """The articles of these addresses; under the confidence `sure` nobody is said to do anything in them."""
    return [
        EventPage(**row | {"deeds": tuple((deed["actor_code"], deed["technology"]) for deed in row["deeds"])})
        for row in _dicts(snapshot, "letter_pages", urls=urls, sure=sure)
    ]


def dated(snapshot: Snapshot, ids: Iterable[str], story: str = "") -> list[Dated]:
    """These articles, else those of a story, as far as they are published; the first published first."""
    return [Dated(**row) for row in _dicts(snapshot, "letter_kept", ids=",".join(ids), story=story)]


def heard(snapshot: Snapshot, monday: date) -> Heard:
    """Who could not be heard in a week, and since when anybody is listened to."""
    (row,) = _dicts(snapshot, "letter_heard", first=monday)
    return Heard(row["began"], tuple(row["silent"]))


def uncovered(snapshot: Snapshot) -> list[str]:
    """The départements that no followed outlet serves."""
    return [row["name"] for row in _dicts(snapshot, "letter_uncovered")]


def _dicts(snapshot: Snapshot, name: str, **chosen: Any) -> list[dict[str, Any]]:
    found = snapshot.connection.execute(query(name), chosen)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
