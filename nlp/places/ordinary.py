"""How ordinary a word is, whatever stands around it: a large town owns its name, a hamlet shares it."""

import re
from math import log10

from core.types import MentionKind
from nlp.findings import Findings
from nlp.places.gazetteer import Match
from nlp.places.geography import Geography
from nlp.places.lexicons import companies, names
from nlp.places.surroundings import shouted, starts_sentence

LARGE = 30_000
# words for a part of a town, or a town, that communes bear as names
_HEADS = frozenset({
    *("bourg", "ville", "centre", "hameau", "port", "village", "chateau", "plan", "val", "pont", "plateau", "mont"),
    *("bois", "puy", "moulin", "hameaux", "cite", "abbaye", "eglise", "chapelle", "tour", "fort", "gare", "quartier"),
})  # fmt: skip
_COMPLEMENT = re.compile(r" (?:de la |de l |de |des |du |d )(?=\w)")
_COMPLEMENTS = (" de ", " des ", " du ", " d ")


class Ordinary:
    """Points for the name itself, in one text."""

    def __init__(self, found: Findings, geography: Geography) -> None:
        self._found = found
        self._geography = geography
        self._words = set(re.findall(r"\w+", found.low))

    def points(self, match: Match) -> float:
        """Points for inhabitants, against dictionary words, companies, first names and surnames."""
        low, people = self._found.low[match.start : match.end], self.people(match)
        points = 0.4 * max(-1.5, min(log10(max(people, 1)) - 3.3, 2.2))
        if self._other_accents(match):
            points -= 2.0 if self._needs_capital(match) else 0.5

        if all(r.rank for r in match.readings):
            points -= 0.7
        return points - self._shared(match, low, people)

    def is_company(self, match: Match) -> bool:
        """Whether the name is a company's too, and the text holds words of its trade."""
        low = self._found.low[match.start : match.end]
        return low in companies() and bool(companies()[low] & self._words)

    def _shared(self, match: Match, low: str, people: int) -> float:
        """What else the word is, as points to take off."""
        if self._complemented(match, low):
            return 8.0
        written = {f"le {low}", f"les {low}"} if match.contracted else {low}
        if written & names("ambiguous_communes.txt") or len(low) <= 2:
            return 2.6
        if any(r.kind is MentionKind.OTHER and not r.code for r in match.readings):
            return 2.0
        if written & names("common_word_communes.txt"):
            easy = match.contracted or self._needs_capital(match)
            complement = easy and self._found.low.startswith(_COMPLEMENTS, match.end)
            return (2.2 if easy else 1.0) * (0.5 if people >= LARGE else 1.0) + 1.0 * complement
        if match.contracted or people >= LARGE:
            return 0.0
        return 1.2 * (low in self._geography.first_names) or 0.5 * (low in self._geography.surnames)

    def _complemented(self, match: Match, low: str) -> bool:
        """Whether another name completes a common word: "le Bourg de Plouézec", "la Ville de Nantes"."""
        word = _COMPLEMENT.match(self._found.low, match.end)
        return (
            low.removeprefix("le ").removeprefix("la ") in _HEADS
            and word is not None
            and self._found.text[word.end()].isupper()
        )

    def is_persons(self, match: Match) -> bool:
        """Whether the word is as well a first name or a surname, and no large town's."""
        low = self._found.low[match.start : match.end]
        known = low in self._geography.surnames or low in self._geography.first_names
        return known and not match.contracted and self.people(match) < LARGE

    def _other_accents(self, match: Match) -> bool:
        """Whether a simple name lacks the accents of every town that it may be: "Boue" is mud, Boué a village."""
        surface = self._found.text[match.start : match.end]
        if " " in self._found.low[match.start : match.end] or surface.isupper():
            return False
        official = [
            self._geography.by_code[r.code].name
            for r in match.readings
            if r.code in self._geography.by_code and not r.rank
        ]
        return bool(official) and all(surface[1:] not in name for name in official)

    def _needs_capital(self, match: Match) -> bool:
        """Whether the word would have a capital anyway, or is written with a common article: "l'Union"."""
        text = self._found.text
        return (
            text[match.start].islower()
            or starts_sentence(text, match.start)
            or shouted(text, (match.start, match.end))
        )

    def people(self, match: Match) -> int:
        """The inhabitants of the largest town of this name."""
        towns = [self._geography.by_code.get(r.code) for r in match.of(MentionKind.COMMUNE)]
        return max((t.population or 0 for t in towns if t), default=0)
