"""Uses told by a purpose or by a noun: "pour repérer", "pour la gestion", "une application de réservation"."""

import re

from core.types import Mention, Span
from nlp.initiatives.categories import categories_of
from nlp.initiatives.phrases import END, phrase
from nlp.initiatives.purposes import (
    AGAINST,
    aim,
    deed,
    enabling,
    first,
    generic,
    is_deed,
    nominal,
    purpose,
    use_noun,
)
from nlp.initiatives.scene import Scene
from nlp.initiatives.use_verbs import ASIDE, is_use, search
from nlp.initiatives.wording import listed
from nlp.text import fold
from nlp.wordlists import table

_FILE = "initiatives.toml"
_REACH = 170
"""Characters behind a technology in which its purpose stands."""


_ARTICLE = re.compile(r"(?:les|la|le|l|une|un) ")


def told_use_noun(scene: Scene, span: Span) -> str:
    """A noun that says a use with what it is done to, wherever it stands."""
    match = search(use_noun(), scene.found.low, *span)
    return phrase(scene, match.start(), span[1]) if match else ""


def told_behind(scene: Scene, span: Span, at: int) -> str:
    """The purpose behind a technology: "des caméras pour repérer les dépôts sauvages"."""
    for link in purpose().finditer(scene.found.low, at, min(span[1], at + _REACH)):
        between = ASIDE.sub("", scene.found.text[at : link.start()]).replace(",", "")
        if END.search(between):
            return ""
        if is_use(scene.found.low, link.end()) and (told := phrase(scene, link.end(), span[1])):
            return told
    return ""


def told_complement(scene: Scene, span: Span, at: int) -> str:
    """A noun of action behind a technology ("une application de réservation"), or what it is put up against."""
    if match := deed().match(scene.found.low, at, span[1]):
        return _deed(scene, match.end(), span[1])
    if match := AGAINST.match(scene.found.low, at, span[1]):
        return phrase(scene, match.end(), span[1], verb="lutter contre")
    return ""


def told_generic(scene: Scene, span: Span) -> str:
    """What "un outil de suivi des consommations" says."""
    match = search(generic(), scene.found.low, *span)
    return _deed(scene, match.end(), span[1]) if match else ""


_OF = re.compile(
    r"[a-z]+(?: [a-z]{4,}(?:ique|iques|ales?|elles?|ives?|aires?))? (?:de|d|du|des|a|au|aux|en) "
)


def _deed(scene: Scene, at: int, end: int) -> str:
    """A noun of action with what it is done to: alone, or with an adjective, it may be that of the noun before it."""
    return phrase(scene, at, end) if _OF.match(scene.found.low, at, end) else ""


_COMPLEMENT = re.compile(r" ((?:de la|de l|des|du|de|d) (?:[a-z]{3,}))")


_INNER = re.compile(r"(?:[a-z]+ ){1,2}?(?:de |d )")


_MEASURES = re.compile(r"(capteur|sonde|detecteur)s? (d |de )(?!la |l |cette |ce |quoi |type |marque )")


def told_named(scene: Scene, span: Span, m: Mention) -> str:
    """What the name of a technology says with what follows: "télépaiement de la taxe de séjour", "capteurs de CO2"."""
    if (measures := _MEASURES.match(scene.found.low, m.start, span[1])) and m.key not in table(_FILE)["uses"]:
        what = phrase(
            scene, measures.start(2), span[1], verb="détection" if measures[1] == "detecteur" else "mesure"
        )
        if what and "comptage" not in what:
            return what
    inner = None if m.key in table(_FILE)["uses"] else _INNER.match(scene.found.low, m.start, m.end)
    if inner:
        what = phrase(scene, inner.end(), m.end)
        telling = categories_of(fold(what).lower()) or is_deed().match(scene.found.low, inner.end())
        if len(what.split()) > 2 and telling:
            return what
    if head := table(_FILE)["heads"].get(m.key):
        of = _COMPLEMENT.match(scene.found.low, m.end, span[1])
        what = phrase(scene, of.start(1), span[1], verb=head) if of else ""
        if what and fold(what).lower().split()[-1] not in listed("owners"):
            return what
    told = _deed(scene, m.start, span[1]) if is_deed().match(scene.found.low, m.start, m.end) else ""
    return told if len(told) > m.end - m.start + 2 else ""


def told_first(scene: Scene, span: Span) -> str:
    """The purpose that opens the sentence: "Pour lutter contre le bruit, la Ville..."."""
    match = first().match(scene.found.low, *span)
    return phrase(scene, match.end(), span[1]) if match and is_use(scene.found.low, match.end()) else ""


_BOTH = re.compile(r" (?:que|qu|et) pour (?=(?:la|le|l|les) [a-z])")


MOST_JOINED = 10


def told_noun(scene: Scene, span: Span, *, near: bool = True) -> str:
    """A use told by a noun: "utilisée pour l'aménagement de la voirie", one more behind "que pour"."""
    start, end = span
    match = search(nominal(), scene.found.low, start, end)
    if not match or (near and END.search(scene.found.text[start : match.start()].replace(",", ""))):
        return ""
    both = _BOTH.search(scene.found.low, match.end(), min(end, match.end() + 70))
    one = _bare(scene, match.end(), both.start() if both else end)
    two = _bare(scene, both.end(), end) if both else ""
    joined = f"{one} et {two}" if one and two else one
    return joined if len(joined.split()) <= MOST_JOINED else one


def _bare(scene: Scene, at: int, end: int) -> str:
    """A noun's phrase without its article."""
    article = _ARTICLE.match(scene.found.low, at)
    return phrase(scene, article.end() if article else at, end)


def told_enabled(scene: Scene, span: Span) -> str:
    """What people can do with it: "permet aux habitants de signaler un nid-de-poule"."""
    match = search(enabling(), scene.found.low, *span)
    return phrase(scene, match.end(), span[1]) if match and is_use(scene.found.low, match.end()) else ""


def told_aimed(scene: Scene, span: Span) -> str:
    """The aim that a sentence announces: "Objectif : réduire la facture"."""
    told = search(aim(), scene.found.low, *span)
    return phrase(scene, told.end(), span[1]) if told and is_use(scene.found.low, told.end()) else ""
