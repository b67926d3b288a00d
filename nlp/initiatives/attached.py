"""Amounts and dates that a text tells of an initiative."""

import re
from collections.abc import Sequence
from functools import cache

from core.types import Span
from nlp.initiatives.acts import words
from nlp.initiatives.candidate import Candidate
from nlp.initiatives.ownership import is_nearer_to_another
from nlp.initiatives.scene import Scene
from nlp.wordlists import either, table

_MONEY = re.compile(r"(?:€|euros?\b|k€|m€|francs?\b)", re.IGNORECASE)


_BEFORE, _AFTER = 70, 40


@cache
def _costs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is said near a sum that is a cost, and near one that is none."""
    lexicon = table("initiatives.toml")["costs"]
    return (
        re.compile(rf"\b{either(words(lexicon['told']))}\b"),
        re.compile(rf"\b{either(words(lexicon['not']))}\b"),
    )


_CLOSE = 24


@cache
def _not_said() -> re.Pattern[str]:
    """Before a sum that is denied, corrected, or only compared: "et non 310 000 euros", "contre 12 000 euros"."""
    return re.compile(rf"\b{either(words(table('initiatives.toml')['costs']['corrected']))} $")


@cache
def _paid_by() -> re.Pattern[str]:
    """Behind what users pay: "140 euros au plaisancier", "4 euros par mois et par abonné"."""
    payers = either(words(table("initiatives.toml")["costs"]["payers"]))
    each = r"(?: par (?:an|mois|jour|heure)(?: et)?| seulement)?"
    return re.compile(rf"{each} (?:au|aux|a l|a chaque|par|pour (?:un|une|les|chaque)) {payers}s?\b")


def amounts(scene: Scene, c: Candidate, scope: Sequence[int]) -> tuple[Span, ...]:
    """Spans of the sums of money told where it is told, or behind it as its cost; no fines, no savings."""
    places = {p.number for p in c.places}
    # who only takes a project over does not pay what is told of it
    around = set() if c.best.carrier.how == "echo" else set(scope)
    return tuple(
        (f.start, f.end)
        for f in scene.found.figures
        if (_MONEY.search(f.unit) or _MONEY.search(f.what))
        and (number := scene.sentences.at(f.start)) in places | around
        and not is_nearer_to_another(scene, c.actor, f.start, f.end)
        and _is_cost(scene, f.start, f.end, number, told=number in places)
    )


def _is_cost(scene: Scene, start: int, end: int, number: int, *, told: bool) -> bool:
    first, last = scene.sentences.span(number)
    if _not_said().search(scene.found.low, max(first, start - _CLOSE), start) or _paid_by().match(
        scene.found.low, end, min(last, end + _AFTER)
    ):
        return False
    near = scene.found.low[max(first, start - _BEFORE) : min(last, end + _AFTER)]
    cost, other = _costs()
    return not other.search(near) and (told or cost.search(near) is not None)


def dates(scene: Scene, c: Candidate) -> tuple[Span, ...]:
    """Spans of the dates in the sentences that name it."""
    numbers = {p.number for p in c.places}
    return tuple((d.start, d.end) for d in scene.found.dates if scene.sentences.at(d.start) in numbers)
