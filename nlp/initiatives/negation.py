"""What a whole clause makes of the technology it names: it denies it, drops it, waits or hopes for it.

French denies with two words around the verb ("n'équipera finalement pas"), and all that the verb governs is denied
with it: infinitives ("ne prévoit pas d'installer"), objects and their complements ("ne signerait pas le contrat des
poubelles"). So what is asked is not which verb it is but whether the technology is governed by a denied one; the tense
then tells what has never been ("n'utilise pas") from what will not be ("n'installera pas").
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from core.types import Mention
from nlp.initiatives.acts import Act, Sign, words
from nlp.initiatives.scene import Scene
from nlp.wordlists import either, table

_FILE = "initiatives_negation.toml"
_FAR = 100
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
    """ "A décidé de ne pas installer": what chooses, and the infinitive."""
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
    return re.compile(
        rf"(?:[ »]+(?!{_list('negation', 'apart')}\b)[\w'-]+){{0,2}}?[ »]+(?:[dls]')?(?:{_list('negation', 'yes')}|que\b|qu')"
    )


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(rf"[.;:!?\n,]|\b(?:{_list('negation', 'apart')}\b|qu')")


_IT_IS_NOT = re.compile(
    r"\bce n(?:'est|e sont|e sera|'était) pas (?:l'|la |le |les |un |une |des |d'|de )(?:\w+ )?$"
)
""""Ce n'est pas l'IA qui signe"."""
_ASIDE = re.compile(r", [^,.;:!?\n]{1,30},")
_FUTURE = re.compile(r"\w+(?:ra|ront|rai|rons|rait|raient)$")
_QUESTION = re.compile(r"[.;!?\n]")
_PRONOUN = re.compile(r"(?:ce|il|elle|ils|elles|celui-ci|celle-ci) $")
_NO_POINT = re.compile(r"[.!?;:\n]")


def stance(scene: Scene, number: int, mention: Mention) -> Stance:
    """What the sentence makes of a technology that it names."""
    start, end = scene.sentences.span(number)
    if _IT_IS_NOT.search(scene.said, max(start, mention.start - _HEAD), mention.start):
        return Stance.DENIED
    if _leads(scene, number, "open", mention):
        return Stance.HOPED
    for no in _negations(scene, start, end):
        if no.end() <= mention.start and _governs(scene, no, mention.start):
            return _of_object(scene, no, number)
        if mention.end <= no.start() and _is_subject(scene, mention.end, no.start()):
            told = of_subject(scene, no, end)
            if told is not Stance.NONE:
                return told
            if (
                no["clitic"].strip() in {"l'", "les", "le", "la"}
                and _is_future(no)
                and _acts(scene, no, number)
            ):
                return Stance.DROPPED  # "avait promis un robot, elle ne l'achètera pas"
    if _is_refused(scene, number, mention):
        return Stance.DROPPED
    if scene.marked(number, "delayed"):
        return Stance.WAITING
    return Stance.HOPED if _is_hoped(scene, number, mention) else Stance.NONE


def _negations(scene: Scene, start: int, end: int) -> Iterator[re.Match[str]]:
    said = scene.said
    if said.find("ne ", start, end) < 0 and said.find("n'", start, end) < 0:
        return
    for pattern in (_negation(), _not_to()):
        for no in pattern.finditer(said, start, end):
            denies = not _yes().match(said, no.end(), end)
            if (
                denies
                and not re.match(_list("negation", "yes"), no["verb"])
                and not _of_people(scene, start, no.start())
            ):
                yield no


def _of_people(scene: Scene, start: int, at: int) -> bool:
    """Whether users or opponents are the nearest subject: no authority."""
    return _words("people").search(scene.said, max(start, at - _HEAD), at) is not None


def _governs(scene: Scene, no: re.Match[str], at: int) -> bool:
    """Whether nothing that begins a part of its own stands between a denied verb and a noun."""
    between = scene.said[no.end() : at]
    if len(between) > _FAR or _apart().search(_ASIDE.sub("", between)):
        return False
    number = scene.sentences.at(no.start())
    if re.match(_list("negation", "ends"), no["verb"]):
        return True
    return _acts(scene, no, number) or _words("nouns").search(between[:_HEAD]) is not None or no["no"] == "ni"


def _acts(scene: Scene, no: re.Match[str], number: int) -> bool:
    """Whether what is denied is something that one does with a technology."""
    return no.re is _not_to() or any(
        a.act in _ACTS and no.start() <= a.start <= no.end() + _HEAD for a in scene.actions.get(number, ())
    )


def _is_future(no: re.Match[str]) -> bool:
    return _FUTURE.match(no["verb"]) is not None


def _of_object(scene: Scene, no: re.Match[str], number: int) -> Stance:
    """What a negation says of what its verb governs, by tense."""
    end = scene.sentences.span(number)[1]
    after = scene.said[no.end() : end]
    if no.re is _not_to():
        return Stance.DROPPED if no["chooses"] else Stance.DENIED
    waits = no["yet"] or _words("yet").search(no["gap"] + after[:20])
    helped = re.fullmatch(_list("negation", "helpers"), no["verb"])
    if _is_future(no):
        return Stance.WAITING if waits or " avant " in after else Stance.DROPPED
    if waits:
        return Stance.WAITING if helped and not re.match(r" (?:de |d'|besoin)", after) else Stance.DENIED
    if no["no"] == "plus":
        return Stance.DROPPED
    ends = re.match(rf"(?: \w+)?? ?{_list('negation', 'ends')}", after) if helped else None
    return Stance.DROPPED if ends or re.match(_list("negation", "ends"), no["verb"]) else Stance.DENIED


def _is_subject(scene: Scene, start: int, end: int) -> bool:
    between = scene.said[start:end]
    return len(between) <= _FAR and (not _NO_POINT.search(between) or _after_colon(between))


def _after_colon(between: str) -> bool:
    return re.search(r" ?: (?:il|elle|ils|elles) $", between) is not None and not _QUESTION.search(between)


def of_subject(scene: Scene, no: re.Match[str], end: int) -> Stance:
    """What a negation says of a technology that is its verb's subject: "la navette ne roulera pas"."""
    after = scene.said[no.end() : end]
    undergone = re.match(rf" (?:été )?(?:\w+ )??{_list('negation', 'undergone')}", after)
    lives = re.match(_list("negation", "lives"), no["verb"]) or re.match(
        rf" {_list('negation', 'lives')}", after
    )
    being = re.match(r"(?:sera|seront|serait|est|sont|a|ont|était|étaient|avait|avaient)$", no["verb"])
    if not (lives if not being else undergone or (lives and no["verb"][0] == "a")):
        return Stance.NONE
    waits = no["yet"] or _words("yet").search(no["gap"])
    if waits or " avant " in after[:60]:
        return Stance.WAITING
    return Stance.DROPPED if _is_future(no) or no["no"] == "jamais" else Stance.NONE


_AGAINST = re.compile(
    r"\bvot(?:é|e|ent|era|eront)(?:,? [\w']+){0,4}?,? contre (?=l'|la |le |les |un |une |des |ce |cette |son |sa )"
)
"""Not "par 19 voix contre 12"."""


def _is_refused(scene: Scene, number: int, mention: Mention) -> bool:
    """Whether an authority votes against a technology, says no to it, puts it off for good."""
    start = scene.sentences.all[number].start
    if refused := _leads(scene, number, "refused", mention):
        return not _of_people(scene, start, refused.start)
    if any(m.kind == "put off" and 0 <= m.start - mention.end <= _FAR for m in scene.marks.get(number, ())):
        return True
    if scene.said.find("contre ", start, mention.start) < 0:
        return False
    vote = _AGAINST.search(scene.said, start, mention.start)
    return (
        vote is not None
        and _is_clear(scene, vote.end(), mention)
        and not _of_people(scene, start, vote.start())
    )


def _leads(scene: Scene, number: int, kind: str, mention: Mention) -> Sign | None:
    """A phrase in the same clause before a technology: "n'exclut pas d'installer", "dit non aux"."""
    return next(
        (m for m in scene.marks.get(number, ()) if m.kind == kind and _is_clear(scene, m.end, mention)), None
    )


def _is_clear(scene: Scene, at: int, mention: Mention) -> bool:
    """Whether no full stop or colon stands between a phrase and a technology not far behind it."""
    return 0 <= mention.start - at <= _FAR and _NO_POINT.search(scene.said, at, mention.start) is None


_TO_DO = re.compile(r" ?[^.;:!?\n,]{2,60} pour (?:l'|la |le |les |y |en )?\w+(?:er|ir|re) ")


def _is_hoped(scene: Scene, number: int, mention: Mention) -> bool:
    """Whether something is waited for before a technology can be: "attend une subvention pour lancer"."""
    waits = _leads(scene, number, "waits", mention)
    return waits is not None and _TO_DO.match(scene.said, waits.end, mention.start) is not None


def dropped(scene: Scene, number: int) -> bool:
    """Whether a sentence that goes on about a technology by a pronoun says that it will not be, or never was used."""
    start, end = scene.sentences.span(number)
    return any(
        _PRONOUN.fullmatch(scene.said[start : no.start()]) and of_subject(scene, no, end) is Stance.DROPPED
        for no in _negations(scene, start, end)
    )
