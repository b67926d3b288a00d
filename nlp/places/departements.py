"""Départements by name: most are called after a river, a few after a town, a sea or a wine.

A compound name is sure. A bare one is sure after "dans le", "en", "département de", in brackets or as a dateline;
elsewhere it waits for the text's towns: the département is meant if one of them lies in it.
"""

import re
from collections.abc import Collection
from enum import Enum
from itertools import pairwise

from core.types import MentionKind
from nlp.findings import Findings
from nlp.places.gazetteer import Match
from nlp.places.lexicons import syntax
from nlp.places.spans import Disjoint
from nlp.places.surroundings import before, follows_capital, precedes_capital, starts_line

_ARTICLE = r"(?:le |la |l |les )"
_OF = r"(?:de la |de l |des |du |de |d )"
_SURE = re.compile(
    rf"(?:\bdans {_ARTICLE}|\ben |[(\[]\s?{_ARTICLE}?|\b{syntax('departement')}(?: [a-z]{{4,}})? {_OF}|"
    rf"\bcote |\bcomme {_ARTICLE}|\bdepartements? )$"
)
_SOME_ARTICLE = re.compile(r"(?:^|[\s«(“\"])(?:le|la|l|les|du|des|de|d|de la|de l|au|aux) $")
_RIVER = re.compile(rf"\b{syntax('river')}(?: {_OF}| {_ARTICLE}| sur {_ARTICLE}| dans {_ARTICLE})$")
_WATER = re.compile(rf" {syntax('river_verb')}\b")
_BETWEEN = re.compile(r"\b(?:entre|et) $")
_TWO = re.compile(r",? (?:et|ou) (?:le |la |l |les |en |du |de la |de l |des |d )?")
_NORTH_ITSELF = re.compile(r"(?:[(\[]|\bdepartement (?:du )?|\bpref\w+ du |\bdepartemental du )$")
_NO_ARTICLE = re.compile(r"(?:^|[\s«(“\"])(?:de|d) $")
_DATELINE = re.compile(r"\.|\s?[:|–—•]|[ \u00a0]*(?:\n|$)")
_NORTH_OF = re.compile(r" (?:de |du |des |d |et (?:le |du )?(?:sud|centre|pas)|est\b|ouest\b|magnetique)")
# rivers that cross several départements: bare, "la Loire" is water as often as land
RIVERS = frozenset({
    *("03", "16", "18", "19", "24", "26", "27", "31", "33", "38", "42", "46", "51", "53", "55", "57", "60"),
    *("61", "69", "72", "80", "81", "86", "89", "12", "11", "10", "02", "01", "07", "09", "36", "25", "58"),
    *("91", "34", "43", "87", "70", "50", "14", "15", "85"),
})  # fmt: skip


class Sense(Enum):
    """What a département's name stands for here."""

    SURE = "sure"
    LIKELY = "likely"
    WAITS = "waits"
    NO = "no"


def sense(found: Findings, match: Match, code: str, names: Disjoint, pairs: Collection[int]) -> Sense:
    """Judge one span that bears a département's name; `pairs` are where such names stand together."""
    left = before(found, match.start)
    if (
        names.larger((match.start, match.end))
        or _other_name(found, match, left)
        or _is_initials(found, match)
    ):
        return Sense.NO
    if " " in found.low[match.start : match.end]:
        return Sense.SURE
    dateline = starts_line(found.text, match.start) and _DATELINE.match(found.text, match.end)
    shown = bool(dateline or _SURE.search(left))
    together = match.start in pairs
    shown = shown or (together and _BETWEEN.search(left) is not None)
    if _RIVER.search(left) or not (shown or _SOME_ARTICLE.search(left)):
        return Sense.NO
    if code == "59":
        return _north(found, match, sure=bool(dateline or _NORTH_ITSELF.search(left)))
    if shown or together:
        return Sense.SURE
    return Sense.WAITS if code in RIVERS or _NO_ARTICLE.search(left) else Sense.LIKELY


def paired(found: Findings) -> frozenset[int]:
    """Where the names of two départements stand together: "entre Lot et Aveyron", "le Lot et la Corrèze"."""
    lands = [m for m in found.matches if m.of(MentionKind.DEPARTEMENT)]
    together = (
        (one.start, two.start)
        for one, two in pairwise(lands)
        if two.start - one.end < 12 and _TWO.fullmatch(found.low, one.end, two.start)
    )
    return frozenset(start for pair in together for start in pair)


def is_water(found: Findings, match: Match, code: str) -> bool:
    """Whether the words around are those of a river: "la Loire déborde", "la crue du Tarn"."""
    if code not in RIVERS:
        return False
    after = _WATER.match(found.low, match.end)
    return after is not None or _RIVER.search(before(found, match.start)) is not None


def _is_initials(found: Findings, match: Match) -> bool:
    """Whether three capitals are an acronym: "la VAR a annulé le but"."""
    surface = found.text[match.start : match.end]
    return len(surface) < 4 and surface.isupper() and not starts_line(found.text, match.start)


def _north(found: Findings, match: Match, *, sure: bool) -> Sense:
    """Of the Nord only the text's towns can tell: every country has its north."""
    if _NORTH_OF.match(found.low, match.end):
        return Sense.NO
    return Sense.SURE if sure else Sense.WAITS


def _other_name(found: Findings, match: Match, left: str) -> bool:
    """Whether the name is part of something larger's."""
    span = (match.start, match.end)

    return precedes_capital(found, span) or (
        follows_capital(found, span) and not left.endswith("departement ")
    )
