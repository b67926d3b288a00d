"""Which towns a text names, and which of the towns of that name.

Two decisions by joint evidence: is this span a town here (syntax, the model's tag, how ordinary the word
is), and which one (département named, other towns nearby, mayor named, outlet's area, population).
Weights are in points; a mention needs `THRESHOLD`. All mentions of one name in a text are one town.
"""

import re
from collections import defaultdict
from importlib.resources import files
from math import log10

from spacy.language import Language
from spacy.tokens import Doc

from core.types import Commune, Mention, MentionKind, Span
from nlp import findings
from nlp.findings import Findings, inside
from nlp.places.gazetteer import NameMatch
from nlp.places.geography import Geography, distance_km
from nlp.text import fold

THRESHOLD = 1.0
NEAR_KM = 70.0

_AUTHORITY = re.compile(
    r"\b(?:maires?|mairesse|mairies?|villes?|communes?|municipalites?|metropole|habitants|administres|elus|"
    r"conseil municipal|centre ville|centre|bourg|hotel de ville|cite|village|prefecture|quartiers?)"
    r"(?: (?:adjointe?|sortante?|voisines?|centre))?,? (?:de la |de l |des |du |de |d )$"
)
_LOCATIVE = re.compile(
    r"\b(?:[Aa]|[Vv]ers|[Pp]res de|[Pp]res d|[Pp]res du|[Dd]epuis|[Jj]usqu a|sur|[Ee]ntre|[Cc]hez nos voisins de) $"
)
_LINKED = re.compile(r"\b(?:d|de|du|des|et|ou|a|comme) $")
_STREET = re.compile(
    r"\b(?:rue|avenue|boulevard|bd|place|square|allee|cours|chemin|impasse|quai|pont|route|porte|passage|"
    r"tribunal (?:administratif|judiciaire|de commerce)|cour d appel|cour administrative d appel|academie|"
    r"universite|chu|ch|chru|centre hospitalier(?: \w+)?|hopital|bassin|baie|golfe|etang|lac|foret|vallee|"
    r"plateau|diocese|traite|sommet|festival|salon|foire|rallye|tour|accords?|olympique|racing club|fc|stade|as"
    r") (?:de la |de l |des |du |de |d )?$",
    re.IGNORECASE,
)
_CIVILITY = re.compile(r"\b(?:M\.|Mme|Monsieur|Madame|Mlle|Dr|Me|docteur) $")
_BRACKET = re.compile(r"\s?\(\s?([^()]{2,40}?)\s?\)")


@Language.factory("communes", requires=["doc.ents"])
def create(nlp: Language, name: str) -> "Communes":
    """The geography is set by the pipeline's loader."""
    del nlp, name
    return Communes()


class Communes:
    """Decides the spans that the gazetteer proposes."""

    def __init__(self) -> None:
        self.geography: Geography
        lines = files("nlp").joinpath("lexicon/ambiguous_communes.txt").read_text("utf-8").splitlines()
        self.ambiguous = frozenset(fold(line) for line in lines if line and not line.startswith("#"))

    def use(self, geography: Geography) -> None:
        """Take the names and the facts of `geography`."""
        self.geography = geography

    def __call__(self, doc: Doc) -> Doc:
        """Add the towns to the document's findings."""
        found = findings.of(doc)
        tags = _Tags(doc)
        groups: dict[str, list[tuple[NameMatch, float]]] = defaultdict(list)
        for match in self.geography.gazetteer.matches(found.text, found.folded):
            if not inside((match.start, match.end), found.masks):
                key = found.folded[match.start : match.end].casefold()
                groups[key].append((match, self._townness(found, match, tags)))
        accepted = {k: kept for k, v in groups.items() if (kept := _accepted(v))}
        anchors = self._anchors(accepted)
        for matches in accepted.values():
            self._resolve(found, matches, anchors)
        found.communes.sort(key=lambda m: m.start)
        return doc

    def _townness(self, found: Findings, match: NameMatch, tags: "_Tags") -> float:
        """Points for this span being a town's name where it stands."""
        before = found.folded[max(0, match.start - 48) : match.start]
        if _STREET.search(before):
            return -9.0
        name = found.folded[match.start : match.end]
        points = 0.6 + tags.points((match.start, match.end))
        if name in self.ambiguous or len(name) <= 3:
            points -= 2.5
        if fold(name).casefold().rpartition(" ")[2] in self.geography.surnames:
            points -= 0.7
        points += 0.25 * (log10(max(self._population(match), 10)) - 3)
        return points + self._syntax(found, match, before)

    def _syntax(self, found: Findings, match: NameMatch, before: str) -> float:
        """Points for the words around."""
        points = 0.0
        if _AUTHORITY.search(before):
            points += 3.5
        elif _LOCATIVE.search(before) or match.contracted:
            points += 2.0
        elif _LINKED.search(before):
            points += 0.7
        if _CIVILITY.search(found.text[max(0, match.start - 12) : match.start]):
            points -= 4.0
        if self._bracketed(found, match):
            points += 3.0
        return points

    def _bracketed(self, found: Findings, match: NameMatch) -> str | None:
        """The département in brackets after the name, by number or by name."""
        bracket = _BRACKET.match(found.folded, match.end)
        if bracket is None:
            return None
        inner = re.sub(r"^(?:l|la|le|les) ", "", bracket[1]).casefold()
        codes = {c.departement for c in map(self.geography.commune, match.insees)}
        return next(
            (d for d in codes if inner in {d.casefold(), fold(self._departement(d)).casefold()}), None
        )

    def _departement(self, code: str) -> str:
        return self.geography.departements.get(code, code)

    def _population(self, match: NameMatch) -> int:
        return max(self.geography.commune(i).population or 0 for i in match.insees)

    def _anchors(self, accepted: dict[str, list[NameMatch]]) -> list[Commune]:
        """Towns whose name no other town bears: what homonyms are measured against."""
        return [self.geography.commune(m[0].insees[0]) for m in accepted.values() if len(m[0].insees) == 1]

    def _resolve(self, found: Findings, matches: list[NameMatch], anchors: list[Commune]) -> None:
        """Choose one town for all mentions of a name."""
        insees = dict.fromkeys(i for m in matches for i in m.insees)
        named = {d for m in matches if (d := self._bracketed(found, m))}
        if len(insees) == 1:
            scores = dict.fromkeys(insees, 0.0)
        else:
            scores = {i: self._score(found, self.geography.commune(i), anchors, named) for i in insees}
        best = max(scores, key=lambda i: scores[i])
        others = [s for i, s in scores.items() if i != best]
        confidence = 1.0 if not others else min(1.0, 0.5 + (scores[best] - max(others)) / 4)
        commune = self.geography.commune(best)
        for m in matches:
            surface = found.text[m.start : m.end]
            rule = "unique-name" if not others else "joint-evidence"
            found.communes.append(
                Mention(MentionKind.COMMUNE, best, commune.name, surface, m.start, m.end, rule, confidence)
            )

    def _score(self, found: Findings, commune: Commune, anchors: list[Commune], named: set[str]) -> float:
        """Points for this town among its homonyms."""
        codes = {p.key for p in found.places}
        points = 0.8 * log10(max(commune.population or 1, 1))
        points += 6.0 * (commune.departement in named)
        points += 3.0 * (commune.departement in codes) + 1.0 * (commune.region in codes)
        points += 2.5 * (commune.epci_siren is not None and commune.epci_siren in codes)
        points += 1.5 * (commune.departement in found.departements)
        near = [d for a in anchors if (d := distance_km(commune, a)) is not None and d < NEAR_KM]
        points += 1.0 * min(len(near), 2)
        return points + 4.0 * self._mayor_named(found, commune)

    def _mayor_named(self, found: Findings, commune: Commune) -> bool:
        """Whether someone who was mayor of this town at any time is named in the text."""
        return any(m.name_key in found.low for m in self.geography.mandates_of.get(commune.insee, ()))


class _Tags:
    """The model's entities, as points for a span being a town."""

    def __init__(self, doc: Doc) -> None:
        self._ents = [(e.start_char, e.end_char, e.label_) for e in doc.ents]

    def points(self, span: Span) -> float:
        for start, end, label in self._ents:
            if start < span[1] and span[0] < end:
                larger = (end - start) > (span[1] - span[0]) + 2
                return {"LOC": 1.2, "PER": -2.5, "ORG": -1.5 if larger else -0.3, "MISC": -0.8}.get(
                    label, 0.0
                )
        return 0.0


def _accepted(group: list[tuple[NameMatch, float]]) -> list[NameMatch]:
    """Mentions over the threshold; one sure mention vouches for the weaker ones of the same name."""
    sure = max(points for _, points in group) >= THRESHOLD + 1.5
    return [m for m, points in group if points >= (THRESHOLD - 1.2 if sure else THRESHOLD)]
