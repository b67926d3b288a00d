"""What a number counts: the plural noun behind it, with the adjectives that stand before nouns in French."""

import re
from typing import NamedTuple

from nlp.text import fold
from nlp.wordlists import table

_NOUNS = table("figures.toml")["nouns"]
NONE = frozenset(_NOUNS["none"].split())
"""Words that look plural and are no nouns."""
_NONE_SINGULAR = frozenset(_NOUNS["none_singular"].split())
_PLURAL = frozenset(fold(word) for word in _NOUNS["plural"].split())
_BEFORE = frozenset(_NOUNS["before"].split())
_WORD = re.compile(r"[ \u00a0\u202f]([^\W\d_]{1,30}(?:[-‑][^\W\d_]{1,30}){0,3})")
_OF = re.compile(r"[ \u00a0\u202f](?:de(?=[ \u00a0\u202f])|d[’'])")
_OF_WORD = re.compile(r"[ \u00a0\u202f]?([^\W\d_]{1,30}(?:[-‑][^\W\d_]{1,30}){0,3})")
_SINGULAR = re.compile(r"[ \u00a0\u202f]([^\W\d_]{3,30})(?![\w’'])")
_MOST_ADJECTIVES = 2
_ACRONYM = 5  # letters: "15 PME", "3 EHPAD"


class Counted(NamedTuple):
    """The noun behind a number; where there are only adjectives ("23 autres"), `start` is at their `end`."""

    start: int
    end: int


def counted(text: str, at: int, *, of: bool = False) -> Counted | None:
    """The noun that a number ending at `at` counts; `of`: "de" or "d’" must lead to it ("une dizaine d’agents")."""
    pattern = _WORD
    if of:
        link = _OF.match(text, at)
        if link is None:
            return None
        pattern, at = _OF_WORD, link.end()
    adjectives = 0
    while (match := pattern.match(text, at)) and adjectives <= _MOST_ADJECTIVES:
        word, low = match[1], fold(match[1]).lower()
        if low not in _BEFORE:
            if _is_plural(word, low):
                return Counted(*match.span(1))
            break
        pattern, at, adjectives = _WORD, match.end(), adjectives + 1
    return Counted(at, at) if adjectives else None


def counted_one(text: str, at: int) -> Counted | None:
    """The noun in singular behind a number below two: "1 agent", "1,41 enfant"."""
    match = _SINGULAR.match(text, at)
    # "battus 2-1 vendredi"
    if (
        match is None
        or text[at - 2 : at - 1] in {"-", "–"}
        or not match[1].islower()
        or fold(match[1]) in _NONE_SINGULAR | NONE
    ):
        return None
    return Counted(*match.span(1))


def _is_plural(word: str, low: str) -> bool:
    """Whether a word is plural by its form; of capitals only acronyms and names of inhabitants count."""
    if low in NONE:
        return False
    if word.isupper():
        return 1 < len(word) <= _ACRONYM or low[-1] in "sxz"
    marked = low in _PLURAL or any(len(part) > 2 and part[-1] in "sxz" for part in low.split(" "))
    # "vingt-cinq Saint-Avertinais"
    return marked and all(part[1:].islower() for part in word.replace("‑", "-").split("-"))
