"""Whose a sentence is: what is told of another town, or of another thing, is never attached to an initiative."""

import re
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
    """Whether a sentence names other authorities alone; one above the towns that pays helps, and is no other.

    The towns of a body above them are its own.
    """
    refs = scene.references.get(number, ())
    if any(r.actor == actor for r in refs):
        return False
    others = [r.actor for r in refs if not (r.way.cited or r.way.weak)]
    if actor.kind is not ActorKind.COMMUNE:
        others = [o for o in others if o.kind is not ActorKind.COMMUNE]
    if not others:
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
    refs = [
        r for r in scene.references.get(scene.sentences.at(start), ()) if r.actor.kind is ActorKind.COMMUNE
    ]
    behind = next((r for r in refs if 0 <= r.start - end <= _BREATH), None)
    if (
        behind is not None
        and behind.actor != actor
        and scene.found.low[end : behind.start] in {" a ", " pour ", " chez "}
    ):
        return True
    before = [r for r in refs if r.end <= start]
    if not before or before[-1].actor == actor or all(r.actor != actor for r in before):
        return False
    own = [r for r in before if r.actor == actor][-1]
    return before[-1].start - own.end > _BREATH and not before[-1].way.cited


def near_by(scene: Scene, c: Candidate, scope: Sequence[int], rivals: Sequence[int]) -> list[int]:
    """The sentences `around` in which a sum is its own: behind a rival, those of its paragraphs alone.

    `rivals` are the sentences in which other authorities carry something of their own.
    """
    if not rivals:
        return list(scope)
    own = {scene.sentences.all[p.number].paragraph for p in c.places}
    return [
        n
        for n in scope
        if n < min(rivals, default=n + 1)
        or scene.sentences.all[n].paragraph in own
        or _names(scene, c.actor, n)
    ]


_NEW = re.compile(
    r"(?:un|une) (?!societe|entreprise|start up|jeune|pme|cabinet|bureau|editeur|prestataire|fournisseur)"
)
"""A sentence that begins so brings in a thing of its own: its maker made that one."""


def last_told(scene: Scene, c: Candidate, scope: Sequence[int], rivals: Sequence[int]) -> list[int]:
    """The sentences `around` before which the initiative was the last one told: a maker named there is its own."""
    if not rivals and 0 in scope:
        return list(scope)
    places = sorted({p.number for p in c.places})
    out = []
    for n in scope:
        if n not in places and 0 not in scope and _NEW.match(scene.found.low, scene.sentences.all[n].start):
            continue
        last = max((p for p in places if p <= n), default=0)
        if _names(scene, c.actor, n) or not any(last < r < n for r in rivals):
            out.append(n)
    return out


def around(scene: Scene, c: Candidate, scope: Sequence[int]) -> list[int]:
    """The sentences of a scope that name neither another town nor another thing."""
    places = {p.number for p in c.places}
    return [
        n
        for n in scope
        if n in places
        or not (
            (n in scene.references and is_elsewhere(scene, c.actor, n))
            or (n in scene.technologies and is_of_another_thing(scene, c, n))
        )
    ]


def _names(scene: Scene, actor: Actor, number: int) -> bool:
    return any(r.actor == actor and r.way.named for r in scene.references.get(number, ()))
