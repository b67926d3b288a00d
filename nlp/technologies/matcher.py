"""Forms found in a text by Aho-Corasick, cut at word boundaries."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.text import is_word

V = TypeVar("V")


class Matcher(Generic[V]):
    """Distinct forms to values."""

    def __init__(self, pairs: Iterable[tuple[str, V]]) -> None:
        forms, self._values = map(list, zip(*pairs, strict=True))
        self._automaton = CharwiseDoubleArrayAhoCorasick(forms)

    def find(self, folded: str, text: str) -> Iterator[tuple[int, int, V]]:
        """(start, end, value) of every form cut at word boundaries."""
        if len(folded) != len(text):  # "İ".lower() is two characters: such a text is matched as written
            return
        values = self._values
        for start, end, index in self._automaton.find_overlapping(folded):
            if is_word(text, start, end):
                yield start, end, values[index]
