"""What is asked to leave: a trial, the letter, one more copy; each is a request that the writer carries out."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from core.desk import RequestKind
from core.errors import BeffroiError, InputError, Undecided
from core.letters import Issue
from digest.letter import Week
from jobs.desk.sending import missing
from jobs.letters import archive, sending
from jobs.letters.addresses import address
from web.desk.press.leaving import leaving, way
from web.desk.press.place import MOST_ERRATA, Fault, Named, place
from web.desk.visit import Editing, Owning, Visit

router = APIRouter()
Erratum = Annotated[int, Form(ge=0, le=MOST_ERRATA)]
Attempts = Annotated[int, Form(ge=-1, le=1_000_000)]
Typed = Annotated[str, Form(max_length=320)]


@router.post("/bouclage/{week}/essai")
def trial(visit: Editing, week: Named, adresse: Typed = "", rectificatif: Erratum = 0) -> Response:
    """One copy to one address, marked as a trial."""
    try:
        issue = _ready(visit, week, rectificatif)
        to = address(adresse)
        if not any(one.payload.get("to") == to for one in way(visit, week, issue, rectificatif).going):
            visit.ask(RequestKind.SEND, week=week.label, erratum=rectificatif, to=to)
    except BeffroiError as error:
        return leaving(visit, week, rectificatif, Fault.of("essai", error, adresse=adresse))
    return _back(visit, week, rectificatif)


@router.post("/bouclage/{week}/envoi")
def send(
    visit: Owning, week: Named, empreinte: Annotated[str, Form(max_length=64)] = "", rectificatif: Erratum = 0
) -> Response:
    """To all who wait for it; asked again while it goes on, it is the same sending."""
    try:
        issue = _ready(visit, week, rectificatif)
        if issue.sha256 != empreinte:
            raise Undecided(
                f"{issue.key} a changé depuis que cette page fut affichée : rien ne part",
                "Voici ce qui est approuvé maintenant.",
            )
        if not any("to" not in one.payload for one in way(visit, week, issue, rectificatif).going):
            visit.ask(RequestKind.SEND, week=week.label, erratum=rectificatif, sha256=issue.sha256)
    except BeffroiError as error:
        return leaving(visit, week, rectificatif, Fault.of("envoi", error))
    return _back(visit, week, rectificatif)


@router.post("/bouclage/{week}/encore")
def again(
    visit: Owning, week: Named, adresse: Typed = "", rectificatif: Erratum = 0, fois: Attempts = -1
) -> Response:
    """Once more to one reader, of whom nobody knows whether they have it: somebody decided so.

    `fois`: how often it was tried when they looked. The record goes with the request, so that a writer which is killed
    and begun again does not send what left by then.
    """
    try:
        issue = _ready(visit, week, rectificatif)
        known = sending.recorded(visit.workspace, week.label, adresse, erratum=rectificatif)
        if known is None or known.state.value not in {"handed", "refused"}:
            raise InputError("cette adresse n’a rien à recevoir de nouveau")
        if known.attempts != fois:
            raise Undecided("cet envoi a changé depuis que cette page fut affichée : rien ne part")
        to = {"to": known.email, "again": True, "was": [known.state.value, known.attempts]}
        if not any(
            one.payload.get("to") == known.email for one in way(visit, week, issue, rectificatif).going
        ):
            visit.ask(RequestKind.SEND, week=week.label, erratum=rectificatif, **to)
    except BeffroiError as error:
        return leaving(visit, week, rectificatif, Fault.of("envoi", error))
    return _back(visit, week, rectificatif)


@router.post("/bouclage/{week}/archive")
def elsewhere(
    visit: Owning, week: Named, empreinte: Annotated[str, Form(max_length=64)] = "", rectificatif: Erratum = 0
) -> Response:
    """It left through another service: it is said so, and put in the archive, if it is still what the page showed."""
    key = week.label + (f"/{rectificatif}" if rectificatif else "")
    try:
        archive.publish(visit.workspace, key, read=empreinte)
    except BeffroiError as error:
        return leaving(visit, week, rectificatif, Fault.of("archive", error))
    return _back(visit, week, rectificatif)


def _ready(visit: Visit, week: Week, erratum: int) -> Issue:
    """What is approved, and can leave from here."""
    for lack in missing(visit.workspace.settings):
        raise InputError(lack)
    return sending.approved(visit.workspace, week.label, erratum)


def _back(visit: Visit, week: Week, erratum: int) -> Response:
    return visit.back(f"{place(visit, week).path}/envoi" + (f"?rectificatif={erratum}" if erratum else ""))
