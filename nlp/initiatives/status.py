"""How far an initiative is on the article's day: what its sentences say, by tense, negation and signs of time.

Each sentence about it votes, the one that tells it best most of all. A test that is over, or a purchase that is
installed, gives way to what came after it.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from core.types import InitiativeStatus
from nlp.initiatives.acts import Act, When
from nlp.initiatives.candidate import Candidate
from nlp.initiatives.denied import ended, gone, opens_by_pronoun, undecided
from nlp.initiatives.negation import Stance
from nlp.initiatives.scene import Scene
from nlp.initiatives.stance import dropped, stance
from nlp.initiatives.timing import ahead, this_week
from nlp.initiatives.votes import vote

_S = InitiativeStatus
_BEST, _PLACE, _TITLE = 2.0, 0.6, 0.6
"""Weights of the sentence that tells it best, of others that name it, of the title."""

_SIGNS = {
    "test": (_S.EXPERIMENT, 1.2), "attempt": (_S.EXPERIMENT, 1.0), "limited": (_S.EXPERIMENT, 0.9),
    "trial": (_S.EXPERIMENT, 0.5), "since": (_S.DEPLOYED, 0.2), "deployed": (_S.DEPLOYED, 0.6),
    "announced": (_S.ANNOUNCED, 0.6), "vote": (_S.ANNOUNCED, 0.6), "plan": (_S.PLAN, 0.4), "stop": (_S.ABANDONED, 1.6),
}  # fmt: skip
_WILL = re.compile(
    r"\b[a-zà-ÿ]+(?:e|i|d|t|u|v|o|ur)r(?:a|ont|ons)\b|\b(?:doit|doivent|va|vont) [a-zà-ÿ]+(?:er|ir|re)\b"
)
"""The future tense of any verb: accents tell it from "caméra"."""
_WIDER = re.compile(r"(?:éten|généralis|pérennis|élargi)")
"""What is extended has been tested: "étend l'assistant testé l'an dernier"."""
_AFTER_TEST = re.compile(
    r"\bapres (?:[a-z\d]{1,12} ){0,4}(?:experimentations?|essais?|tests?|experience|phase|periode)\b"
)
"""Over when something is done for good: "après six mois d'expérimentation, X généralise"."""
_PROPERTY = re.compile(r"prévue?s? pour (?:durer|tenir|résister|fonctionner|supporter)\b")
"""What a thing is made for is no announcement."""
_TRIED = {"test", "attempt", "limited", "trial"}
_LAST_WORD = 6.0
_OF_STANCE = {
    Stance.DROPPED: (_S.ABANDONED, 3.0), Stance.WAITING: (_S.ANNOUNCED, 2.0), Stance.HOPED: (_S.PLAN, 1.0),
}  # fmt: skip
"""What the clause as a whole makes of it weighs more than its verbs."""
_REAL = frozenset({When.DONE, When.NOW})
_TRIALS = {"test": 2.0, "trial": 0.6, "limited": 0.4}
"""What a sentence that follows says of a trial: "L'essai est suivi par...", "L'expérience, prévue pour six mois"."""


def status(scene: Scene, c: Candidate, scope: Sequence[int]) -> InitiativeStatus:
    """The status of an initiative; `scope` are the sentences that follow and are about nothing else."""
    votes: defaultdict[InitiativeStatus, float] = defaultdict(float, {_S.DEPLOYED: 0.1})
    shares = {p.number: _PLACE for p in c.places}
    if 0 in shares:
        shares[0] = _TITLE
    shares[c.best.number] = _BEST
    for number, share in shares.items():
        for name, value in _votes(scene, number, share).items():
            votes[name] += value
    around = {*(n for n in scope if _is_own(scene, c, n)), *_lead(scene, c.best.number)}
    if not any(_is_after_test(scene, n) for n in shares):
        votes[_S.EXPERIMENT] += max((_trial(scene, n) for n in around if n not in shares), default=0.0)
    if any(s.kind == "over" for n in {*shares, *scope} for s in scene.signs.get(n, ())):
        votes[_S.EXPERIMENT] *= 0.3
    about = [n for n in {*shares, *scope} if _is_own(scene, c, n)]
    for p in c.places:
        if told := _OF_STANCE.get(stance(scene, p.number, p.mention)):
            votes[told[0]] += shares[p.number] * told[1]
    if any(ended(scene, n) or gone(scene, n, named=n in shares) or dropped(scene, n) for n in about):
        votes[_S.ABANDONED] += _LAST_WORD
    return max(votes, key=lambda s: votes[s])


def _is_own(scene: Scene, c: Candidate, number: int) -> bool:
    """Whether a sentence names no other authority, nor does the one that its "il" goes on about."""
    if any(r.actor != c.actor for r in scene.references.get(number, ())):
        return False
    above = scene.sentences.all[number - 1] if number and opens_by_pronoun(scene, number) else None
    beside = above is not None and above.paragraph == scene.sentences.all[number].paragraph
    return not beside or all(r.actor == c.actor for r in scene.references.get(number - 1, ()))


def _lead(scene: Scene, number: int) -> list[int]:
    """The sentence before one that has no verb of its own: "Trente essais y sont menés. Au menu : ..."."""
    above = scene.sentences.all[number - 1] if number else None
    alone = above is not None and above.paragraph == scene.sentences.all[number].paragraph
    planned = any(s.kind in {"plan", "stop"} for s in scene.signs.get(number, ()))
    return [number - 1] if alone and not planned and not scene.actions.get(number) else []


def _trial(scene: Scene, number: int) -> float:
    """How much a sentence that does not name the technology says that it is only tried."""
    if _is_after_test(scene, number):
        return 0.0
    kinds = {s.kind for s in scene.signs.get(number, ())}
    value = sum(_TRIALS.get(kind, 0.0) for kind in kinds)
    if {"trial", "limited"} <= kinds:
        value += 1.2
    tried = any(
        a.act is Act.TEST and a.when in {When.NOW, When.DONE, When.BARE}
        for a in scene.actions.get(number, ())
    )
    return value + 0.8 * tried


def _weigh_undecided(votes: defaultdict[InitiativeStatus, float], share: float) -> None:
    if share:
        votes[_S.PLAN] += 1.5 * share
        votes[_S.DEPLOYED] *= 0.3
        votes[_S.ANNOUNCED] *= 0.5


def _is_after_test(scene: Scene, number: int) -> bool:
    lasting = any(
        a.when in _REAL and not a.denied and (a.act is Act.SURE or _WIDER.match(scene.said, a.start))
        for a in scene.actions.get(number, ())
    )
    return lasting and _AFTER_TEST.search(scene.found.low, *scene.sentences.span(number)) is not None


def _votes(scene: Scene, number: int, share: float) -> dict[InitiativeStatus, float]:
    votes: defaultdict[InitiativeStatus, float] = defaultdict(float)
    signs = scene.signs.get(number, ())
    kinds = {s.kind for s in signs}
    if ahead(scene, number):
        kinds.add("later")
    if this_week(scene, number):
        kinds.add("week")
    acts = scene.actions.get(number, ())
    wider = any(a.when in _REAL and _WIDER.match(scene.said, a.start) for a in acts)
    for action in acts:
        told = vote(scene, action, kinds)
        if told and not (wider and action.act is Act.TEST and action.when is When.BARE):
            votes[told[0]] += share * told[1]
    if not votes and _WILL.search(scene.said, *scene.sentences.span(number)):
        votes[_S.ANNOUNCED] += 0.8 * share
    if votes[_S.ABANDONED] >= share or "stop" in kinds:  # "arrête l'expérimentation"
        votes[_S.EXPERIMENT] *= 0.3
        votes[_S.DEPLOYED] *= 0.6  # it had been put in place before
        kinds -= _TRIED
    if _is_after_test(scene, number):
        votes[_S.EXPERIMENT] *= 0.3
        kinds -= _TRIED
    _weigh_undecided(votes, share * undecided(scene, number))
    for sign in signs:
        if sign.kind in _SIGNS and sign.kind in kinds and not _PROPERTY.match(scene.said, sign.start):
            name, strength = _SIGNS[sign.kind]
            votes[name] += share * strength
    return votes
