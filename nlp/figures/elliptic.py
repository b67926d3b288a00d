"""Numbers whose noun or unit stands elsewhere: "dont 15 pour le centre", "contre quatre auparavant", "16 des 24 communes"."""

import re

from nlp.figures.numerals import Form, Numeral
from nlp.wordlists import either, table

_LEXICON = table("figures.toml")
_ELLIPTIC = _LEXICON["elliptic"]
_ABOUT = rf"(?:(?:{either(_LEXICON['approximators'])}) )?"
_REACH = 48
_BEFORE = re.compile(rf"(?<!\w){either(_ELLIPTIC['before'])} {_ABOUT}$")
_AFTER = re.compile(rf" {either(_ELLIPTIC['after'])}(?!\w)")
_YEAR = re.compile(r" en (?:19|20)[0-9]{2}(?![0-9])")
_PRONOUN = re.compile(
    rf"(?<!\w)(?:en|y en) (?:[a-z]{{1,20}} ){{1,2}}{_ABOUT}$|"
    rf"(?<!\w){either(_ELLIPTIC['are'])} (?:desormais |deja |aujourd hui |ainsi |maintenant )?{_ABOUT}$"
)
_CLAUSE_END = re.compile(
    r"\s*(?:[.;:,!?»)\n]|$)| (?:en|a|au|aux|dans|sur|pour|par|depuis|lors|et|dont|soit|cette|chaque)(?!\w)"
)


def stands_alone(text: str, low: str, numeral: Numeral) -> bool:
    """Whether a number without noun or unit is one of things told before or behind."""
    start, end = numeral.start, numeral.end
    if numeral.multiple > 1 or (numeral.grouped and numeral.value >= 1000):
        return True  # no year, street or telephone is written so
    if numeral.form is Form.DIGITS and 1900 <= numeral.value <= 2099 and not numeral.grouped:
        return False
    if _YEAR.match(low, end) or _AFTER.match(low, end):
        return not text[start:end].startswith("0")
    floor = max(0, start - _REACH)
    if _BEFORE.search(low, floor, start):
        return _CLAUSE_END.match(low, end) is not None
    return _PRONOUN.search(low, floor, start) is not None and _CLAUSE_END.match(low, end) is not None
