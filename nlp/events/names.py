"""Where a text names what may be an event, and how far the name goes.

A name begins with its article ("la", "du", "sa première") and ends before a verb, a comma or a day: its head's
adjectives, then complements ("des élus", "au numérique"), then what is in capitals or brackets (WAICF).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.calendar import MONTHS, WEEKDAYS
from nlp.events.vocabulary import CAPITALISED, heads, pattern, words
from nlp.findings import Findings
from nlp.text import is_word
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
    "l|le|la|les|un|une|du|des|au|aux|ce|cet|cette|ces|son|sa|ses|leurs?|notre|nos|d une?|de la|de l|a la|a l"
)
_ORDINAL = r"\d{1,3} ?(?:e|eme|er|re|nde?)"
_BEFORE = re.compile(
    rf"(?:\b(?:{_ARTICLE}) )?"
    rf"(?:(?:{pattern('adjectives', 'before')}|{_ORDINAL}) (?:edition )?(?:du |de la |des |de l )?){{0,2}}$"
)
_ARTICLES = re.compile(r"^(?:de |a |d )(?=l |la |une? )")
_DAY = rf"(?:{WEEKDAYS}\b|{MONTHS}\b|\d|ce |cette |hier\b|demain\b)"
_ENDINGS = "al|ale|aux|ales|ique|iques|ien|ienne|iens|iennes|ive|ifs?|elle?s?|aires?|eens?|eennes?"
_ADJECTIVE = (
    rf"(?: (?:{either(words('adjectives', 'words'))}"
    rf"|(?!elle\b|quel|tel|etait|etaient)[a-z]{{2,20}}(?:{_ENDINGS}))\b)"
)
_NO_NOUN = r"(?:le|la|les|un|une|ce|cette|son|sa|ses|leur|cours|lieu|debut|fin|partir)\b"
_WORD = rf"(?:(?!{_NO_NOUN})[a-z0-9œ]{{2,30}})"
_LINKS = (
    "de la|de l|du|des|de|d|sur la|sur l|sur les|sur le|sur|pour la|pour l|pour le|pour les|pour|aux|au|"
    "et des|et de la|et du|et de|en"
)
_COMPLEMENT = rf"(?: (?:{_LINKS}) (?!{_DAY}){_WORD}{_ADJECTIVE}{{0,2}})"
_COMPLEMENT_AT = re.compile(_COMPLEMENT)
_AFTER = re.compile(rf"{_ADJECTIVE}{{0,3}}{_COMPLEMENT}{{0,3}}")
_CAPITALS = re.compile(
    r"(?:[ \u00a0](?:(?:de|du|des|d|en|la|le|les|l|et|&|à|sur|pour)[ ’'])?"
    r"(?:[«“][ \u00a0]?)?[A-ZÀ-Ý][\w’'.&@+-]{0,40}(?:[ \u00a0]?[»”])?){1,8}"
)
_QUOTED = re.compile(r"[ \u00a0]«[ \u00a0\u202f]?[^«»\n]{2,80}?[ \u00a0\u202f]?»|[ \u00a0]“[^“”\n]{2,80}”")
_BRACKETS = re.compile(r"[ \u00a0]\([A-Z][A-Za-z0-9&.@-]{1,14}\)")
_YEAR = re.compile(r"[ \u00a0](?:19|20)\d\d\b(?!\d)")
_OPENING = re.compile(r"(?:\b(?:[Ll]e|[Ll]a|[Ll]es|du|des|au|aux) |\b[Ll][’'])$")
_DASH = re.compile(r"[ \u00a0][-–—][ \u00a0]|\n")
_OTHERWISE_AFTER = re.compile(rf" {either(words('otherwise', 'after'))}\b")
_OTHERWISE_BEFORE = re.compile(rf"\b{either(words('otherwise', 'before'))} $")
_FRENCH = "(?:Le|La|Les|Un|Une|Ce|Cet|Cette|Au|Aux|Du|Des|Son|Sa|Ses|En|Prochaine?|Premi[eè]re?|Grande?)"
_ENGLISH = re.compile(rf"(?<![\w’'.-])(?!{_FRENCH}\b)(?:[A-Z][\w&.’'-]{{0,24}}[ \u00a0]){{1,6}}$")
_SURELY = re.compile(rf"\b{pattern('signs', 'surely')}\b")
_SUBJECT = re.compile(
    r"(?:(?<=[ \u00a0\n«])|^)(?:L[ea]s? |l[ea]s? |[Ll][’'])(?P<name>[A-ZÀ-Ý][\w’'.&@+-]{1,30}"
    r"(?: (?:(?:de|du|des|d|en|la|le|les|l|et|&)[ ’'])?[A-ZÀ-Ý][\w’'.&@+-]{0,30}){0,5}(?: \([A-Z][A-Za-z]{1,12}\))?)"
    r"(?:, [^,.;:\n]{2,60},)? $"
)
_OF = re.compile(r" (?:du|de|des|d|papier|numerique|locale?|speciale?|limitee)\b")
_WITH_NOUN = frozenset(
    {"atelier", "ateliers", "reunion", "stage", "conference", "tournoi", "match", "concert"}
)
_NOUN = re.compile(rf" (?!{_NO_NOUN})[a-z]{{4,20}}(?=,? (?:le )?(?:{WEEKDAYS}\b|\d))")
_INSIDE = re.compile(r"\w[ \u00a0’']$")
_PLURAL = re.compile(r"[ \u00a0]\w{2,20}ée?s\b")
_ACCENTED = frozenset({"defile"})
_CAPITAL_ONLY = frozenset({"rencontres", "salons", "fete", "semaine", "journees", "journee"})
"""Heads that are common words."""


@cache
def _automaton() -> tuple[CharwiseDoubleArrayAhoCorasick, list[str]]:
    return CharwiseDoubleArrayAhoCorasick(list(heads())), list(heads())


@cache
def _known() -> CharwiseDoubleArrayAhoCorasick:
    return CharwiseDoubleArrayAhoCorasick([*words("known", "names"), *words("known", "english")])


def named(found: Findings) -> list[Named]:
    """Every name that may be an event's, in order; of those that overlap the longest head wins."""
    kept: list[Named] = []
    for name in sorted(
        [*_headed(found), *_foreign(found), *_subjects(found)], key=lambda n: (n.at, -len(n.head), -n.end)
    ):
        if kept and name.at < kept[-1].end:
            continue
        kept.append(name)
    return kept


def _headed(found: Findings) -> Iterator[Named]:
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
    if _is_no_event(found, start, end, head) or (
        _OTHERWISE_BEFORE.search(before) and not found.text[start].isupper()
    ):
        return None
    if head in CAPITALISED and head[-3:] in {" de", " du", "des"}:
        end = start + head.rindex(" ")  # the preposition is the complement's
    opening = _BEFORE.search(before)
    left = start - len(opening.group()) if opening else start
    if head == "rendez vous" and left == start and not _COMPLEMENT_AT.match(found.low, end):
        return None  # "Rendez-vous samedi pour les portes ouvertes"
    skipped = _ARTICLES.match(found.low[left:start])
    left += len(skipped.group()) if skipped else 0
    if head in _WITH_NOUN and (noun := _NOUN.match(found.low, end)):
        end = noun.end()
    return Named(left, _end(found, end), head, heads()[head], start)


def _is_no_event(found: Findings, start: int, end: int, head: str) -> bool:
    """Whether a head is another word here: with an accent, without a capital, before what makes it a place."""
    text, low = found.text, found.low
    upper = text[start].isupper()
    return (
        _OTHERWISE_AFTER.match(low, end) is not None
        or (head[-1] == "e" and text[end - 1] in "éÉ" and head not in _ACCENTED)  # "voté" is no "vote"
        or (head == "edition" and _OF.match(low, end) is not None)  # "la 3e édition du forum" is the forum's
        or (head in _CAPITAL_ONLY and not upper)
        or (head in CAPITALISED and not (upper and _INSIDE.search(text[max(0, start - 4) : start])))
    )


def _end(found: Findings, at: int) -> int:
    """Where the name whose head ends at `at` ends."""
    end = at
    for _ in range(2):
        tail = _AFTER.match(found.low, end)
        end = _within_line(found.text, end, tail.end() if tail else end)
        capitals = _QUOTED.match(found.plain, end) or _CAPITALS.match(found.text, end)
        end = capitals.end() if capitals else end
    engaged = _PLURAL.match(found.text, end)  # "territoires connectés": no finite verb ends so
    end = engaged.end() if engaged and end > at else end
    bracket = _BRACKETS.match(found.text, end) or _YEAR.match(found.text, end)
    end = bracket.end() if bracket else end
    return at + len(found.text[at:end].rstrip(" \u00a0.,:-’'"))


def _within_line(text: str, start: int, end: int) -> int:
    """Folded text hides what a hyphen or a colon parts; a dash between spaces ends a name."""
    cut = _DASH.search(text, start, end)
    return cut.start() if cut else end


def _foreign(found: Findings) -> Iterator[Named]:
    """Names without a French head: known ones, and English ones in capitals."""
    text = found.text
    known = len(words("known", "names"))
    spans = []
    for start, end, index in _known().find_overlapping(text):
        if (
            not is_word(text, start, end)
            or text[end : end + 1] == "-"
            or (start and text[start - 1] in "-’'")
        ):
            continue
        if index < known:
            spans.append((start, end))
        elif words_before := _ENGLISH.search(text[max(0, start - 150) : start]):
            spans.append((start - len(words_before.group()), end))
    for start, end in spans:
        opening = _OPENING.search(text[max(0, start - 5) : start])
        more = _BRACKETS.match(text, end) or _YEAR.match(text, end)
        yield Named(
            start - (len(opening.group()) if opening else 0), more.end() if more else end, "", 3, start
        )


def _subjects(found: Findings) -> Iterator[Named]:
    """Names that nobody knows, subjects of what only events do: "le Zéphyrium se tiendra"."""
    if not any(
        sign in found.low for sign in ("lieu", "se t", " se deroul", "s est tenu", "ses portes", "retour")
    ):
        return
    for m in _SURELY.finditer(found.low):
        subject = _SUBJECT.search(found.text, max(0, m.start() - 110), m.start())
        if subject:
            yield Named(subject.start(), subject.end("name"), "", 2, subject.start("name"))
