"""Words around a number that make it no figure: clock times, labels ("article 5"), "les deux", sayings.

Calendar dates are `nlp.dates`' business and not asked here.
"""

import re
from typing import Any

from nlp.calendar import WEEKDAYS
from nlp.wordlists import either, table

_LEXICON: dict[str, Any] = table("figures.toml")["contexts"]
ABOUT = rf"(?:{either(table('figures.toml')['approximators'])} )"
_NUMBER = r"[0-9]{1,2}"

_LABEL = re.compile(rf"(?:(?<!\w){either(_LEXICON['labels'])}|n°) ?$")
_BOTH = re.compile(r"(?<!\w)(?:les|ces|des|aux|ni|tous(?: les)?|toutes(?: les)?) $")
_SINCE = re.compile(rf"(?<!\w){either(_LEXICON['since'])} {ABOUT}?$")
_LATER = re.compile(rf" {either(_LEXICON['later'])}(?!\w)")
_DISTANT = re.compile(r"(?<!\w)a $")
_OF = re.compile(r" d(?:e|u|es)?(?= )")
_WITHIN = re.compile(r"(?<!\w)(?:en|apres|au bout d|dans l espace d|par|l espace d) $")

_LASTING = re.compile(rf"(?<!\w){either(_LEXICON['lasting'])} {ABOUT}?$")
_CLOCK = re.compile(
    rf"(?<!\w)(?:{either(_LEXICON['clock'])}|{WEEKDAYS}),? $"
    rf"|(?<!\w)(?:de|entre) {_NUMBER} ?(?:h|heures)? ?(?:[0-5][0-9])? ?(?:a|et) $"
)
_MINUTES = re.compile(r" ?[0-5][0-9](?![0-9])")
_TO = re.compile(rf" (?:a|et) (?:{_NUMBER} ?h|midi|minuit)")
_OF_DAY = re.compile(r" du (?:matin|soir)(?!\w)| de l apres midi| precises| pile(?!\w)")
_LONG = re.compile(
    r" d(?:e|u|es|)(?= )| par (?:jour|semaine|mois|an)(?!\w)| (?:avant|apres|plus tot|plus tard)(?!\w)"
)
_ROUND_THE_CLOCK = re.compile(r" ?(?:/|sur) ?(?:24|7|vingt quatre|sept)(?!\w)")

_FURNITURE = re.compile(rf"(?<!\w){either(_LEXICON['furniture'])}")
_IDIOM = re.compile(rf"(?<!\w){either(_LEXICON['idioms'])}(?!\w)")
_REACH = 48
_LINE = 160


def labelled(low: str, start: int) -> bool:
    """Whether the number only tells one thing from others of its kind: "article 5", "n° 65"."""
    return _LABEL.search(low, max(0, start - _REACH), start) is not None


def both(low: str, start: int) -> bool:
    """Whether "deux" takes up what is known: "les deux communes"."""
    return _BOTH.search(low, max(0, start - _REACH), start) is not None


def relative(low: str, start: int, end: int, unit: str, *, one: bool) -> bool:
    """Whether a duration only says when: "il y a six ans", "trois mois plus tard".

    A delay of minutes or hours is a figure all the same; `one`: "en un an" is a rate.
    """
    floor = max(0, start - _REACH)
    if _SINCE.search(low, floor, start):
        return True
    if one and _WITHIN.search(low, floor, start):
        return True
    if unit in {"s", "min", "h"}:
        return False
    if _LATER.match(low, end):
        return _LASTING.search(low, floor, start) is None
    return _DISTANT.search(low, floor, start) is not None and _OF.match(low, end) is not None


def clock(low: str, start: int, end: int, value: float, *, symbol: bool) -> bool:
    """Whether "N h" is a time of day: minutes follow, or "à", "dès", "vers" come before.

    A bare `symbol` ("18 h") is one unless something says that it lasts.
    """
    floor = max(0, start - _REACH)
    if _OF_DAY.match(low, end):
        return True
    if value > 24 or _LASTING.search(low, floor, start):
        return False
    if _MINUTES.match(low, end) or _TO.match(low, end):
        return True
    return (symbol or _CLOCK.search(low, floor, start) is not None) and not _LONG.match(low, end)


def always(low: str, end: int) -> bool:
    """Whether "24 heures sur 24", "7 jours sur 7"."""
    return _ROUND_THE_CLOCK.match(low, end) is not None


def furniture(low: str, start: int, end: int) -> bool:
    """Whether the line is the page's own: time to read it, what it costs to subscribe."""
    left = max(low.rfind("\n", max(0, start - _LINE), start) + 1, start - _LINE)
    right = low.find("\n", end, end + _LINE)
    return _FURNITURE.search(low, max(0, left), right if right >= 0 else end + _LINE) is not None


def idiom(low: str, start: int, end: int) -> bool:
    """Whether the number is part of a saying: "faire d’une pierre deux coups", "aux quatre coins"."""
    return any(
        match.start() <= start and match.end() >= end
        for match in _IDIOM.finditer(low, max(0, start - 24), min(len(low), end + 24))
    )
