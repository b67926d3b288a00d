"""À vérifier, "autre": what somebody is in an article when it is not what was found, said beside the article."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Response

from core.errors import InputError
from core.types import RoleKind
from jobs.correcting import links
from store.readers.desk.doubts import Doubt
from web.desk.corrections.applying import applied
from web.desk.today.doubts import Key, explained, still_open, words_of
from web.desk.today.marks import Back
from web.desk.trouble import for_desk
from web.desk.visit import Editing, Reading, Visit, Visiting, local

router = APIRouter()


@router.get("/a-verifier/{doubt}/autre")
def other(
    visit: Visiting, snapshot: Reading, doubt: Key, back: Annotated[str, Query(max_length=8_000)] = ""
) -> Response:
    """The form of what somebody is in an article, when it is not what was found."""
    return _other(visit, _of_role(still_open(visit, snapshot, doubt)), back)


@router.post("/a-verifier/{doubt}/autre")
def say_other(
    visit: Editing,
    snapshot: Reading,
    doubt: Key,
    role: Annotated[str, Form(max_length=40)],
    insee: Annotated[str, Form(max_length=200)] = "",
    back: Back = "/a-verifier",
) -> Response:
    """Somebody has another role, or has it elsewhere; what is wrong with the form is said beside it."""
    found = _of_role(still_open(visit, snapshot, doubt))
    try:
        with applied(visit):
            _say(visit, found, role, insee.strip())
    except InputError as error:
        return _other(visit, found, back, refused=error, role=role, insee=insee)
    return visit.back(back)


def _say(visit: Visit, doubt: Doubt, role: str, insee: str) -> None:
    if role not in set(RoleKind):
        raise InputError("ce rôle n’existe pas", "Choisissez dans la liste.")
    words = words_of(visit, "à vérifier : autre rôle")
    for was in dict.fromkeys(one.role for one in doubt.choices) or [doubt.value]:
        links.role(visit.workspace, doubt.article_id, doubt.thing, role, words, insee or None, was)


def _other(
    visit: Visit,
    doubt: Doubt,
    back: str,
    *,
    refused: InputError | None = None,
    role: str = "",
    insee: str = "",
) -> Response:
    return visit.page(
        "doubt_other.html", f"Le rôle de {doubt.name}", status=400 if refused else 200, one=doubt,
        why=explained(doubt), back=local(back or "/a-verifier"), role=role or doubt.value,
        insee=insee if refused else doubt.insee, refused=refused, step=for_desk(refused.next_step) if refused else "",
    )  # fmt: skip


def _of_role(doubt: Doubt) -> Doubt:
    if doubt.kind not in {"mayor", "roles"}:
        raise HTTPException(404)
    return doubt
