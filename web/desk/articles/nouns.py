"""A fact of an article as its page shows it, and how what it names is called."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from core.types import Correction
from digest.french import placed
from store.readers.desk.article import Article
from store.readers.desk.names import Name, Names
from web.desk.articles.highlight import Span
from web.desk.corrections.forms import Form
from web.desk.frame import ROLES

Row = dict[str, Any]
NONE = Markup()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something found. `then` is what it will be called and said to be once what waits is published; `gone`: nothing.

    `link` is its page, "" where it has none. `notes` are said below it.
    """

    form: Form
    name: str
    said: str = ""
    then_name: str = ""
    then_said: str = ""
    gone: bool = False
    link: str = ""
    notes: tuple[str, ...] = ()
    evidence: Markup = NONE
    sure: str = ""
    status: str = ""
    then_status: str = ""
    waits: tuple[Correction, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether something waits for it."""
        return bool(self.gone or self.then_name or self.then_said or self.then_status or self.waits)


@dataclass(frozen=True, slots=True)
class Found:
    """All facts of an article, by what they are about."""

    people: list[Fact] = field(default_factory=list)
    communes: list[Fact] = field(default_factory=list)
    technologies: list[Fact] = field(default_factory=list)
    organisations: list[Fact] = field(default_factory=list)
    initiatives: list[Fact] = field(default_factory=list)
    quotes: list[Fact] = field(default_factory=list)
    figures: list[Fact] = field(default_factory=list)
    events: list[Fact] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[str, str, list[Fact]]]:
        """The groups that have something, with their anchor and title, in the order of the page."""
        every = (
            ("initiatives", "Initiatives", self.initiatives), ("personnes", "Maires et personnes", self.people),
            ("communes", "Communes", self.communes), ("technologies", "Technologies", self.technologies),
            ("organismes", "Organismes", self.organisations), ("citations", "Citations", self.quotes),
            ("chiffres", "Chiffres", self.figures), ("rendez-vous", "Rendez-vous", self.events),
        )  # fmt: skip
        return [one for one in every if one[2]]


def spans(shown: Article) -> list[Span]:
    """What is marked in the article's sentences: what it names; of persons, those with a public role."""
    tables, names = shown.tables, shown.names
    named = [
        Span(row["start_at"], row["end_at"], row["kind"], mention_name(row, names))
        for row in tables.get("mentions", ())
        if row["kind"] != "person"
    ]
    return named + [
        Span(at["start_at"], at["end_at"], "person", _public(row["name"], row["role"]))
        for row in tables.get("roles", ())
        for at in row["mentions"] or ()
    ]


def commune_of(names: Names, insee: str | None) -> str:
    """Say "Autun (Saône-et-Loire)"; the code of a commune that no register knows."""
    if not insee:
        return ""
    name = names.get(("commune", insee), Name(insee, ""))
    return placed(name.name, name.around)


def person_link(key: str | None) -> str:
    """The page of who is, was or wants to be a commune's mayor; nobody else has one."""
    return f"/maires/{quote(key, safe=':')}" if key and ":" in key else ""


def _public(name: str | None, role: str) -> str:
    return f"{name or ''}, {ROLES.get(role, role)}"


def mention_name(row: Row, names: Names) -> str:
    """What a mention names: by the register or the lexicon, else as the analysis has it."""
    known = names.get((row["kind"], row["entity_key"]))
    return known.name if known else (row["name"] or row["surface"] or "")
