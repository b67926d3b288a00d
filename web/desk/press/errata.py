"""Errata: what a letter that left said, against what is published now; prepared, approved and sent like a letter."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Response

from core.desk import RequestKind
from core.errors import InputError
from core.letters import Issue
from digest import letterjson
from digest.letter import Week
from jobs.correcting.corrections import unpublished
from jobs.letters import errata
from state import requests
from state.letters import GONE
from web.desk.press.leaving import Way, way
from web.desk.press.place import Fault, Named, Place, place, shown, words
from web.desk.visit import Editing, Visit, Visiting

router = APIRouter()


@router.get("/bouclage/{week}/rectificatif")
def erratum(visit: Visiting, week: Named) -> Response:
    """What is no longer as it was told, and what was written of it."""
    return _shown(visit, week)


@router.post("/bouclage/{week}/rectificatif")
def prepare(visit: Editing, week: Named, note: Annotated[str, Form(max_length=2_000)] = "") -> Response:
    """Write the erratum, or write it anew."""
    try:
        errata.prepare(visit.workspace, week, note, words(visit))
    except InputError as error:
        return _shown(visit, week, Fault.of("note", error, note=note))
    return visit.back(f"/bouclage/{week.label}/rectificatif")


@router.post("/bouclage/{week}/appliquer")
def apply(visit: Editing, week: Named) -> Response:
    """Ask that the corrections that wait be published."""
    visit.ask(RequestKind.APPLY)
    return visit.back(f"/bouclage/{week.label}/rectificatif")


def _shown(visit: Visit, week: Week, fault: Fault | None = None) -> Response:
    of = place(visit, week)
    if not of.gone:
        raise HTTPException(404)
    found = _touched(visit, of)
    return shown(
        visit, "press_errata.html", of, "rectificatif", fault, touched=found,
        told=[one for one in found.differences if one.sentence], left=_left(visit, of),
        unpublished=unpublished(visit.workspace), note=_note(found.waiting), lines=_lines(found.waiting),
        applying=any(one.kind is RequestKind.APPLY for one in requests.going_on(visit.state)),
    )  # fmt: skip


def _touched(visit: Visit, of: Place) -> errata.Touched:
    """What differs, compared once for the same issues: it reads every fact that the letter told."""
    issues, published = errata.sent(visit.state, of.week), visit.desk.published
    stand = tuple((one.state, one.sha256, letterjson.sha256(one.content)) for one in issues)
    with published.reading() as snapshot:
        return published.cached(
            snapshot, ("touched", of.week.label, stand), lambda: errata.compared(snapshot, of.week, issues)
        )


def _left(visit: Visit, of: Place) -> list[Way]:
    """The errata that have left, or are leaving."""
    return [way(visit, of.week, one, one.erratum) for one in of.issues if one.erratum and one.state in GONE]


def _note(waiting: Issue | None) -> str:
    return str(waiting.content.get("editorial", "")) if waiting else ""


def _lines(waiting: Issue | None) -> list[str]:
    """What an erratum says, the editor's line last."""
    if waiting is None:
        return []
    return [*waiting.content.get("erratum", ()), *filter(None, [_note(waiting)])]
