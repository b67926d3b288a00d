"""Numbers that share a unit: "de 20 à 30 %", "entre 5 et 10 ans", "quatre ou cinq personnes", "24 et 31 ans"."""

import re
from typing import NamedTuple

from nlp.figures.reading import Kind, Reading

_TO = re.compile(r" (?:jusqu )?a (?:pres de |plus de |environ |quelque )?| ?[–—-] ?")
_OR = re.compile(r",? (?:ou|voire) ")
_AND = re.compile(r", ?| et ")
_BETWEEN = re.compile(r"(?<!\w)entre (?:environ |pres de )?$")
_STEMS = r"(?<!\w)(?:pass|tomb|grimp|mont|bond|recul|baiss|redui|rame|abaiss|augment|chut|descend|bascul)"
_CHANGES = re.compile(rf"{_STEMS}[a-z]{{0,7}} (?:ainsi |deja )?de $")
# "augmentera de 2 points, de 18 % à 20 %": the rise, then from what to what
_BY_AND_FROM = re.compile(
    rf"{_STEMS}[a-z]{{0,7}} (?:ainsi |deja )?(?:de|d) [^.;:!?«»\n]{{1,40}}?,? (?:passant )?de $"
)
_FROM = re.compile(r"(?<!\w)de $")
_LISTED = re.compile(r"(?:(?<!\w)(?:de|a|les|aux|pour|sur|et)|[,(]) $")
_HYPHENS = frozenset("-‐‑")
_LONGEST = 16
_CLAUSE = 64


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
    before = low[max(0, first.start - 24) : first.start]
    if _OR.fullmatch(low, at, to):
        return Link(one=True, bound=True) if rising and first.kind is Kind.ALONE else None
    if text[at:to] in _HYPHENS or _TO.fullmatch(low, at, to):
        falling = not rising and _FROM.search(before)
        changes = _CHANGES.search(before) or _BY_AND_FROM.search(
            low, max(0, first.start - _CLAUSE), first.start
        )
        return Link(one=False, bound=rising and not changes) if rising or falling else None
    if not _AND.fullmatch(low, at, to):
        return None
    between = _BETWEEN.search(before) is not None
    listed = (
        first.kind is Kind.ALONE and not _is_year(first) and (first.numeral.grouped or _LISTED.search(before))
    )
    return Link(one=False, bound=between and rising) if between or listed else None


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
