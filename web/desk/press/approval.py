"""The approval: somebody signs what the page showed, and nothing else."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from core.errors import InputError, Undecided
from core.letters import Issue
from digest import letterjson
from digest.letter import Week
from jobs.correcting.words import Words
from jobs.letters import approving, errata, reapproving
from web.desk.press.leaving import leaving
from web.desk.press.place import MOST_ERRATA, Fault, Named, place
from web.desk.press.sheet import sheet
from web.desk.visit import Owning, Visit

router = APIRouter()


@router.post("/bouclage/{week}/accord")
def approve(
    visit: Owning,
    week: Named,
    nom: Annotated[str, Form(max_length=200)] = "",
    lu: Annotated[str, Form(max_length=64)] = "",
    rectificatif: Annotated[int, Form(ge=0, le=MOST_ERRATA)] = 0,
) -> Response:
    """Approve; `lu` is the fingerprint of what the page showed, `nom` who signs."""
    try:
        _approve(visit, week, rectificatif, Words(nom), lu)
    except InputError as error:
        return leaving(visit, week, rectificatif, Fault.of("accord", error, nom=nom))
    return visit.back(
        f"/bouclage/{week.label}/envoi" + (f"?rectificatif={rectificatif}" if rectificatif else "")
    )


def _approve(visit: Visit, week: Week, number: int, signed: Words, read: str) -> Issue:
    """In the order of `beffroi digest approve`: what is left of one that leaves, an erratum, the draft."""
    of = place(visit, week)
    issue = of.issue(number)
    if (number or of.gone) and issue:
        _refuse_other(read, letterjson.sha256(issue.content))
    rest = reapproving.approve(visit.workspace, week, number, signed)
    if rest is not None:
        return rest
    if number:
        return errata.approve(visit.workspace, week, number, signed)
    found = sheet(visit, week)
    if not found.stand.undecided:  # what waits is the reason to tell first
        _refuse_other(read, found.fingerprint)
    return approving.approve(visit.workspace, found.found, signed)


def _refuse_other(read: str, now: str) -> None:
    if read != now:
        raise Undecided(
            "la lettre a changé depuis que cette page fut affichée", "Relisez-la, puis donnez votre accord."
        )
