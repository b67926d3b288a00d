"""Intercommunal bodies in a text: by their own name, their acronym, or type words and a town's name.

"la communauté d'agglomération de Laval", "Laval Agglo", "le Grand Chalon", "la CoVe". The mention takes in the
type words.
"""

import re
from collections.abc import Iterator

from core.types import Mention, MentionKind, Span
from nlp.findings import Findings
from nlp.places.epci_names import ACRONYM, ALONE
from nlp.places.epci_support import Support
from nlp.places.epci_words import type_words
from nlp.places.forms import folded_name
from nlp.places.gazetteer import Match, Reading
from nlp.places.geography import Geography
from nlp.places.lexicons import place_words, syntax
from nlp.places.spans import Covered
from nlp.places.surroundings import before, follows_capital, precedes_capital, starts_sentence

_ARTICLE = re.compile(r"(?:^|[\s«(])(?:l|la|le|les|du|des|au|aux|pour|par|avec|et|a) $|\($")
_SUFFIX = re.compile(
    r" (?:[Aa]gglo|[Aa]gglomeration|[Mm]etropole|[Cc]ommunaute(?! urbaine| d)|Interco|Intercommunalite|Intercom)\b"
)
_GOES_ON = re.compile(r"(?:   | – )[A-Z]")  # "l'agglomération Paris - Vallée de la Marne"
_GRAND = re.compile(r"\bGrande? $")
_PAYS = re.compile(r"\bPays (?:de la |de l |des |du |de |d )$")
_GOVERNED = re.compile(rf"\b{syntax('governed')} (?:de la |de l |des |du |de |d )$")
_RELIEF = place_words("relief")
_DEFINED = re.compile(r" ?\(([A-Z][A-Za-z0-9&]{1,9})\)")


class Epcis:
    """The intercommunal bodies of one text."""

    def __init__(self, found: Findings, geography: Geography, departements: set[str]) -> None:
        self._found = found
        self._geography = geography
        self._covered = Covered(len(found.text), found.masks)
        self._support = Support(found, geography, departements)

    def mentions(self) -> list[Mention]:
        """Mentions in text order; masks are added for every name inside an EPCI's."""
        found = self._found
        made = [m for match in found.matches if (m := self._mention(match))]
        made += self._again({m.key for m in made})
        made += [m for mention in made for m in self._defined(mention)]
        return sorted(made, key=lambda m: m.start)

    def _again(self, sure: set[str]) -> Iterator[Mention]:
        """Bodies the text is sure to name, named again by what alone would not do."""
        for match in self._found.matches:
            if self._covered.holds((match.start, match.end)):
                continue
            again = [r for r in match.of(MentionKind.EPCI) if r.code in sure]
            if again and not match.of(MentionKind.COMMUNE) and not self._joined(match):
                yield self._made(again[0].code, (match.start, match.end), "epci-again")

    def _mention(self, match: Match) -> Mention | None:
        if self._covered.holds((match.start, match.end)):
            return None
        readings = match.of(MentionKind.EPCI)
        typed = type_words(self._found, match, with_bare=bool(readings))
        if readings and (typed is not None or not match.of(MentionKind.COMMUNE)):
            return self._named(match, readings, typed)
        return self._of_town(match, typed) if match.of(MentionKind.COMMUNE) else None

    def _named(self, match: Match, readings: list[Reading], typed: int | None) -> Mention | None:
        """A body by its own name or acronym."""
        suffix = _SUFFIX.match(self._found.folded, match.end)
        if typed is None:
            readings = [r for r in readings if suffix or self._enough(match, r)]
            if not suffix and self._joined(match):
                return None
        code = self._support.best([r.code for r in readings]) or self._support.best(
            [r.code for r in readings if r.rank == ALONE]
        )
        if code is None:
            return None
        start = match.start if typed is None else typed
        return self._made(code, (start, suffix.end() if suffix else match.end), "epci-name")

    def _enough(self, match: Match, reading: Reading) -> bool:
        """Whether a name without type words is understood as the body's."""
        if reading.rank == ALONE:
            return True
        if reading.rank == ACRONYM:
            return self._is_acronym(match, reading.code)
        low = self._found.low[match.start : match.end]
        if " " not in low or any(r.kind is MentionKind.OTHER for r in match.readings):
            return False
        left = before(self._found, match.start)
        if _GOVERNED.search(left):
            return True
        return (
            self._support.of(reading.code) >= 3.0
            and low.split()[0] not in _RELIEF
            and _ARTICLE.search(left) is not None
        )

    def _of_town(self, match: Match, typed: int | None) -> Mention | None:
        """A body called after one of its towns."""
        found = self._found
        left = found.folded[max(0, match.start - 14) : match.start]
        grand = _GRAND.search(left) or _PAYS.search(left)
        suffix = _SUFFIX.match(found.folded, match.end)
        if (typed is None and grand is None and suffix is None) or _GOES_ON.match(found.folded, match.end):
            return None
        start = typed if typed is not None else match.start
        if grand:
            start = min(start, match.start - len(left) + grand.start())
        span = (start, suffix.end() if suffix else match.end)
        codes = self._of_same_name(match)
        code = self._support.best(codes)
        if code is None or (grand and grand.re is _PAYS and typed is None):
            self._mask(span)
            return None
        return self._made(code, span, "epci-of-town")

    def _of_same_name(self, match: Match) -> list[str]:
        """EPCI that bear the town's name, else those of which it is the first town."""
        low = self._found.low[match.start : match.end]
        towns = [self._geography.commune(r.code) for r in match.of(MentionKind.COMMUNE)]
        sirens = [t.epci_siren for t in towns if t.epci_siren]
        bearing = [s for s in sirens if low in folded_name(self._geography.epci_names[s])]
        return bearing or [
            t.epci_siren for t in towns if t.epci_siren and self._geography.members[t.epci_siren][0] is t
        ]

    def _is_acronym(self, match: Match, code: str) -> bool:
        """Short names need an article, and for the shortest a town of theirs in the text."""
        surface = self._found.text[match.start : match.end]
        governed = _ARTICLE.search(before(self._found, match.start))
        if not governed and not starts_sentence(self._found.text, match.start):
            return False
        return len(surface) >= 5 or (sum(c.isupper() for c in surface) > 1 and self._support.of(code) > 0)

    def _joined(self, match: Match) -> bool:
        span = (match.start, match.end)
        if precedes_capital(self._found, span) or follows_capital(self._found, span):
            self._mask(span)
            return True
        return False

    def _defined(self, mention: Mention) -> Iterator[Mention]:
        """Mentions by an acronym that the text gives: "la communauté de communes X (CCX)"."""
        bracket = _DEFINED.match(self._found.text, mention.end)
        if bracket is None:
            return
        word = re.compile(rf"(?<![\w-]){re.escape(bracket[1])}(?![\w-])")
        for other in word.finditer(self._found.text):
            if not self._covered.holds(other.span()):
                yield self._made(mention.key, other.span(), "epci-acronym")

    def _mask(self, span: Span) -> None:
        self._found.masks.append(span)
        self._covered.add(span)

    def _made(self, code: str, span: Span, rule: str) -> Mention:
        self._mask(span)
        surface = self._found.text[span[0] : span[1]]
        return Mention(
            MentionKind.EPCI, code, self._geography.epci_names.get(code, surface), surface, *span, rule
        )
