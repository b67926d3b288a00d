"""Where a text speaks of local authorities: by name, by those who speak for them, or as "la Ville", "l'agglo"."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from core.types import ActorKind, Mention, MentionKind, Span
from nlp.findings import Findings
from nlp.initiatives.actions import words
from nlp.initiatives.sentences import Sentences
from nlp.places.forms import folded_name
from nlp.places.geography import Geography
from nlp.relevance.evidence import LOCAL_ROLES
from nlp.technologies.matcher import Matcher
from nlp.text import fold
from nlp.wordlists import either, table

_FILE = "initiatives_actors.toml"
_PARIS = "75056"


class Actor(NamedTuple):
    """A local authority. `code` as in core.types.Initiative, None for a syndicate."""

    kind: ActorKind
    code: str | None
    name: str


class Way(NamedTuple):
    """How a reference stands for its authority. A `cited` one is an example, a neighbour, a client, a dateline.

    A `rubric` opens its paragraph ("LE MANS. Au centre-ville..."); a `weak` one only completes a noun ("la gare de").
    """

    named: bool
    cited: bool = False
    role: bool = False
    rubric: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in the text that stands for an authority."""

    start: int
    end: int
    actor: Actor
    way: Way
    sentence: int


class Actors:
    """The authorities of one text; `main` is the one it is about, None when it names none."""

    def __init__(self, found: Findings, geography: Geography, sentences: Sentences) -> None:
        self._found, self._geography, self._sentences = found, geography, sentences
        named = sorted(self._named(), key=lambda r: r.start)
        self.main = self._main(named)
        self._said = [*named, *self._spoken()]
        self.all = self._resolved(named)
        self.main = self._main(self.all)

    def _main(self, references: list[Reference]) -> Actor | None:
        """The authority spoken of in most paragraphs; the first lines count more."""
        weight: Counter[Actor] = Counter()
        best: dict[tuple[Actor, int], float] = {}
        for r in references:
            paragraph = self._sentences.all[r.sentence].paragraph
            value = 0.3 if r.way.cited else 0.5 if r.way.weak else 1.0
            value *= 3.5 if r.sentence == 0 else 2.5 if paragraph <= 1 else 1.0
            best[r.actor, paragraph] = max(value, best.get((r.actor, paragraph), 0.0))
            weight[r.actor] += 0.15 * (not r.way.cited)
        for (actor, _), value in best.items():
            weight[actor] += value
        return max(weight, key=lambda a: weight[a]) if weight else None

    def _reference(self, span: Span, actor: Actor, way: Way) -> Reference:
        return Reference(*span, actor, way, self._sentences.at(span[0]))

    def _named(self) -> Iterator[Reference]:
        found = self._found
        for m in found.communes:
            actor = self._town(m)
            yield self._reference((m.start, m.end), actor, self._way(m))
        for m in found.places:
            actor = _territory(found, m)
            if actor:
                yield self._reference((m.start, m.end), actor, self._way(m))
        yield from self._councils({m.start for m in found.places})
        starts = {m.start for m in found.organisations}
        for m in found.organisations:
            if m.end + 1 not in starts | {-1} and _is_syndicate(found, m):
                joined = _JOINED.search(found.text, max(0, m.start - 20), m.start)
                name = found.text[joined.start() : m.end] if joined else m.name
                yield self._reference((m.start, m.end), Actor(ActorKind.SYNDICATE, None, name), Way(named=True))

    def _councils(self, taken: set[int]) -> Iterator[Reference]:
        """Départements and régions that act, where the name alone would not do: "le conseil départemental des Landes"."""
        for match in _COUNCIL.finditer(self._found.low):
            kind = ActorKind.REGION if "region" in match[1] else ActorKind.DEPARTEMENT
            codes = self._geography.region_codes if kind is ActorKind.REGION else self._geography.departement_codes
            ends = [w.end() for w in _WORDS.finditer(self._found.low, match.end(), match.end() + 40)][:4]
            for end in reversed(ends):
                code = codes.get(folded_name(self._found.text[match.end() : end]))
                if code and match.end() not in taken:
                    names = self._geography.regions if kind is ActorKind.REGION else self._geography.departements
                    yield self._reference((match.end(), end), Actor(kind, code, names[code]), Way(named=True))
                    break

    def _town(self, m: Mention) -> Actor:
        """A commune; of an arrondissement the city, except in Paris, whose town halls act by themselves."""
        commune = self._geography.by_code.get(m.key)
        city = self._geography.by_code.get(commune.parent or "") if commune and commune.kind == "arrondissement" else None
        if city and city.insee != _PARIS:
            return Actor(ActorKind.COMMUNE, city.insee, city.name)
        return Actor(ActorKind.COMMUNE, m.key, m.name)

    def _way(self, m: Mention) -> Way:
        found = self._found
        cited = _cited(found, m)
        opens = m.start == 0 or found.text[m.start - 1] == "\n"
        rubric = not cited and opens and _RUBRIC.match(found.low, m.end) is not None
        weak = _COMPLETES.search(found.low[max(0, m.start - 30) : m.start]) is not None
        return Way(named=True, cited=cited, rubric=rubric, weak=weak)

    def _spoken(self) -> Iterator[Reference]:
        """Those who hold office: each mention of them is one of their town."""
        for role in self._found.roles:
            if role.role in LOCAL_ROLES and role.insee and role.insee in self._geography.by_code:
                town = self._geography.commune(role.insee)
                actor = Actor(ActorKind.COMMUNE, town.insee, _full_name(self._found, town.insee, town.name))
                for span in role.mentions:
                    yield self._reference(span, actor, Way(named=True, role=True))

    def _resolved(self, named: list[Reference]) -> list[Reference]:
        """All references in text order, what stands for the one of its kind that was spoken of last resolved."""
        hits = _generic().find(self._found.low, self._found.text)
        taken = [(r.start, r.end) for r in named]
        events: list[tuple[int, int, Reference | str]] = [(r.start, -r.end, r) for r in self._said]
        starts = {s for s, _ in taken}
        inside = {n for start, end in taken for n in (start, end - 1)}
        events += [
            (s, -e, kind) for s, e, kind in hits
            if not _goes_on(self._found, e, starts) and e - 1 not in inside and inside.isdisjoint(range(s, e))
        ]
        focus = _Focus(self._geography, self.main)
        out: list[Reference] = []
        past = 0
        for start, end, what in sorted(events, key=lambda e: (e[0], e[1])):
            sentence = self._sentences.at(start)
            paragraph = self._sentences.all[sentence].paragraph if len(self._sentences) else 0
            if isinstance(what, Reference):
                focus.meet(what, paragraph)
                out.append(what)
            elif kind_of_land(what) and _OF_LAND.search(self._found.low, max(0, start - 4), start):
                continue  # "le centre de réponse de la région" is not the région's own doing
            elif start >= past and (actor := focus.of(what, paragraph) or _unnamed(self._found, what, start, -end)):
                out.append(Reference(start, -end, actor, Way(named=False), sentence))
                past = -end
        return out


class _Focus:
    """Which authority of each kind was spoken of last, as a text is read."""

    def __init__(self, geography: Geography, main: Actor | None) -> None:
        self._geography, self._main = geography, main
        self._last: dict[ActorKind, tuple[Actor, int]] = {}
        self._any: Actor | None = main

    def meet(self, reference: Reference, paragraph: int) -> None:
        """Take note of a reference; an example is none."""
        if not (reference.way.cited or reference.way.weak):
            self._last[reference.actor.kind] = (reference.actor, paragraph)
            self._any = reference.actor

    def of(self, kind: str, paragraph: int) -> Actor | None:
        """Whom "la mairie", "l'agglo" or "la collectivité" stands for."""
        if kind == "any":
            return self._any
        wanted = ActorKind(kind)
        last = self._last.get(wanted)
        main = self._main if self._main and self._main.kind is wanted else None
        # in a text about one town "la Ville" is that town, whatever neighbour an earlier paragraph named
        if last and (main is None or last[1] == paragraph):
            return last[0]
        return main or (last[0] if last else self._around(wanted))



    def _around(self, wanted: ActorKind) -> Actor | None:
        """The intercommunal body or the département in which the text's town lies."""
        town = self._main
        if town is None or town.kind is not ActorKind.COMMUNE or town.code not in self._geography.by_code:
            return None
        commune = self._geography.commune(str(town.code))
        known = {
            ActorKind.EPCI: (commune.epci_siren, self._geography.epci_names),
            ActorKind.DEPARTEMENT: (commune.departement, self._geography.departements),
            ActorKind.REGION: (commune.region, self._geography.regions),
        }
        code, names = known.get(wanted, (None, {}))
        return Actor(wanted, code, names[code]) if code and code in names else None


def _unnamed(found: Findings, kind: str, start: int, end: int) -> Actor | None:
    """A syndicate that the text never names is known by what it is."""
    said = found.low[start:end].removeprefix("le ")
    return Actor(ActorKind.SYNDICATE, None, said) if kind == "syndicate" and " " in said and "president" not in said else None


def _full_name(found: Findings, insee: str, name: str) -> str:
    return next((m.name for m in found.communes if m.key == insee), name)


def _goes_on(found: Findings, end: int, starts: set[int]) -> bool:
    """Whether a name follows, and says whose it is: "la mairie de Dreux", "la communauté urbaine Le Havre"."""
    return any(end + n in starts for n in range(1, 8)) or _OTHERS.match(found.low, end) is not None


_OF_LAND = re.compile(r"\bde $")


def kind_of_land(kind: str) -> bool:
    """Whether a word may also say only where something is."""
    return kind in {"departement", "region"}


# "la ville intelligente", "la commune voisine", "la région parisienne" are no authority of the text
_OTHERS = re.compile(
    r" (?:intelligente|connectee|numerique|durable|voisine|nouvelle\b|parisienne|centre\b|idnumerique|lyonnaise|haute\b|basse\b|plus\b|la plus|de demain|du futur|entiere|pilote\b|d a cote)"
)


def _territory(found: Findings, m: Mention) -> Actor | None:
    """An intercommunal body; a département or région that acts."""
    if m.kind is MentionKind.EPCI:
        return Actor(ActorKind.EPCI, m.key, m.name)
    if m.kind not in {MentionKind.DEPARTEMENT, MentionKind.REGION}:
        return None
    before = found.low[max(0, m.start - 50) : m.start]
    if not _acting()[m.kind.value].search(before):
        return None
    return Actor(ActorKind(m.kind.value), m.key, m.name)


@cache
def _acting() -> dict[str, re.Pattern[str]]:
    lexicon = table(_FILE)
    return {
        kind: re.compile(rf"\b{either(words(lexicon[f'{kind}_before']))} (?:de la |de l |des |du |de |d )?$")
        for kind in ("departement", "region")
    }


@cache
def _syndicates() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in table(_FILE)["syndicates"]))


_JOINED = re.compile(r"\b[A-ZÀ-Þ][\w’']*-$")  # "le Siel-Territoire d'énergie"
_SYNDICATE_BEFORE = re.compile(r"\bsyndicats? (?:(?!et |ou |avec |entreprise |societe )[a-z]+ ){0,3}$")
_KINDS = {"other", "state", "association"}


def _is_syndicate(found: Findings, m: Mention) -> bool:
    low = found.low[m.start : m.end]
    before = found.low[max(0, m.start - 50) : m.start]
    return m.category in _KINDS and (
        _syndicates().search(low) is not None
        or _syndicates().search(fold(m.name).lower()) is not None
        or _SYNDICATE_BEFORE.search(before) is not None
    )


@cache
def _generic() -> Matcher[str]:
    kinds = ("commune", "epci", "departement", "region", "syndicate", "any")
    return Matcher({phrase: kind for kind in kinds for phrase in words(table(_FILE)[kind])}.items())


@cache
def _cited_before() -> re.Pattern[str]:
    # "de" may be "du", "des", "d'": the last letter of each cue is open
    cues = [
        re.sub(r" de$", " (?:de la|du|des|de|d)", re.sub(r" a$", " (?:a la|au|aux|a)", w))
        for w in words(table(_FILE)["cited_before"])
    ]
    compass = r"(?:nord|sud|est|ouest)(?: est| ouest)? (?:de|du|d)"
    return re.compile(rf"(?<!\w)(?:{either(cues)}|{compass}) (?:la |le |les |l )?$")


_DATELINE = re.compile(
    r"(?: \([^()\n]{1,40}\))?(?:,? (?:le )?(?:\d{1,2}(?:er)? [a-z]{3,9}\.?(?: \d{4})?)|,? \(?afp\)?)"
)
_RUBRIC = re.compile(r"(?: \([^()\n]{1,40}\))?(?:\.| ?[–—|:/]| {3})")
_COUNCIL = re.compile(r"\b(conseil departemental|departement|conseil regional|region) (?:de la |de l |des |du |de |d )?(?=[a-z])")
_WORDS = re.compile(r"[a-z]+")
_COMPLETES = re.compile(
    r"(?<!ville)(?<!maire)(?<!mairie)(?<!commune)(?<!municipalite)(?<!agglomeration)(?<!metropole)(?<!eurometropole)(?<!communes)"
    r"(?<!urbaine)(?<!nouvelle)(?<!conseil municipal)(?<!elus) (?:de la|de l|des|du|de|d) (?:la |le |les |l )?$"
)
_PART = re.compile(r"\barrondissement d[eu] $")


def _cited(found: Findings, m: Mention) -> bool:
    """Whether a town is named for comparison, as a neighbour or seat, or where the report was written."""
    if (m.start == 0 or found.text[m.start - 1] == "\n") and _DATELINE.match(found.low, m.end):
        return True
    before = found.low[max(0, m.start - 36) : m.start]
    if _PART.search(before):
        return True
    return _cited_before().search(before) is not None
