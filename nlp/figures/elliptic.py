"""Numbers whose noun stands elsewhere: "dont 15 pour le centre", "contre quatre auparavant", "16 des 24 communes"."""

import re

from nlp.figures import words
from nlp.figures.contexts import ABOUT
from nlp.figures.numerals import Form, Numeral
from nlp.wordlists import either, table

_LEXICON = table("figures.toml")["elliptic"]
_REACH = 48
_BEFORE = re.compile(rf"(?<!\w){either(_LEXICON['before'])} {ABOUT}?$")
_TIMES = re.compile(rf"(?<!\w)(?:{either(_LEXICON['times'])})(?:e|es|s)? par $")
_PRONOUN = re.compile(
    rf"(?<!\w)en (?:[a-z]{{1,20}} ){{1,3}}{ABOUT}?$|"
    rf"(?<!\w){either(_LEXICON['are'])} (?:{either(_LEXICON['adverbs'])} )?{ABOUT}?$"
)
_AFTER = re.compile(rf" {either(_LEXICON['after'])}(?!\w)| en (?:19|20)[0-9]{{2}}(?![0-9])")
_AMONG = re.compile(
    rf" (?:des|de (?:ces|ses|nos|leurs)) (?:quelque |pres de )?(?:[0-9]|{words.STARTS}(?!\w))"
)
_CLAUSE_END = re.compile(rf"\s*(?:[.;:,!?»)\n]|$)| {either(_LEXICON['joins'])}(?!\w)")
_VERB = re.compile(rf" (?:{either(_LEXICON['verbs'])}|[a-z]{{2,20}}(?:aient|eront|ont))(?!\w)")
_SUBJECT = re.compile(r"(?:[.;:,!?«»(–—]|^|\n|(?<!\w)(?:et|dont|mais|ou|que|qu))\s*$")
_VOTES = re.compile(r" (?:voix )?(?:pour|contre)(?=[,.;)]| et )")
_AND = re.compile(rf"(?:,|(?<!\w)(?:et|puis)) {ABOUT}?$")
_PLACE = re.compile(r" (?:a|au|aux|en|dans|pour|sur|chez|de la|de l|du|des)(?!\w)")
_SURE = 100


def stands_alone(text: str, low: str, numeral: Numeral, *, follows: bool) -> bool:
    """Whether a number without noun or unit is one of things told before or behind.

    `follows`: a count was told shortly before, in the same sentence.
    """
    start, end = numeral.start, numeral.end
    if numeral.multiple > 1 or (numeral.grouped and numeral.value >= 1000):
        return True  # no year, street or telephone is written so
    if numeral.form is Form.DIGITS and (1900 <= numeral.value <= 2099 or text[end : end + 1] in {"-", "/"}):
        return False
    if numeral.form is Form.WORDS and numeral.value > _SURE:
        return True
    floor = max(0, start - _REACH)
    if _AFTER.match(low, end) or _AMONG.match(low, end) or _VOTES.match(low, end):
        return True
    if _BEFORE.search(low, floor, start) or divides(low, start):
        return True
    if _VERB.match(low, end) and _SUBJECT.search(low, floor, start):
        return True
    if follows and _AND.search(low, floor, start) and _PLACE.match(low, end):
        return True
    return _PRONOUN.search(low, floor, start) is not None and _CLAUSE_END.match(low, end) is not None


def divides(low: str, start: int) -> bool:
    """Whether something is divided or multiplied by the number: "la facture est divisée par deux"."""
    return _TIMES.search(low, max(0, start - _REACH), start) is not None
