"""Whether a person is a man or a woman, as first names and offices tell; None where they do not."""

from functools import cache

from core.names import name_key
from nlp.quotes.lexicon import word_list, words

_FEMININE_ENDINGS = (
    "ee",
    "elue",
    "trice",
    "iere",
    "euse",
    "enne",
    "esse",
    "onne",
    "ante",
    "ente",
    "elle",
    "ale",
    "ine",
    "ive",
)


@cache
def _listed() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return words("first_names", "masculine"), words("first_names", "feminine"), words("first_names", "both")


def of_name(name: str) -> str | None:
    """The gender ("m", "f") of a full name by its first name; compound ones by their first part."""
    key = name_key(name).split()
    return of_first(key[0]) if len(key) > 1 and len(key[0]) > 2 else None


def of_first(name: str) -> str | None:
    """The same of a first name."""
    first = name_key(name).split()[0]
    masculine, feminine, both = _listed()
    if first in both:
        return None
    if first in masculine:
        return "m"
    return "f" if first in feminine or first[-1] in "ea" else "m"


def may_be(one: str | None, other: str | None) -> bool:
    """Whether two genders, where they are known, are the same."""
    return None in (one, other) or one == other


def of_office(article: str, office: str) -> str | None:
    """Of "la directrice", "l'adjointe", "son adjoint"; `article` and `office` folded in lower case."""
    article = article.rpartition(" ")[2]
    head = office.split(" ", 1)[0]
    if article in {"la", "une", "cette", "sa"}:
        return "f"
    if article in {"le", "un", "du", "au", "ce"}:
        return "m"
    return "f" if head.endswith(_FEMININE_ENDINGS) else None


PERSON_LIKE = tuple(word_list("grammar", "person_endings"))


@cache
def is_person(noun: str) -> bool:
    """Whether a singular noun, folded, is one for a person: "retraitee"."""
    known = noun in words("bodies", "persons") or noun in words("anaphors", "any")
    return known or (noun.endswith(PERSON_LIKE) and noun not in words("bodies", "mute"))


@cache
def is_mute(noun: str) -> bool:
    """Whether a noun, folded, is one for a thing that is spelled like a person, or for the law."""
    return bool({noun, noun[:-1] if noun.endswith(("s", "x")) else noun} & words("bodies", "mute"))


@cache
def is_someone(noun: str) -> bool:
    """Whether a noun, folded, is one for persons or for a body that speaks: "riverains", "gendarmerie"."""
    one = noun[:-1] if noun.endswith(("s", "x")) else noun
    if is_mute(noun):
        return False
    return bool({noun, one} & words("bodies", "nouns")) or is_person(noun) or is_person(one)
