"""What measures a number, read behind it: "€", "millions d’euros", "kWh", "km/h", "€ le m³", "mètres carrés"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp.wordlists import either, table

_LEXICON = table("figures.toml")
_WORDS: dict[str, dict[str, list[str]]] = _LEXICON["units"]
_SYMBOLS: dict[str, dict[str, list[str]]] = _LEXICON["symbols"]
_BASES: dict[str, list[str | float]] = _LEXICON["multiples_of"]


class Unit(NamedTuple):
    """A unit behind a number: its usual form, what it measures (money, percent, duration, measure), where it ends."""

    name: str
    kind: str
    end: int


def _key(form: str) -> str:
    """A unit's word in singular: "metres carres" and "mètre carré" are one."""
    return " ".join(word.rstrip("s") for word in form.split())


def _written() -> Iterator[tuple[str, tuple[str, str]]]:
    for kind, units in _WORDS.items():
        for name, forms in units.items():
            yield from ((_key(form), (name, kind)) for form in forms)


_BY_WORD = dict(_written())
_BY_SYMBOL = {
    form: (name, kind) for kind, units in _SYMBOLS.items() for name, forms in units.items() for form in forms
}
_WORD = re.compile(rf"[ \n]{{1,2}}({either(form.replace(' ', 's? ') + 's?' for form in _BY_WORD)})(?!\w)")
_OF = re.compile(r" de?(?= )")
_SYMBOL = re.compile(
    rf"[ \u00a0\u202f\u2009]{{0,2}}({either(re.escape(form) for form in _BY_SYMBOL)})"
    r"(?:(?<=[€$£%°])|(?![\w’'²³]))"
)
_TAX = re.compile(r" ?(TTC|HT|hors taxes?|toutes taxes comprises)(?!\w)")
_EACH = re.compile(
    r" ?/ ?([a-z]{1,7}[23²³]?)(?![\w/])| l[ea]? (m[23²³]|metre carre|metre cube|kilo|kg|tonne|litre|kwh|mwh|heure|unite|metre lineaire|place|nuit)(?!\w)"
)
_PER = re.compile(
    r" par (an|mois|jour|semaine|heure|annee|minute|seconde|habitant|personne|foyer|nuit)(?!\w)"
)


def unit(text: str, low: str, at: int, multiple: float = 1.0, *, of: bool = False) -> Unit | None:
    """The unit that follows a number which ends at `at`; of "millions" only money makes a unit of its own.

    `of`: "de" or "d’" may lead to it ("une dizaine de minutes", "5 millions d’euros").
    """
    link = _OF.match(low, at) if of or multiple > 1 else None
    found = _plain(text, low, link.end() if link else at)
    if found is None:
        return None
    name, end = (_multiplied(found.name, multiple) if found.kind == "money" else found.name), found.end
    if found.kind == "money" and (tax := _TAX.match(text, end)):
        name, end = f"{name} {'HT' if tax[1][0] in 'Hh' else 'TTC'}", tax.end()
    if each := _EACH.match(low, end):
        name, end = f"{name}/{each[1] or each[2]}", each.end()
    elif per := _PER.match(low, end):
        name = f"{name}/{'an' if per[1] == 'annee' else per[1]}"
    return Unit(name, found.kind, end)


def _plain(text: str, low: str, at: int) -> Unit | None:
    if word := _WORD.match(low, at):
        return Unit(*_BY_WORD[_key(word[1])], word.end())
    symbol = _SYMBOL.match(text, at)
    return Unit(*_BY_SYMBOL[symbol[1]], symbol.end()) if symbol else None


_PREFIX = {1e3: "k", 1e6: "M", 1e9: "Md"}


def _multiplied(name: str, multiple: float) -> str:
    return _PREFIX.get(multiple, "") + name


def base(name: str) -> tuple[str, float]:
    """The unit of which this one is a multiple, and how many of it: ("€", 1e6) for "M€"; itself and 1 otherwise."""
    first, *rest = re.split(r"(?=[ /])", name, maxsplit=1)
    unit_name, scale = _BASES.get(first, (first, 1.0))
    return f"{unit_name}{''.join(rest)}", float(scale)
