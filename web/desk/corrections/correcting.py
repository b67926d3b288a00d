"""What editors say of what was found, from any page: said, listed, taken back (jobs/correcting)."""

import re
from dataclasses import replace
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Form, HTTPException, Path, Query, Response

from core.errors import InputError, SaidAlready
from core.types import CorrectionKind as Kind
from jobs.correcting import corrections, telling
from jobs.correcting.corrections import Listed
from jobs.correcting.naming import KINDS
from jobs.correcting.words import Words
from state import corrections as kept
from store.correcting.said import identity
from web.desk.corrections import thing as correct_thing
from web.desk.corrections.applying import applied
from web.desk.corrections.forms import Refused, with_query
from web.desk.corrections.saying import Given, spoken
from web.desk.trouble import for_desk
from web.desk.visit import Editing, Reading, Visit, Visiting, local

router = APIRouter()

ON_A_PAGE = 50
_ARTICLE = re.compile(r"/articles/([0-9a-f]{16})(?:[?#].*)?")
_STORY = re.compile(r"/sujets/([0-9a-f]{16})(?:[?#].*)?")


@router.post("/corriger")
def correct(visit: Editing, snapshot: Reading, given: Annotated[Given, Form()]) -> Response:
    """Keep what an editor says; what is wrong with it is said beside the form."""
    try:
        with applied(visit):
            word = identity(spoken(visit, given).correction)
    except SaidAlready as error:  # pressed twice, or said by somebody else meanwhile
        word = error.word
    except InputError as error:
        refused = Refused(
            given.anchor, str(error), for_desk(error.next_step), given.value, given.why, given.action.value,
            given.article, given.insee, given.until, given.precision, given.everywhere, given.unit, given.what,
        )  # fmt: skip
        return _refused(visit, snapshot, given, refused)
    place = f"#{given.anchor}" if given.anchor else ""
    return visit.back(with_query(local(given.retour).partition("#")[0], dit=word) + place)


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
        with applied(visit):
            corrections.undo(visit.workspace, number, Words(visit.user.name or None, why))
    except SaidAlready:
        pass
    except InputError as error:
        refused = Refused("", str(error), for_desk(error.next_step))
        return visit.page(
            "correct_refused.html", "Correction refusée", status=400, refused=refused, retour=local(retour)
        )
    return visit.back(with_query(local(retour).partition("#")[0], annule=number))
