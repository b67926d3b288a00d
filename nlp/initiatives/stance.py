"""What a whole clause makes of the technology it names: it denies it, drops it, waits or hopes for it."""

import re

from core.types import Mention
from nlp.initiatives.acts import Sign
from nlp.initiatives.negation import FAR, NO_POINT, Stance, negations, of_negation, of_people, of_subject
from nlp.initiatives.scene import Scene
from nlp.initiatives.unreal import unreal

_HEAD = 40
_IT_IS_NOT = re.compile(
    r"\bce n(?:'est|e sont|e sera|'était) pas (?:l'|la |le |les |un |une |des |d'|de )(?:\w+ )?$"
)
""""Ce n'est pas l'IA qui signe"."""
_PRONOUN = re.compile(r"(?:ce|il|elle|ils|elles|celui-ci|celle-ci) ")


def stance(scene: Scene, number: int, mention: Mention) -> Stance:
    """What the sentence makes of a technology that it names."""
    key = number, mention.start
    if key not in scene.stances:
        scene.stances[key] = _stance(scene, number, mention)
    return Stance(scene.stances[key])


def _stance(scene: Scene, number: int, mention: Mention) -> Stance:
    if _IT_IS_NOT.search(scene.said, max(0, mention.start - _HEAD), mention.start):
        return Stance.DENIED
    if _leads(scene, number, "open", mention):
        return Stance.HOPED
    if (seems := unreal(scene, number, mention)) is not Stance.NONE:
        return seems
    denied = (
        of_negation(scene, no, number, mention) for no in negations(scene, *scene.sentences.span(number))
    )
    told = next((s for s in denied if s is not Stance.NONE), Stance.NONE)
    return told if told is not Stance.NONE else _of_phrases(scene, number, mention)


def _of_phrases(scene: Scene, number: int, mention: Mention) -> Stance:
    if _is_refused(scene, number, mention):
        return Stance.DROPPED
    if scene.marked(number, "delayed"):
        return Stance.WAITING
    return Stance.HOPED if _is_hoped(scene, number, mention) else Stance.NONE


_AGAINST = re.compile(
    r"\bvot(?:é|e|ent|era|eront)(?:,? [\w']+){0,4}?,? contre (?=l'|la |le |les |un |une |des |ce |cette |son |sa )"
)
"""Not "par 19 voix contre 12"."""


def _is_refused(scene: Scene, number: int, mention: Mention) -> bool:
    """Whether an authority votes against a technology, says no to it, puts it off for good."""
    start = scene.sentences.all[number].start
    if refused := _leads(scene, number, "refused", mention):
        return not of_people(scene, start, refused.start)
    if any(m.kind == "put off" and 0 <= m.start - mention.end <= FAR for m in scene.marks.get(number, ())):
        return True
    if scene.said.find("contre ", start, mention.start) < 0:
        return False
    vote = _AGAINST.search(scene.said, start, mention.start)
    return (
        vote is not None
        and _is_clear(scene, vote.end(), mention)
        and not of_people(scene, start, vote.start())
    )


def _leads(scene: Scene, number: int, kind: str, mention: Mention) -> Sign | None:
    """A phrase in the same clause before a technology: "n'exclut pas d'installer", "dit non aux"."""
    return next(
        (m for m in scene.marks.get(number, ()) if m.kind == kind and _is_clear(scene, m.end, mention)), None
    )


def _is_clear(scene: Scene, at: int, mention: Mention) -> bool:
    """Whether no full stop or colon stands between a phrase and a technology not far behind it."""
    return 0 <= mention.start - at <= FAR and NO_POINT.search(scene.said, at, mention.start) is None


_TO_DO = re.compile(r" ?[^.;:!?\n,]{2,60} pour (?:l'|la |le |les |y |en )?\w+(?:er|ir|re) ")


def _is_hoped(scene: Scene, number: int, mention: Mention) -> bool:
    """Whether something is waited for before a technology can be: "attend une subvention pour lancer"."""
    waits = _leads(scene, number, "waits", mention)
    return waits is not None and _TO_DO.match(scene.said, waits.end, mention.start) is not None


def dropped(scene: Scene, number: int) -> bool:
    """Whether a sentence that goes on about a technology by a pronoun says that it will not be, or never was used."""
    start, end = scene.sentences.span(number)
    opens = _PRONOUN.match(scene.said, start, end)
    return opens is not None and any(
        no.start() == opens.end() and of_subject(scene, no, end) is Stance.DROPPED
        for no in negations(scene, start, end)
    )
