"""The shape of a French person's name: first names, particles, surnames, initials."""

import re
from collections.abc import Iterator

from core.types import Span
from nlp.persons.vocabulary import vocabulary

_INITIAL = r"[A-ZÀ-ÖØ-Ý]\."
_CAP = (
    r"(?:[DLO][’'])?[A-ZÀ-ÖØ-ÝŒ][\wÀ-ÿ]{0,40}(?:[’'](?:h\b|[A-Za-zÀ-ÿ]\w{1,40}))?"
    r"(?:[-‐‑][A-ZÀ-ÖØ-ÝŒ]?[\wÀ-ÿ’']{1,40}){0,6}"
)
_PARTICLE = r"(?:de|du|des|da|di|dos|del|della|van|von|der|den|ter|le|la|el|al|ben|bin|ould|y)"
_SPACE = r"[ \u00a0\u202f]"
TRAILING = re.compile(r"[\s,.;:’'»”-]+$")
"""Stops and marks after a name, which are none of it."""
# first, then up to four more words; particles only before the surname begins, "d'" joins its word
_NAME = re.compile(
    rf"(?<![\w-])(?:(?:{_INITIAL}(?:{_SPACE}?|-)){{1,2}}(?:{_PARTICLE}{_SPACE}){{0,2}}(?:d[’'])?{_CAP}(?:{_SPACE}{_CAP}){{0,2}}"
    rf"|{_CAP}(?:{_SPACE}(?:{_PARTICLE}{_SPACE}){{0,2}}(?:d[’'])?(?:{_INITIAL}|{_CAP})){{1,4}})"
)


def candidates(text: str) -> Iterator[Span]:
    """Runs of capitalised words that may hold a person's name, in text order."""
    for match in _NAME.finditer(text):
        yield match.span()


def words(text: str, span: Span) -> list[Span]:
    """The words of a run, as spans."""
    return [
        (span[0] + m.start(), span[0] + m.end())
        for m in re.finditer(r"[^ \u00a0\u202f]+", text[span[0] : span[1]])
    ]


def cut(text: str, parts: list[Span], firsts: int) -> int:
    """How many of `parts` are the name, of which `firsts` are first names: "Jean Roux de Gap" ends before "de".

    A particle directly after the first names begins the surname; a later "de" or "du" leads to a place.
    """
    size = firsts
    while size < len(parts) and text[parts[size][0]].islower() and not _elided(text, parts[size]):
        size += 1
    noble = size > firsts  # "de Villepinte d'Arsac": a surname with a particle may hold another
    size = min(size + 1, len(parts))
    while size < len(parts) and size < firsts + 5:
        word = text[parts[size][0] : parts[size][1]]
        if word.lower() in {"de", "du", "des"} or (_elided(text, parts[size]) and not noble):
            break
        size += 1
    while size > firsts and text[parts[size - 1][0] : parts[size - 1][1]] in _TAIL:
        size -= 1
    return size


_TAIL = vocabulary("never_last")


def _elided(text: str, word: Span) -> bool:
    return text[word[0]] == "d" and text[word[0] + 1 : word[0] + 2] in {"'", "’"}
