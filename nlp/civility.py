"""Civilities before names: "M.", "Mme", "Maître"; as they are written, and folded in lower case.

The constants are pieces of patterns, each with the civilities that are read where it is used.
"""

import re

from nlp.text import fold
from nlp.wordlists import either

_MAN, _WOMAN = ("M.", "Monsieur"), ("Mme", "Mlle", "Madame")
_SEVERAL = ("MM.", "Mmes", "Mlles")
_DOCTOR, _MASTER, _PROFESSOR = ("Dr", "Docteur"), ("Me", "Maître"), ("Pr",)
_SPACE = "[ \u00a0\u202f]"


def _written(*words: str) -> str:
    return either(map(re.escape, words))


def _folded(*words: str) -> str:
    return _written(*(fold(word).lower() for word in words))


ANY = _written(*_MAN, *_WOMAN, *_SEVERAL, *_DOCTOR, *_MASTER, *_PROFESSOR)
"""Beside what is a name anyway."""
PERSONS = _written(*_MAN, *_WOMAN, *_SEVERAL, *_DOCTOR)
"""What follows is a name, whatever it looks like."""
TAGGED = _written(*_MAN, *_WOMAN, "MM.", *_DOCTOR, "Me")
"""What the model takes for a part of a name."""
BESIDE_BODIES = _written(*_MAN, *_WOMAN, "MM.", "Dr", "Me", *_PROFESSOR)
"""What shows that a capitalised word is no body."""
UNDOTTED = _written("M", "Monsieur", *_WOMAN, "MM", "Mmes", *_DOCTOR, *_MASTER, *_PROFESSOR)
"""Between a role and a name, where "M" may lack its stop."""

FOLDED = _folded(*_MAN, *_WOMAN, "MM.", *_DOCTOR, *_MASTER, *_PROFESSOR, "Professeur")
FOLDED_IN_LISTS = _folded(*_MAN, *_WOMAN, "MM.", "Mmes", "Dr", "Me")
FOLDED_OF_ONE = _folded(*_MAN, "Mme", "Madame")
FOLDED_SHORT = _folded("M.", "Mme")
WORDS_OF_ONE = frozenset(["monsieur", "madame", "mme", "m"])
"""As `FOLDED_OF_ONE`, where a text is read word by word."""

_BEFORE = re.compile(rf"(?<!\w){ANY}{_SPACE}+$")
_GENDER = re.compile(rf"(?<!\w)(?:({_written(*_MAN)})|{_written(*_WOMAN)})\s$")


def has_civility(text: str, start: int) -> bool:
    """Whether "M.", "Mme" or another civility stands before a name."""
    return _BEFORE.search(text, max(0, start - 14), start) is not None


def gender(text: str, start: int) -> str | None:
    """Of who is named at `start`, by the "M." ("m") or "Mme" ("f") before it."""
    found = _GENDER.search(text, max(0, start - 9), start)
    return ("m" if found[1] else "f") if found else None
