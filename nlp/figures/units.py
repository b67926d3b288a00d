"""What measures a number, read behind it: "€", "millions d’euros", "kWh", "km/h", "€ le m³", "mètres carrés"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp.wordlists import either, table

_LEXICON = table("figures.toml")
_SYMBOLS: dict[str, dict[str, list[str]]] = _LEXICON["symbols"]
_BASES: dict[str, list[str | float]] = _LEXICON["multiples_of"]
_EACH_WORD = either(_LEXICON["each"]["word"])
_PREFIX = {1e3: "k", 1e6: "M", 1e9: "Md"}
_SPACE = "[ \u00a0\u202f\u2009]"


class Unit(NamedTuple):
    """A unit behind a number: its usual form, what it measures (money, percent, duration, measure, count), its end."""

    name: str
    kind: str
    end: int


def _key(form: str) -> str:
    """A unit's words in singular: "mètres carrés" and "mètre carré" are one."""
    return " ".join(word.rstrip("s") for word in form.split())


def _words() -> Iterator[tuple[str, tuple[str, str]]]:
    units: dict[str, dict[str, list[str]]] = _LEXICON["units"]
    for kind, forms in units.items():
        for name, written in forms.items():
            yield from ((_key(form), (name, kind)) for form in written)


_BY_WORD = dict(_words())
_BY_SYMBOL = {
    form: (name, kind) for kind, units in _SYMBOLS.items() for name, forms in units.items() for form in forms
}
_WORD = re.compile(rf"[ \n]{{1,2}}({either(form.replace(' ', 's? ') + 's?' for form in _BY_WORD)})(?!\w)")
# looked up first, for few words behind numbers are units
_FIRST = re.compile(r"[ \n]{1,2}([a-z]+)")
_FIRST_WORDS = {key.split()[0] for key in _BY_WORD}
_FIRST_SIGNS = {form[0] for form in _BY_SYMBOL}
_SYMBOL = re.compile(rf"{_SPACE}{{0,2}}({either(map(re.escape, _BY_SYMBOL))})(?:(?<=[€$£%°])|(?![\w’'²³]))")
_OF = re.compile(r" de?(?= )")
_OF_EURO = re.compile(r" d euros?(?!\w)")
_TAX = re.compile(rf"{_SPACE}?(TTC|HT|hors taxes?|toutes taxes comprises)(?!\w)")
# "20 €/mois", "375 € le m³": part of the span; "par an" is only part of the unit
_EACH = re.compile(
    rf" ?/ ?([a-z]{{1,7}}[23²³]?(?:/[a-z]{{1,7}})?)(?![\w/])| (?:l[ea]?|du|de l[a]?) ({_EACH_WORD})(?!\w)"
)
_PER = re.compile(rf" par ({either(_LEXICON['each']['per'])})(?!\w)")


def unit(text: str, low: str, at: int, multiple: float = 1.0, *, of: bool = False) -> Unit | None:
    """The unit that follows a number which ends at `at`; of "millions" only money makes a unit of its own.

    `of`: "de" or "d’" may lead to it ("une dizaine de minutes"), as after "millions" anyway.
    """
    link = _OF.match(low, at) if of or multiple > 1 else None
    found = _plain(text, low, link.end() if link else at)
    if found is None:
        return None
    name, end = found.name, found.end
    if found.kind == "money":
        name, end = _money(text, low, name, end, multiple)
    if each := _EACH.match(low, end):
        name, end = f"{name}/{each[1] or each[2]}", each.end()
    elif per := _PER.match(low, end):
        name = f"{name}/{'an' if per[1] == 'annee' else per[1]}"
    return Unit(name, found.kind, end)


def _plain(text: str, low: str, at: int) -> Unit | None:
    first = _FIRST.match(low, at)
    if first and first[1].rstrip("s") in _FIRST_WORDS and (word := _WORD.match(low, at)):
        return Unit(*_BY_WORD[_key(word[1])], word.end())
    symbol = _SYMBOL.match(text, at) if text[at : at + 3].strip()[:1] in _FIRST_SIGNS else None
    return Unit(*_BY_SYMBOL[symbol[1]], symbol.end()) if symbol else None


def _money(text: str, low: str, name: str, end: int, multiple: float) -> tuple[str, int]:
    name = _PREFIX.get(multiple, "") + name
    if euro := _OF_EURO.match(low, end):  # "un centime d’euro"
        end = euro.end()
    if tax := _TAX.match(text, end):
        name, end = f"{name} {'HT' if tax[1][0] in 'Hh' else 'TTC'}", tax.end()
    return name, end


def base(name: str) -> tuple[str, float]:
    """The unit of which this one is a multiple, and how many of it: ("€", 1e6) for "M€"; itself and 1 otherwise."""
    first = re.split(r"[ /]", name, maxsplit=1)[0]
    unit_name, scale = _BASES.get(first, (first, 1.0))
    return f"{unit_name}{name[len(first) :]}", float(scale)
