"""Numbers that share a unit: "de 20 à 30 %", "entre 5 et 10 ans", "20-30 %", "quatre ou cinq personnes", "24 et 31 ans"."""

import re
from typing import NamedTuple

from nlp.figures.reading import Kind, Reading

_TO = re.compile(r" (?:jusqu )?a (?:pres de |plus de |environ |quelque )?| ?[–—-] ?")
_OR = re.compile(r",? (?:ou|voire) ")
_AND = re.compile(r",| et ")
_BETWEEN = re.compile(r"(?<!\w)entre (?:environ |pres de )?$")
_CHANGES = re.compile(
    r"(?<!\w)(?:pass|tomb|grimp|mont|bond|recul|baiss|redui|rame|abaiss|augment|chut|descend|bascul)[a-z]{0,7} (?:ainsi |deja )?de $"
)
_FROM = re.compile(r"(?<!\w)de $")
_LISTED = re.compile(r"(?:(?<!\w)(?:de|a|les|aux|pour|sur|et)|[,(]) $")
_LONGEST = 16


class Link(NamedTuple):
    """How a number leads to the next: `one` span for both, or two; `bound` when it is the lower end of a range."""

    one: bool
    bound: bool


def link(text: str, low: str, first: Reading, second: Reading) -> Link | None:
    """How two neighbouring readings belong together, the first without unit of its own or with the same."""
    at, to = first.end, second.start
    if to - at > _LONGEST or second.kind is Kind.ALONE or not _same_unit(first, second):
        return None
    rising = first.numeral.total < second.numeral.total
    before = max(0, first.start - 24)
    if _OR.fullmatch(low, at, to):
        return Link(one=True, bound=True) if rising and first.kind is Kind.ALONE else None
    if text[at:to] in {"-", "‐", "‑"} or _TO.fullmatch(low, at, to):
        if rising:
            return Link(one=False, bound=_CHANGES.search(low, before, first.start) is None)
        return Link(one=False, bound=False) if _FROM.search(low, before, first.start) else None
    if _AND.fullmatch(low, at, to):
        if _BETWEEN.search(low, before, first.start):
            return Link(one=False, bound=rising)
        if first.kind is Kind.ALONE and not _is_year(first) and _LISTED.search(low, before, first.start):
            return Link(one=False, bound=False)
    return None


def _same_unit(first: Reading, second: Reading) -> bool:
    return first.kind is Kind.ALONE or (first.kind, first.unit) == (second.kind, second.unit)


def _is_year(reading: Reading) -> bool:
    return 1900 <= reading.value <= 2099 and not reading.numeral.grouped


def shared(first: Reading, second: Reading) -> Reading:
    """The first number with the unit and multiple of the second: of "5 à 7 millions d’euros", 5 M€."""
    if first.kind is not Kind.ALONE:
        return first
    multiple = second.numeral.multiple if second.kind is not Kind.MONEY else 1.0
    return first._replace(value=first.numeral.total * multiple, unit=second.unit, kind=second.kind)
