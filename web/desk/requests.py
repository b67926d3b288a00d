"""What was asked of the writer, and what came of it."""

from fastapi import APIRouter, Response

from core.desk import Request, RequestKind, RequestState
from state import requests
from web.desk.frame import ASKED
from web.desk.visit import Editing, Visiting

router = APIRouter()

_SHOWN = 50
_GOING_ON = {RequestState.WAITING, RequestState.RUNNING}


@router.get("/demandes")
def asked(visit: Visiting) -> Response:
    """The last requests, the newest first; a page with scripts looks again while one goes on."""
    rows = requests.latest(visit.state, _SHOWN)
    going_on = any(one.state in _GOING_ON for one in rows)
    return visit.page("requests.html", "Demandes", rows=rows, going_on=going_on, called=called)


def called(one: Request) -> str:
    """What was asked, in words: a trial is no sending."""
    if one.kind is not RequestKind.SEND or not one.payload.get("to"):
        return ASKED[one.kind]
    return "envoyer de nouveau à une adresse" if one.payload.get("again") else "essai de la lettre"


@router.post("/demandes/appliquer")
def apply(visit: Editing) -> Response:
    """Ask for what waits to be processed and published; asked twice, it is done once."""
    visit.ask(RequestKind.APPLY)
    return visit.back("/demandes")
