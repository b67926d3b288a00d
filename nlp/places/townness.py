"""Is this span a town's name here? Points from the words around, the model's tags and the word itself.

A mention needs `THRESHOLD`; the weights were set by hand on development texts.
"""

import re
from math import exp, log10

from spacy.tokens import Doc

from core.names import name_key
from core.types import MentionKind, Span
from nlp.findings import Findings
from nlp.places.brackets import bracketed
from nlp.places.gazetteer import Match
from nlp.places.geography import Geography
from nlp.places.lexicons import companies, names, syntax
from nlp.places.surroundings import (
    before,
    follows_capital,
    precedes_capital,
    shouted,
    starts_line,
    starts_sentence,
)

THRESHOLD = 1.0
_LARGE = 30_000

_OF = r"(?:de la |de l |des |du |de |d )"
_BEFORE = r"(?:^|[\s«(“\"|:.])"
_AUTHORITY = re.compile(rf"\b{syntax('authority')}(?: [a-z]+)?(?:\s?\([^()]{{1,30}}\))?,? {_OF}$")
_LOCATIVE = re.compile(rf"{_BEFORE}(?:{syntax('near')} {_OF}|{syntax('at')} )$")
_LINKED = re.compile(rf"{_BEFORE}{syntax('link')} $")
_CIVILITY = re.compile(rf"\b{syntax('civility')} $")
_TITLE = re.compile(r"\s?(?:[:|–—]|\. |, \d)")
# once a bare noun begins a sentence, a verb after it makes it a name: "Delle a proposé"
_VERB = re.compile(rf" {syntax('verb')} ")
_DETERMINED = re.compile(
    rf"{_BEFORE}(?:le|la|les|l|du|des|au|aux|un|une|ce|cet|cette|ces|son|sa|ses|leur|leurs|notre) $"
)
_APPOSED = re.compile(r"\b(?:villes?|communes?|villages?|cite|bourg|prefecture)(?: [a-z]+){0,2}, $")
_COMPLEMENTS = (" de ", " des ", " du ", " d ")
_TAGS = {"LOC": 1.2, "MISC": -0.6}


class Townness:
    """Judges the spans of one document."""

    def __init__(self, doc: Doc, found: Findings, geography: Geography) -> None:
        self._found = found
        self._geography = geography
        self._ents = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        self._surnames = {
            name_key(found.text[s:e]).rpartition(" ")[2] for s, e in found.names if " " in found.text[s:e]
        }
        self._words = set(re.findall(r"\w+", found.low))
        self._departements = {m.start for m in found.matches if m.of(MentionKind.DEPARTEMENT)}

    def points(self, match: Match) -> float:
        """Points for this span being a town's name where it stands."""
        left = before(self._found, match.start)
        return 0.9 + self._word(match) + self._syntax(match, left) + self._shape(match) + self._tag(match)

    def _word(self, match: Match) -> float:
        """How ordinary the word is: a large town owns its name, a hamlet shares it with the dictionary."""
        low, people = self._found.low[match.start : match.end], self._people(match)
        written = {f"le {low}", f"les {low}"} if match.contracted else {low}
        points = 0.4 * max(-1.5, min(log10(max(people, 1)) - 3.3, 2.2))
        if self._other_accents(match):
            points -= 2.0 if self._needs_capital(match) else 0.5
        if low in companies() and companies()[low] & self._words:
            points -= 2.5
        if all(r.rank for r in match.readings):
            points -= 0.7
        if written & names("ambiguous_communes.txt") or len(low) <= 2:
            return points - 2.6
        if any(r.kind is MentionKind.OTHER and not r.code for r in match.readings):
            return points - 2.0
        if written & names("common_word_communes.txt"):
            easy = match.contracted or self._needs_capital(match)
            points -= (2.2 if easy else 1.0) * (0.5 if people >= _LARGE else 1.0)
            return points - 1.0 * (easy and self._found.low.startswith(_COMPLEMENTS, match.end))
        if match.contracted:
            return points
        if low in self._geography.first_names:
            return points - 1.2
        if low in self._geography.surnames and people < _LARGE:
            return points - 0.5
        return points

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

    def _people(self, match: Match) -> int:
        """The inhabitants of the largest town of this name."""
        towns = [self._geography.by_code.get(r.code) for r in match.of(MentionKind.COMMUNE)]
        return max((t.population or 0 for t in towns if t), default=0)

    def _syntax(self, match: Match, left: str) -> float:
        """Points for the words around."""
        points = 0.0
        if _AUTHORITY.search(left):
            points += 3.5
        elif _LOCATIVE.search(left) or (match.contracted and left.endswith(("au ", "aux "))):
            points += 2.2 + 0.5 * (self._found.text[max(0, match.start - 2)] in "àÀ")
        elif _APPOSED.search(left):
            points += 2.0
        elif match.contracted or _LINKED.search(left):
            points += 0.6
        if _CIVILITY.search(left):
            points -= 4.0
        if not match.contracted and _DETERMINED.search(left):
            # a town takes no article but its own
            points -= 2.5
        if bracketed(self._found.low, match.end, self._geography.departement_codes):
            points += 3.5
        elif starts_line(self._found.text, match.start) and _TITLE.match(self._found.text, match.end):
            points += 1.5
        elif starts_sentence(self._found.text, match.start) and _VERB.match(self._found.low, match.end):
            points += 1.2
        return points + 1.5 * self._then_departement(match)

    def _then_departement(self, match: Match) -> bool:
        """Whether ", dans la Sarthe" or ", en Mayenne" follows."""
        after = self._found.low[match.end : match.end + 14]
        place = re.match(r",? (?:dans|en|a) ?(?:le |la |l |les )?", after)
        return place is not None and match.end + place.end() in self._departements

    def _shape(self, match: Match) -> float:
        """Against names that are part of a longer one, and surnames of the people named."""
        span = (match.start, match.end)
        points = 0.0
        if precedes_capital(self._found, span):
            points -= 6.0
        if follows_capital(self._found, span, self._geography.first_names):
            points -= 2.0
        for start, end in self._found.names:
            if start <= span[0] and span[1] <= end and (start, end) != span:
                return points - 7.0
        if self._found.low[span[0] : span[1]].rpartition(" ")[2] in self._surnames:
            points -= 2.0
        return points

    def _tag(self, match: Match) -> float:
        """The model's word on it."""
        for start, end, label in self._ents:
            if start < match.end and match.start < end:
                larger = (end - start) > (match.end - match.start) + 4
                if label == "ORG":
                    return -1.2 if larger else -0.3
                if label == "PER":
                    low = self._found.low[match.start : match.end]
                    known = not match.contracted and (
                        low in self._geography.surnames or low in self._geography.first_names
                    )
                    return -2.2 if known and self._people(match) < _LARGE else -1.0
                return _TAGS.get(label, 0.0)
        return 0.0


def certainty(points: float) -> float:
    """Points as a probability."""
    return 1 / (1 + exp(1.2 * (THRESHOLD - points)))


def span_of(match: Match) -> Span:
    """The span of a match."""
    return match.start, match.end
