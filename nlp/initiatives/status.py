"""How far an initiative is on the article's day: what its sentences say, by tense, negation and signs of time."""

from collections import Counter

from core.types import InitiativeStatus
from nlp.initiatives.actions import Act, Action, When
from nlp.initiatives.candidates import Candidate
from nlp.initiatives.scene import Scene

_S = InitiativeStatus
_OF = {
    Act.PUT: {
        When.DONE: _S.DEPLOYED, When.NOW: _S.DEPLOYED, When.FUTURE: _S.ANNOUNCED, When.WISH: _S.PLAN,
        When.BARE: _S.DEPLOYED, When.PAST: _S.DEPLOYED,
    },
    Act.USE: {
        When.DONE: _S.DEPLOYED, When.NOW: _S.DEPLOYED, When.FUTURE: _S.ANNOUNCED, When.WISH: _S.PLAN,
        When.PAST: _S.DEPLOYED,
    },
    Act.BUY: {
        When.DONE: _S.ANNOUNCED, When.NOW: _S.ANNOUNCED, When.FUTURE: _S.ANNOUNCED, When.WISH: _S.PLAN,
        When.PAST: _S.ANNOUNCED, When.BARE: _S.ANNOUNCED,
    },
    Act.TEST: {
        When.DONE: _S.EXPERIMENT, When.NOW: _S.EXPERIMENT, When.FUTURE: _S.EXPERIMENT, When.WISH: _S.PLAN,
        When.BARE: _S.EXPERIMENT, When.PAST: _S.EXPERIMENT,
    },
    Act.PLAN: {When.DONE: _S.PLAN, When.NOW: _S.PLAN, When.FUTURE: _S.PLAN, When.WISH: _S.PLAN, When.PAST: _S.PLAN},
    Act.STOP: {When.DONE: _S.ABANDONED, When.NOW: _S.ABANDONED, When.FUTURE: _S.ABANDONED, When.PAST: _S.ABANDONED},
}  # fmt: skip
_STRENGTH = {
    (Act.PUT, When.BARE): 0.4, (Act.USE, When.NOW): 0.7, (Act.PUT, When.NOW): 0.8, (Act.PLAN, When.DONE): 0.5,
    (Act.TEST, When.DONE): 1.2, (Act.TEST, When.NOW): 2.0, (Act.STOP, When.DONE): 1.5, (Act.BUY, When.NOW): 0.7,
    (Act.TEST, When.BARE): 1.0, (Act.PLAN, When.NOW): 0.7, (Act.PUT, When.FUTURE): 1.2,
}  # fmt: skip
_SIGNS = {"test": 1.0, "deployed": 0.6, "announced": 0.6, "plan": 0.4, "stop": 1.5}
_NAMES = {
    "test": _S.EXPERIMENT,
    "deployed": _S.DEPLOYED,
    "announced": _S.ANNOUNCED,
    "plan": _S.PLAN,
    "stop": _S.ABANDONED,
}


def status(scene: Scene, c: Candidate) -> InitiativeStatus:
    """The status told by the best place, the title, and the other sentences about it."""
    votes: Counter[InitiativeStatus] = Counter({_S.DEPLOYED: 0.1})
    best = c.best.number
    numbers = {p.number: 0.5 for p in c.places}
    numbers[best] = 2.0
    numbers.setdefault(best + 1, 0.4)
    numbers.setdefault(0, 0.5)
    for number, share in numbers.items():
        for action in scene.actions.get(number, ()):
            told = _told(action)
            if told:
                votes[told] += share * _STRENGTH.get((action.act, action.when), 1.0)
        for sign in scene.signs.get(number, ()):
            votes[_NAMES[sign.kind]] += share * _SIGNS[sign.kind]
    return max(votes, key=lambda s: votes[s])


def _told(action: Action) -> InitiativeStatus | None:
    if action.act is Act.SPEAK:
        return None
    told = _OF[action.act].get(action.when)
    if action.denied and told:
        return None if action.act is Act.STOP else _S.ABANDONED if action.act in {Act.PUT, Act.USE} else None
    return told
