"""From the form of a correction to the job that `beffroi correct` calls: what can be said of what, and how."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from core.errors import InputError
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.types import InitiativeStatus, Nature, RoleKind
from jobs.correcting import say
from jobs.correcting.corrections import Said
from jobs.correcting.dating import iso
from jobs.correcting.reckoning import Part
from jobs.correcting.words import Words
from web.desk.visit import Visit

_THINGS = {Kind.PERSON, Kind.TECHNOLOGY, Kind.ORGANISATION, Kind.EVENT, Kind.INITIATIVE}
_MAY: dict[Action, set[Kind]] = {
    Action.RENAME: _THINGS | {Kind.ARTICLE},
    Action.MERGE: _THINGS | {Kind.STORY},
    Action.SPLIT: {Kind.INITIATIVE, Kind.EVENT, Kind.STORY},
    Action.DELETE: _THINGS | {Kind.COMMUNE, Kind.QUOTE, Kind.FIGURE},
    Action.LINK: {Kind.COMMUNE, Kind.TECHNOLOGY, Kind.PERSON, Kind.QUOTE, Kind.INITIATIVE, Kind.EVENT},
    Action.ROLE: {Kind.PERSON},
    Action.STATUS: {Kind.INITIATIVE},
    Action.SUPPLIER: {Kind.INITIATIVE},
    Action.DAY: {Kind.EVENT},
    Action.FIGURE: {Kind.FIGURE},
    Action.RELEVANT: {Kind.ARTICLE},
    Action.IRRELEVANT: {Kind.ARTICLE},
    Action.NATURE: {Kind.ARTICLE},
    Action.TOPICS: {Kind.ARTICLE},
}
"""What can be said of what, as `beffroi correct` takes it."""


class Given(BaseModel):
    """The form of a correction (forms.Form); `articles` are those of a split, an event goes from `value` to `until`."""

    model_config = ConfigDict(extra="ignore")

    action: Action
    kind: Kind
    key: str = Field("", max_length=8000)
    article: str = Field("", pattern=r"^([0-9a-f]{16})?$")
    value: str = Field("", max_length=1000)
    topics: list[Annotated[str, Field(max_length=60)]] = Field([], max_length=40)
    articles: list[Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]] = Field([], max_length=300)
    was: str = Field("", max_length=40)
    insee: str = Field("", max_length=200)
    until: str = Field("", max_length=20)
    precision: str = Field("day", pattern=r"^(day|month|year)$")
    everywhere: str = Field("", max_length=5)
    unit: str = Field("", max_length=100)
    what: str = Field("", max_length=300)
    why: str = Field("", max_length=1000)
    retour: str = Field("/corrections", max_length=500)
    anchor: str = Field("", pattern=r"^[a-z0-9-]{0,60}$")


def spoken(visit: Visit, given: Given) -> Said:
    """Say it by the job that `beffroi correct` calls. Raises InputError."""
    if given.kind not in _MAY.get(given.action, ()):
        raise InputError(
            "cela ne se dit pas de cette chose", "Revenez à la page et choisissez dans la liste."
        )
    if given.kind is not Kind.ARTICLE and not given.key.strip():
        raise InputError("rien n’est nommé", "Revenez à la page et recommencez.")
    words = Words(visit.user.name or None, given.why)
    if given.kind is Kind.ARTICLE:
        return _judged(visit, given, words)
    if given.action in {Action.STATUS, Action.SUPPLIER}:
        return _of_initiative(visit, given, words)
    if given.action is Action.DAY:
        return _of_event(visit, given, words)
    if given.action is Action.FIGURE:
        part = Part(given.value, given.unit, given.what)
        return say.figure(visit.workspace, given.key, part, given.article or None, words)
    return _of_thing(visit, given, words)


def _judged(visit: Visit, given: Given, words: Words) -> Said:
    """What an article is as a whole."""
    if given.action is Action.RENAME:
        return say.rename(visit.workspace, Kind.ARTICLE, given.article, given.value, None, words)
    value = ""
    if given.action is Action.NATURE:
        value = _one_of(Nature, given.value, "Choisissez une nature.")
    elif given.action is Action.TOPICS:
        value = say.topics_of(given.topics)
    return say.judge(visit.workspace, given.action, given.article, value, words)


def _of_initiative(visit: Visit, given: Given, words: Words) -> Said:
    value = given.value
    if given.action is Action.STATUS:
        value = _one_of(InitiativeStatus, value, "Choisissez un état.")
    return say.initiative(visit.workspace, given.action, given.key, value, given.article or None, words)


def _of_event(visit: Visit, given: Given, words: Words) -> Said:
    """When it takes place, as far as it is known, from days as browsers send them or as they were typed."""
    digits = _DIGITS[given.precision]
    first, last = (iso(day)[:digits] if day.strip() else "" for day in (given.value, given.until))
    return say.day(visit.workspace, given.key, first, last, given.article or None, words)


def _of_thing(visit: Visit, given: Given, words: Words) -> Said:
    space, article, value = visit.workspace, given.article or None, given.value.strip()
    if given.action is Action.DELETE:
        return say.delete(space, given.kind, given.key, article, words)
    if given.action is Action.SPLIT:
        chosen = given.articles or [one for one in (given.article,) if one]
        if not chosen:
            raise InputError("aucun article n’est choisi", "Cochez ceux qui parlent d’autre chose.")
        return say.split(space, given.kind, given.key, chosen, words)
    if given.action is Action.ROLE:
        role = _one_of(RoleKind, value, "Choisissez un rôle.")
        town = given.insee.strip() or None
        return say.role(
            space, given.article, given.key, role, words, town, given.was, everywhere=bool(given.everywhere)
        )
    if given.action is Action.RENAME:
        return say.rename(space, given.kind, given.key, value, article, words)
    if not value and given.kind is not Kind.QUOTE:  # whose words they are is not always told
        raise InputError("rien n’est écrit", "Dites de quelle autre chose il s’agit : son nom ou sa clé.")
    if given.action is Action.MERGE:
        return say.merge(space, given.kind, given.key, value, words, article)
    return say.link(space, given.kind, given.key, value, article, words)


_DIGITS = {"day": 10, "month": 7, "year": 4}
"""Of a day, what says its month, its year."""


def _one_of(codes: type[Nature | InitiativeStatus | RoleKind], value: str, what_to_do: str) -> str:
    if value not in set(codes):
        raise InputError("ce choix n’existe pas", what_to_do)
    return value
