"""Every written name of every place of the register, found in one pass of an Aho-Corasick automaton."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from core.types import MentionKind, Span
from nlp.places.lexicons import syntax
from nlp.text import is_word, longest


class Reading(NamedTuple):
    """One place that a form may name. `kind` of a former or delegated commune is OTHER."""

    kind: MentionKind
    code: str
    rank: int = 0


class Match(NamedTuple):
    """A span with all its readings; `contracted`: "du Mans", the article not in the span."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    contracted: bool

    def of(self, *kinds: MentionKind) -> list[Reading]:
        """The readings of these kinds."""
        return [r for r in self.readings if r.kind in kinds]


class Entry(NamedTuple):
    """A form as `nlp.places.forms` writes it, with a place that it names."""

    form: str
    skip: int
    reading: Reading


_TYPED = re.compile(rf"\b{syntax('epci')} (?:de la |de l |des |du |de |d )?$")
# words that a name may hold in lower case, besides those of two letters
_SMALL = frozenset({"les", "lez", "sur", "sous", "des", "aux", "mer", "pres", "devant", "dans", "pays"})


class Gazetteer:
    """Forms to readings. Capitals decide: "nice" is no town, "Nice" may be one, "NICE" too."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        readings: dict[tuple[str, int], dict[Reading, None]] = defaultdict(dict)
        for form, skip, reading in entries:
            readings[form, skip][reading] = None
        self._skips = [skip for _, skip in readings]
        self._readings = [tuple(found) for found in readings.values()]
        self._departements = self._naming(MentionKind.DEPARTEMENT)
        self._bodies = self._naming(MentionKind.EPCI)
        self._automaton = CharwiseDoubleArrayAhoCorasick([form for form, _ in readings])

    def _naming(self, kind: MentionKind) -> frozenset[int]:
        """The forms that name a place of this kind."""
        return frozenset(i for i, found in enumerate(self._readings) if any(r.kind is kind for r in found))

    def matches(self, text: str, low: str) -> list[Match]:
        """The longest matches, in text order."""
        spans, land = [], set()
        for start, end, index in self._automaton.find_overlapping(low):
            begin = start + self._skips[index]
            if not is_word(text, start, end):
                continue
            if is_name(text, begin, end) or (index in self._bodies and _is_typed(text, low, begin)):
                spans.append((begin, end, index))
                if text[begin].isupper() and index in self._departements:
                    land.add(end)
        # "le sud de la Marne" is the département, though there is a town of La Marne
        spans = [s for s in spans if s[1] not in land or text[s[0]].isupper()]
        return list(self._merged(longest(spans)))

    def _merged(self, spans: list[tuple[int, int, int]]) -> Iterator[Match]:
        """One match a span, with the readings of all its forms."""
        by_span: dict[Span, list[int]] = defaultdict(list)
        for start, end, index in spans:
            by_span[start, end].append(index)
        for (start, end), indexes in by_span.items():
            contracted = [i for i in indexes if self._skips[i]]
            # "au Bar" is Le Bar, never the town of Bar
            readings = dict.fromkeys(r for index in contracted or indexes for r in self._readings[index])
            yield Match(start, end, tuple(readings), bool(contracted))


def _is_typed(text: str, low: str, start: int) -> bool:
    """Whether words of an intercommunal body stand before a capital: "la communauté de communes du Piémont cévenol"."""
    return text[start].isupper() and _TYPED.search(low, max(0, start - 60), start) is not None


def is_name(text: str, start: int, end: int) -> bool:
    """Whether the words of a span bear capitals as a name's do; articles and links need none.

    "la Turballe" and "Les Sables-d'Olonne" are names; "son" and "nice" are words; so is "Saint-denis".
    """
    if text[start].isupper() and end - start < 4:
        return True
    seen = False
    at = start
    while at < end:
        stop = at
        while stop < end and text[stop].isalnum():
            stop += 1
        if stop > at:
            if text[at].isupper():
                seen = True
            elif text[at].islower() and not _may_be_small(text[at:stop], seen):
                return False
        at = stop + 1
    return seen


def _may_be_small(word: str, seen: bool) -> bool:
    if len(word) <= 2:
        return True
    plain = word.replace("è", "e").replace("é", "e")
    return plain in _SMALL if seen else plain == "les"
