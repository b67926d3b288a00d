"""Of which town is "the mayor": the one the words name, else the one the sentence or the text is about."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from core.types import Mention, MentionKind
from nlp.findings import Findings
from nlp.persons.near_town import NearTown
from nlp.persons.parts import Parts
from nlp.persons.role_words import Phrase
from nlp.persons.same_person import same_person
from nlp.places.geography import Geography
from nlp.places.lexicons import demonyms, foreign_names, foreign_signs
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
    r"(?:\s?\([^()\n]{1,60}\))?(?: de la (?:ville|commune|cite|municipalite|localite)(?: [a-z]{3,15}){0,2}| "
    r"(?:du village|du bourg)(?: [a-z]{3,15}){0,2}| [a-z]{4,15}){0,2}? "
    r"(?:de la |de l |des |du |de |d )(?:le |la |les )?(?=[A-Z])(?!(?:Ville|Commune|Republique|Metropole)\b)"
)
_ARRONDISSEMENT = re.compile(
    r"(?:\s?\([^()\n]{1,60}\))?(?: [a-z]{2,15}){0,2}? (?:du |de |de la |de l |d |des )(?:mairie du )?"
    r"(\d{1,2}|[ivx]{1,5})(?:er|re|e|eme|nd)?(?: (?:et|a) \d{1,2}(?:e|eme))? (?:arr?ondissements?|arr\.?)(?!\w)"
)
_NATION = re.compile(rf" {demonyms('mayor')}\b")  # "le maire allemand", "le maire italien de Sanremo"
_IN_COUNTRY = re.compile(r",? \(?(?:(?:en|au|aux) )?(?:l )?([a-z]+(?: d[eu] [a-z]+)?|[a-z]+)\b")
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Town:
    """`insee` None with `how` "elsewhere": of a place that is no commune of ours."""

    insee: str | None
    how: str


class Towns:
    """Answers for one text; `parts` are the country's districts and delegated communes by name or number."""

    def __init__(self, found: Findings, geography: Geography, parts: Parts) -> None:
        self.found, self.geography, self.parts = found, geography, parts
        self._starts = [m.start for m in found.communes]
        self.near = NearTown(found)

    def of(self, phrase: Phrase, name: str, name_start: int) -> Town:
        """The town of a municipal role that `name` holds."""
        if _NATION.match(self.found.low, phrase.end):
            return Town(None, "elsewhere")
        district = self._district(phrase)
        if district:
            return Town(district, "said")
        said = self.said(phrase)
        if said:
            return Town(None, "elsewhere") if self._is_abroad(said) else Town(said.key, "said")
        capital = _CAPITAL.match(self.found.folded, phrase.end)
        if capital and capital.end() != name_start:
            return self._unrecognised(capital.end(), name)
        understood = self._understood(phrase, name)
        abroad = any(m.key == understood and self._is_abroad(m) for m in self.found.communes)
        if abroad or self.opens_abroad(phrase.start):
            return Town(None, "elsewhere")
        return Town(understood, "understood")

    def opens_abroad(self, at: int) -> bool:
        """Whether up to here only foreign places are named: a town of ours, named later, has nobody here."""
        if any(m.end <= at for m in self.found.communes):
            return False
        return any(p.kind is MentionKind.FOREIGN and p.end <= at for p in self.found.places)

    def _is_abroad(self, mention: Mention) -> bool:
        """Whether a town's country follows: "Valence, en Espagne"."""
        match = _IN_COUNTRY.match(self.found.low, mention.end)
        return match is not None and match[0][:2] in {", ", " ("} and match[1] in _countries()

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
            return Town(self.near.main(), "understood")
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
        return self.near.at(phrase.head)


@cache
def _countries() -> frozenset[str]:
    """The names of countries, folded."""
    return frozenset(fold(country).lower() for country in foreign_signs()) | frozenset(
        fold(name).lower() for country, name, _ in foreign_names() if country == name
    )


def _number(roman: str) -> int:
    values = [_ROMAN[c] for c in roman]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
