"""How far an event's name goes.

Behind its head its adjectives, then complements ("des élus", "au numérique"), then what is in capitals or brackets
(WAICF); it ends before a verb, a comma or a day.
"""

import re

from nlp.calendar import MONTHS, WEEKDAYS
from nlp.events.vocabulary import words
from nlp.findings import Findings
from nlp.wordlists import either

_DAY = rf"(?:{WEEKDAYS}\b|{MONTHS}\b|\d|ce |cette |hier\b|demain\b)"
_ENDINGS = "al|ale|aux|ales|ique|iques|ien|ienne|iens|iennes|ive|ifs?|elle?s?|aires?|eens?|eennes?"
_ADJECTIVE = (
    rf"(?: (?:{either(words('adjectives', 'words'))}"
    rf"|(?!elle\b|quel|tel|etait|etaient)[a-z]{{2,20}}(?:{_ENDINGS}))\b)"
)
NO_NOUN = r"(?:le|la|les|un|une|ce|cette|son|sa|ses|leur|cours|lieu|debut|fin|partir|grande|presence|pleine?|mois)\b"
_WORD = rf"(?:(?!{NO_NOUN})[a-z0-9œ]{{2,30}})"
_LINKS = (
    "de la|de l|du|des|de|d|sur la|sur l|sur les|sur le|sur|pour la|pour l|pour le|pour les|pour|aux|au|"
    "et des|et de la|et du|et de|en"
)
# "le conseil municipal en débattra"
_EN_VERB = rf"(?! en (?:{either(words('adjectives', 'en'))}|[a-z]{{2,20}}(?:ra|ront|rai[st]|raient|aient|ait|ent))\b)"
_COMPLEMENT = rf"(?:{_EN_VERB} (?:{_LINKS}) (?!{_DAY}){_WORD}{_ADJECTIVE}{{0,2}})"
COMPLEMENT = re.compile(_COMPLEMENT)
_AFTER = re.compile(rf"{_ADJECTIVE}{{0,3}}{_COMPLEMENT}{{0,3}}")
_CAPITALS = re.compile(
    r"(?:[ \u00a0](?:(?:de|du|des|d|en|la|le|les|l|et|&|à|sur|pour)[ ’'])?"
    r"(?:[«“][ \u00a0]?)?[A-ZÀ-Ý](?:[\w’'&@+-]|\.(?=\w)|(?<=[ \u00a0’'][A-ZÀ-Ý])\.){0,40}(?:[ \u00a0]?[»”])?){1,8}"
)
_VERSION = re.compile(r"[ \u00a0]\d\.\d\b")
_INFINITIVE = re.compile(r"(?<=Bien|ieux|ivre)[ \u00a0](?:[a-zà-ÿ]{2,14}(?:(?<!i)er|(?<!o)ir)|vivre)\b")
"""As in "forum Bien vieillir": a motto, not the name's verb."""
_QUOTED = re.compile(r"[ \u00a0]«[ \u00a0\u202f]?[^«»\n]{2,80}?[ \u00a0\u202f]?»|[ \u00a0]“[^“”\n]{2,80}”")
BRACKETS = re.compile(r"[ \u00a0]\([A-Z][A-Za-z0-9&.@-]{1,14}\)")
YEAR = re.compile(r"[ \u00a0](?:19|20)\d\d\b(?!\d)")
_OPEN = re.compile(r"[ \u00a0](?:DU|DE|DES|LE|LES|LA|AU|AUX|À|EN)$")
_DASH = re.compile(r"[ \u00a0][-–—][ \u00a0]|\n")
_PLURAL = re.compile(r"[ \u00a0]\w{2,20}ée?s\b")


def end_of(found: Findings, at: int) -> int:
    """Where the name whose head ends at `at` ends."""
    end = at
    for _ in range(2):
        tail = _AFTER.match(found.low, end)
        end = _within_line(found.text, end, tail.end() if tail else end)
        capitals = _QUOTED.match(found.plain, end) or _CAPITALS.match(found.text, end)
        end = capitals.end() if capitals else end
        more = _VERSION.match(found.text, end) or _INFINITIVE.match(found.text, end)
        end = more.end() if more and capitals else end
    engaged = _PLURAL.match(found.text, end)  # "territoires connectés": no finite verb ends so
    end = engaged.end() if engaged and end > at else end
    bracket = BRACKETS.match(found.text, end) or YEAR.match(found.text, end)
    end = bracket.end() if bracket else end
    name = _OPEN.sub("", found.text[at:end])  # "CONSEIL MUNICIPAL DU 1er MARS"
    return at + len(name.rstrip(" \u00a0.,:-’'"))


def _within_line(text: str, start: int, end: int) -> int:
    """Folded text hides what a hyphen or a colon parts; a dash between spaces ends a name."""
    cut = _DASH.search(text, start, end)
    return cut.start() if cut else end
