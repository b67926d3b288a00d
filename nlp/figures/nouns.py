"""What a number counts: the plural noun behind it, with the adjectives that stand before nouns in French."""

import re
from typing import NamedTuple

from nlp.text import fold
from nlp.wordlists import table

_NOUNS = table("figures.toml")["nouns"]
_NONE = frozenset(_NOUNS["none"].split())
_PLURAL = frozenset(fold(word) for word in _NOUNS["plural"].split())
_BEFORE = frozenset(_NOUNS["before"].split())
_WORD = re.compile(r"[ \u00a0\u202f]([^\W\d_]{1,30}(?:[-‑][^\W\d_]{1,30}){0,3})")
_OF = re.compile(r"[ \u00a0\u202f](?:de(?=[ \u00a0\u202f])|d[’'])")
_OF_WORD = re.compile(r"[ \u00a0\u202f]?([^\W\d_]{1,30}(?:[-‑][^\W\d_]{1,30}){0,3})")
_MOST_ADJECTIVES = 2


class Counted(NamedTuple):
    """The noun behind a number, and the adjectives before it ("nouvelles"); without noun (end == start) only these."""

    start: int
    end: int
    adjectives: tuple[str, ...] = ()
    after: int = 0


def counted(text: str, at: int, *, of: bool = False) -> Counted | None:
    """The noun that a number ending at `at` counts; `of`: "de" or "d’" must lead to it ("une dizaine d’agents")."""
    pattern = _WORD
    if of:
        link = _OF.match(text, at)
        if link is None:
            return None
        pattern, at = _OF_WORD, link.end()
    adjectives: list[str] = []
    while (match := pattern.match(text, at)) and len(adjectives) <= _MOST_ADJECTIVES:
        word, low = match[1], fold(match[1]).lower()
        if low not in _BEFORE:
            if _is_plural(word, low):
                return Counted(*match.span(1), tuple(adjectives), match.end())
            break
        adjectives.append(low)
        pattern, at = _WORD, match.end()
    return Counted(at, at, tuple(adjectives), at) if adjectives else None


def _is_plural(word: str, low: str) -> bool:
    """Whether a word is plural by its form; of capitals only acronyms and names of inhabitants count."""
    if low in _NONE:
        return False
    if word.isupper():
        return len(word) > 1
    marked = low in _PLURAL or any(len(part) > 2 and part[-1] in "sxz" for part in low.split(" "))
    return marked and (word.islower() or word[1:].islower())
