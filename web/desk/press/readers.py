"""The letter's readers: how many there are; who directs adds and takes off addresses, and none is listed here."""

import tempfile
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Response

from core.desk import Role
from core.errors import BeffroiError, InputError
from core.letters import ReaderState
from digest.french import counted
from jobs.letters import subscribing
from state import readers
from web.desk.press.place import Fault
from web.desk.visit import Denied, Owning, Visit, Visiting

router = APIRouter()
STATES = {
    ReaderState.ACTIVE: "abonnés", ReaderState.ASKED: "n’ont pas encore confirmé", ReaderState.GONE: "désabonnés",
    ReaderState.REFUSED: "adresses refusées par leur serveur",
}  # fmt: skip
Typed = Annotated[str, Form(max_length=320)]


class Leaving(StrEnum):
    """How an address goes."""

    UNSUBSCRIBE = "desabonner"
    ERASE = "effacer"


@router.get("/bouclage/abonnes")
def shown(visit: Visiting) -> Response:
    """How many, by state."""
    return _shown(visit)


@router.post("/bouclage/abonnes")
def add(visit: Owning, adresse: Typed = "") -> Response:
    """Ask somebody by mail whether they want it."""
    try:
        reader = subscribing.add(visit.workspace, adresse)
    except BeffroiError as error:
        return _shown(visit, Fault.of("ajouter", error, adresse=adresse))
    active = reader.state is ReaderState.ACTIVE
    return _shown(visit, said=f"{reader.email} {'est déjà abonné.' if active else 'est invité à confirmer.'}")


@router.post("/bouclage/abonnes/oter")
def take_off(visit: Owning, comment: Annotated[Leaving, Form()], adresse: Typed = "") -> Response:
    """Take an address off, or erase it everywhere."""
    try:
        if comment is Leaving.ERASE:
            subscribing.remove(visit.workspace, adresse)
        else:
            subscribing.unsubscribe(visit.workspace, adresse)
    except BeffroiError as error:
        return _shown(visit, Fault.of("oter", error, adresse=adresse))
    return _shown(
        visit, said="Adresse effacée." if comment is Leaving.ERASE else "Cette adresse ne reçoit plus rien."
    )


@router.post("/bouclage/abonnes/liste")
def take_in(
    visit: Owning,
    liste: Annotated[str, Form(max_length=1_500_000)] = "",
    nom: Annotated[str, Form(max_length=200)] = "",
    confirmes: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    """Take in a list of addresses that were confirmed elsewhere, and somebody answers for."""
    try:
        if confirmes != "oui" or not nom.strip():
            raise InputError("il faut dire que ces personnes ont confirmé ailleurs, et qui en répond")
        taken = _taken(visit, liste, nom)
    except BeffroiError as error:
        return _shown(visit, Fault.of("liste", error, liste=liste, nom=nom))
    refused = [line[:80] for line in taken.refused[:20]]
    told = f"Nouveaux : {taken.new} ; déjà connus ou partis : {taken.known} ; refusés : {len(taken.refused)}."
    return _shown(visit, said=told, refused=refused)


def _taken(visit: Visit, text: str, by: str) -> subscribing.Taken:
    """The list is read as the command reads it: from a file, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liste.txt"
        path.write_text(text, encoding="utf-8")
        return subscribing.take_in(visit.workspace, path, by)


def _shown(
    visit: Visit, fault: Fault | None = None, said: str = "", refused: list[str] | None = None
) -> Response:
    if not visit.user.role.may(Role.EDITOR):
        raise Denied(Role.EDITOR)
    found = Counter(one.state for one in readers.every(visit.state))
    counts = [(words, found[state]) for state, words in STATES.items() if found[state]]
    return visit.page(
        "press_readers.html", "Les abonnés de la lettre", status=400 if fault else 200, counts=counts,
        active=counted(found[ReaderState.ACTIVE], "abonné"), fault=fault, said=said, refused=refused or [],
        may_send=visit.user.role.may(Role.OWNER), signer="" if visit.desk.open else visit.user.name,
    )  # fmt: skip
