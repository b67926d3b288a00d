"""The week's letter as data, before any markup: what it says, piece by piece, each beside what proves it.

A sentence is made of pieces. A piece that says how far an initiative is, names somebody or gives a figure is a claim: a
person ticks it beside its sentence before anything is sent, and what is not ticked leaves (`without` stands there).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

EXTRACT = 200
"""Characters of an article shown outside the workspace, at most: what French press habits allow."""


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week: Monday to Sunday."""

    first: date
    last: date

    @property
    def label(self) -> str:
        """2026-W47, the key of everything about this week."""
        year, week, _ = self.first.isocalendar()
        return f"{year}-W{week:02}"


class Section(StrEnum):
    """The parts of a letter that have items, in order."""

    STORIES = "stories"
    INITIATIVES = "initiatives"
    QUOTES = "quotes"
    BRIEFS = "briefs"
    AGENDA = "agenda"


class ClaimKind(StrEnum):
    """What has to be checked.

    `initiative` is all that a line says of one: who, which technology, what for, how far. `abandoned` is the same of
    one that ended, or words of others that tell of an end.
    """

    INITIATIVE = "initiative"
    PERSON = "person"
    SUPPLIER = "supplier"
    FIGURE = "figure"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a wrong letter would have to take back, with the sentence that says it.

    `key` is the same however often the week is built: a hash of item, kind, words, article and sentence.
    """

    key: str
    kind: ClaimKind
    words: str
    sentence: str
    article_id: str
    url: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a sentence; `claim` is the key of what it claims, `without` what stands there when nobody ticked it."""

    text: str
    claim: str = ""
    without: str = ""


Text = tuple[Piece, ...]
CARRYING = frozenset({ClaimKind.INITIATIVE, ClaimKind.ABANDONED})
"""Claims without which nothing is left of the sentence that makes them."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An article that tells of an item, as the letter names it; `paywall`: only an extract is open to all."""

    article_id: str
    title: str
    url: str
    outlet: str
    authors: tuple[str, ...]
    day: date | None
    paywall: bool = False
    reprint: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """What an item says, so that a correction finds it: kind and key name it, `value` is what was said.

    initiative-status, initiative-supplier, initiative-actor (key: initiative_id), speaker (article_id:start of the
    quote; value: person_key|role|insee), quote (article_id:start; the words), mayor (article_id:person_key;
    role|insee),
    event (event_id; first day|last day|state|name), event-place (event_id; INSEE|commune|département|place),
    article (article_id; relevant), story (story_id; title), figure (article_id:start; value unit).
    """

    kind: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the letter.

    `key` survives a rebuild: story:ID, initiative:ID, quote:ARTICLE:START, brief:ARTICLE or brief:story:ID, event:ID.
    `headline` is the editor's or an article's title (then `extract`, at most EXTRACT characters of it, may follow),
    `text` the factual sentence that we make. `news` are what is new, in words. `comment` is the editor's.
    """

    key: str
    section: Section
    headline: str
    text: Text = ()
    news: tuple[str, ...] = ()
    extract: str = ""
    quote: str = ""
    tellings: tuple[Telling, ...] = ()
    claims: tuple[Claim, ...] = ()
    facts: tuple[Fact, ...] = ()
    comment: str = ""
    rank: float = 0.0
    event: tuple[date, date, str] | None = None  # first day, last day, precision (AgendaItem)
    place: str = ""
    revision: int = 0  # how often errata moved the event: calendars count

    @property
    def is_title(self) -> bool:
        """Whether the headline is an article's title, with the département where another town has the same name."""
        titles = {told.title for told in self.tellings}
        return self.headline in titles or self.headline.removesuffix(f" ({self.place})") in titles


@dataclass(frozen=True, slots=True)
class Missed:
    """Refusals of one outlet for one reason (french.reason says it)."""

    outlet: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """What we may have missed: outlets not heard, articles reserved, départements without an outlet, failures."""

    silent: tuple[str, ...] = ()
    reserved: tuple[Telling, ...] = ()
    uncovered: tuple[str, ...] = ()
    missed: tuple[Missed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.silent or self.reserved or self.uncovered or self.missed)


@dataclass(frozen=True, slots=True)
class Foot:
    """Who answers for the letter and how it was made; `accuracy` are measured figures in words, with their date."""

    read: int
    outlets: int
    kept: int
    director: str = ""
    method: str = ""
    accuracy: tuple[str, ...] = ()
    watch_note: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A week's letter. `subject` is that of the mail; `erratum` what the last letter had wrong, in sentences.

    `proofs` is the address of what a line of `erratum` is about, by line.
    `unusual` says in words what the map and the trends show only when it is out of the ordinary.
    """

    title: str
    week: Week
    subject: str
    items: tuple[Item, ...]
    gaps: Gaps
    foot: Foot
    editorial: str = ""
    erratum: tuple[str, ...] = ()
    unusual: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)  # articles by département, for the web page's map
    trends: Mapping[str, tuple[int, ...]] = field(
        default_factory=dict
    )  # the last weeks of the most told technologies
    proofs: Mapping[str, str] = field(default_factory=dict)

    def of(self, section: Section) -> tuple[Item, ...]:
        """The items of a section, in order."""
        return tuple(item for item in self.items if item.section is section)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All that is to be checked, once each, in the order of the letter."""
        return tuple({claim.key: claim for item in self.items for claim in item.claims}.values())


def week_of(day: date) -> Week:
    """The ISO week that holds a day."""
    first = day - timedelta(days=day.weekday())
    return Week(first, first + timedelta(days=6))


def shown(text: Text) -> str:
    """The sentence as it reads when all its claims are ticked."""
    return "".join(piece.text for piece in text)


def extract(summary: str | None, most: int = EXTRACT) -> str:
    """At most so many characters, cut at a word."""
    text = (summary or "").strip()
    return text if len(text) <= most else text[: most - 1].rpartition(" ")[0] + "…"
