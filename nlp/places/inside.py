"""Towns' names inside other names that no type word announces: web addresses, universities, English words."""

import re

from nlp.findings import Findings
from nlp.places.gazetteer import Match
from nlp.places.lexicons import place_words, syntax
from nlp.places.surroundings import before, starts_sentence

_DOMAIN = re.compile(
    r"(?:\.[a-z0-9-]{1,40}){0,3}\.(?:fr|com|org|net|eu|info|bzh|corsica|alsace|re|io|tv)\b|@"
)
_ADDRESS = re.compile(r"(?:@|www\.|//)$")
_UNIVERSITY_TOWNS = place_words("university_towns")
_NUMBER = re.compile(r" (?:1[0-3]|[1-9]|xiii|xii|xi|x|ix|viii|vii|vi|v|iv|iii|ii|i)(?![\w%]|[.,]\d)")
_CAMPUS = re.compile(rf"\b{syntax('campus')}\b")
_CLOSED = re.compile(rf"\s?(?:[,.;:)»!?\n]|$)| {syntax('verb')} | (?:et|ou) ")
_ENGLISH = re.compile(rf" {syntax('english')}\b")
_PRAISE = re.compile(r", (?:ce|cet|cette|ces|votre|ton|non|hein|comme|le|la|l) ?[^.?!\n]{0,60}[?!]")


def inside_other(found: Findings, match: Match) -> bool:
    """Whether the span is no place but a part of something else written without a type word."""
    return _in_address(found, match) or _university(found, match) or _praise(found, match)


def _in_address(found: Findings, match: Match) -> bool:
    left = found.low[max(0, match.start - 4) : match.start]
    return _DOMAIN.match(found.low, match.end) is not None or _ADDRESS.search(left) is not None


def _university(found: Findings, match: Match) -> bool:
    if found.low[match.start : match.end] not in _UNIVERSITY_TOWNS:
        return False
    number = _NUMBER.match(found.low, match.end)
    if number is None:
        return False
    campus = _CAMPUS.search(before(found, match.start))
    return campus is not None or _CLOSED.match(found.low, number.end()) is not None


def _praise(found: Findings, match: Match) -> bool:
    """Whether "Nice" is English, or the praise of something."""
    if found.low[match.start : match.end] != "nice":
        return False
    if _ENGLISH.match(found.low, match.end):
        return True
    return starts_sentence(found.text, match.start) and _PRAISE.match(found.low, match.end) is not None
