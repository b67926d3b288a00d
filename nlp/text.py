"""Texts as the matchers see them: same length as the original, so that every offset stays true."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from core.types import Span

_JOINERS = dict.fromkeys(map(ord, "-‐‑'’ʼ\u00a0\u202f\u2009\t"), " ")
# Replacing one kind of character in a whole text is a single fast pass; a text in French has about twenty to
# replace. What has more is no French, and is folded character by character, so that time stays linear.
_KINDS = 64


@lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    """One character without its accents; what would become two (œ, ß) stays as it is."""
    plain = "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))
    return (plain if len(plain) == 1 else char).translate(_JOINERS)


def fold(text: str) -> str:
    """Accents off; hyphens, apostrophes and no-break spaces become spaces. Length and case are kept."""
    kinds = [(char, plain) for char in set(text) if (plain := _fold_char(char)) != char]
    if len(kinds) > _KINDS:
        return "".join(map(_fold_char, text))
    for char, plain in kinds:
        text = text.replace(char, plain)
    return text


_STRAIGHT = re.compile('"')
_OPENS_AFTER = frozenset(" \u00a0\u202f\t\n([—–-'’:")


def guillemets(text: str) -> str:
    """Straight double quotes as the guillemets that they stand for, one for one: patterns need know one kind only."""
    if '"' not in text:
        return text
    return _STRAIGHT.sub(lambda m: "«" if _is_opening(text, m.start()) else "»", text)


def _is_opening(text: str, at: int) -> bool:
    """Whether a straight quote at `at` opens: nothing before it and something behind."""
    after = text[at + 1 : at + 2]
    return (at == 0 or text[at - 1] in _OPENS_AFTER) and bool(after) and not after.isspace()


def readable(text: str, most: int) -> str:
    """What is read of a text: `most` characters at most, whole words, a lone surrogate as "?" (one for one)."""
    return text[: cut_at(text, most)].encode("utf-8", "replace").decode()


_WORD_REACH = 100


def cut_at(text: str, most: int) -> int:
    """Where a text is cut, its length if it is not: half a name would be another one ("Paris" of "Parisot")."""
    if len(text) <= most:
        return len(text)
    end = most
    while end > max(0, most - _WORD_REACH) and not (text[end].isspace() or text[end - 1].isspace()):
        end -= 1
    return end if end > max(0, most - _WORD_REACH) else most


def is_word(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is cut at word boundaries."""
    return not ((start > 0 and _is_letter(text[start - 1])) or (end < len(text) and _is_letter(text[end])))


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def paragraphs(text: str) -> Iterator[Span]:
    """Spans of the non-empty lines; the model crosses line breaks when it is allowed to."""
    for match in re.finditer(r"[^\r\n]*\S[^\r\n]*", text):
        yield match.span()


# a full stop after one capital is an initial or "M."
_STOP = re.compile(r"(?:(?<!\b[A-ZÀ-Ý])\.|[!?…])(?=[\s»”]*\s+[«“A-ZÀ-Ý0-9])|[\r\n]")
_REACH = 600


def sentence(text: str, start: int, end: int) -> Span:
    """The sentence around a span, within its paragraph: what a reader wants to see as evidence."""
    floor = max(0, start - _REACH)
    left = max((m.end() for m in _STOP.finditer(text, floor, start + 2) if m.end() <= start), default=floor)
    right = _STOP.search(text, end, end + _REACH)
    stop = right.start() + 1 if right else min(len(text), end + _REACH)
    left, stop = _with_guillemets(text, left, stop)
    while left < start and text[left].isspace():
        left += 1
    while stop > end and text[stop - 1].isspace():
        stop -= 1
    return left, stop


def _with_guillemets(text: str, left: int, stop: int) -> Span:
    """Take in the rest of a quote that the sentence cuts, within the paragraph."""
    part = text[left:stop]
    if part.find("»") >= 0 and not 0 <= part.find("«") < part.find("»"):
        opening = text.rfind("«", max(0, left - _REACH), left)
        if opening >= 0 and "\n" not in text[opening:left]:
            left = opening
    if part.rfind("«") > part.rfind("»"):
        closing = text.find("»", stop, stop + _REACH)
        if closing >= 0 and "\n" not in text[stop:closing]:
            stop = closing + 1
    return left, stop


def longest(spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Of overlapping (start, end, value) matches keep the longest, then the leftmost; in text order.

    Matches with the same span are all kept: they are readings of one name.
    """
    kept: list[tuple[int, int, int]] = []
    taken: dict[int, Span] = {}
    for start, end, value in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        owners = {taken.get(i) for i in (start, end - 1)} | {taken.get((start + end) // 2)}
        if owners <= {None, (start, end)}:
            kept.append((start, end, value))
            taken.update(dict.fromkeys(range(start, end), (start, end)))
    return sorted(kept)


def lexicon_words(name: str) -> list[str]:
    """The words of a lexicon that is a text file; lines that begin with # explain it."""
    lines = files("nlp").joinpath(f"lexicon/{name}").read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]
