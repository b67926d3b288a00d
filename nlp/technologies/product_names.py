"""Where a text introduces the name of a product or a project: patterns, before anything is believed."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.types import Mention, Span
from nlp.technologies.inflection import feminine, looks_plural
from nlp.wordlists import table

_DEFAULT = "services-en-ligne"
_LEFT = 70  # how far before a comma a name may begin
_NEAR = 250  # how far from a technology something that is baptised may be


class Introduced(NamedTuple):
    """A name's span, what its technology is about, and whether the words before it leave no doubt."""

    start: int
    end: int
    category: str
    sure: bool


def words() -> dict[str, list[str]]:
    """The lists of nlp/lexicon/product_words.toml."""
    return table("product_words.toml")


def _any(name: str) -> str:
    return "|".join(re.escape(w) for w in sorted(words()[name], key=len, reverse=True))


def _naming() -> str:
    """The naming verbs; participles in both genders and numbers."""
    forms = [f for w in words()["naming"] for f in ((w, feminine(w)) if w.endswith("é") else (w,))]
    return "|".join(
        re.escape(f) + ("s?" if f.endswith(("é", "ée")) else "") for f in sorted(forms, key=len)[::-1]
    )


_S = r"[ \u00a0\u202f]"
_W = r"(?:[A-ZÀ-ÖØ-Þ0-9][\w&+’'-]*(?:\.(?:fr|com|org|io|eu|ai)\b)?|[a-z]{1,3}[A-Z]\w+)"
_SITE = r"[a-z][a-z0-9-]{2,30}\.(?:[a-z0-9-]{2,30}\.)?(?:fr|com|org|io|eu|app)\b"
_FIRST = rf"(?:[A-ZÀ-ÖØ-Þ][\w&+’'-]*(?:\.(?:fr|com|org|io|eu|ai)\b)?|[a-z]{{1,3}}[A-Z]\w+|{_SITE})"
_SMALL = r"(?:de|du|des|la|le|les|et|&|en|à|dans|pour|sur|ma|mon|mes)"
_STRICT = rf"{_FIRST}(?:{_S}(?:(?:de|du|des|la|le|les|et|&){_S}){{0,2}}{_W}){{0,4}}"
_LOOSE = rf"{_FIRST}(?:{_S}(?:{_W}|[dl]['’]\w+|{_SMALL}{_S}(?:(?:la|le|les|ma|mon){_S})?\w+)){{0,3}}"
_QUOTED = rf"[«“\"]{_S}?([^«»“”\"\n]{{2,40}}?){_S}?[»”\"]"
_BOUND = rf"(?={_S}?[.,;:)(»”\n]|{_S}[–—-]{_S}|$)"
_ADJECTIVES = (
    rf"(?:{_S}(?:d[e’']{_S}?[a-zà-ÿ]{{4,}}|en ligne|mobile|web|gratuite?|numérique|participative|citoyenn?e?|"
    r"municipale?|vocale?|virtuel(?:le)?|collaborative|intelligente?|autonome|nationale?|locale?|interactive?|humanoïde|"
    r"dédiée?|officiel(?:le)?|maison|libre|open source)){0,3}"
)
_NAME = rf"(?:{_QUOTED}|({_LOOSE}){_BOUND}|({_STRICT}))"
_BEHIND = re.compile(rf"(?i:\b(?:{_any('before_name')})){_ADJECTIVES}{_S}{_NAME}")
_DIGITAL = re.compile(rf"(?i:\b(?:{_any('before_digital_name')})){_ADJECTIVES}{_S}{_NAME}")
_BESIDE_WORD = re.compile(rf"(?i:\b(?:{_any('beside_name')})\b){_ADJECTIVES}(?:{_S}[a-zà-ÿ]{{4,}})?")
_BESIDE = re.compile(rf",{_S}(?:le{_S}|la{_S}|l['’])?(?:{_QUOTED}|({_LOOSE})){_BOUND}")
_NAMED = re.compile(rf"(?i:\b(?:{_naming()})){_S}(?:sobrement{_S}|simplement{_S}|joliment{_S})?{_NAME}")
_DETERMINER = re.compile(
    rf",{_S}(?:(?:l|cette|ce|la|le|une?|son|sa|leur|notre)(?:{_S}|['’])(?:nouvel(?:le)?{_S}|nouveau{_S}|future?{_S}|"
    rf"toute{_S}nouvelle{_S}|première?{_S}|petite?{_S}|propre{_S})?)$"
)
_NAME_LEFT = re.compile(rf"(?:^|(?<=[\s(«“’']))(?:{_QUOTED}|({_LOOSE}))$")
_ARTICLE_LEFT = re.compile(rf"(?:\b(?:des|les|du){_S})({_FIRST}),{_S}$")
# "des X, capteurs à quatre micros": what follows tells what X are; without it the X may be a district
_DESCRIBED = re.compile(
    rf"{_S}(?:à|conçue?s?|développée?s?|fabriquée?s?|capables?|dotée?s?|destinée?s?|qui|munie?s?){_S}"
)
_CAMEL = re.compile(
    r"(?<![\w.@/#’'-])(?:(?:Mon|Ma|Mes|Open|Smart|Allo|Geo|Géo|Data|Info|My)[A-ZÀ-Þ][a-zà-ÿ]\w+|"
    r"(?<=\bavec )[A-Z][a-zà-ÿ]+[A-Z]\w*|(?<=\bvia )[A-Z][a-zà-ÿ]+[A-Z]\w*|(?<=\bsur )[A-Z][a-zà-ÿ]+[A-Z]\w*|"
    r"(?<=\bpar )[A-Z][a-zà-ÿ]+[A-Z]\w*)"
)
# "la rue baptisée X", but "le jumeau de la ville, nommé X"
_NO_PRODUCT = re.compile(rf"(?i:(?<!\bde la )(?<!\bdu )(?<!\bde l['’])\b(?:{_any('not_products')})s?\b)")
_DIGITAL_NAME = re.compile(rf"(?i:{_any('digital')})|\bIA\b|IA$")


def introduced(text: str, anchors: Sequence[Mention]) -> Iterator[Introduced]:
    """All names that the words around introduce; `anchors` are the technologies and hints, in text order."""
    for match in _BEHIND.finditer(text):
        yield Introduced(*_name(match), _DEFAULT, sure=True)
    for match in _DIGITAL.finditer(text):
        start, end = _name(match)
        if _DIGITAL_NAME.search(text, start, end):
            yield Introduced(start, end, _DEFAULT, sure=True)
    for match in _BESIDE_WORD.finditer(text):
        yield from _beside(text, match.start(), match.end(), _DEFAULT)
    for anchor in anchors:
        yield from _beside(text, anchor.start, anchor.end, anchor.category)
    yield from _baptised(text, anchors)
    if anchors:
        for match in _CAMEL.finditer(text):
            yield Introduced(
                match.start(), match.end(), _nearest(anchors, match.start()).category, sure=False
            )


def _beside(text: str, start: int, end: int, category: str) -> Iterator[Introduced]:
    """Names between commas, behind ("une application, X,") or before ("X, l'application de") an anchor."""
    first = text[start:end].partition(" ")[0].lower()
    right = _BESIDE.match(text, end)
    # several things rarely share a name: "capteurs, Thales, drones" is a list
    if right and (not looks_plural(first) or _DIGITAL_NAME.search(right.group())):
        yield Introduced(*_name(right), category, sure=False)
    if text[start].isupper():
        return  # "dans les vallées de l'Aa, le LoRaWAN"
    before = text[max(0, start - _LEFT) : start]
    determiner = _DETERMINER.search(before)
    described = not determiner and _DESCRIBED.match(text, end)
    left = _NAME_LEFT.search(before[: determiner.start()]) if determiner else _ARTICLE_LEFT.search(before)
    if left and (determiner or described):
        at = start - len(before)
        name_start, name_end = _name(left)
        yield Introduced(at + name_start, at + name_end, category, sure=bool(described))


def _baptised(text: str, anchors: Sequence[Mention]) -> Iterator[Introduced]:
    """Names behind "baptisé": near a technology, and not of a street, a ship or a child."""
    for match in _NAMED.finditer(text):
        start = match.start()
        subject = " ".join(text[max(0, start - 60) : start].split()[-4:])
        if not anchors or _NO_PRODUCT.search(subject):
            continue
        anchor = _nearest(anchors, start)
        if abs(anchor.start - start) <= _NEAR:
            yield Introduced(*_name(match), anchor.category, sure=False)


def _nearest(anchors: Sequence[Mention], at: int) -> Mention:
    i = bisect_left(anchors, at, key=lambda a: a.start)
    return min(anchors[max(0, i - 1) : i + 1], key=lambda a: abs(a.start - at))


def _name(match: re.Match[str]) -> Span:
    """The span of the group that matched: quoted, loose or strict."""
    group = next(i for i in range(1, (match.re.groups or 0) + 1) if match.group(i))
    return match.span(group)
