"""Which mentions are one person: the surname, the initial or "Mme N" joins the full name before it."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from core.names import name_key
from core.types import Span
from nlp.civility import gender
from nlp.persons.vocabulary import vocabulary

_PARTICLES = vocabulary("particles")
_LOOKED_AT = 100  # of hundreds of one surname only the first hundred are compared with a name


@dataclass(slots=True)
class Person:
    """Someone the text names: the fullest form of the name, every span with its index among the names, "m" or "f"."""

    name: str
    spans: list[Span] = field(default_factory=list)
    indexes: list[int] = field(default_factory=list)
    gender: str | None = None


def group(text: str, spans: Sequence[Span]) -> list[Person]:
    """Persons in order of first mention. `spans` in text order, whose positions are kept as `indexes`."""
    surfaces = [" ".join(text[s:e].split()) for s, e in spans]
    keys = [name_key(surface).split() for surface in surfaces]
    by_word: dict[str, list[Person]] = defaultdict(list)
    people: list[Person] = []
    for index in sorted(range(len(spans)), key=lambda i: (-len(keys[i]), i)):
        told = gender(text, spans[index][0])  # a couple shares the surname, never the civility
        able = by_word.get(keys[index][-1], [])[:_LOOKED_AT] if keys[index] else []
        able = [p for p in able if None in {told, p.gender} or told == p.gender]
        owner = _owner(able, surfaces[index], spans[index])
        if owner is None:
            people.append(owner := Person(surfaces[index]))
            for word in dict.fromkeys(keys[index]):
                by_word[word].append(owner)
        owner.gender = owner.gender or told
        insort(owner.indexes, index)
        insort(owner.spans, spans[index])
    return sorted(people, key=lambda p: p.spans[0])


def _owner(people: Sequence[Person], surface: str, span: Span) -> Person | None:
    """Of the persons this form can stand for, the one named last before it, else the first after."""
    able = [p for p in people if may_be(surface, p.name)]
    same = [p for p in able if name_key(p.name) == name_key(surface)]
    return max(same or able, key=lambda p: _nearness(p, span), default=None)


def _nearness(person: Person, span: Span) -> tuple[bool, int]:
    before = bisect_left(person.spans, span)
    return (True, person.spans[before - 1][0]) if before else (False, -person.spans[0][0])


@lru_cache(maxsize=16384)
def may_be(surface: str, name: str) -> bool:
    """Whether a form can stand for a name: its surname or a part of a double one, an initial and surname.

    "Kervadec", "Le Goff", "S. Kervadec" and "Solenn Kervadec" for "Solenn Kervadec-Le Goff"; never the first
    name alone, which other people bear.
    """
    short, full = name_key(surface).split(), name_key(name).split()
    if short == full:
        return True
    if not short or len(short) > len(full):
        return False
    firsts = _first_length(name)
    last = full[firsts:]
    if len(short) > 1 and len(short[0]) == 1:
        rest = short[2:] if len(short) > 2 and len(short[1]) == 1 else short[1:]
        if short[0] == full[0][0] and _surname(rest, last):
            return True  # else a surname: "N'Guyen"
    if short[:firsts] == full[:firsts] and len(short) > firsts:
        return _surname(short[firsts:], last)
    return _surname(short, last)


def _first_length(name: str) -> int:
    """How many words of a name's key are its first name: a hyphen joins two."""
    return min(len(name_key(name.split(maxsplit=1)[0]).split()), max(1, len(name_key(name).split()) - 1))


def _surname(short: Sequence[str], last: Sequence[str]) -> bool:
    """Whether `short` is a surname or a whole part of one, with or without its particles."""
    bare = [w for w in last if w not in _PARTICLES]
    plain = [w for w in short if w not in _PARTICLES]
    if not plain or not bare:
        return list(short) == list(last)
    size = len(plain)
    return plain in (bare[:size], bare[-size:]) and (
        list(short) == plain or list(short)[-len(last) :] == list(last) or size < len(bare)
    )
