"""What may be an initiative: an authority, a technology, the sentences that bring them together, and their signals."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log1p

from core.types import Mention
from nlp.initiatives.actions import Act, Action, When
from nlp.initiatives.actors import Actor
from nlp.initiatives.carriers import Carrier, carrier
from nlp.initiatives.scene import Scene
from nlp.technologies import lexicon

_HEAD = 2
"""Paragraphs of title and standfirst."""
_MOST = 400
"""Technologies of a text that are looked at: against hostile texts."""


@dataclass(slots=True)
class Place:
    """A mention of a technology, the sentence, and who carries it there; `local` is how well it tells it."""

    mention: Mention
    number: int
    carrier: Carrier
    local: float


@dataclass(slots=True)
class Candidate:
    """An authority with a technology; `signals` are named values that add up to a score (weights in `choice`)."""

    actor: Actor
    technology: str
    places: list[Place] = field(default_factory=list)
    signals: dict[str, float] = field(default_factory=dict)
    score: float = 0.0

    @property
    def best(self) -> Place:
        """The place that tells it best."""
        return max(self.places, key=lambda p: (p.local, -p.number))

    @property
    def mention(self) -> Mention:
        """The technology where it is told best."""
        return self.best.mention


def candidates(scene: Scene) -> list[Candidate]:
    """All pairs of an authority and a technology that a sentence brings together."""
    found: dict[tuple[Actor, str], Candidate] = {}
    for place in _places(scene):
        key = place.carrier.actor, place.mention.key
        found.setdefault(key, Candidate(*key)).places.append(place)
    out = list(found.values())
    for candidate in out:
        candidate.signals = signals(scene, candidate)
    return out


def _places(scene: Scene) -> Iterator[Place]:
    left = _MOST
    for number, mentions in scene.technologies.items():
        for mention in mentions:
            left -= 1
            who = carrier(scene, number, mention) if left >= 0 else None
            if who:
                yield Place(mention, number, who, _local(scene, number, mention, who))


_TELLING = {Act.PUT, Act.USE, Act.BUY, Act.TEST, Act.STOP, Act.PLAN}


def telling(scene: Scene, number: int) -> list[Action]:
    """The actions of a sentence that tell what becomes of a technology."""
    return [a for a in scene.actions.get(number, ()) if a.act in _TELLING and a.when is not When.PURPOSE]


def _local(scene: Scene, number: int, mention: Mention, who: Carrier) -> float:
    sentence = scene.sentences.all[number]
    acts = telling(scene, number)
    value = 1.0 * bool(acts) + 0.5 * any(a.act in {Act.PUT, Act.TEST, Act.BUY, Act.STOP} for a in acts)
    value += 1.0 * (who.said is not None) + 0.5 * (who.how in {"subject", "agent", "owner"})
    value += 0.5 * bool(scene.signs.get(number)) + 0.3 * (lexicon.weight(mention) > 0)
    return value - 1.2 * sentence.heading - 0.03 * number


def signals(scene: Scene, c: Candidate) -> dict[str, float]:
    """The named values of a candidate."""
    mention, best = c.mention, c.best
    paragraphs = [scene.sentences.all[p.number].paragraph for p in c.places]
    acts = [a for p in c.places for a in telling(scene, p.number)]
    return {
        "main": float(c.actor == scene.main),
        "count": log1p(len(c.places)),
        "title": float(any(p.number == 0 for p in c.places)),
        "head": float(any(n <= _HEAD for n in paragraphs)),
        "said": float(any(p.carrier.said for p in c.places)),
        "carried": float(any(p.carrier.how in {"subject", "agent", "owner"} for p in c.places)),
        "acting": float(any(a.act in {Act.PUT, Act.TEST, Act.BUY, Act.STOP} for a in acts)),
        "used": float(any(a.act is Act.USE for a in acts)),
        "ordinary": float(lexicon.weight(mention) == 0),
        "product": float(mention.candidate or mention.name[:1].isupper()),
        "late": best.number / max(1, len(scene.sentences)),
        "local": best.local,
    }
