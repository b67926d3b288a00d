"""Where a date can begin: a word or a number. One pass of Aho-Corasick and one of numbers; patterns do the rest."""

import re
from collections.abc import Iterator
from functools import cache

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.dates.vocabulary import MONTH_NAMES, WEEKDAY_NAMES, section

_UNITS = ("jour", "jours", "semaines", "ans", "annees", "heures", "heure")
_TURNS = ("semaine", "mois", "annee", "an", "week end")
_DIGITS = re.compile(r"\d+")
# neither a part of a word or of a larger number ("12,5", "1 200"), nor longer than a year
_NUMBER = re.compile(r"(?<![\w.,/])(?<!\d )\d{1,4}(?!\d)(?![ .]?\d{3}(?!\d))|(?<=\d )\d{1,2}(?= \D)")


@cache
def _kinds() -> dict[str, str]:
    kinds = dict.fromkeys(MONTH_NAMES, "month") | dict.fromkeys(WEEKDAY_NAMES, "weekday")
    kinds |= dict.fromkeys(section("near"), "near") | dict.fromkeys(section("seasons"), "season")
    kinds |= dict.fromkeys(section("parts"), "part") | {"rentree": "term"}
    return kinds | dict.fromkeys(_UNITS, "length") | dict.fromkeys(_TURNS, "turn")


@cache
def _automaton() -> tuple[CharwiseDoubleArrayAhoCorasick, list[str]]:
    return CharwiseDoubleArrayAhoCorasick(list(_kinds())), list(_kinds().values())


def anchors(low: str) -> list[tuple[int, str]]:
    """(start, kind) of every word and number that can begin a date, in order of the text."""
    return sorted({*_of_words(low), *((at, "number") for at in _of_numbers(low))})


def _of_words(low: str) -> Iterator[tuple[int, str]]:
    automaton, kinds = _automaton()
    size = len(low)
    for start, end, index in automaton.find_overlapping(low):
        if (not start or not low[start - 1].isalnum()) and (end == size or not low[end].isalnum()):
            yield start, kinds[index]


def _of_numbers(low: str) -> Iterator[int]:
    """Digits first: looking behind at every letter would take longer than all the rest."""
    for digits in _DIGITS.finditer(low):
        if digits.end() - digits.start() <= 4 and _NUMBER.match(low, digits.start()):
            yield digits.start()
