"""Every way the press writes a commune's name, found by Aho-Corasick on the folded text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from daachorse import CharwiseDoubleArrayAhoCorasick

from core.types import Commune
from nlp.text import fold, is_word, longest


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A span that may name one of several communes; `contracted`: "du Mans", the article not in the span."""

    start: int
    end: int
    insees: tuple[str, ...]
    contracted: bool


class Gazetteer:
    """Names of current communes to INSEE codes."""

    def __init__(self, communes: Iterable[Commune]) -> None:
        self.communes = {c.insee: c for c in communes if c.kind == "commune"}
        readings: dict[tuple[str, int], list[str]] = defaultdict(list)
        for commune in self.communes.values():
            for form, skip in forms(commune.name):
                readings[form, skip].append(commune.insee)
        self._readings = [(skip, tuple(insees)) for (_, skip), insees in readings.items()]
        self._automaton = CharwiseDoubleArrayAhoCorasick([form for form, _ in readings])

    def matches(self, text: str, folded: str) -> list[NameMatch]:
        """Longest matches in text order; capitals decide, so "nice" is no town and "Nice" may be one."""
        spans = []
        for start, end, index in self._automaton.find_overlapping(folded):
            if is_word(text, start, end):
                spans.append((start + self._readings[index][0], end, index))
        return list(self._merge(longest(spans)))

    def _merge(self, spans: list[tuple[int, int, int]]) -> Iterator[NameMatch]:
        """One match a span, with the readings of all its forms."""
        by_span: dict[tuple[int, int], list[int]] = defaultdict(list)
        for start, end, index in spans:
            by_span[start, end].append(index)
        for (start, end), indexes in by_span.items():
            insees = dict.fromkeys(i for index in indexes for i in self._readings[index][1])
            yield NameMatch(start, end, tuple(insees), any(self._readings[i][0] for i in indexes))


def forms(name: str) -> Iterator[tuple[str, int]]:
    """Folded ways to write a name, each with how many leading characters the span leaves out.

    "Le Mans" is also "le Mans", "du Mans" and "au Mans": a contracted article is not part of the name.
    """
    for spelling in _spellings(name):
        plain = fold(spelling)
        yield plain, 0
        if plain.upper() != plain and len(plain) > 2:
            yield plain.upper(), 0
        article, _, rest = plain.partition(" ")
        for written, skip in _ARTICLES.get(article, ()):
            yield f"{written} {rest}", skip


_ARTICLES = {
    "Le": (("le", 0), ("du", 3), ("Du", 3), ("au", 3), ("Au", 3)),
    "Les": (("les", 0), ("des", 4), ("Des", 4), ("aux", 4), ("Aux", 4)),
    "La": (("la", 0),),
    "L": (("l", 0),),
}


def _spellings(name: str) -> Iterator[str]:
    """The official name, and its usual abbreviations."""
    yield name
    for full, short in (("Saint", "St"), ("Sainte", "Ste")):
        if f"{full}-" in name:
            yield name.replace(f"{full}-", f"{short}-")
    if "œ" in name or "Œ" in name:
        yield name.replace("œ", "oe").replace("Œ", "Oe")
