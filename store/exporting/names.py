"""French names as a bibliography sorts them: the family name apart, when it is sure which it is."""

from functools import lru_cache
from typing import NamedTuple

_PARTICLES = {
    "de",
    "du",
    "des",
    "d",
    "le",
    "la",
    "les",
    "von",
    "van",
    "di",
    "da",
    "del",
    "ben",
    "el",
    "al",
    "saint",
}
_NO_PERSON = {"avec", "et", "pour", "par", "agence", "rédaction", "afp"}


class Name(NamedTuple):
    """`given` is empty for a name that is kept as it stands."""

    family: str
    given: str = ""


@lru_cache(maxsize=4096)
def split_name(text: str) -> Name:
    """The family name and the given ones: by capitals, by a particle, or because there are two words.

    "Jean-Noël Le Goff", "LE GOFF Jean-Noël" and "Maud de la Rive" are split; one word, a newsroom or three words
    without a sign ("Anne Marie Coste") are not.
    """
    words = "".join(c if c.isprintable() else " " for c in text).split()
    whole = Name(" ".join(words))
    if len(words) < 2 or not all(_is_name(word) for word in words) or words[0].lower() == words[0]:
        return whole
    capitals = [word for word in words if _is_capitals(word)]
    if capitals and len(capitals) < len(words):
        return _by_capitals(words) or whole
    if _is_particle(words[0]):
        return whole
    for place, word in enumerate(words[1:-1], start=1):
        if _is_particle(word):
            return Name(" ".join(words[place:]), " ".join(words[:place]))
    if len(words) == 2 or words[-1].lower().startswith(("d’", "d'")):
        return Name(words[-1], " ".join(words[:-1]))
    return whole


def _by_capitals(words: list[str]) -> Name | None:
    """The family name in capitals, first or last; None when capitals are on both sides."""
    marks = [_is_capitals(word) or _is_particle(word) for word in words]
    if marks == sorted(marks):
        place = marks.index(True)
        return Name(" ".join(words[place:]), " ".join(words[:place]))
    if marks == sorted(marks, reverse=True):
        place = marks.index(False)
        return Name(" ".join(words[:place]), " ".join(words[place:]))
    return None


def _is_name(word: str) -> bool:
    letters = word.translate(str.maketrans("", "", "-'’."))
    begins = word[0].isupper() or _is_particle(word) or word.lower().startswith(("d’", "d'"))
    return letters.isalpha() and begins and word.lower() not in _NO_PERSON


def _is_capitals(word: str) -> bool:
    """DUPONT, not an initial: "J.-N. Le Goff" has none."""
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and "." not in word and all(c.isupper() for c in letters)


def _is_particle(word: str) -> bool:
    return word.lower() in _PARTICLES
