"""What may be an initiative: an authority, a technology, the sentences that bring them together, and their signals."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from core.types import ActorKind, Mention
from nlp.initiatives.acts import DOING, Act, Action, When
from nlp.initiatives.candidate import SURE, UNDERSTOOD, Candidate, Place
from nlp.initiatives.carriers import Carrier, carriers, quoted
from nlp.initiatives.denied import is_others, joke, untold
from nlp.initiatives.echoes import echoes
from nlp.initiatives.families import families, means
from nlp.initiatives.negation import Stance
from nlp.initiatives.scene import Scene
from nlp.initiatives.settled import NETWORK, settled
from nlp.initiatives.stance import stance
from nlp.technologies import lexicon
from nlp.wordlists import either, table

if TYPE_CHECKING:
    from nlp.initiatives.references import Actor

_MOST = 400
"""Technologies of a text that are looked at: against hostile texts."""


def candidates(scene: Scene) -> list[Candidate]:
    """All pairs of an authority and a technology that a sentence brings together."""
    found: dict[tuple[Actor, str], Candidate] = {}
    family = families(scene.found)
    for place in settled(scene, _not_denied(scene)):
        key = place.carrier.actor, family.get(place.mention.key, place.mention.key)
        found.setdefault(key, Candidate(*key)).places.append(place)
    out = list(found.values())
    for candidate in out:
        candidate.signals = signals(scene, candidate)
    return out


def _not_denied(scene: Scene) -> list[Place]:
    """The places whose sentences neither deny nor ask, nor give what they tell to a shop or a school.

    When the text takes one away, a title without a verb is no evidence for the rest.
    """
    if joke(scene):
        return []
    places = list(_places(scene))
    kept = [p for p in places if not untold(scene, p.number, p.mention) and not _is_others(scene, p)]
    if len(kept) < len(places) and not any(_is_told(scene, p) for p in kept):
        return []
    return kept


def _is_told(scene: Scene, p: Place) -> bool:
    return not scene.sentences.all[p.number].heading or bool(telling(scene, p.number))


def _is_others(scene: Scene, p: Place) -> bool:
    return p.carrier.actor.kind is ActorKind.COMMUNE and is_others(scene, p.number, p.mention)


_DENIED = re.compile(r"\b(?:(?P<of>aucune?|pas (?:de|d)|jamais (?:de|d))|sans|ni) $")
"""Before what there is not: "il n'y aura aucune reconnaissance faciale"."""


def _places(scene: Scene) -> Iterator[Place]:
    left = _MOST
    for number, mentions in scene.technologies.items():
        for mention in mentions:
            left -= 1
            if left < 0 or _is_missing(scene, number, mention):
                continue
            for who in carriers(scene, number, mention):
                yield Place(mention, number, who, _local(scene, number, mention, who))
    for number, mention, who in echoes(scene):
        yield Place(mention, number, who, _local(scene, number, mention, who))


def _is_missing(scene: Scene, number: int, mention: Mention) -> bool:
    """Whether there is none of it; what will not be ("n'aura pas de navette") is told as given up."""
    missing = _DENIED.search(scene.found.low, max(0, mention.start - 24), mention.start)
    return missing is not None and not (missing["of"] and stance(scene, number, mention) is Stance.DROPPED)


_TELLING = {Act.PUT, Act.SURE, Act.USE, Act.BUY, Act.TEST, Act.STOP, Act.PLAN}


def telling(scene: Scene, number: int) -> list[Action]:
    """The actions of a sentence that tell what becomes of a technology."""
    return [
        a
        for a in scene.actions.get(number, ())
        if a.act in _TELLING and a.when is not When.PURPOSE and (a.when is not When.BARE or a.act is Act.SURE)
    ]


_QUOTED = 2.5
"""What somebody exclaims is a poorer evidence than what the text tells."""


# what is said of towns in general is nobody's doing
@cache
def _general() -> re.Pattern[str]:
    return re.compile(rf"\b(?:les|des|aux|ces) {either(table('initiatives_actors.toml')['general'])}\b")


def _local(scene: Scene, number: int, mention: Mention, who: Carrier) -> float:
    sentence = scene.sentences.all[number]
    acts = telling(scene, number)
    value = 1.0 * bool(acts) + 0.5 * any(a.act in DOING for a in acts)
    value += 1.0 * (who.said is not None) + 0.5 * (who.how in SURE)
    value += (
        0.5 * bool(scene.signs.get(number))
        + 0.3 * (lexicon.weight(mention) > 0)
        - 0.3 * (mention.key in means())
    )
    value -= 0.8 * (_general().search(scene.found.low, sentence.start, sentence.end) is not None)
    return value - 2.0 * sentence.heading - _QUOTED * quoted(scene, mention) - 0.05 * number


def signals(scene: Scene, c: Candidate) -> dict[str, float]:
    """The named values of a candidate, each between 0 and about 2."""
    numbers = {p.number for p in c.places}
    ways = {p.carrier.how for p in c.places}
    ordinary = lexicon.weight(c.mention) == 0
    total = sum(map(len, scene.technologies.values()))
    return {
        "share": len(numbers) / max(1, total),
        "subject": float("subject" in ways),
        "weak": float("weak" in ways),
        "understood": float(ways <= UNDERSTOOD),
        "date": float(c.best.number in scene.dated),
        "figure": float(c.best.number in scene.counted),
        "still": float(not telling(scene, c.best.number)),
        "quoted": float(quoted(scene, c.mention)),
        "ordinary": float(ordinary),
        "means": float(c.mention.key in means()),
        "network": float(c.mention.category == NETWORK and c.actor.kind is ActorKind.COMMUNE),
    }
