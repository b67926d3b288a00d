"""Technologies that no lexicon can list: a thing and the words that make it digital ("bancs connectés")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from nlp.technologies.inflection import SMALL_WORDS, feminine, inflected, plural_word
from nlp.technologies.lexicon import grammar, lexicon
from nlp.text import fold

# words that end a noun phrase: what follows is said of something else
_STOP = (
    "est|sont|etait|etaient|sera|seront|soit|plus|tres|aussi|pas|ne|se|sa|son|ses|leur|leurs|ce|cette|ces|qui|que|"
    "dont|ou|mais|et|avec|pour|sans|sur|dans|par|il|elle|ils|elles|on|a|ont|avait|n|y|c|s|tout|toute|tous"
)
_ARTICLES = (
    "la|le|les|l|un|une|ce|cet|cette|ces|son|sa|ses|leurs?|nos|notre|vos|votre|deux|trois|quatre|cinq|six"
)


# "bâtiments connectés au réseau de chaleur": joined by a pipe
_JOINED = r"(?! (?:au|aux|a la|a l) (?:reseau|gaz|chauffage|tout|gare|rue|route|autoroute|centre|eau|assainissement)\b)"
_WORD_LEFT = re.compile(r"\b(\w{4,}) $")
_NO_PIPE = re.compile(_JOINED)


@dataclass(frozen=True, slots=True)
class Head:
    """The first word of such a phrase: what may follow, folded and in lower case, and what the whole is.

    A bare `complement` may do ("capteur de bruit"). `concept` is the concept the phrase is a kind of; without
    one the phrase is a candidate of `category`.
    """

    tail: re.Pattern[str]
    category: str
    concept: str | None
    complement: bool


def heads() -> Iterator[tuple[str, Head]]:
    """Folded heads in both numbers, each with its tails; a head may come several times."""
    for family in grammar()["family"]:
        concept = family.get("concept")
        category = lexicon()[concept].category if concept else family["category"]
        for number in (False, True):
            head = Head(_tail(family, plural=number), category, concept, family.get("complement", False))
            for word in family["heads"]:
                for form, is_plural in inflected(word):
                    if is_plural == number or word == "feux":
                        yield form.lower(), head


def connected(low: str, start: int, end: int) -> int | None:
    """Where the thing begins that the word at `start` calls connected; None when it is no thing."""
    if not low.startswith("connecte", start):
        return None
    left = _WORD_LEFT.search(low, max(0, start - 25), start)
    if not left or left.group(1) in _never() or not _NO_PIPE.match(low, end):
        return None
    return left.start(1)


@cache
def _never() -> frozenset[str]:
    return frozenset(form for word in grammar()["connected"]["never"] for form, _ in inflected(word))


def tails() -> set[str]:
    """All tails in both numbers: where none is near, a head needs no look."""
    return {
        form
        for f in grammar()["family"]
        for t in f["tails"]
        for n in (False, True)
        for form in _agreed(t, plural=n)
    }


def _tail(family: dict[str, Any], *, plural: bool) -> re.Pattern[str]:
    """What follows a head: (complement) (adjective) and a tail that agrees with it, or a bare complement."""
    complement = rf"(?: (?:de|d|du|des|a|au|aux|en|pour)(?: (?:la|le|les|l))? (?!(?:{_STOP})\b)\w{{3,}})?"
    adjective = rf"(?: (?!(?:{_STOP})\b)\w{{4,}})?"
    agreeing = sorted({form for tail in family["tails"] for form in _agreed(tail, plural=plural)}, key=len)
    tail = "|".join(re.escape(form) for form in reversed(agreeing))
    pattern = rf"{complement}{adjective} (?:{tail})(?!\w){_JOINED}"
    if family.get("complement"):
        pattern += rf"|(?: (?:de|d) (?!(?:{_ARTICLES}|{_STOP})\b)\w{{3,}})(?!\w)"
    return re.compile(pattern)


def _agreed(tail: str, *, plural: bool) -> Iterator[str]:
    """Both genders of a tail in one number, folded; of a phrase the first word is the one that agrees."""
    first, _, rest = tail.partition(" ")
    bare = first in SMALL_WORDS or first.startswith(("d'", "d’")) or first[0].isdigit()
    for word in {first} if bare else {first, feminine(first)}:
        written = plural_word(word) if plural and not bare else word
        yield fold(f"{written} {rest}".strip()).lower()
        if plural and first in {"photo", "vidéo", "radio", "laser", "infrarouge"}:
            yield fold(tail).lower()  # these nouns stay in the singular behind a plural
