"""Negations of French clauses, and what they govern: "n'équipera finalement pas", "a décidé de ne pas installer".

French denies with two words around the verb, and all that the verb governs is denied with it: infinitives ("ne prévoit
pas d'installer"), objects and their complements ("ne signerait pas le contrat des poubelles"). So what is asked is not
which verb it is but whether the technology is governed by a denied one; the tense then tells what has never been
("n'utilise pas") from what will not be ("n'installera pas").
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from core.types import Mention
from nlp.initiatives.acts import Act, words
from nlp.initiatives.scene import Scene
from nlp.wordlists import either, table

_FILE = "initiatives_negation.toml"
FAR = 100
"""Characters between a denied verb and what it governs."""
_HEAD = 40
"""Characters behind a negation in which the verb or noun that it denies stands."""
_ACTS = frozenset({Act.PUT, Act.SURE, Act.USE, Act.BUY, Act.TEST, Act.PLAN})


class Stance(StrEnum):
    """What a clause makes of a technology; DENIED: it never was, DROPPED: it will not be, or no more."""

    NONE = "none"
    DENIED = "denied"
    DROPPED = "dropped"
    WAITING = "waiting"
    HOPED = "hoped"


@cache
def _list(section: str, name: str) -> str:
    return either(re.escape(w) for w in words(table(_FILE)[section][name]))


@cache
def _negation() -> re.Pattern[str]:
    clitic, no = _list("negation", "clitics"), _list("negation", "particles")
    return re.compile(
        rf"(?<!\w)n(?:e |')(?:« ?)?(?P<clitic>(?:{clitic}(?:(?<=')| )){{0,2}})(?P<verb>[\w-]+)"
        rf"(?P<gap>(?: [\w'-]+){{0,4}}?) (?P<no>{no})\b(?P<yet> encore\b)?"
    )


@cache
def _not_to() -> re.Pattern[str]:
    """What chooses, and an infinitive: "a décidé de ne pas installer"."""
    return re.compile(
        rf"(?P<chooses>\b{_list('negation', 'chooses')}\w*)?(?: d[e'])? ?\bne (?P<no>pas|plus|jamais) "
        rf"(?:{_list('negation', 'clitics')}(?:(?<=')| )){{0,2}}(?P<verb>\w+(?:er|ir|re))\b"
    )


@cache
def _words(name: str, *, whole: bool = True) -> re.Pattern[str]:
    return re.compile(rf"\b{_list('negation', name)}" + (r"\b" if whole else ""))


@cache
def _yes() -> re.Pattern[str]:
    """What turns a negation into its contrary, among the first words behind it."""
    apart, yes = _list("negation", "apart"), _list("negation", "yes")
    return re.compile(rf"(?:[ »]+(?!{apart}\b)[\w'-]+){{0,2}}?[ »]+(?:[dls]')?(?:{yes}|que\b|qu')")


@cache
def _yes_verb() -> re.Pattern[str]:
    return re.compile(_list("negation", "yes"))


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(rf"[.;:!?\n,]|\b(?:{_list('negation', 'apart')}\b|qu')")


_ASIDE = re.compile(r", [^,.;:!?\n]{1,30},")
_FUTURE = re.compile(r"\w+(?:ra|ront|rai|rons|rait|raient)$")
_QUESTION = re.compile(r"[.;!?\n]")
NO_POINT = re.compile(r"[.!?;:\n]")


def of_negation(scene: Scene, no: re.Match[str], number: int, mention: Mention) -> Stance:
    """What one negation says of a technology: as what it governs, or as its subject."""
    if no.end() <= mention.start:
        return _of_object(scene, no, number) if _governs(scene, no, mention.start) else Stance.NONE
    if mention.end > no.start() or not _is_subject(scene, mention.end, no.start()):
        return Stance.NONE
    told = of_subject(scene, no, scene.sentences.all[number].end)
    it = no.re is _negation() and no["clitic"].strip() in {"l'", "les", "le", "la"}
    if told is Stance.NONE and it and _FUTURE.match(no["verb"]) and _acts(scene, no, number):
        return Stance.DROPPED  # "avait promis un robot, elle ne l'achètera pas"
    return told


def negations(scene: Scene, start: int, end: int) -> Iterator[re.Match[str]]:
    """The negations of a part of a text that deny something an authority may do."""
    said = scene.said
    if said.find("ne ", start, end) < 0 and said.find("n'", start, end) < 0:
        return
    for pattern in (_negation(), _not_to()):
        for no in pattern.finditer(said, start, end):
            denies = not _yes().match(said, no.end(), end)
            if denies and not _yes_verb().match(no["verb"]) and not of_people(scene, start, no.start()):
                yield no


def of_people(scene: Scene, start: int, at: int) -> bool:
    """Whether users or opponents are the nearest subject: no authority."""
    return _words("people").search(scene.said, max(start, at - _HEAD), at) is not None


def _governs(scene: Scene, no: re.Match[str], at: int) -> bool:
    """Whether nothing that begins a part of its own stands between a denied verb and a noun."""
    between = scene.said[no.end() : at]
    if len(between) > FAR or _apart().search(_ASIDE.sub("", between)):
        return False
    number = scene.sentences.at(no.start())
    if _ends().match(" " + no["verb"]):
        return True
    return _acts(scene, no, number) or _words("nouns").search(between[:_HEAD]) is not None or no["no"] == "ni"


def _acts(scene: Scene, no: re.Match[str], number: int) -> bool:
    """Whether what is denied is something that one does with a technology."""
    return no.re is _not_to() or any(
        a.act in _ACTS and no.start() <= a.start <= no.end() + _HEAD for a in scene.actions.get(number, ())
    )


def _of_object(scene: Scene, no: re.Match[str], number: int) -> Stance:
    """What a negation says of what its verb governs, by tense."""
    if no.re is _not_to():
        return Stance.DROPPED if no["chooses"] else Stance.DENIED
    after = scene.said[no.end() : scene.sentences.all[number].end]
    waits = _waits(no) or _words("yet").search(after[:20])
    helped = re.fullmatch(_list("negation", "helpers"), no["verb"]) is not None
    if _FUTURE.match(no["verb"]):
        return Stance.WAITING if waits or " avant " in after else Stance.DROPPED
    if waits:
        has = not helped or re.match(r" (?:de |d'|besoin)", after)
        return Stance.DENIED if has else Stance.WAITING
    ended = _ends().match(after) if helped else _ends().match(" " + no["verb"])
    return Stance.DROPPED if ended or no["no"] == "plus" else Stance.DENIED


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"(?: (?!de\b)\w+)?? {_list('negation', 'ends')}")


def _is_subject(scene: Scene, start: int, end: int) -> bool:
    between = scene.said[start:end]
    return len(between) <= FAR and (not NO_POINT.search(between) or _after_colon(between))


def _after_colon(between: str) -> bool:
    return re.search(r" ?: (?:il|elle|ils|elles) $", between) is not None and not _QUESTION.search(between)


@cache
def _undergone() -> re.Pattern[str]:
    return re.compile(rf" (?:été )?(?:\w+ )??{_list('negation', 'undergone')}")


@cache
def _lives() -> re.Pattern[str]:
    return re.compile(rf" ?{_list('negation', 'lives')}")


_BEING = re.compile(r"(?:sera|seront|serait|est|sont|a|ont|était|étaient|avait|avaient)$")


def of_subject(scene: Scene, no: re.Match[str], end: int) -> Stance:
    """What a negation says of a technology that is its verb's subject: "la navette ne roulera pas"."""
    after = scene.said[no.end() : end]
    if _BEING.match(no["verb"]):
        lived = no["verb"][0] == "a" and _lives().match(after)
        is_so = lived or _undergone().match(after)
    else:
        is_so = _lives().match(no["verb"])
    if not is_so:
        return Stance.NONE
    if _waits(no) or " avant " in after[:60]:
        return Stance.WAITING
    return Stance.DROPPED if _FUTURE.match(no["verb"]) or no["no"] == "jamais" else Stance.NONE


def _waits(no: re.Match[str]) -> bool:
    return no.re is _negation() and bool(no["yet"] or _words("yet").search(no["gap"]))
