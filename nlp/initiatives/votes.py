"""What a verb says of how far an initiative is: a status and its strength, as the words around the verb have it."""

import re
from functools import cache

from core.types import InitiativeStatus
from nlp.initiatives.acts import Act, Action, When, words
from nlp.initiatives.scene import Scene
from nlp.wordlists import either, table

_S = InitiativeStatus


_Vote = tuple[InitiativeStatus, float]


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


_ASKED = _OF[Act.PLAN][When.DONE]


_ORDERS = re.compile(
    r"demand(?!\w* (?:une |des |de l'|l'|un )?(?:subvention|aide|financement|devis|étude|soutien|avis))"
)
"""“A demandé quatre sondes” is an order more than a wish; a subsidy is asked for beforehand."""


_GIVES_UP = re.compile(r"(?:renonc|abandonn|débranch|résili|tire un trait|enterr|gèl|annul|tourn)")


_BEFORE_STOP = re.compile(r"avant d(?:e |')(?:y |en |l'|le |la |les )?$")


_NEAR_STUDY = 60


_PEOPLE = re.compile(
    r"\b(?:abonnés|abonnées|habitants|usagers|clients|foyers|familles|parents|riverains|commerçants|automobilistes)"
    r"(?: sur [a-zà-ÿ]+)?(?: (?:l'|les |le |la |y |n'|ne )?(?:a|ont|avait|avaient))? $"
)
"""Who refuses an appliance at home gives up no project of the town's."""


def vote(scene: Scene, action: Action, kinds: set[str]) -> _Vote | None:
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
        return None  # what the clause as a whole makes of it is weighed apart (negation.stance)
    if "vote" in kinds and action.act is Act.PUT and action.when is When.DONE:
        return _S.ANNOUNCED, told[1]
    soon = "later" in kinds or ("week" in kinds and action.act is Act.PUT)
    if soon and "since" not in kinds and told[0] is _S.DEPLOYED and action.when in {When.NOW, When.BARE}:
        return _S.ANNOUNCED, told[1] + 0.3
    return told
