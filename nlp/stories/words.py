"""The words of a text as stories compare them: stems, names and figures, each with how much it weighs. Pure.

Names come once as a word and once as a name: on 1,261 headlines that counts for three points of F1 (docs/adr/0014).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from math import log

from core.types import Span

COUNTS = "story_words.tsv"
TITLE = 2.0
"""A word of the title weighs as two: the title says what it is about."""

_STEM = 7
_SHORTEST_NAME = 3
_THOUSANDS = re.compile(r"(?<=\d)[ .\u00a0\u202f](?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(r"[.!?…:«»\"“”\n]")
_ENDING = re.compile(r"(?:es|s|e|x)$")
_AUX = re.compile(r"(?<=\w{2})aux$")


def stem(word: str) -> str:
    """A folded word without its plural and feminine, seven letters at most: "municipales" and "municipal" are one."""
    if word.isdigit():
        return word
    return _ENDING.sub("", _AUX.sub("al", word))[:_STEM]


def terms(title: str, text: str, taken: Iterable[Span] = ()) -> dict[str, float]:
    """The weight of each term in a text whose title is its beginning; what is `taken` says who, not what."""
    found = _joined(title, text, taken)
    counts: Counter[str] = Counter()
    titled: set[str] = set()
    last = 0
    for match in _WORD.finditer(found):
        start, word = match.start(), match.group()
        in_title = start < len(title)
        opens = (
            not in_title and start > last + 1 and _STOP.search(found, last, start) is not None
        )  # a capital there names nothing
        last = match.end()
        for term in _of_word(word, not opens):
            counts[term] += 1
            if in_title:
                titled.add(term)
    return {term: (1 + log(n)) * (TITLE if term in titled else 1.0) for term, n in counts.items()}


def _joined(title: str, text: str, taken: Iterable[Span]) -> str:
    """The text with blanks for what is taken, and figures in one word; offsets hold to the title's end only."""
    chars = list(text)
    for start, end in taken:
        chars[start:end] = " " * len(chars[start:end])
    blanked = "".join(chars)
    return blanked[: len(title)] + _THOUSANDS.sub("", blanked[len(title) :])


@lru_cache(maxsize=65536)
def _of_word(word: str, named: bool) -> tuple[str, ...]:
    plain = folded(word)
    stemmed = stem(plain)
    if named and word[0].isupper() and len(word) >= _SHORTEST_NAME:
        return stemmed, f"^{plain}"
    return (stemmed,) if len(plain) > 1 else ()


@cache
def _fold(char: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))


def folded(word: str) -> str:
    """A word in lower case without its accents."""
    low = word.lower()
    return low if low.isascii() else "".join(map(_fold, low))


@lru_cache(maxsize=65536)
def rarity(term: str) -> float:
    """How much a term says by our own texts alone: the logarithm of one over the share of texts that have it."""
    total, counts = background()
    return log((total + 1) / (counts.get(term, 0) + 0.5))


@cache
def background() -> tuple[int, Mapping[str, int]]:
    """In how many texts of our own a term comes, and how many texts there are (written by nlp/stories/count.py)."""
    lines = files("nlp").joinpath(f"lexicon/{COUNTS}").read_text("utf-8").splitlines()
    (_, total), *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return int(total), {term: int(n) for term, n in rows}
