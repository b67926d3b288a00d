"""What verbs in the past only seem to tell: "a failli installer", "la rumeur selon laquelle", "ni … ni …"."""

import re
from functools import cache

from core.types import Mention
from nlp.initiatives.acts import Act, words
from nlp.initiatives.negation import FAR, NO_POINT, Stance
from nlp.initiatives.scene import Scene
from nlp.wordlists import either, table

_FILE = "initiatives_unreal.toml"
_NEAR = 30
"""Characters between what makes a verb unreal and the verb."""
_CONTRARY = re.compile(r"\bmais\b|,? et (?:elle|il|l'|la |le )|, (?:elle|il|la|le|qui) ")
_DOES = {Act.PUT, Act.SURE, Act.USE, Act.BUY, Act.TEST}
_WERE = re.compile(r"(?<!\w)s(?:i |')[^.;:!?\n]{0,60}?\b(?:avait|avaient|avions)\b")
_WOULD = re.compile(r"\b(?:aurait|auraient|aurions|serait|seraient)\b")
_NEITHER = re.compile(r"(?<!\w)n(?:e |')[\w' ]{1,30}?\bni\b")
_NO_MORE_THAN = re.compile(r"(?<!\w)pas plus qu(?:e |')[^.;:!?\n]{1,80}?(?<!\w)n(?:e |')")
_NONE_OF = re.compile(r"\b(?:aucune?|pas une?) (?:[\w'-]+ ){0,4}$")
_NOT = re.compile(r"[^.;:!?\n,]{0,60}?(?<!\w)n(?:e |')(?P<verb>\w+)")
_WILL = re.compile(r"\w+(?:ra|ront)$")


@cache
def _list(section: str, name: str) -> str:
    return either(re.escape(w) for w in words(table(_FILE)[section][name]))


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_list('unreal', name)}(?:(?<=')|(?!\w))")


def unreal(scene: Scene, number: int, mention: Mention) -> Stance:
    """What a sentence makes of a technology that it only seems to say is there; NONE when it says so indeed."""
    start, end = scene.sentences.span(number)
    if _is_counterfactual(scene, start, end, mention) or _is_none(scene, start, end, mention):
        return Stance.DENIED
    led = _led(scene, number, start, mention)
    if led is Stance.NONE and _lost().search(scene.said, max(start, mention.start - FAR), mention.start):
        return Stance.HOPED
    return Stance.DROPPED if led is Stance.NONE and _undone().match(scene.said, mention.end, end) else led


def _led(scene: Scene, number: int, start: int, mention: Mention) -> Stance:
    """What a cue before a technology makes of it."""
    if _leads(scene, start, mention, "nearly", acts=number):
        return Stance.DROPPED if _is_refused_behind(scene, number) else Stance.DENIED
    if _leads(scene, start, mention, "could", acts=number):
        return Stance.DENIED
    if _leads(scene, start, mention, "untrue"):
        return Stance.HOPED if _money(scene, start, mention) else Stance.DENIED
    if _leads(scene, start, mention, "meant", acts=number):
        return Stance.HOPED
    return Stance.WAITING if _leads(scene, start, mention, "late") else Stance.NONE


def _leads(scene: Scene, start: int, mention: Mention, name: str, *, acts: int | None = None) -> bool:
    """Whether a cue of a list stands before a technology in its clause; `acts`: before a verb of doing, there."""
    left = max(start, mention.start - FAR)
    for cue in _cue(name).finditer(scene.said, left, mention.start):
        between = scene.said[cue.end() : mention.start]
        if NO_POINT.search(between) or _CONTRARY.search(between):
            continue
        first = (
            next((a for a in scene.actions.get(acts, ()) if a.start >= cue.end()), None)
            if acts is not None
            else None
        )
        if acts is None or (first and first.act in _DOES and first.start - cue.end() <= _NEAR):
            return True
    return False


@cache
def _elected() -> re.Pattern[str]:
    who = rf"(?:[^.;:!?\n,]{{1,40}}? )??{_list('unreal', 'elected')}"
    return re.compile(rf"(?<!\w)s(?:i |'){who} (?:ré)?élue?s?\b|\ben cas (?:d'élection|de victoire)\b")


def _is_counterfactual(scene: Scene, start: int, end: int, mention: Mention) -> bool:
    """Whether it would be if the town had done it, or will be if a candidate wins."""
    if _elected().search(scene.said, start, end):
        return True
    if scene.said.find("s", start, mention.start) < 0 or not _WOULD.search(scene.said, start, end):
        return False
    were = _WERE.search(scene.said, max(start, mention.start - 2 * FAR), mention.start)
    return were is not None and not re.search(r"[.;:!?\n,]", scene.said[were.end() : mention.start])


def _is_none(scene: Scene, start: int, end: int, mention: Mention) -> bool:
    """Whether there is neither the one nor the other, no more than at a neighbour's, not a single one."""
    left = max(start, mention.start - 2 * FAR)
    for pattern in (_NEITHER, _NO_MORE_THAN):
        no = pattern.search(scene.said, left, mention.start)
        if no and not re.search(r"[.;:!?\n]|\bmais\b", scene.said[no.end() : mention.start]):
            return True
    if not _NONE_OF.search(scene.said, max(start, mention.start - 60), mention.start):
        return False
    verb = _NOT.match(scene.said, mention.end, end)
    return verb is not None and not _WILL.match(verb["verb"])


def _is_refused_behind(scene: Scene, number: int) -> bool:
    """Whether the next sentence of the paragraph, or this one, says that it was refused."""
    until = scene.sentences.all[number + 1 : number + 2]
    beside = bool(until) and until[0].paragraph == scene.sentences.all[number].paragraph
    end = until[0].end if beside else scene.sentences.all[number].end
    return _cue("refused").search(scene.said, scene.sentences.all[number].start, end) is not None


def _money(scene: Scene, start: int, mention: Mention) -> bool:
    """Whether it is money for it that is refused."""
    left = max(start, mention.start - FAR)
    return re.compile(rf"\b{_list('unreal', 'money')}\b").search(scene.said, left, mention.start) is not None


@cache
def _lost() -> re.Pattern[str]:
    """Money that is lost, and what it was for: "a perdu la subvention qui devait financer"."""
    lost, money = _list("unreal", "lost"), _list("unreal", "money")
    return re.compile(
        rf"\b{lost} [^.;:!?\n,]{{0,20}}?\b{money}\b[^.;:!?\n,]{{0,30}}? qui (?:devai|aurai)(?:t|ent) "
        r"[^.;:!?\n,]{0,70}$"
    )


@cache
def _undone() -> re.Pattern[str]:
    """Behind a technology: "…, retirées en 2001", "…, jamais livrées"."""
    ended, when, never = (_list("undone", n) for n in ("ended", "when", "never"))
    return re.compile(
        rf"[\w' -]{{0,40}}, (?:(?:\w+ )?{ended}\w* {when}\b|(?:mais |pourtant )?jamais (?:été )?{never}\w*)"
        r"(?![^.;!?\n]{0,40}\b(?:puis|avant d'être|remplac|réinstall|remis))"
    )
