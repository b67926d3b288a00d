"""Numbers in the words of a text: "vingt-six", "une trentaine", "deux tiers", "la moitié", "un million et demi"."""

import re
from collections.abc import Iterator

from nlp.figures import words
from nlp.figures.numerals import MULTIPLES, Form, Numeral, multiplied
from nlp.wordlists import either, table

_LEXICON = table("figures.toml")
_COLLECTIVES: dict[str, int] = _LEXICON["collectives"]
_FRACTIONS: dict[str, int] = _LEXICON["fractions"]
_ONE = _LEXICON["one"]
_WHOLES = either(_LEXICON["ratios"]["wholes"])
# letters first: half of all words need not be tried
_SPOKEN = re.compile(
    r"(?<!\w)(?=[1-9cdhlmnoqstuvz])(?:"
    rf"une? (?:{either(_ONE['sizes'])} )?(?P<collective>{either(_COLLECTIVES)})"
    r"|une? (?P<multiple>million|milliard)(?P<half> et demie?)?"
    rf"|(?P<count>une?|{words.STARTS}) (?P<part>{either(_FRACTIONS)})s?"
    rf"|l[ea] (?P<share>{either(_FRACTIONS)})(?= d)"
    rf"|(?:la|une bonne|(?<=d )une) (?P<moitie>moitie)(?= {either(_ONE['half_is'])}(?!\w)|(?<=dont la moitie))"
    r"|(?<= de )(?P<by_half>moitie)"
    rf"|une? (?P<demi>demi)(?= {either(_ONE['halved'])}(?!\w))"
    rf"|(?P<zero>zero)(?= {either(_ONE['zero'])}s?(?!\w))"
    rf"|(?P<one>une?)(?= (?:{either(_ONE['before'])}|(?:[a-z]{{3,30}} )?sur {_WHOLES})(?!\w))"
    r"|(?<!le )(?<![/.,])(?P<above>[1-9])/(?P<below>[2-9]|10)(?= d)"
    rf"|(?P<words>{words.STARTS}(?: (?:et )?{words.ANY}){{0,13}})"
    r")(?!\w)"
)
_HYPHENS = frozenset("-‐‑")


def in_words(text: str, low: str) -> Iterator[Numeral]:
    """Numbers in words, in order; "deux-roues", "Deux-Sèvres" and "entre-deux" have none."""
    at = 0
    while match := _SPOKEN.search(low, at):
        found = _read(low, match)
        at = found.end if found else match.end()
        if (
            found
            and (match["demi"] or text[at : at + 1] not in _HYPHENS)
            and text[max(0, found.start - 1)] not in _HYPHENS
        ):
            yield found


def _read(low: str, match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    if said := match["words"]:
        return _number(low, start, said)
    if collective := match["collective"]:
        value = _COLLECTIVES[collective] / (2 if " demi " in match[0] else 1)
        return multiplied(low, Numeral(start, end, value, Form.COLLECTIVE))
    if multiple := match["multiple"]:
        return Numeral(start, end, 1.5 if match["half"] else 1.0, Form.WORDS, MULTIPLES[multiple])
    if match["one"] or match["zero"]:
        return Numeral(start, end, float(match["zero"] is None), Form.WORDS)
    if match["demi"]:
        return multiplied(low, Numeral(start, end, 0.5, Form.WORDS))
    return Numeral(start, end, _share(match), Form.FRACTION)


def _share(match: re.Match[str]) -> float:
    """A fraction in percent, as the press rounds it: "deux tiers" are 66.7."""
    if match["moitie"] or match["by_half"]:
        return 50.0
    if match["above"]:
        return round(100 * int(match["above"]) / int(match["below"]), 1)
    if match["share"]:
        return round(100 / _FRACTIONS[match["share"]], 1)
    count = 1 if match["count"] in {"un", "une"} else words.read([match["count"]])[0]
    return round(100 * count / _FRACTIONS[match["part"]], 1)


def _number(low: str, start: int, said: str) -> Numeral | None:
    if said.startswith("mille") and low[max(0, start - 2) : start - 1].isdigit():
        return None  # "200 mille" is read with its digits
    spoken = said.split(" ")
    value, used = words.read(spoken)
    end = start + len(" ".join(spoken[:used]))
    return multiplied(low, Numeral(start, end, float(value), Form.WORDS)) if used else None
