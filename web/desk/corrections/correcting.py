"""What editors say of what was found, from any page: said, listed, taken back (jobs/correcting)."""

import re
from dataclasses import replace
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Form, HTTPException, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from core.errors import InputError
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.types import InitiativeStatus, Nature, RoleKind
from jobs.correcting import corrections, say, telling
from jobs.correcting.corrections import Listed, Said
from jobs.correcting.naming import KINDS
from jobs.correcting.words import Words
from state import corrections as kept
from store.correcting.said import identity
from web.desk.corrections import thing as correct_thing
from web.desk.corrections.forms import Refused, with_query
from web.desk.trouble import for_desk
from web.desk.visit import Editing, Reading, Visit, Visiting, local

router = APIRouter()

ON_A_PAGE = 50
_ARTICLE = re.compile(r"/articles/([0-9a-f]{16})(?:[?#].*)?")
_STORY = re.compile(r"/sujets/([0-9a-f]{16})(?:[?#].*)?")
_THINGS = {Kind.PERSON, Kind.TECHNOLOGY, Kind.ORGANISATION, Kind.EVENT, Kind.INITIATIVE}
_MAY: dict[Action, set[Kind]] = {
    Action.RENAME: _THINGS,
    Action.MERGE: _THINGS | {Kind.STORY},
    Action.SPLIT: {Kind.INITIATIVE, Kind.EVENT, Kind.STORY},
    Action.DELETE: _THINGS | {Kind.COMMUNE, Kind.QUOTE, Kind.FIGURE},
    Action.LINK: {Kind.COMMUNE, Kind.TECHNOLOGY, Kind.PERSON},
    Action.ROLE: {Kind.PERSON},
    Action.STATUS: {Kind.INITIATIVE},
    Action.SUPPLIER: {Kind.INITIATIVE},
    Action.RELEVANT: {Kind.ARTICLE},
    Action.IRRELEVANT: {Kind.ARTICLE},
    Action.NATURE: {Kind.ARTICLE},
    Action.TOPICS: {Kind.ARTICLE},
}
"""What can be said of what, as `beffroi correct` takes it."""


class Given(BaseModel):
    """The form of a correction (forms.Form); `articles` are those of a split."""

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
    everywhere: str = Field("", max_length=5)
    why: str = Field("", max_length=1000)
    retour: str = Field("/corrections", max_length=500)
    anchor: str = Field("", pattern=r"^[a-z0-9-]{0,60}$")


@router.post("/corriger")
def correct(visit: Editing, snapshot: Reading, given: Annotated[Given, Form()]) -> Response:
    """Keep what an editor says; what is wrong with it is said beside the form."""
    try:
        said = spoken(visit, given)
    except InputError as error:
        refused = Refused(
            given.anchor, str(error), for_desk(error.next_step), given.value, given.why, given.action.value
        )
        return _refused(visit, snapshot, given, refused)
    place = f"#{given.anchor}" if given.anchor else ""
    return visit.back(
        with_query(local(given.retour).partition("#")[0], dit=identity(said.correction)) + place
    )


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
    return _of_thing(visit, given, words)


def _judged(visit: Visit, given: Given, words: Words) -> Said:
    """What an article is as a whole."""
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
    if not value:
        raise InputError("rien n’est écrit", "Dites de quelle autre chose il s’agit : son nom ou sa clé.")
    if given.action is Action.MERGE:
        return say.merge(space, given.kind, given.key, value, words, article)
    return say.link(space, given.kind, given.key, value, article, words)


def _one_of(codes: type[Nature | InitiativeStatus | RoleKind], value: str, what_to_do: str) -> str:
    if value not in set(codes):
        raise InputError("ce choix n’existe pas", what_to_do)
    return value


def _refused(visit: Visit, snapshot: Reading, given: Given, refused: Refused) -> Response:
    """The page that the form stands on, with what is wrong beside it; of other rooms, the page of the thing."""
    from web.desk.articles import article, story

    if found := _ARTICLE.fullmatch(given.retour):
        return article.page(visit, snapshot, found[1], refused=refused, status=400)
    if found := _STORY.fullmatch(given.retour):
        return story.page(visit, snapshot, found[1], refused=refused, status=400)
    if correct_thing.can(given.kind, given.key):
        asked = parse_qs(urlsplit(given.retour).query) if given.retour.startswith("/corriger?") else {}
        left = asked.get("retour", [""])[0] if asked else given.retour
        beside = replace(refused, anchor=correct_thing.ANCHOR)
        try:
            return correct_thing.page(
                visit, snapshot, given.kind, given.key, left, refused=beside, status=400
            )
        except HTTPException:  # nothing is published under this key: that is what is wrong
            pass
    return visit.page(
        "correct_refused.html", "Correction refusée", status=400, refused=refused, retour=local(given.retour)
    )


@router.get("/corriger")
def correct_one(
    visit: Visiting,
    snapshot: Reading,
    kind: Kind,
    key: Annotated[str, Query(min_length=1, max_length=500)],
    retour: Annotated[str, Query(max_length=500)] = "",
) -> Response:
    """A thing, to be corrected wherever it is told of."""
    return correct_thing.page(visit, snapshot, kind, key, retour)


@router.get("/corrections")
def listed(
    visit: Visiting,
    snapshot: Reading,
    page: Annotated[int, Query(ge=1, le=4000)] = 1,
    toutes: Annotated[str, Query(max_length=5)] = "",
) -> Response:
    """What editors said, the last said first, and what came of it."""
    key = ("corrections", kept.numbers(visit.state), corrections.last_processed(visit.state), bool(toutes))
    rows = visit.desk.published.cached(
        snapshot, key, lambda: corrections.listed(visit.workspace, undone_too=bool(toutes))[::-1]
    )
    first = (page - 1) * ON_A_PAGE
    return visit.page(
        "corrections.html", "Corrections", rows=[_row(row) for row in rows[first : first + ON_A_PAGE]], page=page,
        total=len(rows), more=len(rows) > first + ON_A_PAGE, toutes=toutes,
    )  # fmt: skip


def _row(row: Listed) -> dict[str, object]:
    """A correction as the page shows it."""
    one = row.correction
    code = f" ({one.key})" if one.kind is Kind.COMMUNE else ""
    return {
        "number": identity(one), "kind": KINDS[one.kind], "name": f"{row.name}{code}",
        "said": telling.leads(one, row.into), "outcome": telling.outcome(row), "pending": row.pending,
        "undone": row.undone_at is not None, "article": _article_of(row), "by": one.by, "at": one.at, "why": one.why,
        "story": one.key if one.kind is Kind.STORY else "",
    }  # fmt: skip


def _article_of(row: Listed) -> str:
    one = row.correction
    return one.key if one.kind is Kind.ARTICLE else one.article_id or ""


@router.post("/corrections/{number}/annuler")
def undo(
    visit: Editing,
    number: Annotated[str, Path(pattern=r"^[cs]\d{1,9}$")],
    retour: Annotated[str, Form(max_length=500)] = "/corrections",
    why: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Take a correction back: everything becomes what it would be without it."""
    try:
        corrections.undo(visit.workspace, number, Words(visit.user.name or None, why))
    except InputError as error:
        refused = Refused("", str(error), for_desk(error.next_step))
        return visit.page(
            "correct_refused.html", "Correction refusée", status=400, refused=refused, retour=local(retour)
        )
    return visit.back(with_query(local(retour).partition("#")[0], annule=number))
