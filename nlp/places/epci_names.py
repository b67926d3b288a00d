"""How intercommunal bodies are written: names without their administrative type, acronyms, short forms.

The register writes "CC du Pays de Sainte-Odile", "CA Bassin d'Arcachon Sud (COBAS)".
"""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from nlp.places.forms import Form, folded_name
from nlp.places.lexicons import place_words

ALONE, WITH_TYPE, ACRONYM = 0, 1, 2

_BRACKET = re.compile(r"\(([^)]*)\)")
_TYPE = re.compile(r"^(?:CC|CA|CU|EPT)\s+")
_LINK = re.compile(r"^(?:de la|de l|des|du|de|d)\s+")
_ARTICLE = re.compile(r"^(?:le|la|les|l) ")
_OWN_TYPE = re.compile(
    r"^(?:metropole|communaute d agglomeration|communaute de communes|intercommunale|europeenne)\s+"
)
_PLACES = place_words("places_first")
_DASH = re.compile(r" [-–] ")
_BRAND = re.compile(r"\w{3}['’]\w")  # "Val'Eyrieux": no stretch of country is so spelled
_SUFFIX = re.compile(r" (?:agglo|agglomeration|communaute|metropole|communaute d agglomeration)$")
_SUFFIXES = ("agglo", "agglomeration", "communaute", "metropole")
_MARKS = re.compile(r"\b(?:agglo|agglomeration|metropole|eurometropole|communaute|interco)\b")
_COUNTRY = place_words("country")
_DIGITS = {"2": "deux", "3": "trois", "4": "quatre", "5": "cinq", "7": "sept"}


def epci_forms(official: str, towns: Collection[str]) -> Iterator[Form]:
    """Every form of an EPCI's name; `towns` are the folded names of communes."""
    for inner in _BRACKET.findall(official):
        if re.fullmatch(r"[A-Z][A-Za-z0-9 ]{1,12}", inner):
            yield Form(folded_name(inner), 0, ACRONYM)
    plain = folded_name(_TYPE.sub("", _BRACKET.sub("", official)))
    base = _LINK.sub("", plain)
    brand = _BRAND.search(official) is not None
    dashes = _dashes(official)
    for name in _variants(base):
        if len(name) > 3:
            rank = ALONE if brand or _stands_alone(name, towns) else WITH_TYPE
            yield Form(name, 0, rank)
            yield from (
                Form(name.replace(joined, apart), 0, rank) for joined, apart in dashes if joined in name
            )


def _dashes(official: str) -> list[tuple[str, str]]:
    """How "Paris - Vallée de la Marne" is written: as the matcher sees a hyphen and a dash with spaces around."""
    parts = _DASH.split(official)
    pairs = [(folded_name(a).split()[-1], folded_name(b).split()[0]) for a, b in pairwise(parts) if a and b]
    return [(f"{a} {b}", f"{a}{mark}{b}") for a, b in pairs for mark in ("   ", " – ")]


def _variants(base: str) -> Iterator[str]:
    """The name with numbers in words, with and without its own "Agglomération", "Métropole"."""
    found = {base: None}
    found[" ".join(_DIGITS.get(t, t) for t in base.split())] = None
    for name in list(found):
        found[_ARTICLE.sub("", name)] = None
        found[_LINK.sub("", _OWN_TYPE.sub("", name))] = None
    for name in list(found):
        stem = _SUFFIX.sub("", name)
        if stem != name:
            found |= dict.fromkeys([stem, *(f"{stem} {suffix}" for suffix in _SUFFIXES)])
    for name in list(found):
        if "coeur" in name:
            found[name.replace("coeur", "cœur")] = None
    yield from found


def _stands_alone(name: str, towns: Collection[str]) -> bool:
    """Whether the name needs no "communauté de communes" before it to be understood."""
    if name in towns or name in _PLACES:
        return False
    if _MARKS.search(name):
        return " " in name
    first, _, rest = _ARTICLE.sub("", name).partition(" ")
    if first == "grand" and rest:
        return True
    return (len(name.split()) > 2 and first not in _COUNTRY) or (
        " " in name
        and first not in _COUNTRY
        and not any(t in {"de", "du", "des", "d", "la", "le", "en", "sur"} for t in name.split())
    )
