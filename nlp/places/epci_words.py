"""The words that say a name is an intercommunal body's: "communauté de communes de", "agglo", "CC"."""

import re

from nlp.findings import Findings
from nlp.places.gazetteer import Match
from nlp.places.lexicons import syntax
from nlp.places.surroundings import before

_TYPE = re.compile(rf"\b{syntax('epci')}(?: (?:de la |de l |des |du |de |d )?| )$")
_BARE = re.compile(r"communaute (?:de la |de l |des |du |de |d )?")
_WRITTEN_LARGE = frozenset(["cc", "ca", "cda", "cu", "ept"])


def type_words(found: Findings, match: Match, *, with_bare: bool) -> int | None:
    """Where the type words before a name begin; a bare "communauté" only before a body's own name."""
    left = before(found, match.start)
    words = _TYPE.search(left)
    if words is None:
        return None
    start = match.start - len(left) + words.start()
    word = words.group().split()[0]
    if word in _WRITTEN_LARGE and not found.text[start : start + len(word)].isupper():
        return None
    return None if not with_bare and _BARE.fullmatch(words.group()) else start
