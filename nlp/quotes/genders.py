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
    if len(key) < 2 or len(key[0]) < 3:
        return None
    first = key[0]
    masculine, feminine, both = _listed()
    if first in both:
        return None
    if first in masculine:
        return "m"
    return "f" if first in feminine or first[-1] in "ea" else "m"


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
_MANY = tuple(ending + "s" for ending in PERSON_LIKE)


@cache
def is_someone(head: str) -> bool:
    """Whether a noun, folded, is one for persons or for a body that speaks: "riverains", "gendarmerie"."""
    one = head[:-1] if head.endswith(("s", "x")) else head
    if {head, one} & words("bodies", "mute"):
        return False
    known = words("bodies", "nouns") | words("bodies", "persons") | words("anaphors", "any")
    return bool({head, one} & known) or head.endswith(PERSON_LIKE) or head.endswith(_MANY)
