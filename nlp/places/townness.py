"""Is this span a town's name here? Points from the words around, the model's tags and the word itself.

A mention needs `THRESHOLD`; the weights were set by hand on development texts.
"""

import re
from math import exp

from spacy.tokens import Doc

from core.names import name_key
from core.types import MentionKind
from nlp.civility import FOLDED
from nlp.findings import Findings
from nlp.places.brackets import bracketed, overseas
from nlp.places.gazetteer import Match
from nlp.places.geography import Geography
from nlp.places.lexicons import syntax
from nlp.places.ordinary import Ordinary
from nlp.places.spans import Disjoint
from nlp.places.surroundings import (
    before,
    follows_capital,
    precedes_capital,
    starts_clause,
    starts_line,
)

THRESHOLD = 1.0
_TOWNS_OWN = 3.0

_OF = r"(?:de la |de l |des |du |de |d )"
_BEFORE = r"(?:^|[\s«(“\"|:.])"
_AUTHORITY = re.compile(rf"\b{syntax('authority')}(?: [a-z]+)?(?:\s?\([^()]{{1,30}}\))?,? {_OF}$")
# "communes de Bourgogne": several of them lie in a stretch of country, not in the town of that name
_SEVERAL = re.compile(rf"\b(?:communes|villes|villages|elus|maires|habitants) {_OF}$")
_LOCATIVE = re.compile(rf"{_BEFORE}(?:{syntax('near')} {_OF}|{syntax('at')} )$")
_LINKED = re.compile(rf"{_BEFORE}{syntax('link')} $")
_CIVILITY = re.compile(rf"\b{FOLDED} $")
_TITLE = re.compile(r"\s?(?:[:|–—]|\. |, \d)")
# once a bare noun begins a sentence, a verb after it makes it a name: "Delle a proposé"
_VERB = re.compile(rf" {syntax('verb')} ")
_DETERMINED = re.compile(
    rf"{_BEFORE}(?:le|la|les|l|du|des|au|aux|un|une|ce|cet|cette|ces|son|sa|ses|leur|leurs|notre) $"
)
_APPOSED = re.compile(r"\b(?:villes?|communes?|villages?|cite|bourg|prefecture)(?: [a-z]+){0,2}, $")
_TAGS = {"LOC": 1.2, "MISC": -0.6}


class Townness:
    """Judges the spans of one document."""

    def __init__(self, doc: Doc, found: Findings, geography: Geography) -> None:
        self._found = found
        self._geography = geography
        self._ents = Disjoint((e.start_char, e.end_char, e.label_) for e in doc.ents)
        self._names = Disjoint((s, e, "") for s, e in found.names)
        self._ordinary = Ordinary(found, geography)
        self._surnames = {
            name_key(found.text[s:e]).rpartition(" ")[2] for s, e in found.names if " " in found.text[s:e]
        }
        self._departements = {m.start for m in found.matches if m.of(MentionKind.DEPARTEMENT)}

    def points(self, match: Match) -> float:
        """Points for this span being a town's name where it stands."""
        left = before(self._found, match.start)
        syntax = self._syntax(match, left)
        # "la ville d'Orange" is the town, whatever the trade that the text tells of
        company = syntax < _TOWNS_OWN and self._ordinary.is_company(match)
        points = self._ordinary.points(match) + self._shape(match) + self._tag(match)
        return 0.9 + points + syntax - 2.5 * company

    def _syntax(self, match: Match, left: str) -> float:
        """Points for the words around."""
        points = 0.0
        if _AUTHORITY.search(left) and not (_is_land(match) and _SEVERAL.search(left)):
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
        elif starts_clause(self._found.text, match.start) and _VERB.match(self._found.low, match.end):
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
        if self._names.larger(span) and not overseas(self._found.low, match.end):
            return points - 7.0
        if self._found.low[span[0] : span[1]].rpartition(" ")[2] in self._surnames:
            points -= 2.0
        return points

    def _tag(self, match: Match) -> float:
        """The model's word on it."""
        entity = self._ents.over((match.start, match.end))
        if entity is None:
            return 0.0
        start, end, label = entity
        if label == "ORG":
            return -1.2 if end - start > match.end - match.start + 4 else -0.3
        if label == "PER":
            return -2.2 if self._ordinary.is_persons(match) else -1.0
        return _TAGS.get(label, 0.0)


def certainty(points: float) -> float:
    """Points as a probability."""
    return 1 / (1 + exp(1.2 * (THRESHOLD - points)))


def _is_land(match: Match) -> bool:
    """Whether a stretch of country without a code (a former région) bears the name."""
    return any(r.kind is MentionKind.OTHER and not r.code for r in match.readings)
