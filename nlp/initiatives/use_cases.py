"""What an initiative is for, as a short French phrase: the text's own words, whole, or its category's label."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from core.types import UseCategory
from nlp.initiatives.actions import Act, When, infinitive_of, infinitives, words
from nlp.initiatives.candidates import Candidate
from nlp.initiatives.categories import label
from nlp.initiatives.scene import Scene
from nlp.text import fold
from nlp.wordlists import either, table

_FILE = "initiatives.toml"
_MOST, _LEAST = 8, 2
"""Words of a phrase."""
_REACH = 160
_END = re.compile(r"[,.;:!?()\[\]«»“”—–\n/]| - ")
_INFINITIVE = r"(?:(?:mieux|bien|ne pas|ne plus|n |se |s |les |le |la |l |y |en |leur |lui |aussi |faire |pouvoir )\s?)*[a-z]{2,}(?:er|ir|re)\b"
_WORD = re.compile(r"\S+")


@cache
def _purpose() -> re.Pattern[str]:
    links = either(words(table(_FILE)["purpose"]["links"]))
    return re.compile(rf"\b{links}(?: (?:notamment|ainsi|surtout|enfin|aussi))? (?={_INFINITIVE})")


@cache
def _aim() -> re.Pattern[str]:
    aims = either(words(table(_FILE)["purpose"]["aims"]))
    return re.compile(rf"(?<!\w){aims}(?: affiche| avoue)?(?: ?:| est de| est d)? (?:de |d )?(?={_INFINITIVE})")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words(table(_FILE)["purpose"][name]))


def use_case(scene: Scene, c: Candidate, scope: Sequence[int], kind: UseCategory) -> str:
    """At most eight words; never cut within a phrase."""
    for phrase in _phrases(scene, c, scope):
        if phrase:
            return phrase
    return label(kind)


def _phrases(scene: Scene, c: Candidate, scope: Sequence[int]) -> Iterator[str]:
    ordered = sorted(c.places, key=lambda p: (-p.local, p.number))
    if c.best.carrier.how != "echo":
        for p in ordered:
            yield _behind(scene, p.mention.end, scene.sentences.all[p.number].end)
        for p in ordered:
            yield _noun(scene, *scene.sentences.span(p.number))
        for p in ordered:
            yield _enabled(scene, *scene.sentences.span(p.number))
        for p in ordered:
            yield _does(scene, p.number, p.mention.end)
    for number in scope:
        if abs(number - c.best.number) <= 3:
            yield _aimed(scene, *scene.sentences.span(number))


def _behind(scene: Scene, start: int, end: int) -> str:
    """The purpose behind a technology: "des caméras pour repérer les dépôts sauvages"."""
    for link in _purpose().finditer(scene.found.low, start, min(end, start + _REACH)):
        if _END.search(scene.found.text, start, link.start()):
            return ""
        if _is_verb(scene.found.low, link.end()):
            return _phrase(scene, link.end(), end)
    return ""


_OBJECT = re.compile(r"(?:les|le|la|l) ([a-z]+)")


def _is_verb(low: str, at: int) -> bool:
    """Whether an infinitive stands here: "pour le prévenir", not "pour le centre"."""
    behind = _OBJECT.match(low, at)
    return not behind or behind[1] in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(fold(v).lower() for v in infinitives()) | _set("infinitives")


_FOR = (
    r"\b(?:utilise|employe|mobilise|destine|dedie|consacre|reserve)e?s? (?:[a-z]+ ){0,3}?(?:pour|a) (?=(?:la|le|l|les) [a-z])"
    r"|\b(?:servent|sert|servira|serviront) (?:[a-z]+ ){0,2}?(?:pour|a) (?=(?:la|le|l|les) [a-z])"
)
_NOUN_PURPOSE = re.compile(_FOR)
_BOTH = re.compile(r" (?:que|qu|et) pour (?=(?:la|le|l|les) [a-z])")
_ARTICLE = re.compile(r"(?:[Ll]es |[Ll][ea] |[Ll][’'])")


def _noun(scene: Scene, start: int, end: int) -> str:
    """A use told by a noun: "utilisée pour l'aménagement de la voirie", one more behind "que pour"."""
    match = _NOUN_PURPOSE.search(scene.found.low, start, end)
    if not match:
        return ""
    both = _BOTH.search(scene.found.low, match.end(), min(end, match.end() + 70))
    first = _bare(_phrase(scene, match.end(), both.start() if both else end))
    second = _bare(_phrase(scene, both.end(), end)) if both else ""
    joined = f"{first} et {second}" if first and second else first
    return joined if len(joined.split()) <= _MOST else first


def _bare(phrase: str) -> str:
    return _ARTICLE.sub("", phrase, count=1) if _ARTICLE.match(phrase) else phrase


_ENABLES = re.compile(
    rf"\b(?:permet|permettent|permettra|permettront|permettant|invite|invitent) (?:aux? |a la |a l |a tous? |a chacun|les )[^,.;:()«»\n]{{0,40}}? (?:de |d |a )(?={_INFINITIVE})"
    rf"|\b(?:habitants?|usagers?|familles|administres|riverains|visiteurs|citoyens?|agents|parents|eleves|automobilistes|voyageurs|touristes|commercants|chacun)\b[^,.;:()«»\n]{{0,30}}? "
    rf"(?:peut|peuvent|pourra|pourront)(?: desormais| maintenant| aussi| ainsi| bientot| enfin| egalement)? (?={_INFINITIVE})"
)


def _enabled(scene: Scene, start: int, end: int) -> str:
    """What people can do with it: "permet aux habitants de signaler un nid-de-poule"."""
    match = _ENABLES.search(scene.found.low, start, end)
    return _phrase(scene, match.end(), end) if match and _is_verb(scene.found.low, match.end()) else ""


def _aimed(scene: Scene, start: int, end: int) -> str:
    """The aim that a sentence announces: "Objectif : réduire la facture"."""
    aim = _aim().search(scene.found.low, start, end)
    return _phrase(scene, aim.end(), end) if aim and _is_verb(scene.found.low, aim.end()) else ""


def _does(scene: Scene, number: int, start: int) -> str:
    """What a technology does: "des caméras thermiques règlent la durée du feu vert"."""
    end = scene.sentences.all[number].end
    for a in scene.actions.get(number, ()):
        if 0 <= a.start - start <= 70 and a.act is Act.USE and a.when in {When.NOW, When.FUTURE} and not a.denied:
            if _END.search(scene.found.text, start, a.start):
                return ""
            verb = infinitive_of(scene.said[a.start : a.end])
            rest = _phrase(scene, a.end, end, lead=1)
            first = rest.partition(" ")[0].partition("’")[0].lower()
            if verb and rest and first in _set("determiners"):
                return f"{_reflexive(scene.found.low, a.start, verb)}{verb} {rest}"
    return ""


def _reflexive(low: str, at: int, verb: str) -> str:
    """What "s'adapte" puts before its infinitive."""
    if not low[max(0, at - 3) : at].endswith((" s ", " se ")):
        return ""
    return "s’" if fold(verb)[0].lower() in "aeiouyh" else "se "


def _phrase(scene: Scene, start: int, end: int, lead: int = 0) -> str:
    """The words from `start` up to a sign or a joint, as written; "" when no whole phrase is short enough."""
    stop = _END.search(scene.found.text, start, end)
    until = stop.start() if stop else end
    found = [(m.start(), m.end()) for m in _WORD.finditer(scene.found.text, start, until)]
    keys = [scene.found.low[s:e].strip().partition(" ")[0] for s, e in found]
    size = len(found)
    if size + lead > _MOST:
        joints = [i for i in range(_LEAST + 1, _MOST - lead + 1) if keys[i] in _set("joints")]
        size = joints[-1] if joints else 0
    while size and scene.found.low[slice(*found[size - 1])].split(" ")[-1] in _set("dangling"):
        size -= 1
    if size + lead < _LEAST:
        return ""
    return scene.found.text[found[0][0] : found[size - 1][1]].strip(" '’")
