"""Numbers whose noun stands elsewhere: "dont 15 pour le centre", "contre quatre auparavant", "16 des 24 communes"."""

import re
from enum import Enum

from nlp.figures import words
from nlp.figures.nearby import before
from nlp.figures.numerals import Form, Numeral
from nlp.wordlists import either, table

_LEXICON = table("figures.toml")["elliptic"]
_REACH = 48
_BEFORE, _ARE = frozenset(_LEXICON["before"]), frozenset(_LEXICON["are"])
_TIMES = re.compile(rf"(?<!\w)(?:{either(_LEXICON['times'])})(?:e|es|s)? par $")
_PRONOUN = re.compile(r"(?<!\w)en (?:[a-z]{1,20} ){1,5}$")
_AFTER = re.compile(rf" {either(_LEXICON['after'])}(?!\w)| en (?:19|20)[0-9]{{2}}(?![0-9])")
_AMONG = re.compile(
    r" (?:autres|d entre (?:eux|elles|nous))(?!\w)| des [0-9]"
    rf"| (?:des|de (?:ces|ses|nos|leurs)) (?:quelque |pres de )?{words.STARTS}(?!\w)"
)
_OF_THOSE = re.compile(r" (?:des|de (?:ces|ses|nos|leurs)) (?:quelque |pres de )?")
_SHARE = re.compile(r"(?: \(|, )(?:soit )?(?:pres de |plus de |environ )?[0-9]{1,3}(?:[.,][0-9]{1,2})? ?%")
_CLAUSE_END = re.compile(rf"\s*(?:[.;:,!?»)\n]|$)| {either(_LEXICON['joins'])}(?!\w)")
_VERB = re.compile(rf" (?:{either(_LEXICON['verbs'])}|[a-z]{{2,20}}(?:ent|ont))(?!\w)")
_SUBJECT = re.compile(r"(?:[.;:,!?«»(–—]|^|\n|(?<!\w)(?:et|dont|mais|ou|que|qu))\s*$")
_VOTES = re.compile(r" (?:voix )?(?:pour|contre)(?=[,.;)]| et )")
_AND = frozenset([",", "et", "puis", ":"])
_OF_ALL = frozenset(["sur les", "sur ses", "sur nos", "sur leurs"])
_PLACE = re.compile(r" (?:a|au|aux|en|dans|pour|sur|chez|de la|de l|du|des)(?!\w)")
_MORE_DIGITS = re.compile(r"[ \u00a0\u202f][0-9]")
_SURE = 100
_IN_BRACKETS = re.compile(
    r"\((?!97[0-9]\)|98[78]\))[0-9][0-9 \u00a0\u202f]{0,8}\)"
)  # no overseas département
_SET_RIGHT = frozenset(_LEXICON["set_right"])


class Takes(Enum):
    """What a number without noun or unit takes up: nothing (it is no figure), a noun, or any unit told before."""

    NOTHING = 0
    NOUN = 1
    ANY = 2


def takes(text: str, low: str, numeral: Numeral, gap: int | None) -> Takes:
    """What a bare number takes up; `gap`: characters from what was counted shortly before, in the same sentence."""
    if _cannot(text, numeral):
        return Takes.NOTHING
    if _of_many(low, numeral) or (gap is None and _of_pronoun(low, numeral)):
        return Takes.NOUN
    if _is_large(numeral) or divides(low, numeral.start) or _compared(low, numeral):
        return Takes.ANY
    return Takes.ANY if gap is not None and _goes_on(low, numeral, gap) else Takes.NOTHING


def _goes_on(low: str, numeral: Numeral, gap: int) -> bool:
    """Whether a number goes on with what was just counted: "et 12 à Lens", "19 voix sur 27", "par 14 buts à 9"."""
    near = before(low, numeral.start)
    if numeral.value >= _SURE and _IN_BRACKETS.match(low, numeral.start - 1):
        return True  # "à Combourg (867)"
    if _PLACE.match(low, numeral.end) and near.any(_AND):
        return True
    if near.any(_OF_ALL) or ("sur" in near.phrases and _VERB.match(low, numeral.end)):
        return True
    if not _CLAUSE_END.match(low, numeral.end):
        return False
    return near.any(_SET_RIGHT) or "sur" in near.phrases or (gap == len(" a ") and "a" in near.phrases)


def of_those(low: str, start: int, end: int) -> bool:
    """Whether the words between two numbers say that one counts some of the other: "douze des 47 caméras"."""
    return _OF_THOSE.fullmatch(low, start, end) is not None


def votes(low: str, end: int) -> bool:
    """Whether votes are counted: "quinze pour, onze contre"."""
    return _VOTES.match(low, end) is not None


def divides(low: str, start: int) -> bool:
    """Whether something is divided or multiplied by the number: "la facture est divisée par deux"."""
    return _TIMES.search(low, max(0, start - _REACH), start) is not None


def _cannot(text: str, numeral: Numeral) -> bool:
    """Whether digits are a year, or a part of a longer code."""
    if numeral.form is Form.DIGITS and _MORE_DIGITS.match(text, numeral.end):
        return True
    if numeral.form is not Form.DIGITS or numeral.grouped or numeral.multiple > 1:
        return False
    return 1900 <= numeral.value <= 2099 or text[numeral.end : numeral.end + 1] in {"-", "/"}


def _is_large(numeral: Numeral) -> bool:
    """No year, street or telephone is written so: "500 000", "deux cents", "2,5 millions"."""
    spoken = numeral.form is Form.WORDS and numeral.value > _SURE
    return spoken or numeral.multiple > 1 or (numeral.grouped and numeral.value >= 1000)


def _of_many(low: str, numeral: Numeral) -> bool:
    """Some of what was counted, or the subject of a verb: "trois d’entre eux", "neuf seulement l’ont fait"."""
    start, end = numeral.start, numeral.end
    if _AMONG.match(low, end) or _SHARE.match(low, end):
        return True
    return (
        _VERB.match(low, end) is not None and _SUBJECT.search(low, max(0, start - _REACH), start) is not None
    )


def _compared(low: str, numeral: Numeral) -> bool:
    """Told beside another number, or of what a pronoun stands for: "(56 en 2019)", "il en compte deux"."""
    start, end = numeral.start, numeral.end
    near = before(low, start)
    if _AFTER.match(low, end) or votes(low, end) or near.any(_BEFORE):
        return True
    if not _CLAUSE_END.match(low, end):
        return False
    return near.any(_ARE) or _pronoun(low, start)


def _of_pronoun(low: str, numeral: Numeral) -> bool:
    """As "elle en compte 5 millions", where nothing in the sentence was counted before."""
    ends = numeral.multiple > 1 or _CLAUSE_END.match(low, numeral.end) is not None
    return ends and _pronoun(low, numeral.start)


def _pronoun(low: str, start: int) -> bool:
    return _PRONOUN.search(low, max(0, start - _REACH), start) is not None
