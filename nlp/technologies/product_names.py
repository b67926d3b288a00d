"""Where a text introduces the name of a product or a project: patterns, before anything is believed."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from core.types import Mention
from nlp.technologies.inflection import looks_plural
from nlp.technologies.name_shapes import (
    BOUND,
    FIRST,
    LOOSE,
    NAME,
    NAME_GIVEN,
    QUOTED,
    SPACE,
    STRICT,
    any_of,
    name_of,
    naming,
    words,
)

_DEFAULT = "services-en-ligne"
_LEFT = 70  # how far before a comma a name may begin
_NEAR = 250  # how far from a technology something that is baptised may be


class Trust(IntEnum):
    """How surely the words around call a name a product's."""

    COINED = 0  # only if no dictionary holds it, or if it ends as products' names do
    BESIDE = 1  # it stands beside a technology
    SURE = 2  # right behind a word that announces one
    NAMED = 3  # a technology is said to bear it: it is a product's, even where it is a town's too


class Introduced(NamedTuple):
    """A name's span, what its technology is about, and how surely it is one's."""

    start: int
    end: int
    category: str
    trust: Trust


_S = SPACE
_ADJECTIVES = (
    rf"(?:{_S}(?:d[e’']{_S}?[a-zà-ÿ]{{4,}}|en ligne|mobile|web|gratuite?|numérique|participative|citoyenn?e?|"
    r"municipale?|vocale?|virtuel(?:le)?|collaborative|intelligente?|autonome|nationale?|locale?|interactive?|humanoïde|"
    r"dédiée?|officiel(?:le)?|maison|libre|open source|conversationnel(?:le)?|communale?|phare)){0,3}"
)
_BEHIND = re.compile(rf"(?i:\b(?:{any_of(words()['before_name'])})){_ADJECTIVES}{_S}{NAME}")
_DIGITAL = re.compile(rf"(?i:\b(?:{any_of(words()['before_digital_name'])})){_ADJECTIVES}{_S}{NAME}")
_LAUNCHED = re.compile(
    rf"(?i:\b(?:({any_of(words()['launched_offices'])})|{any_of(words()['launched'])})){_ADJECTIVES}{_S}({STRICT})"
    rf"(?=,{_S}(?:lancée?|accessible|disponible|testée?|expérimentée?|mise?{_S}en{_S}(?:ligne|service)|gratuite?)\b)"
)
_BESIDE_WORD = re.compile(
    rf"(?i:\b(?:{any_of(words()['beside_name'])})\b){_ADJECTIVES}(?:{_S}[a-zà-ÿ]{{4,}})?"
)
_ITS = re.compile(rf"(?i:\b(?:son|sa|leur){_S}(?:{any_of(words()['beside_its'])})\b){_ADJECTIVES}")
_BESIDE = re.compile(rf"{_ADJECTIVES},{_S}(?:le{_S}|la{_S}|l['’])?(?:{QUOTED}|({LOOSE})){BOUND}")
_NAMED = re.compile(rf"(?i:\b(?:{naming()})){_S}(?:sobrement{_S}|simplement{_S}|joliment{_S})?{NAME_GIVEN}")
_ITS_NAME = re.compile(rf"({STRICT}),{_S}(?:c['’]est|tel{_S}est){_S}(?:son|leur){_S}(?:petit{_S})?nom\b")
_MADE = re.compile(
    rf"(?<!\w)({FIRST}),{_S}(?:(?:conçue?|développée?|éditée?|fabriquée?|imaginée?|commercialisée?){_S}(?:par|avec)|"
    rf"mise?{_S}au{_S}point{_S}par){_S}"
)
# what can tell only when it is equipped: "Voltigo, un fourgon équipé de tablettes"
_EQUIPPED = re.compile(
    rf"\b(?:{any_of(words()['equipped'])}){_S}(?:équipé|doté|connecté|aménagé|bardé|bourré|truffé|muni)e?\b"
)
_DETERMINER = re.compile(
    rf",{_S}(?:(?:l|cette|ce|la|le|une?|son|sa|leur|notre)(?:{_S}|['’])(?:nouvel(?:le)?{_S}|nouveau{_S}|future?{_S}|"
    rf"toute{_S}nouvelle{_S}|première?{_S}|petite?{_S}|propre{_S}|simple{_S}|véritable{_S})?)$"
)
_IT_IS = re.compile(rf",{_S}c['’]est{_S}(?:l['’]|(?:la|le|une?){_S})$")
_NAME_LEFT = re.compile(rf"(?:^|(?<=[\s(«“’']))(?:{QUOTED}|({LOOSE}))$")
_ARTICLE_LEFT = re.compile(rf"(?:\b(?:des|les|du){_S})({FIRST}),{_S}$")
# "des X, capteurs à quatre micros": what follows tells what X are; without it the X may be a district
_DESCRIBED = re.compile(
    rf"{_S}(?:à|conçue?s?|développée?s?|fabriquée?s?|capables?|dotée?s?|destinée?s?|qui|munie?s?){_S}"
)
_CAMEL = re.compile(
    r"(?<![\w.@/#’'-])(?:(?:Mon|Ma|Mes|Open|Smart|Allo|Geo|Géo|Data|Info|My)[A-ZÀ-Þ][a-zà-ÿ]\w+|"
    r"(?:(?<=\b[Aa]vec )|(?<=\bvia )|(?<=\b[Ss]ur )|(?<=\bpar )|(?<=\bdepuis )|(?<=\btélécharge )|(?<=\btélécharger )|"
    r"(?<=\binstaller )|(?<=\badopte )|(?<=\butilise )|(?<=\butilisent ))[A-Z][a-zà-ÿ]+(?:[A-Z]\w*|&\w+))"
)
# "la rue baptisée X", but "le jumeau de la ville, nommé X"
_NO_PRODUCT = re.compile(
    rf"(?i:(?<!\bde la )(?<!\bdu )(?<!\bde l['’])\b(?:{any_of(words()['not_products'])})s?\b)"
)
_SENTENCE_END = re.compile(r"[.!?\n]")
# it may be somebody's, and stand between commas: "l'application, sous le nom de Gap"
_UNDER_THE_NAME = re.compile(r"(?:du|sous le) ", re.IGNORECASE)
_SOMEBODY = re.compile(rf"\b(?:il|elle|qui){_S}$", re.IGNORECASE)
_DIGITAL_NAME = re.compile(rf"(?i:{any_of(words()['digital'])})|\bIA\b|IA$")
_BEFORE_PARTICIPLE = re.compile(rf"{_ADJECTIVES}(?:,{_S}?|{_S})?(?:(?:qui{_S})?(?:est|a{_S}été|sera){_S})?")
_TOOL = rf"(?i:\b(?:{any_of([*words()['before_name'], *words()['beside_name']])})\b)"
_TOOL_LEFT = re.compile(rf"{_TOOL}{_BEFORE_PARTICIPLE.pattern}$")
_TOOL_RIGHT = re.compile(
    rf",{_S}(?:l['’]|(?:le|la|cette|cet|ce){_S})(?:nouvel(?:le)?{_S}|nouveau{_S})?{_TOOL}"
)


def introduced(
    text: str, anchors: Sequence[Mention], is_first_name: Callable[[str], bool]
) -> Iterator[Introduced]:
    """All names that the words around introduce; `anchors` are the technologies and hints, in text order.

    `is_first_name`: whether somebody may be called so ("Elle s'appelle Léa").
    """
    for match in _BEHIND.finditer(text):
        yield Introduced(*name_of(match), _DEFAULT, Trust.SURE)
    for match in _DIGITAL.finditer(text):
        start, end = name_of(match)
        if _DIGITAL_NAME.search(text, start, end):
            yield Introduced(start, end, _DEFAULT, Trust.SURE)
    for match in _BESIDE_WORD.finditer(text):
        yield from _beside(text, match.start(), match.end(), _DEFAULT)
    for match in _EQUIPPED.finditer(text):
        yield from _before(text, match.start(), match.end(), _DEFAULT)
    for anchor in anchors:
        yield from _beside(text, anchor.start, anchor.end, anchor.category)
    yield from _baptised(text, anchors, is_first_name)
    if anchors:
        yield from _near_technologies(text, anchors)


def _near_technologies(text: str, anchors: Sequence[Mention]) -> Iterator[Introduced]:
    """What could be anything's name in a text without technologies."""
    for match in _CAMEL.finditer(text):
        yield Introduced(*match.span(), _nearest(anchors, match.start()).category, Trust.BESIDE)
    for match in _LAUNCHED.finditer(text):
        anchor = _nearest(anchors, match.start())
        if abs(anchor.start - match.start()) <= _NEAR:
            # "le service Jeunesse, lancé en mai": offices, places and posts have names of common words
            yield Introduced(*match.span(2), anchor.category, Trust.COINED if match[1] else Trust.BESIDE)
    for pattern, trust in ((_ITS_NAME, Trust.BESIDE), (_MADE, Trust.COINED)):
        for match in pattern.finditer(text):
            anchor = _nearest(anchors, match.start())
            if abs(anchor.start - match.start()) <= _NEAR:
                yield Introduced(*match.span(1), anchor.category, trust)
    for match in _ITS.finditer(text):
        anchor = _nearest(anchors, match.start())
        right = _BESIDE.match(text, match.end())
        if right and abs(anchor.start - match.start()) <= _NEAR:
            yield Introduced(*name_of(right), anchor.category, Trust.BESIDE)


def _beside(text: str, start: int, end: int, category: str) -> Iterator[Introduced]:
    """Names between commas, behind ("une application, X,") or before ("X, l'application de") an anchor."""
    first = text[start:end].partition(" ")[0].lower()
    right = _BESIDE.match(text, end)
    # several things rarely share a name: "capteurs, Thales, drones" is a list
    if right and (not looks_plural(first) or _DIGITAL_NAME.search(right.group())):
        yield Introduced(*name_of(right), category, Trust.BESIDE)
    yield from _before(text, start, end, category)


def _before(text: str, start: int, end: int, category: str) -> Iterator[Introduced]:
    """The name that a technology explains: "X, l'application de"."""
    if text[start].isupper():
        return  # "dans les vallées de l'Aa, le LoRaWAN"
    before = text[max(0, start - _LEFT) : start]
    at = start - len(before)
    is_it = _IT_IS.search(before)
    determiner = is_it or _DETERMINER.search(before)
    described = not determiner and _DESCRIBED.match(text, end)
    left = _NAME_LEFT.search(before[: determiner.start()]) if determiner else _ARTICLE_LEFT.search(before)
    if left and (determiner or described):
        name_start, name_end = name_of(left)
        trust = Trust.COINED if is_it else Trust.SURE if described else Trust.BESIDE
        yield Introduced(at + name_start, at + name_end, category, trust)


def _baptised(
    text: str, anchors: Sequence[Mention], is_first_name: Callable[[str], bool]
) -> Iterator[Introduced]:
    """Names behind "baptisé": near a technology, and not of a street, a ship or a child."""
    for match in _NAMED.finditer(text):
        start = match.start()
        subject = " ".join(_SENTENCE_END.split(text[max(0, start - 60) : start])[-1].split()[-4:])
        name = name_of(match)
        somebody = _SOMEBODY.search(text, max(0, start - 6), start)
        if not anchors or _NO_PRODUCT.search(subject) or (somebody and is_first_name(text[slice(*name)])):
            continue
        anchor = _nearest(anchors, start)
        thing = _of_a_thing(text, start, name[1], anchors)
        if thing or abs(anchor.start - start) <= _NEAR:
            named = Trust.SURE if _UNDER_THE_NAME.match(text, start) else Trust.NAMED
            yield Introduced(*name, anchor.category, named if thing else Trust.BESIDE)


def _of_a_thing(text: str, at: int, end: int, anchors: Sequence[Mention]) -> bool:
    """Whether a naming verb tells of a tool: "L'hyperviseur, baptisé X", "Baptisé X, l'outil"."""
    last = anchors[max(0, bisect_left(anchors, at, key=lambda a: a.start) - 1)]
    beside = last.end <= at and _BEFORE_PARTICIPLE.fullmatch(text, last.end, at) is not None
    tool = _TOOL_LEFT.search(text, max(0, at - 60), at) or _TOOL_RIGHT.match(text, end)
    return beside or tool is not None


def _nearest(anchors: Sequence[Mention], at: int) -> Mention:
    i = bisect_left(anchors, at, key=lambda a: a.start)
    return min(anchors[max(0, i - 1) : i + 1], key=lambda a: abs(a.start - at))
