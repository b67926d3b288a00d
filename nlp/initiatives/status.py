"""How far an initiative is on the article's day: what its sentences say, by tense, negation and signs of time.

Each sentence about it votes, the one that tells it best most of all. A test that is over, or a purchase that is
installed, gives way to what came after it.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from core.types import InitiativeStatus
from nlp.initiatives.actions import Act, Action, When, words
from nlp.initiatives.candidates import Candidate
from nlp.initiatives.denied import ended, gone, undecided
from nlp.initiatives.scene import Scene
from nlp.initiatives.timing import ahead, this_week
from nlp.wordlists import either, table

_S = InitiativeStatus
_Vote = tuple[InitiativeStatus, float]
_BEST, _PLACE, _TITLE = 2.0, 0.6, 0.6
"""Weights of the sentence that tells it best, of others that name it, of the title."""

_PUT = {
    When.DONE: (_S.DEPLOYED, 1.0), When.NOW: (_S.DEPLOYED, 0.8), When.FUTURE: (_S.ANNOUNCED, 1.2),
    When.WISH: (_S.PLAN, 1.0), When.BARE: (_S.DEPLOYED, 0.3), When.PAST: (_S.DEPLOYED, 0.8),
}  # fmt: skip
_OF: dict[Act, dict[When, _Vote]] = {
    Act.PUT: _PUT,
    Act.SURE: _PUT | {When.BARE: (_S.DEPLOYED, 1.2), When.DONE: (_S.DEPLOYED, 1.5)},
    Act.USE: {
        When.DONE: (_S.DEPLOYED, 0.8), When.NOW: (_S.DEPLOYED, 0.7), When.FUTURE: (_S.ANNOUNCED, 0.8),
        When.WISH: (_S.PLAN, 0.6), When.PAST: (_S.DEPLOYED, 0.5),
    },
    Act.BUY: {
        When.DONE: (_S.ANNOUNCED, 1.0), When.NOW: (_S.ANNOUNCED, 0.7), When.FUTURE: (_S.ANNOUNCED, 0.7),
        When.WISH: (_S.PLAN, 0.8), When.PAST: (_S.ANNOUNCED, 0.5), When.BARE: (_S.ANNOUNCED, 0.5),
    },
    Act.TEST: {
        When.DONE: (_S.EXPERIMENT, 1.2), When.NOW: (_S.EXPERIMENT, 2.5), When.FUTURE: (_S.ANNOUNCED, 1.0),
        When.WISH: (_S.PLAN, 0.8), When.BARE: (_S.EXPERIMENT, 1.0), When.PAST: (_S.EXPERIMENT, 0.8),
        When.PURPOSE: (_S.EXPERIMENT, 0.8),
    },
    Act.PLAN: {
        When.DONE: (_S.PLAN, 0.5), When.NOW: (_S.PLAN, 0.9), When.FUTURE: (_S.PLAN, 0.6), When.WISH: (_S.PLAN, 0.6),
        When.PAST: (_S.PLAN, 0.3), When.BARE: (_S.PLAN, 0.4),
    },
    Act.STOP: {
        When.DONE: (_S.ABANDONED, 1.6), When.NOW: (_S.ABANDONED, 1.0), When.FUTURE: (_S.ABANDONED, 1.5),
        When.PAST: (_S.ABANDONED, 0.5),
    },
}  # fmt: skip
_SIGNS = {
    "test": (_S.EXPERIMENT, 1.2), "attempt": (_S.EXPERIMENT, 1.0), "limited": (_S.EXPERIMENT, 0.9),
    "trial": (_S.EXPERIMENT, 0.5), "since": (_S.DEPLOYED, 0.2), "deployed": (_S.DEPLOYED, 0.6),
    "announced": (_S.ANNOUNCED, 0.6), "vote": (_S.ANNOUNCED, 0.6), "plan": (_S.PLAN, 0.4), "stop": (_S.ABANDONED, 1.6),
}  # fmt: skip
_WILL = re.compile(
    r"\b[a-zà-ÿ]+(?:e|i|d|t|u|v|o|ur)r(?:a|ont|ons)\b|\b(?:doit|doivent|va|vont) [a-zà-ÿ]+(?:er|ir|re)\b"
)
"""The future tense of any verb: accents tell it from "caméra"."""
_ASKED = _OF[Act.PLAN][When.DONE]
_ORDERS = re.compile(
    r"demand(?!\w* (?:une |des |de l'|l'|un )?(?:subvention|aide|financement|devis|étude|soutien|avis))"
)
"""“A demandé quatre sondes” is an order more than a wish; a subsidy is asked for beforehand."""
_WIDER = re.compile(r"(?:éten|généralis|pérennis|élargi)")
"""What is extended has been tested: "étend l'assistant testé l'an dernier"."""
_AFTER_TEST = re.compile(
    r"\bapres (?:[a-z\d]{1,12} ){0,4}(?:experimentations?|essais?|tests?|experience|phase|periode)\b"
)
"""Over when something is done for good: "après six mois d'expérimentation, X généralise"."""
_TRIED = {"test", "attempt", "limited", "trial"}
_LAST_WORD = 6.0
_REAL = frozenset({When.DONE, When.NOW})
_GIVES_UP = re.compile(r"(?:renonc|abandonn|débranch|résili|tire un trait)")
_BEFORE_STOP = re.compile(r"avant d(?:e |')(?:y |en |l'|le |la |les )?$")
_NEAR_STUDY = 60
_PEOPLE = re.compile(
    r"\b(?:abonnés|abonnées|habitants|usagers|clients|foyers|familles|parents|riverains|commerçants|automobilistes)"
    r"(?: sur [a-zà-ÿ]+)?(?: (?:l'|les |le |la |y |n'|ne )?(?:a|ont|avait|avaient))? $"
)
"""Who refuses an appliance at home gives up no project of the town's."""
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
    votes[_S.EXPERIMENT] += max((_trial(scene, n) for n in around if n not in shares), default=0.0)
    if any(s.kind == "over" for n in {*shares, *scope} for s in scene.signs.get(n, ())):
        votes[_S.EXPERIMENT] *= 0.3
    about = [n for n in {*shares, *scope} if _is_own(scene, c, n)]
    if any(ended(scene, n) or gone(scene, n, named=n in shares) for n in about):
        votes[_S.ABANDONED] += _LAST_WORD
    return max(votes, key=lambda s: votes[s])


def _is_own(scene: Scene, c: Candidate, number: int) -> bool:
    """Whether a sentence names no other authority."""
    return all(r.actor == c.actor for r in scene.references.get(number, ()))


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
        told = _vote(scene, action, kinds)
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
        if sign.kind in _SIGNS and sign.kind in kinds:
            name, strength = _SIGNS[sign.kind]
            votes[name] += share * strength
    return votes


def _vote(scene: Scene, action: Action, kinds: set[str]) -> _Vote | None:
    """What an action says, as the words around it have it."""
    told = _told(action, kinds)
    if told == _ASKED and _ORDERS.match(scene.said, action.start):
        return _S.ANNOUNCED, 0.4
    if told and action.act in {Act.BUY, Act.PUT} and told[0] is not _S.PLAN and _only_studied(scene, action):
        return _S.PLAN, told[1]
    return _stopped(scene, action, told) if action.act is Act.STOP else told


@cache
def _studies() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A study as the subject, or the object, of the verb that it stands beside."""
    study = either(words(table("initiatives_verbs.toml")["studies"]["words"]))
    return (
        re.compile(rf"\b{study}\b(?: de [\w-]+)? (?:\w+ ){{0,4}}$"),
        re.compile(rf" (?:une |un |des |l'|les |cette )(?:\w+ )?{study}\b"),
    )


def _only_studied(scene: Scene, action: Action) -> bool:
    subject, thing = _studies()
    left = max(0, action.start - _NEAR_STUDY)
    return (
        subject.search(scene.said, left, action.start) is not None
        or thing.match(scene.said, action.end) is not None
    )


def _stopped(scene: Scene, action: Action, told: _Vote | None) -> _Vote | None:
    """What a verb of stopping says: "renonce" and "avant d'y renoncer" for sure, "peu d'abonnés ont refusé" nothing."""
    left = scene.said[max(0, action.start - 40) : action.start]
    if _PEOPLE.search(left):
        return None
    if action.when is When.PURPOSE and _BEFORE_STOP.search(left):
        return _S.ABANDONED, 2.0
    if action.when is When.NOW and not action.denied and _GIVES_UP.match(scene.said, action.start):
        return _S.ABANDONED, 1.8
    return told


def _told(action: Action, kinds: set[str]) -> _Vote | None:
    """What an action says; what is done "in September" in the present tense is announced."""
    told = _OF.get(action.act, {}).get(action.when)
    if told is None:
        return None
    if action.no_more and action.act in {Act.PUT, Act.USE, Act.SURE}:
        return _S.ABANDONED, 1.6
    if action.denied:
        return (
            (_S.ABANDONED, 1.0)
            if action.act in {Act.PUT, Act.USE} and action.when is not When.FUTURE
            else None
        )
    if "vote" in kinds and action.act is Act.PUT and action.when is When.DONE:
        return _S.ANNOUNCED, told[1]
    soon = "later" in kinds or ("week" in kinds and action.act is Act.PUT)
    if soon and "since" not in kinds and told[0] is _S.DEPLOYED and action.when in {When.NOW, When.BARE}:
        return _S.ANNOUNCED, told[1] + 0.3
    return told
