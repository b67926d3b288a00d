"""Words that tell whether an article is for us, by group (lexicon/cues.toml), found in one pass."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.technologies.inflection import inflected
from nlp.text import fold

_FILE = files("nlp").joinpath("lexicon/cues.toml")
_COMMA = re.compile(r"\s*,\s*")


@dataclass(frozen=True, slots=True)
class Group:
    """A named set of words; `strong` ones are digital by themselves."""

    name: str
    side: str
    says: str
    strong: tuple[str, ...]
    words: tuple[str, ...]


class Hit(NamedTuple):
    """A word of a group where it stands."""

    start: int
    end: int
    group: str
    strong: bool


@cache
def groups() -> dict[str, Group]:
    """The groups by name."""
    return {
        name: Group(name, g["side"], g["says"], _words(g.get("strong", "")), _words(g.get("words", "")))
        for name, g in tomllib.loads(_FILE.read_text("utf-8")).items()
    }


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in _COMMA.split(text.strip().rstrip(",")) if word)


class Cues:
    """Two automata: words with a capital match as written, the others in any case.

    An automaton answers with the number of a pattern; a pattern stands for (group, strong) pairs and may be
    a beginning of words (`*`).
    """

    def __init__(self) -> None:
        marks: dict[str, dict[tuple[str, bool], bool]] = {}
        for group in groups().values():
            for word, strong in chain(((w, True) for w in group.strong), ((w, False) for w in group.words)):
                opened = word.endswith("*")
                for form in [fold(word[:-1])] if opened else [written for written, _ in inflected(word)]:
                    marks.setdefault(form, {})[group.name, strong] = opened
        self._cased = _Automaton({f: m for f, m in marks.items() if f != f.lower()})
        self._plain = _Automaton({f: m for f, m in marks.items() if f == f.lower()})

    def find(self, folded: str, low: str) -> list[Hit]:
        """The words of a text, in order; in one group they do not overlap, the longest of those that start first."""
        hits = [*self._plain.find(low)]
        if len(folded) == len(low):  # "İ".lower() is two characters
            hits += self._cased.find(folded)
        hits.sort(key=_longest_first)
        ends: dict[str, int] = {}
        kept = []
        for hit in hits:
            if hit.start >= ends.get(hit.group, 0):
                ends[hit.group] = hit.end
                kept.append(hit)
        return kept


def _longest_first(hit: Hit) -> tuple[int, int, bool]:
    return hit[0], -hit[1], not hit[3]


class _Automaton:
    def __init__(self, marks: dict[str, dict[tuple[str, bool], bool]]) -> None:
        self._marks = [[(*key, opened) for key, opened in found.items()] for found in marks.values()]
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(marks))

    def find(self, text: str) -> Iterator[Hit]:
        """Every pattern that begins a word, and ends one unless it is a beginning."""
        size = len(text)
        for start, end, index in self._automaton.find_overlapping(text):
            if start and text[start - 1].isalnum():
                continue
            whole = end == size or not text[end].isalnum()
            for group, strong, opened in self._marks[index]:
                if whole or opened:
                    yield Hit(start, end, group, strong)
