"""Words around a number that make it no figure: clock times, labels ("article 5"), "les deux", sayings.

Calendar dates are `nlp.dates`' business and not asked here.
"""

import re
from functools import lru_cache
from typing import Any

from nlp.figures.nearby import Before
from nlp.wordlists import either, table

_LEXICON: dict[str, Any] = table("figures.toml")["contexts"]
_LABELS, _BOTH, _SINCE, _WITHIN, _LASTING, _CLOCK = (
    frozenset(_LEXICON[name]) for name in ("labels", "both", "since", "within", "lasting", "clock")
)
_NUMBER = r"[0-9]{1,2}"
_FROM = re.compile(rf"(?<!\w)(?:de|entre) {_NUMBER} ?(?:h|heures)? ?(?:[0-5][0-9])? ?(?:a|et) $")
_LATER = re.compile(rf" {either(_LEXICON['later'])}(?!\w)")
_OF_EVENT = re.compile(r" (?:du|des|de la|de l|d une?|de noel|de paques|de paris)(?!\w)")
_MINUTES = re.compile(r" ?[0-5][0-9](?![0-9])")
_TO = re.compile(rf" (?:a|et) (?:{_NUMBER} ?h|midi|minuit)")
_OF_DAY = re.compile(
    r" du (?:matin|soir)(?!\w)| de l apres midi| precises| pile(?!\w)| locales?(?!\w)| (?:gmt|utc)(?!\w)"
)
_LONG = re.compile(
    r" d(?:e|u|es|)(?= )| par (?:jour|semaine|mois|an)(?!\w)| (?:avant|apres|plus tot|plus tard)(?!\w)"
)
_ROUND_THE_CLOCK = re.compile(r" ?(?:/|sur) ?(?:24|7|vingt quatre|sept)(?!\w)")
_FURNITURE = re.compile(rf"(?<!\w){either(_LEXICON['furniture']['phrases'])}")
_SIGNS: list[str] = _LEXICON["furniture"]["signs"]
_IDIOM = re.compile(rf"(?<!\w){either(_LEXICON['idioms'])}(?!\w)")
_NOON = 12
_IDIOM_REACH = 24
_LINE = 160


def labelled(near: Before) -> bool:
    """Whether the number only tells one thing from others of its kind: "article 5", "n° 65"."""
    return near.any(_LABELS) and "en ligne" not in near.phrases


def both(near: Before) -> bool:
    """Whether "deux" takes up what is known: "les deux communes"."""
    return near.any(_BOTH)


def relative(low: str, near: Before, end: int, unit: str, *, one: bool) -> bool:
    """Whether a duration only says when: "il y a six ans", "trois mois plus tard".

    A delay of minutes or hours is a figure all the same; `one`: "en un an" is a rate.
    """
    if near.any(_SINCE) or (one and near.any(_WITHIN) and unit != "s"):
        return True
    if unit in {"ms", "s", "min", "h"}:
        return False
    if _LATER.match(low, end):
        return not near.any(_LASTING)
    return "a" in near.phrases and _OF_EVENT.match(low, end) is not None


def clock(low: str, near: Before, start: int, end: int, value: float, *, symbol: bool) -> bool:
    """Whether "N h" is a time of day: minutes follow, or "à", "dès", "vers" come before.

    A bare `symbol` ("18 h") is one unless something says that it lasts.
    """
    if _OF_DAY.match(low, end):
        return True
    if "apres" in near.phrases and value > _NOON:  # "après 23 heures", but "après deux heures de débat"
        return not _LONG.match(low, end)
    if value > 24 or near.any(_LASTING):
        return False
    if _MINUTES.match(low, end) or _TO.match(low, end):
        return True
    told = symbol or near.any(_CLOCK) or _FROM.search(low, max(0, start - _IDIOM_REACH), start) is not None
    return told and not _LONG.match(low, end)


def always(low: str, end: int) -> bool:
    """Whether "24 heures sur 24", "7 jours sur 7"."""
    return _ROUND_THE_CLOCK.match(low, end) is not None


def furniture(low: str, start: int, end: int) -> bool:
    """Whether the line is the page's own: time to read it, what it costs to subscribe."""
    if not _has_furniture(low):
        return False
    left = max(low.rfind("\n", max(0, start - _LINE), start) + 1, start - _LINE, 0)
    right = low.find("\n", end, end + _LINE)
    line = low[left : right if right >= 0 else end + _LINE]
    return any(sign in line for sign in _SIGNS) and _FURNITURE.search(line) is not None


@lru_cache(maxsize=2)
def _has_furniture(low: str) -> bool:
    return any(sign in low for sign in _SIGNS)


def idiom(low: str, start: int, end: int) -> bool:
    """Whether a number in words is part of a saying: "faire d’une pierre deux coups", "aux quatre coins"."""
    return any(
        match.start() <= start and match.end() >= end
        for match in _IDIOM.finditer(low, max(0, start - _IDIOM_REACH), min(len(low), end + _IDIOM_REACH))
    )
