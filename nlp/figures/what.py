"""What a figure is of, in a short French phrase: the noun it counts, its complement, or the noun that governs it."""

import re
from typing import Any

from nlp.figures.nouns import NONE
from nlp.figures.reading import Kind, Reading
from nlp.text import fold
from nlp.wordlists import either, table

_LEXICON: dict[str, Any] = table("figures.toml")["what"]
_VERBS: dict[str, str] = _LEXICON["verbs"]
_MEASURES: dict[str, str] = _LEXICON["measures"]
_NAMES = frozenset(name.rstrip("sx") for name in _LEXICON["nouns"])
_LETTERS = r"[^\W\d_]\w{1,25}(?:-\w{1,25}){0,2}"
_GAP = "[ \u00a0\u202f]"
# names are owners, not what is measured
_NOT = rf"(?!{either(_LEXICON['no_complements'])}\b|[A-ZÀ-Ý][a-zà-ÿ])"
# "de vidéoprotection", "d’appareils", "en ligne", and adjectives, which agree with a plural noun
_DE = rf"{_GAP}(?:de{_GAP}(?:la{_GAP}|l[’'])?|d[’']|du{_GAP}|des{_GAP})"
_COMPLEMENT = re.compile(rf"(?:{_DE}|{_GAP}(?:à|en){_GAP}){_NOT}({_LETTERS})")
_OF = re.compile(
    rf"{_DE}{_NOT}((?:(?:ses|nos|son|sa){_GAP})?{_LETTERS}(?:{_GAP}d(?:e{_GAP}|[’']){_NOT}{_LETTERS})?)"
)
_ADJECTIVE = re.compile(rf"{_GAP}({_LETTERS})")
_WORD = re.compile(r"[a-z]+")
_STEM = range(3, 1 + max(map(len, _VERBS)))

_AGE = re.compile(
    r"(?:(?<!\w)agee?s? de |(?<!\w)(?:j ai|(?:il|elle) (?:a|avait|aura)) |(?<!\w)des |(?:^|[,.«(\n]) ?a |[,(] ?"
    rf"|(?<!\w){either(_LEXICON['people'])} (?:[a-z]{{3,20}} )?de (?:(?:plus|moins) de )?)$"
)
_EXISTS = re.compile(r" d(?:e|u|es)?(?= )")
_THE = re.compile(rf"{_GAP}(?:du|des|de{_GAP}la|de{_GAP}l[’']){_GAP}?")
_BREAK = re.compile(r"[.;:!?\n]")
_NO_NOUNS = (" pris", "a hauteur", "hors taxes")
"""Of these the last word names nothing: "avait pris sept semaines", "à hauteur de 22 000 euros"."""
_OF_MONEY = re.compile(
    rf"{_GAP}(?:de{_GAP}|d[’']){either(table('figures.toml')['money_nouns']['words'])}(?!\w)"
)
# "augmentées d’une IA" without "ont été": an adjective
_PARTICIPLE = re.compile(r"é(?:e|s|es)?$")
_MADE_BY = (" d ", " de l ", " de la ", " par ", " grace ", " a l ", " en ", " pour", ",", " (")
_AGREES = re.compile(r"(?<!\w)[a-z]{3,20} $")
_AUXILIARY = re.compile(
    r"(?<!\w)(?:a|ont|ai|avons|avait|avaient|aura|auront|est|sont|etait|etaient|sera|seront|ete|etre|avoir)"
    r"(?: [a-z]{2,14})? $"
)
_CHANGE = frozenset({"hausse", "baisse"})
_STEPS = frozenset({"points", "point"})
_SHARE = r"[0-9][0-9, ]{0,9} ?(?:%|€|euros?|points?|millions?)?"
_LEVEL = re.compile(rf", (?:passant )?de (?P<first>{_SHARE} ?a )?$")
_AND_TO = re.compile(rf"{_SHARE} ?a [0-9]")
_REACH = 90
_ADJACENT = 12
_AGE_REACH = 40


def what(text: str, low: str, reading: Reading, start: int, *, aged: bool) -> str:
    """The phrase for a figure whose span begins at `start`; `aged`: a person is named just before."""
    if reading.unit in _STEPS and (change := _governing(text, low, start, near=True)) in _CHANGE:
        return change
    if reading.kind is Kind.COUNT and reading.unit != "fois":
        return _counted(text, reading)
    if reading.unit == "ans" and _is_age(low, start, reading.end, named=aged):
        return "âge"
    # "à dix mille kilomètres de la basilique" is no length of it
    apart = reading.kind in {Kind.DURATION, Kind.MEASURE} and _THE.match(text, reading.end)
    if reading.kind is Kind.MONEY and _OF_MONEY.match(low, reading.end):
        return _complement(text, reading)  # "la facture baisse, pour 46 000 euros de travaux"
    return (
        _governing(text, low, start, near=reading.kind is Kind.DURATION)
        or ("" if apart else _complement(text, reading))
        or _usual(reading)
    )


def _is_age(low: str, start: int, end: int, *, named: bool) -> bool:
    """Whether it is said of somebody: "âgé de 54 ans", ", 54 ans," after a name or between commas."""
    before = _AGE.search(low, max(0, start - _AGE_REACH), start)
    if before is None or _EXISTS.match(low, end):
        return False  # "quinze ans d’existence"
    return named or before[0][0] not in ",(" or low[end : end + 1] in {",", ")"}


def _counted(text: str, reading: Reading) -> str:
    """The noun with up to two complements: "capteurs de CO2", "agents municipaux formés"."""
    end = reading.end
    if not reading.unit or not text.endswith(reading.unit, 0, end):
        return reading.unit  # told before
    for _ in range(2):
        match = _COMPLEMENT.match(text, end)
        if match is None:
            match = _ADJECTIVE.match(text, end)
            low = fold(match[1]).lower() if match else ""
            if match is None or low in NONE or low[-1] not in "sx" or not match[1].islower():
                break
        end = match.end()
    return text[reading.end - len(reading.unit) : end]


def _governing(text: str, low: str, start: int, *, near: bool) -> str:
    """The last noun or verb of the clause that says what is measured: "le coût du poste, 19 500 euros".

    `near`: only right before the number, for a duration is rarely what a clause is about.
    """
    floor = max(0, start - _REACH, low.rfind("\n", max(0, start - _REACH), start))
    for stop in _BREAK.finditer(text, floor, max(floor, start - 2)):
        floor = stop.end()
    for cue in reversed(list(_WORD.finditer(low, floor, start))):
        if near and start - cue.end() > _ADJACENT:
            break
        word, said = cue[0], text[cue.start() : cue.end()]
        if low.endswith(_NO_NOUNS, floor, cue.end()):
            continue
        if word.rstrip("sx") in _NAMES and not said.rstrip("es").endswith("é"):
            complement = _OF.match(text, cue.end(), start)
            return _lowered(text[cue.start() : complement.end() if complement else cue.end()])
        if _is_adjective(text, low, cue):
            continue
        stem = next((word[:size] for size in _STEM if word[:size] in _VERBS), None)
        if stem and not (_VERBS[stem] in _CHANGE and _is_level(low, start)):
            return _VERBS[stem]
    return ""


def _is_level(low: str, start: int) -> bool:
    """Whether a number is not the change but what it began or ended with: "augmente de 2 points, de 18 % à 20 %"."""
    m = _LEVEL.search(low, max(0, start - 32), start)
    return m is not None and (m["first"] is not None or _AND_TO.match(low, start) is not None)


def _is_adjective(text: str, low: str, cue: re.Match[str]) -> bool:
    """Whether it is a participle that tells of a noun how it is: "douze caméras augmentées d’une IA"."""
    return (
        _PARTICIPLE.search(text, cue.start(), cue.end()) is not None
        and low.startswith(_MADE_BY, cue.end())
        and _AUXILIARY.search(low, max(0, cue.start() - 24), cue.start()) is None
        and _AGREES.search(low, max(0, cue.start() - 24), cue.start()) is not None
    )


def _complement(text: str, reading: Reading) -> str:
    """What follows: "26 millions d’euros de trésorerie", "58 % des suffrages"."""
    match = _OF.match(text, reading.end)
    return match[1] if match else ""


def _lowered(phrase: str) -> str:
    return phrase.lower() if phrase.isupper() else phrase[0].lower() + phrase[1:]


def _usual(reading: Reading) -> str:
    unit = re.split(r"[ /]", reading.unit, maxsplit=1)[0] if reading.unit not in _MEASURES else reading.unit
    return _MEASURES.get(unit, "montant" if unit[-1:] in {"€", "$", "£", "F"} else "")
