"""What was found in a pasted text: each fact with its sentence, as an article's page has it. Pure: a clipping in.

Sentences are cut out of the text by their places: once its words have gone with age, so have they.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from core.desk import Clipping
from digest.french import STATES_OF_EVENTS, days, spaced
from jobs.correcting.figures import told
from web.desk.articles.highlight import Span, marked
from web.desk.articles.words import confidence, register
from web.desk.frame import ROLES

Row = Mapping[str, Any]
_PUBLIC = frozenset(ROLES) - {"other"}
_ENDS = ".!?…\n"
_PRECISIONS = {4: "year", 7: "month", 10: "day"}
_FIRST = {4: "-01-01", 7: "-01", 10: ""}


class Fact(NamedTuple):
    """What is said to be so: a name (with a page of ours, or ""), more about it, and the sentence that says it."""

    name: str
    said: str = ""
    path: str = ""
    sentence: Markup = Markup("")
    status: str = ""
    sure: str = ""


def facts(one: Clipping, found: Row) -> list[tuple[str, list[Fact]]]:
    """The facts by kind, those that there are. Of persons only those with a public role."""
    made = _Made(one, found)
    kinds = (
        ("Personnes", made.people), ("Communes", made.communes), ("Technologies", made.technologies),
        ("Organismes", made.organisations), ("Initiatives", made.initiatives), ("Citations", made.quotes),
        ("Chiffres", made.figures), ("Événements", made.events),
    )  # fmt: skip
    return [(name, kept) for name, make in kinds if (kept := list(make()))]


class _Made:
    def __init__(self, one: Clipping, found: Row) -> None:
        self._found = found
        self._body = f"{one.title}\n\n{one.text}" if one.text else ""
        self._towns = {town["insee"]: str(town["name"]) for town in self._rows("communes")}
        self._spans = list(self._named())

    def _rows(self, key: str) -> list[Row]:
        return list(self._found.get(key) or ())

    def _named(self) -> Iterator[Span]:
        kinds = (("communes", "commune", "name"), ("technologies", "technology", "canonical"),
                 ("organisations", "organisation", "name"), ("persons", "person", "name"))  # fmt: skip
        for key, kind, name in kinds:
            for row in self._rows(key):
                if kind != "person" or row["role"] in _PUBLIC:
                    yield from (Span(first, last, kind, row[name] or "") for first, last in row["mentions"])

    def people(self) -> Iterator[Fact]:
        """Who has a public role, and what the register of mandates says of it."""
        for row in self._rows("persons"):
            if row["role"] not in _PUBLIC:
                continue
            where = self._towns.get(row.get("commune_insee"), "")
            notes = [register(row.get("register"), row.get("register_basis"))]
            if row.get("inferred"):
                notes.append("le texte ne le nomme pas : le nom vient du répertoire des élus")
            said = (", ".join(filter(None, (ROLES[row["role"]], where))), *notes)
            yield Fact(row["name"] or "", " · ".join(filter(None, said)), sentence=self._sentence(row))

    def communes(self) -> Iterator[Fact]:
        """Communes that are named."""
        for row in self._rows("communes"):
            sure = confidence(row.get("confidence"))
            yield Fact(row["name"], path=f"/communes/{row['insee']}", sentence=self._around(row), sure=sure)

    def technologies(self) -> Iterator[Fact]:
        """Technologies that are named, and how the text calls them."""
        for row in self._rows("technologies"):
            name, surface = row["canonical"], row.get("surface") or ""
            said = f"« {surface} »" if surface.lower() != name.lower() else ""
            page = f"/technologies/{quote(row['id'], safe=':')}"
            yield Fact(name, said, page, self._around(row))

    def organisations(self) -> Iterator[Fact]:
        """Suppliers and other bodies."""
        for row in self._rows("organisations"):
            yield Fact(row["name"], sentence=self._around(row))

    def initiatives(self) -> Iterator[Fact]:
        """Who does what with which technology, from whom, for how much, when."""
        for row in self._rows("initiatives"):
            name = " · ".join(
                filter(None, (row.get("actor_name"), row.get("technology"), row.get("use_case")))
            )
            said = (
                f"fournisseur : {row['supplier']}" if row.get("supplier") else "",
                f"montant : {self._words(row, 'amounts')}" if self._words(row, "amounts") else "",
                f"date : {self._words(row, 'dates')}" if self._words(row, "dates") else "",
            )
            yield Fact(
                name, " · ".join(filter(None, said)), "", self._sentence(row), row.get("status") or "",
                confidence(row.get("confidence")),
            )  # fmt: skip

    def quotes(self) -> Iterator[Fact]:
        """What somebody says, in their words or reported."""
        for row in self._rows("quotes"):
            words = " ".join(self._body[row["start"] : row["end"]].split())
            if not words:
                continue
            role = ROLES.get(row.get("role") or "", "")
            who = (
                row.get("speaker") or "on ne sait qui",
                role,
                self._towns.get(row.get("commune_insee"), ""),
            )
            how = "mots cités" if row.get("direct") else "propos rapporté"
            said = f"{', '.join(filter(None, who))} · {how}"
            name = f"« {words} »" if row.get("direct") and "«" not in words else words
            yield Fact(name, said, "", self._sentence(row), "", confidence(row.get("confidence")))

    def figures(self) -> Iterator[Fact]:
        """Numbers, with what they measure."""
        for row in self._rows("figures"):
            name = ("environ " if row.get("approximate") else "") + spaced(told(dict(row)))
            owner = f"de : {row['owner']}" if row.get("owner") else ""
            yield Fact(name, owner, "", self._sentence(row), "", confidence(row.get("confidence")))

    def events(self) -> Iterator[Fact]:
        """Public events, with their days."""
        for row in self._rows("events"):
            state = STATES_OF_EVENTS.get(row.get("state") or "", "")
            said = (_when(row), row.get("place_name") or "", state)
            sure = confidence(row.get("confidence"))
            yield Fact(
                row.get("name") or "", ", ".join(filter(None, said)), "", self._sentence(row), "", sure
            )

    def _words(self, row: Row, key: str) -> str:
        return ", ".join(self._body[first:last] for first, last in row.get(key) or ())

    def _sentence(self, row: Row) -> Markup:
        return self._between(*(row.get("evidence") or (0, 0)))

    def _around(self, row: Row) -> Markup:
        """The sentence of the first mention: that of a fact around it, else up to the nearest full stops."""
        first, last = row["mentions"][0] if row["mentions"] else (0, 0)
        for key in ("persons", "initiatives", "quotes", "figures", "events"):
            for other in self._rows(key):
                start, end = other.get("evidence") or (0, 0)
                if start <= first < last <= end:
                    return self._between(start, end)
        start = max(self._body.rfind(mark, 0, first) for mark in _ENDS) + 1
        ends = [at for mark in _ENDS if (at := self._body.find(mark, last)) >= 0]
        return self._between(start, min(ends) + 1 if ends else len(self._body)) if last else Markup("")

    def _between(self, start: int, end: int) -> Markup:
        """A part of the text, without the blanks at its ends, what it names marked."""
        words = self._body[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        return marked(words, start, start + len(words), self._spans)


def _when(row: Row) -> str:
    first, last = row.get("start_date") or "", row.get("end_date") or row.get("start_date") or ""
    if len(first) not in _PRECISIONS:
        return "sans date"
    try:
        known = [date.fromisoformat(day + _FIRST.get(len(day), "")) for day in (first, last)]
    except ValueError:
        return first
    return days(known[0], known[1], _PRECISIONS[len(first)])
