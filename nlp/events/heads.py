"""Names of events by their head noun: "le congrès des élus". Many heads are other words too."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.calendar import MONTHS, WEEKDAYS
from nlp.events.reach import COMPLEMENT, NO_NOUN, end_of
from nlp.events.vocabulary import CAPITALISED, elections, heads, pattern, words
from nlp.findings import Findings
from nlp.wordlists import either


class Named(NamedTuple):
    """A name that may be an event's: its span, its head noun ("" without one) and how much the head is worth (1-3)."""

    start: int
    end: int
    head: str
    rank: int
    at: int
    """Where the head begins."""


_ARTICLE = (
    "l|le|la|les|un|une|du|des|au|aux|ce|cet|cette|ces|son|sa|ses|leurs?|notre|nos|d une?|de la|de l|a la|a l|"
    "deux|trois|quatre|cinq|six|sept|huit|dix|douze"
)
_ORDINAL = r"\d{1,3} ?(?:e|eme|er|re|nde?)"
_BEFORE = re.compile(
    rf"(?:\b(?:{_ARTICLE}) )?"
    rf"(?:(?:{pattern('adjectives', 'before')}|{_ORDINAL}) (?:edition )?(?:du |de la |des |de l )?){{0,2}}$"
)
_ARTICLES = re.compile(r"^(?:de |a |d )(?=l |la |une? )")
_OTHERWISE_AFTER = re.compile(rf" {either(words('otherwise', 'after'))}\b")
_WORKSHOP = re.compile(rf" {either(words('otherwise', 'workshop'))}\b")
_OTHERWISE_BEFORE = re.compile(rf"\b{either(words('otherwise', 'before'))} $")
_OF = re.compile(r" (?:du|de|des|d|papier|numerique|locale?|speciale?|limitee)\b")
_WITH_NOUN = frozenset(
    {"atelier", "ateliers", "reunion", "stage", "conference", "tournoi", "match", "concert"}
)
_NOUN = re.compile(rf" (?!{NO_NOUN})[a-z]{{4,20}}(?=,? (?:le )?(?:{WEEKDAYS}\b|\d))")
_ROOMS = frozenset(words("rooms", "heads"))
_ROOM_BEFORE = re.compile(rf"\b{pattern('rooms', 'before')} $")
_ROOM_AFTER = re.compile(rf" {pattern('rooms', 'after')}\b")
_HONOURED = re.compile(r"[ \u00a0][A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)+")
"""Who a place is named after is written with hyphens."""
_NEXT = re.compile(r"\b(?:prochain|en) $")
_ON_ITS_DAY = re.compile(rf" du (?:{WEEKDAYS} )?\d{{1,2}}(?: ?er)? {MONTHS}\b")
_TIMES = frozenset({"soiree", "matinee", "journee"})
_OF_DAY = re.compile(rf" (?:de |du )?(?:{WEEKDAYS}\b|\d)")
_PARTICIPLES = frozenset({"remise", "defile"})
_DEFINITE = re.compile(rf"\b(?:la|sa|cette|leur|notre) (?:{pattern('adjectives', 'before')} )?$")
_DETERMINED = re.compile(rf"\b(?:{_ARTICLE}) (?:(?:{pattern('adjectives', 'before')}|{_ORDINAL}) ){{0,2}}$")
_MADE = re.compile(r" (?:est|etait) (?:pris|donne|fixe)\b")
_INSIDE = re.compile(r"\w[ \u00a0’']$")
_ACCENTED = frozenset({"defile"})
_POLLS = re.compile(rf" (?:{either(elections())}|senatoriales)\b")
_CALLED = re.compile(r"[ \u00a0](?:[«“][ \u00a0]?)?[A-ZÀ-Ý]")
_CAPITAL_ONLY = frozenset({"rencontres", "salons", "fete", "semaine", "journees", "journee"})
"""Heads that are common words."""


@cache
def _automaton() -> tuple[CharwiseDoubleArrayAhoCorasick, list[str]]:
    return CharwiseDoubleArrayAhoCorasick(list(heads())), list(heads())


def headed(found: Findings) -> Iterator[Named]:
    """Every name with a head noun, the longest head where several begin."""
    low, (automaton, nouns) = found.low, _automaton()
    size = len(low)
    longest: dict[int, tuple[int, int]] = {}
    for start, end, index in automaton.find_overlapping(low):
        if (start and low[start - 1].isalnum()) or (end < size and low[end].isalnum()):
            continue
        if end > longest.get(start, (0, 0))[0]:
            longest[start] = (end, index)
    for start, (end, index) in longest.items():
        name = _name(found, start, end, nouns[index])
        if name:
            yield name


def _name(found: Findings, start: int, end: int, head: str) -> Named | None:
    before = found.low[max(0, start - 60) : start]
    upper = found.text[start].isupper()
    if head in CAPITALISED and head[-3:] in {" de", " du", "des"}:
        end = start + head.rindex(" ")  # the preposition is the complement's
        if not (upper and _INSIDE.search(found.text[max(0, start - 4) : start])):
            head = head[: head.rindex(" ")]  # "la fête du village", without a capital
            if head not in heads():
                return None
    if _is_no_event(found, start, end, head) or (
        _OTHERWISE_BEFORE.search(before)
        and not upper
        and not (head.startswith(("conseil", "reunion publique")) and before.endswith(" en "))
    ):
        return None
    opening = _BEFORE.search(before)
    left = start - len(opening.group()) if opening else start
    named = left < start or _MADE.match(found.low, end) or (upper and COMPLEMENT.match(found.low, end))
    if head == "rendez vous" and not named:
        return None  # "Rendez-vous samedi pour les portes ouvertes"
    skipped = _ARTICLES.match(found.low[left:start])
    left += len(skipped.group()) if skipped else 0
    if head in _WITH_NOUN and (noun := _NOUN.match(found.low, end)):
        end = noun.end()
    return Named(left, end_of(found, end), head, heads()[head], start)


def _is_no_event(found: Findings, start: int, end: int, head: str) -> bool:
    """Whether a head is another word here: with an accent, without a capital, before what makes it a place."""
    text, low = found.text, found.low
    upper = text[start].isupper()
    return (
        _OTHERWISE_AFTER.match(low, end) is not None
        or (head.startswith("atelier") and _WORKSHOP.match(low, end) is not None)
        or (head[-1] == "e" and text[end - 1] in "éÉ" and head not in _ACCENTED)  # "voté" is no "vote"
        or (head == "edition" and _OF.match(low, end) is not None)  # "la 3e édition du forum" is the forum's
        or (head in _CAPITAL_ONLY and not upper and not _is_told(found, start, end, head))
        or (head in _PARTICIPLES and not (upper or _DETERMINED.search(low, max(0, start - 24), start)))
        or (head in _TIMES and _OF_DAY.match(low, end) is not None)
        or (
            head == "conseil"
            and not _NEXT.search(low, max(0, start - 12), start)
            and not _ON_ITS_DAY.match(low, end)
        )
        or (head == "elections" and _POLLS.match(low, end) is not None)  # nlp/events/polls.py has their days
        or (head == "evenement" and not _CALLED.match(text, end))
        or (head in _ROOMS and _is_room(found, start, end))
        or (head in CAPITALISED and not (upper and _INSIDE.search(text[max(0, start - 4) : start])))
    )


def _is_told(found: Findings, start: int, end: int, head: str) -> bool:
    """Whether a common word is an event's without a capital: "la fête du village", "une journée de démonstration"."""
    before = found.low[max(0, start - 24) : start]
    if head == "fete":
        return _DETERMINED.search(before) is not None and found.text[end : end + 1] != "s"
    definite = head == "journee" or _DEFINITE.search(before) is not None
    return (
        head in {"semaine", "journee"}
        and definite
        and _DETERMINED.search(before) is not None
        and COMPLEMENT.match(found.low, end) is not None
    )


def _is_room(found: Findings, start: int, end: int) -> bool:
    """Whether a salon is a room or a forum a square: "le salon Jean-Moulin", "le Forum des Halles", "dans le salon"."""
    if _ROOM_BEFORE.search(found.low, max(0, start - 16), start) or _ROOM_AFTER.match(found.low, end):
        return True
    return _HONOURED.match(found.text, end) is not None
