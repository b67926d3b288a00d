"""What a product's name looks like: the patterns that find one, and what makes a span no name at all."""

import re
from functools import cache

from core.names import name_key
from core.types import Span
from nlp.technologies.inflection import feminine
from nlp.wordlists import table

SPACE = r"[ \u00a0\u202f]"
_S = SPACE
_W = r"(?:[A-ZÀ-ÖØ-Þ0-9][\w&+’'-]*(?:\.(?:fr|com|org|io|eu|ai)\b)?|[a-z]{1,3}[A-Z]\w+)"
_SITE = r"[a-z][a-z0-9-]{2,30}\.(?:[a-z0-9-]{2,30}\.)?(?:fr|com|org|io|eu|app)\b"
FIRST = rf"(?:[A-ZÀ-ÖØ-Þ][\w&+’'-]*(?:\.(?:fr|com|org|io|eu|ai)\b)?|[a-z]{{1,3}}[A-Z]\w+|{_SITE})"
_SMALL = r"(?:de|du|des|la|le|les|en|à|dans|pour|sur|ma|mon|mes)"
STRICT = rf"{FIRST}(?:{_S}(?:(?:de|du|des|la|le|les|et|&){_S}){{0,2}}{_W}){{0,4}}"
LOOSE = rf"{FIRST}(?:{_S}(?:(?:(?:et|&){_S})?{_W}|[dl]['’]\w+|{_SMALL}{_S}(?:(?:la|le|les|ma|mon){_S})?\w+)){{0,3}}"
QUOTED = rf"[«“\"]{_S}?([^«»“”\"\n]{{2,40}}?){_S}?[»”\"]"
BOUND = rf"(?={_S}?[.,;:)(»”\n]|{_S}[–—-]{_S}|$)"


def any_of(words: list[str]) -> str:
    """Words as an alternation, the longest first; either apostrophe does."""
    found = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return found.replace("'", "['’]")


def words() -> dict[str, list[str]]:
    """The lists of nlp/lexicon/product_words.toml."""
    return table("product_words.toml")


# "l'application Clé des champs est gratuite": lower-case words belong to the name where a verb follows
_TITLE = (
    rf"{FIRST}(?:{_S}(?:de|du|des|en|à|sur){_S}(?:(?:la|le|les|mon|ma){_S})?"
    rf"(?!(?:{any_of(words()['purposes'])})\b)[a-zà-ÿ]{{3,}})(?={_S}(?:{any_of(words()['verbs'])})\b)"
)
# "baptisé Boussole citoyenne, l'outil": an adjective belongs to it where the clause ends
_TAILED = (
    rf"{FIRST}{_S}(?!(?:{any_of(words()['no_tails'])})\b)(?!\w+ment\b)"
    rf"[a-zà-ÿ]{{4,}}(?={_S}?[,.;:)»”]|$)"
)
NAME = rf"(?:{QUOTED}|({LOOSE}){BOUND}|({_TITLE})|({STRICT}))"
NAME_GIVEN = rf"(?:{QUOTED}|({LOOSE}){BOUND}|({_TAILED})|({STRICT}))"

_COINED = re.compile(rf"[a-z]{{1,3}}[A-Z]|{_SITE}")
_SENTENCE = re.compile(
    r"(?i:\b(?:ne|est|sont|sera|seront|était|ont|avons|avez|nous|ils|elles|c['’]est)\b|\bn['’])"
)
_MOST_WORDS = 6
_OPENING = re.compile(r"(?:^|[.!?…:|»«“”\"\n–—-])[\s«“]*$")
# "Posé sur la poitrine, ce capteur": a participle and its complement, no name
_PARTICIPLE = re.compile(
    rf"\w+(?:ée?s?|ie?s?|ue?s?|ise?s?|ite?s?|inte?s?|erte?s?|ant){_S}"
    rf"(?:sur|sous|à|au|aux|en|dans|par|de|du|des|d['’]|depuis|pour|avec|chez|vers|entre|dès|comme|hors)(?:{_S}|$|(?<=['’]))"
)


def name_of(match: re.Match[str]) -> Span:
    """The span of the group that matched: quoted, loose, with a tail, or strict."""
    group = next(i for i in range(1, (match.re.groups or 0) + 1) if match.group(i))
    return match.span(group)


def is_proper(text: str, start: int, end: int) -> bool:
    """Whether a span is written as a name: with a capital, and as no sentence."""
    surface = text[start:end]
    if not any(c.isalpha() for c in surface) or len(surface.split()) > _MOST_WORDS:
        return False
    if not (surface[0].isupper() or surface[0].isdigit() or _COINED.match(surface)):
        return False
    return not (" " in surface and _SENTENCE.search(surface))


def is_clause(text: str, start: int, end: int) -> bool:
    """Whether a span opens a sentence with a participle and its complement."""
    return opens(text, start) and _PARTICIPLE.match(text, start, end) is not None


def opens(text: str, start: int) -> bool:
    """Whether a capital at `start` may owe itself to its place."""
    return start == 0 or _OPENING.search(text[max(0, start - 6) : start]) is not None


@cache
def naming() -> str:
    """The naming verbs; participles in both genders and numbers."""
    forms = [f for w in words()["naming"] for f in ((w, feminine(w)) if w.endswith("é") else (w,))]
    return "|".join(
        any_of([f]) + ("s?" if f.endswith(("é", "ée")) else "") for f in sorted(forms, key=len)[::-1]
    )


@cache
def keys(name: str) -> frozenset[str]:
    """The keys of a list of words."""
    return frozenset(map(name_key, words()[name]))
