"""Numbers that are no figures: dates, clock times, telephones, labels ("article 5", "ligne 2"), prices of the page itself."""

import re
from typing import Any

from nlp.calendar import MONTHS
from nlp.wordlists import either, table

_LEXICON: dict[str, Any] = table("figures.toml")["contexts"]
_ABOUT = rf"(?:{either(table('figures.toml')['approximators'])} )?"
_LABEL = re.compile(rf"(?:(?<!\w){either(_LEXICON['labels'])} |n° ?)$")
_BOTH = re.compile(r"(?<!\w)(?:les|ces|l une? des|aucune? des|tous(?: les)?|toutes(?: les)?) $")
_SINCE = re.compile(rf"(?<!\w){either(_LEXICON['since'])} {_ABOUT}$")
_LATER = re.compile(rf" {either(_LEXICON['later'])}(?!\w)")
_NAMED_DAY = re.compile(rf"(?:er)?(?: (?:et|au|a|ou|,)? ?[0-9]{{1,2}}(?:er)?)? {MONTHS}(?!\w)")
_CLOCK = re.compile(
    rf"(?<!\w){either(_LEXICON['clock'])},? $|(?<!\w)(?:de|entre) [0-9]{{1,2}} ?(?:h|heures)? ?(?:[0-5][0-9])? ?(?:a|et) $"
)
_LASTING = re.compile(rf"(?<!\w){either(_LEXICON['lasting'])} {_ABOUT}$")
_WITHIN = re.compile(r"(?<!\w)(?:en|apres|au bout d|dans l espace d|par|l espace d) $")
_OF_DAY = re.compile(r" du (?:matin|soir)| de l apres midi| precises| pile")
_TO = re.compile(r" (?:a|et) (?:[0-9]{1,2} ?h|midi|minuit)")
_LONG = re.compile(r" d(?:e|u|es|)(?= )| par (?:jour|semaine|mois|an)(?!\w)")
_MINUTES = re.compile(r" ?[0-5][0-9](?![0-9])")
_ROUND_THE_CLOCK = re.compile(r" ?(?:/|sur) ?(?:24|7|vingt quatre|sept)(?!\w)")
_FURNITURE = re.compile(rf"(?<!\w){either(_LEXICON['furniture'])}")
_IDIOM = re.compile(rf"(?<!\w){either(_LEXICON['idioms'])}(?!\w)")
_REACH = 48


def labelled(low: str, start: int) -> bool:
    """Whether the number only tells one thing from others of its kind: "article 5", "n° 65"."""
    return _LABEL.search(low, max(0, start - _REACH), start) is not None


def both(low: str, start: int) -> bool:
    """Whether "deux" takes up what is known: "les deux communes"."""
    return _BOTH.search(low, max(0, start - _REACH), start) is not None


def day(low: str, end: int) -> bool:
    """Whether a month follows: "les 24 et 25 mars"."""
    return _NAMED_DAY.match(low, end) is not None


def relative(low: str, start: int, end: int, *, one: bool) -> bool:
    """Whether a duration only says when: "il y a six ans", "trois mois plus tard"; `one`: it is a single unit."""
    floor = max(0, start - _REACH)
    if _SINCE.search(low, floor, start) or _LATER.match(low, end):
        return True
    return one and _WITHIN.search(low, floor, start) is not None


def clock(low: str, start: int, end: int, value: float) -> bool:
    """Whether "N h" is a time of day: minutes follow, or "à", "dès", "vers" come before."""
    floor = max(0, start - _REACH)
    if _OF_DAY.match(low, end):
        return True
    if value > 24 or _LASTING.search(low, floor, start):
        return False
    if _MINUTES.match(low, end) or _TO.match(low, end):
        return True
    return _CLOCK.search(low, floor, start) is not None and not _LONG.match(low, end)


def always(low: str, end: int) -> bool:
    """Whether "24 heures sur 24", "7 jours sur 7"."""
    return _ROUND_THE_CLOCK.match(low, end) is not None


def furniture(low: str, start: int, end: int) -> bool:
    """Whether the line is the page's own: time to read it, what it costs to subscribe."""
    left = max(low.rfind("\n", max(0, start - 160), start) + 1, start - 160)
    right = low.find("\n", end, end + 160)
    return _FURNITURE.search(low, left, right if right >= 0 else end + 160) is not None


def idiom(low: str, start: int, end: int) -> bool:
    """Whether the words are a saying: "faire d’une pierre deux coups", "aux quatre coins"."""
    return any(
        match.start() <= start and match.end() >= end
        for match in _IDIOM.finditer(low, max(0, start - 24), min(len(low), end + 24))
    )
