"""How the press writes the names that the register writes in capitals."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from core.names import name_key


class Person(NamedTuple):
    """A cleaned first name and surname."""

    given: str
    surname: str

    @property
    def full(self) -> str:
        """The two together; the surname alone where the register has no first name (one row)."""
        return f"{self.given} {self.surname}".strip()


def person(given: str, surname: str) -> Person:
    """The usual name behind a register's two fields: ("Jean - Marc", "D'ORNANO") -> Jean-Marc d'Ornano."""
    return Person(_given(given), french_case(_surname(surname)))


def usual_names(persons: Iterable[Person]) -> dict[Person, str]:
    """One spelling per mayor of a commune, given all the spellings met there, oldest first.

    A register says "Robert GAY", the next "Robert Henri Louis GAY", in 317 communes; accents and hyphens come
    and go in 1,757 names. Same surname and first names among the other's: the shorter, then the more accented,
    then the more recent spelling stands for both.
    """
    known = list(dict.fromkeys(persons))
    return {one: min(_spellings(one, known), key=lambda p: _rank(p, known)).full for one in known}


def _spellings(one: Person, known: list[Person]) -> list[Person]:
    mine = set(_first_names(one))
    return [
        p
        for p in known
        if name_key(p.surname) == name_key(one.surname)
        and (p == one or (p.given and (not mine or mine.issuperset(_first_names(p)) or _same(p, one))))
    ]


def _same(a: Person, b: Person) -> bool:
    return name_key(a.given) == name_key(b.given)


def _first_names(p: Person) -> list[str]:
    """Cut at spaces only: Jean is one of "Jean Henri", but not of Jean-Henri."""
    return [name_key(part) for part in p.given.split()]


def _rank(p: Person, known: list[Person]) -> tuple[bool, int, int, int]:
    accents = sum(not c.isascii() for c in p.full)
    return not p.given, len(p.given.split()) + len(p.surname.split()), -accents, -known.index(p)


_SPACED = re.compile(r"\s*(-)\s*|(?<=[’'])\s+(?=\S)")
_QUOTED = re.compile(r"\b[Dd]ite? \"[^\"]*\"")


def _given(raw: str) -> str:
    text = re.sub(r"\([^)]*\)", " ", _QUOTED.sub(" ", raw.replace("\u00ad", "")))
    # Which is the usual one of "Italina Dite Line" (Line) and "Marcelin Dit Titi" (Marcelin), only another
    # register can tell: `usual_names`.
    text = re.sub(r"\bD(ite?) ", r"d\1 ", text.replace(",", " "))
    return " ".join(_SPACED.sub(r"\1", text).split())


# "TISSERAND ÉP. VILLETTE" is Sylvie Villette, "SICK NÉE THOMANN" Corinne Sick: in 22 of 24 and 7 of 7 of
# the communes where another register has the name without its marker.
_BORN = re.compile(r"(?<=\S)[\s(]+N[ÉE]E\s.*$")
_MARRIED = re.compile(r"^.*\S,?\s+(?:[ÉE]POUSE|[ÉE]PSE|[ÉE]P\.?)(?:\s+|(?<=\.))(?=\S)")
_PARTICLE_LAST = re.compile(r"^(.*) \((DE)\)$")


def _surname(raw: str) -> str:
    text = _MARRIED.sub("", _BORN.sub("", raw.replace("\u00ad", "")))
    text = _PARTICLE_LAST.sub(r"\2 \1", text)
    text = re.sub(r"\s*\([^)]*\)", "", text).replace("/", "-")
    return " ".join(_SPACED.sub(r"\1", text).split())


_LOWER = {"de", "du", "des", "von"}
_LOWER_INSIDE = {"den", "der", "dit", "dite", "au", "et", "y"}
_ELIDED = {"l", "n", "m", "o", "t", "dal", "dall", "dell"}


def french_case(surname: str) -> str:
    """A surname in capitals as the press writes it; one that already has lower case is left alone.

    de, du, des and d' go lower-case as newspapers have it, La, Le and Van keep their capital:
    DE LA TOUR -> de La Tour, VAN DER BEKEN -> Van der Beken, GUYOMARC'H -> Guyomarc'h.
    An Italian D' cannot be told from a French one: D'AGOSTINO -> d'Agostino.
    """
    if surname != surname.upper():
        return surname
    return " ".join(_hyphenated(word, inside=i > 0) for i, word in enumerate(surname.lower().split()))


def _hyphenated(word: str, *, inside: bool) -> str:
    """A particle keeps its capital when a hyphen ties it to what follows: Von-Arbourg."""
    first, *rest = word.split("-")
    head = _word(first, inside=inside) if not rest else _capital(first)
    return "-".join([head, *(_word(part, inside=True) for part in rest)])


def _word(word: str, *, inside: bool) -> str:
    if word in _LOWER or (inside and word in _LOWER_INSIDE):
        return word
    return _capital(word)


def _capital(word: str) -> str:
    head, mark, tail = word.partition("'")
    if mark and head == "d":
        return f"d'{tail.capitalize()}"
    if mark and head in _ELIDED:
        return f"{head.capitalize()}'{tail.capitalize()}"
    if re.match(r"mc[^\W\d_]{3}", word):
        return f"Mc{word[2:].capitalize()}"
    return word.capitalize()
