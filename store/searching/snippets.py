"""The passage of an article that shows why it was found: at most 200 characters, with the words found as ranges."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from store.searching.text import LISTED, analysers, ligatures, variants
from store.searching.words import Marks

LONGEST = 200
"""Characters of others' texts that may be shown (docs/settings.md)."""

_LEAD = 60
_MOST_MARKS = 500
_SENTENCE = re.compile(r"(?<=[.!?…»])\s+(?=[^\W\d_a-z]|«)|\n")
_OPENING, _CLOSING = " «“([—–-", " »”)],;:!?"


class Passage(NamedTuple):
    """Words of an article; `marks` are (start, end) in `text`, end excluded, in order."""

    text: str
    marks: tuple[tuple[int, int], ...]


class _Found(NamedTuple):
    start: int
    end: int
    word: str


def passage(text: str, marks: Marks) -> Passage:
    """Where most of the words that were searched for stand close together; the beginning if none does."""
    found = _found(text, marks)
    first, last = _densest(found)
    start, opened = _start(text, first, last)
    end, closed = _end(text, start + opened, last)
    shown = "…" * opened + text[start:end].replace("\n", " ") + "…" * closed
    shift = opened - start
    inside = [(f.start + shift, f.end + shift) for f in found if start <= f.start and f.end <= end]
    return Passage(shown, tuple(inside))


def _found(text: str, marks: Marks) -> list[_Found]:
    """The words found, in order; a compound stands for its parts."""
    if not marks.beginnings:
        return []
    words, compounds = _patterns(marks.beginnings)
    whole = [
        _Found(m.start(), m.end(), word)
        for m in compounds.finditer(text)
        if (word := _mark(m[1] + m[2], marks))
    ]
    return sorted([*whole, *_single(text, words, marks, whole)])[:_MOST_MARKS]


def _single(text: str, words: re.Pattern[str], marks: Marks, whole: list[_Found]) -> Iterator[_Found]:
    taken = {at for f in whole for at in range(f.start, f.end)}
    for match in words.finditer(text):
        if match.start() not in taken and (word := _mark(match[0], marks)):
            yield _Found(match.start(), match.end(), word)


@lru_cache(maxsize=256)
def _patterns(beginnings: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words, and words in two parts, that begin like those searched for: the others need no stemming."""
    firsts = {two[0] for two in beginnings}
    first = _class(variants(firsts))
    return (
        re.compile(rf"(?<![^\W_]){_opening(beginnings, firsts)}[^\W_]*"),
        re.compile(rf"(?<![\w-])({first}[^\W_]{{0,24}})['’‐‑-]([^\W_]{{2,25}})(?![\w'’-])"),
    )


def _opening(beginnings: frozenset[str], firsts: set[str]) -> str:
    """The two letters that a word begins with, which the stemmer leaves; but it may make an i of a final y."""
    first = _class(variants(firsts))
    # one letter, or an accent that lower case sets free: İ
    if not all(two[1:].isalnum() for two in beginnings):
        return first
    seconds = {two[1] for two in beginnings}
    second = _class(variants(seconds | ({"y"} if "i" in seconds else set())))
    # what folds to a letter or a digit that `variants` does not list is let through: H₂
    second = rf"(?:{second}|[^\W_{LISTED}])"
    double = ligatures(firsts)
    return f"(?:{first}{second}|{_class(double)})" if double else first + second


def _class(letters: str) -> str:
    return f"[{''.join(map(re.escape, letters))}]"


@lru_cache(maxsize=4096)
def _mark(word: str, marks: Marks) -> str | None:
    """What was searched for and is this word, in some form."""
    stem_fold, fold_stem, plain = _forms(word)
    if fold_stem in marks.fold_stem:
        return fold_stem
    if stem_fold in marks.stem_fold:
        return stem_fold
    return next((prefix for prefix in marks.prefixes if plain.startswith(prefix)), None)


@lru_cache(maxsize=65_536)
def _forms(word: str) -> tuple[str, str, str]:
    stem_fold, fold_stem, plain = ("".join(analyser.analyze(word)) for analyser in analysers())
    return stem_fold, fold_stem, plain


def _densest(found: list[_Found]) -> tuple[int, int]:
    """The span of marks, short enough to be shown, that holds most different words, then most words."""
    best, span = (0, 0), (0, 0)
    for number, first in enumerate(found):
        near = [f for f in found[number : number + LONGEST // 2] if f.end - first.start <= LONGEST - _LEAD]
        value = (len({f.word for f in near}), len(near))
        if value > best:
            best, span = value, (first.start, near[-1].end)
    return span


def _start(text: str, first: int, last: int) -> tuple[int, bool]:
    """Where to begin, and whether that is within a sentence."""
    room = max(0, min(_LEAD, LONGEST - 2 - (last - first)))
    earliest = max(0, first - room)
    borders = [m.end() for m in _SENTENCE.finditer(text, max(0, earliest - 1), first + 1) if m.end() <= first]
    if earliest == 0 or borders:
        return (borders[0] if earliest and borders else 0), False
    space = text.find(" ", earliest, first)
    start = first if space < 0 else space + 1
    while start < first and text[start] in _CLOSING:
        start += 1
    return start, True


def _end(text: str, start: int, last: int) -> tuple[int, bool]:
    """Where to end, and whether that is within a sentence; `start` counts the ellipsis before it."""
    if len(text) - start < LONGEST:
        return len(text), False
    latest = start + LONGEST - 2
    space = max(text.rfind(" ", last, latest), text.rfind("\n", last, latest))
    end = space if space > start else latest
    kept = text[:end].rstrip(_OPENING + ",;:")
    return len(kept), not kept.endswith((".", "!", "?", "…"))
