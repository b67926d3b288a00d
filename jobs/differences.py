"""What changed between two versions of an article, word by word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

from extract.boilerplate import line_key
from jobs.versions import Text, cut_keys, plain

_TOKEN = re.compile(r"\S+\s*")
_ALIKE = 0.35
"""Paragraphs that share less (of the longer one's characters) are shown whole, one after the other."""
_MOST_PAIRS = 4_000_000
"""Comparing takes as many steps as there are pairs in the worst case, about a second; more is said to be rewritten."""


class Piece(NamedTuple):
    """A stretch of words: "equal", "delete" (`old`), "insert" (`new`) or "replace" (both)."""

    op: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph that changed; `part` is title, summary or text."""

    part: str
    pieces: tuple[Piece, ...]


def differences(old: Text, new: Text) -> list[Change]:
    """The changed paragraphs, in the order of the newer text.

    Typography and the lines that extraction cut from either are no difference.
    """
    cut = cut_keys(old, new)
    return [
        Change(part, pieces)
        for part in ("title", "summary", "text")
        for pieces in _paragraphs(_lines(getattr(old, part), cut), _lines(getattr(new, part), cut))
    ]


def _lines(text: str, cut: frozenset[str]) -> list[str]:
    return [line for line in text.split("\n\n") if line and line_key(line) not in cut]


def _paragraphs(old: list[str], new: list[str]) -> Iterator[tuple[Piece, ...]]:
    for op, i, j, k, m in _opcodes([plain(line) for line in old], [plain(line) for line in new]):
        if op != "equal":
            yield from _aligned(old[i:j], new[k:m])


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """Paragraphs that took each other's place, compared two by two; what is left over is gone or new."""
    for before, after in zip(old, new, strict=False):
        pieces = tuple(_words(before, after))
        same = sum(len(piece.new) for piece in pieces if piece.op == "equal")
        alike = same >= _ALIKE * max(len(before), len(after))
        yield pieces if alike else (Piece("replace", before, after),)
    yield from ((Piece("delete", line, ""),) for line in old[len(new) :])
    yield from ((Piece("insert", "", line),) for line in new[len(old) :])


def _words(old: str, new: str) -> Iterator[Piece]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    for op, i, j, k, m in _opcodes([plain(word) for word in before], [plain(word) for word in after]):
        yield Piece(op, "".join(before[i:j]), "".join(after[k:m]))


def _opcodes(old: list[str], new: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """What turns one sequence into the other: common ends set aside, then the longest common stretches."""
    first = _common(zip(old, new, strict=False))
    shorter = min(len(old), len(new)) - first
    last = min(_common(zip(reversed(old), reversed(new), strict=False)), shorter)
    before, after = old[first : len(old) - last], new[first : len(new) - last]
    if first:
        yield "equal", 0, first, 0, first
    if len(before) * len(after) > _MOST_PAIRS:
        yield "replace", first, first + len(before), first, first + len(after)
    else:
        for op, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            yield op, i + first, j + first, k + first, m + first
    if last:
        yield "equal", len(old) - last, len(old), len(new) - last, len(new)


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs are equal before the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
