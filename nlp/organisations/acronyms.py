"""Names with their acronym in brackets: "syndicat d'aménagement numérique de l'Aube (Sana)"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.types import Span
from nlp.text import fold
from nlp.wordlists import table

_BRACKET = re.compile(r"[ \u00a0]\((?:l[’']|la |le )?([A-Z][\w&.-]{1,11})(?:[ \u00a0]\d{2,3})?\)")
_WORDS = re.compile(r"\w+")
_SMALL = frozenset(table("acronyms.toml")["small"])
_KINDS = {word: kind for kind, words in table("acronyms.toml")["heads"].items() for word in words}
_REACH = 140


class Definition(NamedTuple):
    """A name, its acronym, where both stand, and what kind of body the first word says."""

    full: Span
    acronym: Span
    kind: str


def definitions(text: str) -> Iterator[Definition]:
    """Bodies introduced with their acronym."""
    for match in _BRACKET.finditer(text):
        start = max(0, match.start() - _REACH)
        head = _head(fold(text[start : match.start()]).lower(), fold(match[1]).lower())
        if head:
            at, kind = head
            yield Definition((start + at, match.start()), match.span(1), kind)


def _head(before: str, acronym: str) -> tuple[int, str] | None:
    """Where the name begins: a type word whose initial opens the acronym, the next words following suit."""
    words = list(_WORDS.finditer(before))
    for match in reversed(words[-14:]):
        kind = _KINDS.get(match.group())
        if kind and acronym.startswith(match.group()[0]):
            inner = before[match.start() :]
            return (match.start(), kind) if _spells(inner, acronym) else None
    return None


def _spells(name: str, acronym: str) -> bool:
    """Whether most letters of the acronym are initials of the name, in order ("Siéml", "Cerema" take more)."""
    if any(mark in name for mark in ".;:!?\n"):
        return False
    initials = [w for w in _WORDS.findall(name) if w not in _SMALL]
    at, hits = 0, 0
    for word in initials:
        found = acronym.find(word[0], at)
        if found >= 0:
            hits, at = hits + 1, found + 1
    return hits >= 2 and hits * 2 >= len(initials)
