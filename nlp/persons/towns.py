"""Of which town is "the mayor": the one the words name, else the one the sentence or the text is about."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.types import Commune, Mention, MentionKind
from nlp.findings import Findings
from nlp.persons.role_words import Phrase
from nlp.persons.same_person import same_person
from nlp.places.geography import Geography
from nlp.text import fold

# from the role's words to its town: "[sortant (LR)] de", "de la ville de", "à la mairie de"
_OF_TOWN = r"de la |de l |des |du |de |d "
_TO_TOWN = re.compile(
    r"(?:\s?\([^()\n]{1,60}\))?(?: (?!et |qui |que |dont |a |est |avec |de |du |des |d )[\w]{2,22}){0,5}?"
    rf"(?:\s?\([^()\n]{{1,60}}\))?,? "
    rf"(?:(?:de|a) la (?:ville|commune|mairie|commune nouvelle|petite commune) (?:{_OF_TOWN})|"
    rf"du (?:village|bourg) (?:{_OF_TOWN})|{_OF_TOWN}|a |aux |au |pour )?"
)
_PORTFOLIO = re.compile(
    r"[^.;:!?\n()]{0,70}?(?: (?:de la ville|de la commune|de la mairie|du maire))? (?:de |d |du |des |de la |a )?"
)
_CAPITAL = re.compile(
    r"(?:\s?\([^()\n]{1,60}\))? (?:de la |de l |des |du |de |d )(?:le |la |les )?(?=[A-Z])(?!(?:Ville|"
    r"Commune|Republique|Metropole)\b)"
)
_ARRONDISSEMENT = re.compile(
    r"(?:\s?\([^()\n]{1,60}\))?(?: [a-z]{2,15}){0,2}? (?:du |de |de la |de l |d |des )(?:mairie du )?"
    r"(\d{1,2}|[ivx]{1,5})(?:er|re|e|eme|nd)?(?: (?:et|a) \d{1,2}(?:e|eme))? (?:arr?ondissements?|arr\.?)(?!\w)"
)
# a town at the head of its sentence says where we are; one that is compared or is somebody's seat does not
_PLACED = re.compile(r"(?:^|[.!?»]\s|\n)(?:À|A|Au|Aux|Dans|Pour)[ \u00a0]$")
_ASIDE = re.compile(
    r"\b(?:qu a|comme a|comme|entreprise d|entreprise de|societe de|tribunal \w+ de|aupres de|voisine d|voisine de|"
    r"face a|que|hopital d|hopital de|route d|route de|universite de|vers|km de|kilometres de|kilometres d|"
    r"basee a|installee a) $"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Town:
    """`insee` None with `how` "elsewhere": of a place that is no commune of ours."""

    insee: str | None
    how: str


class Towns:
    """Answers for one text; `parts` are the country's districts and delegated communes by name or number."""

    def __init__(self, found: Findings, geography: Geography, parts: "Parts") -> None:
        self.found, self.geography, self.parts = found, geography, parts
        self._starts = [m.start for m in found.communes]
        self._weighed: dict[str, float] | None = None

    def of(self, phrase: Phrase, name: str, name_start: int) -> Town:
        """The town of a municipal role that `name` holds."""
        district = self._district(phrase)
        if district:
            return Town(district, "said")
        said = self.said(phrase)
        if said:
            return Town(said.key, "said")
        capital = _CAPITAL.match(self.found.folded, phrase.end)
        if capital and capital.end() != name_start:
            return self._unrecognised(capital.end(), name)
        return Town(self._understood(phrase, name), "understood")

    def said(self, phrase: Phrase) -> Mention | None:
        """The commune that completes a role: "maire [sortant] de Cannes"."""
        at = bisect_left(self._starts, phrase.end)
        if at == len(self._starts):
            return None
        mention = self.found.communes[at]
        pattern = _PORTFOLIO if phrase.family in {"deputy_mayor", "councillor"} else _TO_TOWN
        reads = mention.start - phrase.end < 110 and pattern.fullmatch(
            self.found.low, phrase.end, mention.start
        )
        return mention if reads else None

    def _district(self, phrase: Phrase) -> str | None:
        """The code of "du 8e arrondissement [de Lyon]"."""
        match = _ARRONDISSEMENT.match(self.found.low, phrase.end)
        if match is None:
            return None
        number = int(match[1]) if match[1].isdigit() else _number(match[1])
        near = [m for m in self.found.communes if 0 <= m.start - match.end() <= 6]
        cities = [self.parts.city_of.get(m.key, m.key) for m in [*near, *self.found.communes]]
        city = next((c for c in cities if (c, number) in self.parts.districts), "75056")
        return self.parts.districts.get((city, number))

    def _unrecognised(self, at: int, name: str) -> Town:
        """A capitalised place that is no commune mention: a delegated commune, a town unseen so far, or elsewhere."""
        place = next((p for p in self.found.places if at - 4 <= p.start <= at), None)
        if place and place.kind is MentionKind.FOREIGN:
            return Town(None, "elsewhere")
        if place and place.kind in {MentionKind.EPCI, MentionKind.DEPARTEMENT, MentionKind.REGION}:
            return Town(self._main(), "understood")
        if place and place.key in self.parts.parent_of:
            return Town(self.parts.parent_of[place.key], "said")
        match = next((m for m in self.found.matches if at - 4 <= m.start <= at < m.end), None)
        insees = [r.code for r in match.of(MentionKind.COMMUNE)] if match else []
        held = [i for i in insees if self._held(i, name)]
        if match is None or (match.of(MentionKind.FOREIGN) and not held):
            return self._part(at)
        able = held or insees
        return Town(able[0] if len(able) == 1 else None, "said") if able else self._part(at)

    def _part(self, at: int) -> Town:
        """A delegated commune by name, its commune being one of the text's."""
        here = {m.key for m in self.found.communes}
        words = re.split(r"[^\w ]", self.found.low[at : at + 50])[0].split()
        for size in range(len(words), 0, -1):
            parents = here & self.parts.parents_named.get(" ".join(words[:size]), set())
            if len(parents) == 1:
                return Town(parents.pop(), "said")
        return Town(None, "elsewhere")

    def _held(self, insee: str, name: str) -> bool:
        mandates = self.geography.mandates_of.get(insee, ())
        return len(name.split()) > 1 and any(same_person(name, m.name) for m in mandates)

    def _understood(self, phrase: Phrase, name: str) -> str | None:
        """The register when it knows the person in a town of the text; else what the words before speak of."""
        held = [i for i in dict.fromkeys(m.key for m in self.found.communes) if self._held(i, name)]
        if len(held) == 1:
            return held[0]
        return self.near(phrase.head)

    def near(self, at: int) -> str | None:
        """The town spoken of where a text says "le maire"."""
        found, before = self.found, self.found.communes[: bisect_left(self._starts, at)]
        edge = found.text.rfind("\n", 0, at)
        sentence = max(edge, *(found.text.rfind(stop, 0, at) + 1 for stop in (". ", "! ", "? ", " »", ".»")))
        inside = [m for m in before if m.start > sentence]
        if inside and re.search(r"\bdont l[ea] $|\b(?:son|sa) $", found.low[max(0, at - 9) : at]):
            return inside[-1].key
        weights = self._weights()
        total = sum(weights.values()) or 1.0
        score = {key: weight / total for key, weight in weights.items()}
        for mention in before:
            opening = found.text[max(0, mention.start - 6) : mention.start]
            placed = mention.start == edge + 1 or _PLACED.search(opening) is not None
            if mention.start > sentence:
                score[mention.key] += 0.6 if placed else 0.2
            elif mention.start > edge:
                score[mention.key] += 0.4 if placed else 0.08
        for key in self._heading(before, edge):
            score[key] += 0.5
        return max(score, key=lambda k: score[k], default=None)

    def _heading(self, before: Sequence[Mention], edge: int) -> set[str]:
        """The towns of the sub-heading over the paragraph that begins at `edge`."""
        end, start = edge, self.found.text.rfind("\n", 0, max(edge - 1, 0))
        while start > 0 and not self.found.text[start:end].strip():
            end, start = start, self.found.text.rfind("\n", 0, start)
        line = self.found.text[start + 1 : end].strip()
        if start <= 0 or len(line) >= 90 or line.endswith((".", "»")):
            return set()
        return {m.key for m in before if start < m.start < end}

    def _main(self) -> str | None:
        weights = self._weights()
        return max(weights, key=lambda k: weights[k], default=None)

    def _weights(self) -> dict[str, float]:
        """How much a text is about each of its towns: the title and the first lines count more, comparisons less."""
        if self._weighed is None:
            self._weighed = {}
            title = self.found.text.find("\n")
            for m in self.found.communes:
                weight = 1.0 + 1.5 * (m.start < title) + 0.5 * (m.start < title + 300)
                if _ASIDE.search(self.found.low, max(0, m.start - 30), m.start):
                    weight = 0.3
                self._weighed[m.key] = self._weighed.get(m.key, 0.0) + weight
        return self._weighed


class Parts:
    """Municipal districts by city and number, delegated communes by name."""

    def __init__(self, communes: Iterable[Commune]) -> None:
        self.districts: dict[tuple[str, int], str] = {}
        self.city_of: dict[str, str] = {}
        self.parent_of: dict[str, str] = {}
        self.parents_named: dict[str, set[str]] = defaultdict(set)
        for commune in communes:
            if commune.kind == "arrondissement" and commune.parent:
                first = (
                    80 if commune.departement == "69" else 0
                )  # 69381 is Lyon's first, 75101 and 13201 are others'
                self.districts[commune.parent, int(commune.insee[-2:]) - first] = commune.insee
                self.city_of[commune.insee] = commune.parent
            elif commune.kind in {"deleguee", "associee"} and commune.parent:
                self.parent_of[commune.insee] = commune.parent
                self.parents_named[fold(commune.name).lower()].add(commune.parent)


def _number(roman: str) -> int:
    values = [_ROMAN[c] for c in roman]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
