"""Whose a sentence is: what is told of another town, or of another thing, is never attached to an initiative."""

from collections.abc import Sequence

from core.types import ActorKind
from nlp.initiatives.acts import Act
from nlp.initiatives.candidate import Candidate
from nlp.initiatives.families import means
from nlp.initiatives.references import Actor
from nlp.initiatives.scene import Scene
from nlp.technologies import lexicon

_BREATH = 12
"""Characters between two towns named together: "Figeac et Gourdon"."""


def is_elsewhere(scene: Scene, actor: Actor, number: int) -> bool:
    """Whether a sentence names other authorities alone; one above the towns that pays helps, and is no other."""
    others = [r.actor for r in scene.references.get(number, ())]
    if not others or actor in others:
        return False
    pays = any(a.act is Act.PAY for a in scene.actions.get(number, ()))
    return any(o.kind is ActorKind.COMMUNE for o in others) or not pays


def is_of_another_thing(scene: Scene, c: Candidate, number: int) -> bool:
    """Whether a sentence names technologies, and none of them is the initiative's, akin to it, or a mere means."""
    keys = {p.mention.key for p in c.places}
    wider = {a for k in keys if k in lexicon.lexicon() for a in lexicon.ancestors(k)}
    # a name that only this text knows may be the initiative's own: "l'assistant, baptisé Valentine"
    told = {m.key for m in scene.technologies.get(number, ()) if not m.candidate}
    return bool(told) and not told & (keys | wider | _mere())


def _mere() -> frozenset[str]:
    return means() - {"robot"}


def is_nearer_to_another(scene: Scene, actor: Actor, start: int, end: int) -> bool:
    """Whether what stands in a sentence of several towns stands behind another one, or before "à" and another one."""
    refs = [r for r in scene.references.get(scene.sentences.at(start), ()) if r.actor.kind is ActorKind.COMMUNE]
    behind = next((r for r in refs if 0 <= r.start - end <= _BREATH), None)
    if behind is not None and behind.actor != actor and scene.found.low[end : behind.start] in {" a ", " pour ", " chez "}:
        return True
    before = [r for r in refs if r.end <= start]
    if not before or before[-1].actor == actor or all(r.actor != actor for r in before):
        return False
    own = [r for r in before if r.actor == actor][-1]
    return before[-1].start - own.end > _BREATH and not before[-1].way.cited


def near_by(scene: Scene, c: Candidate, scope: Sequence[int], *, rivals: bool) -> list[int]:
    """The sentences of a scope in which a sum or a maker is the initiative's; in doubt, those of its paragraphs alone.

    `rivals`: the text tells of other authorities that carry something of their own.
    """
    own = {scene.sentences.all[p.number].paragraph for p in c.places}
    places = {p.number for p in c.places}
    return [
        n
        for n in scope
        if n in places
        or not (
            (rivals and scene.sentences.all[n].paragraph not in own)
            or is_elsewhere(scene, c.actor, n)
            or is_of_another_thing(scene, c, n)
        )
    ]
