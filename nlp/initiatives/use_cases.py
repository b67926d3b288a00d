"""What an initiative is for, as a short French phrase: the text's own words, whole, or its category's label."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from core.types import Span, UseCategory
from nlp.initiatives.actions import Act, When, infinitive_of, infinitives, words
from nlp.initiatives.candidates import Candidate
from nlp.initiatives.categories import label, of_technology
from nlp.initiatives.purposes import AGAINST, aim, anaphor, deed, enabling, first, nominal, purpose
from nlp.initiatives.scene import Scene
from nlp.technologies import lexicon
from nlp.text import fold
from nlp.wordlists import table

_FILE = "initiatives.toml"
_MOST, _LEAST = 8, 2
"""Words of a phrase."""
_REACH, _SUBJECT, _NEAR = 160, 70, 3
_END = re.compile(r"[,.;:!?()\[\]«»“”—–\n/]| - ")
_ASIDE = re.compile(r"\([^()\n]{0,40}\)")
_RELATIVE = re.compile(r"^, (?=qui )")
_WORD = re.compile(r"\S+")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words(table(_FILE)["purpose"][name]))


def use_case(scene: Scene, c: Candidate, scope: Sequence[int], kind: UseCategory) -> str:
    """At most eight words; never cut within a phrase."""
    for phrase in _phrases(scene, c, scope):
        if phrase:
            return phrase
    return usual(c, kind) or label(kind)


def usual(c: Candidate, kind: UseCategory) -> str:
    """What such a technology is for, by the lexicon; "" when it does not say, or the use is of another kind."""
    key = c.thing.kind.key
    if of_technology(key) not in {"", kind}:
        return ""
    uses = table(_FILE)["uses"]
    keys = (key, *lexicon.ancestors(key)) if key in lexicon.lexicon() else ()
    return next((str(uses[k]) for k in keys if k in uses), "")


def _phrases(scene: Scene, c: Candidate, scope: Sequence[int]) -> Iterator[str]:
    """What might be the use, the surest first."""
    ordered = sorted(c.places, key=lambda p: (-p.local, p.number))
    if c.best.carrier.how != "echo":
        for read in (_behind, _complement, _first, _noun, _enabled, _does):
            for p in ordered:
                span = scene.sentences.span(p.number)
                yield read(scene, span, p.mention.end)
    for number in scope:
        if abs(number - c.best.number) <= _NEAR:
            yield _aimed(scene, scene.sentences.span(number))
    for number in scope:
        if 0 < number - c.best.number <= _NEAR - 1:
            span = scene.sentences.span(number)
            yield _enabled(scene, span, span[0])
            again = anaphor().match(scene.found.low, *span)
            if again:
                yield _behind(scene, span, again.end())
                yield _does(scene, span, again.end())


def _behind(scene: Scene, span: Span, at: int) -> str:
    """The purpose behind a technology: "des caméras pour repérer les dépôts sauvages"."""
    for link in purpose().finditer(scene.found.low, at, min(span[1], at + _REACH)):
        between = _ASIDE.sub("", scene.found.text[at : link.start()]).rstrip()
        if _END.search(between.removesuffix(",")):
            return ""
        if _is_verb(scene.found.low, link.end()):
            return _phrase(scene, link.end(), span[1])
    return ""


def _complement(scene: Scene, span: Span, at: int) -> str:
    """A noun of action behind a technology ("une application de réservation"), or what it is put up against."""
    if match := deed().match(scene.found.low, at, span[1]):
        return _phrase(scene, match.end(), span[1])
    if match := AGAINST.match(scene.found.low, at, span[1]):
        told = _phrase(scene, match.end(), span[1], lead=2)
        return f"lutte contre {told}" if told else ""
    return ""


def _first(scene: Scene, span: Span, at: int) -> str:
    """The purpose that opens the sentence: "Pour lutter contre le bruit, la Ville..."."""
    del at
    match = first().match(scene.found.low, *span)
    return _phrase(scene, match.end(), span[1]) if match and _is_verb(scene.found.low, match.end()) else ""


_OBJECT = re.compile(r"(?:les|le|la|l) ([a-z]+)")


def _is_verb(low: str, at: int) -> bool:
    """Whether a telling infinitive stands here: "pour le prévenir", not "pour le centre" or "pour aller plus loin"."""
    if any(low.startswith(f"{vague} ", at) for vague in _set("vague")):
        return False
    behind = _OBJECT.match(low, at)
    return not behind or behind[1] in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(fold(v).lower() for v in infinitives()) | _set("infinitives")


_BOTH = re.compile(r" (?:que|qu|et) pour (?=(?:la|le|l|les) [a-z])")
_ARTICLE = re.compile(r"(?:[Ll]es |[Ll][ea] |[Ll][’'])")


def _noun(scene: Scene, span: Span, at: int) -> str:
    """A use told by a noun: "utilisée pour l'aménagement de la voirie", one more behind "que pour"."""
    start, end = span
    del at
    match = nominal().search(scene.found.low, start, end)
    if not match:
        return ""
    both = _BOTH.search(scene.found.low, match.end(), min(end, match.end() + 70))
    first = _bare(_phrase(scene, match.end(), both.start() if both else end))
    second = _bare(_phrase(scene, both.end(), end)) if both else ""
    joined = f"{first} et {second}" if first and second else first
    return joined if len(joined.split()) <= _MOST else first


def _bare(phrase: str) -> str:
    return _ARTICLE.sub("", phrase, count=1) if _ARTICLE.match(phrase) else phrase


def _enabled(scene: Scene, span: Span, at: int) -> str:
    """What people can do with it: "permet aux habitants de signaler un nid-de-poule"."""
    del at
    match = enabling().search(scene.found.low, *span)
    told = _phrase(scene, match.end(), span[1]) if match and _is_verb(scene.found.low, match.end()) else ""
    return told.removeprefix("y ")


def _aimed(scene: Scene, span: Span) -> str:
    """The aim that a sentence announces: "Objectif : réduire la facture"."""
    told = aim().search(scene.found.low, *span)
    return _phrase(scene, told.end(), span[1]) if told and _is_verb(scene.found.low, told.end()) else ""


def _does(scene: Scene, span: Span, at: int) -> str:
    """What a technology does: "des caméras thermiques règlent la durée du feu vert"."""
    end = span[1]
    for a in scene.actions.get(scene.sentences.at(span[0]), ()):
        near = 0 <= a.start - at <= _SUBJECT and a.act is Act.USE
        if near and a.when in {When.NOW, When.FUTURE} and not a.denied:
            between = _RELATIVE.sub("", scene.found.text[at : a.start])
            if _END.search(between):
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
    size = _one_verb(scene, found, keys)
    if size + lead > _MOST:
        joints = [i for i in range(_LEAST + 1, _MOST - lead + 1) if keys[i] in _set("joints")]
        size = joints[-1] if joints else 0
    while size and scene.found.low[slice(*found[size - 1])].split(" ")[-1] in _set("dangling"):
        size -= 1
    if size + lead < _LEAST:
        return ""
    return _AND_TO.sub(" et ", scene.found.text[found[0][0] : found[size - 1][1]].strip(" '’"))


_AND_TO = re.compile(r" et d(?:e |['’])(?=\w+(?:er|ir|re)\b)")  # "prévenir et de dissuader"


def _one_verb(scene: Scene, found: list[Span], keys: list[str]) -> int:
    """How many words there are before "dès", or before "et" and a verb that is the sentence's own again."""
    for i in range(1, len(found)):
        if scene.said[slice(*found[i])] in _set("ends"):
            return i
        if keys[i] == "et" and i + 1 < len(found):
            word = scene.said[slice(*found[i + 1])]
            if (infinitive_of(word) or word) != word:
                return i
    return len(found)
