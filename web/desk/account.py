"""Signing in and out; one's own password."""

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request, Response

from core import logs
from core.desk import User
from core.errors import InputError
from digest.french import counted
from jobs.desk import users
from state import users as accounts
from web.desk.trouble import NOBODY
from web.desk.visit import Posting, Visit, Visiting, check_token, local

if TYPE_CHECKING:
    from web.access.session import Session

router = APIRouter()
Toward = Annotated[str, Query(max_length=2000)]
Word = Annotated[str, Form(max_length=users.LONGEST)]
_SOON = 5
_WRONG = "Ce nom et ce mot de passe ne vont pas ensemble."


def _stranger(request: Request) -> Visit:
    """Whoever asks, signed in or not."""
    session: Session = request.state.session
    user: User | None = request.state.user
    return Visit(request, request.app.state.desk, session, user or NOBODY)


async def _knocking(request: Request, visit: Annotated[Visit, Depends(_stranger)]) -> Visit:
    """A stranger's form has its session's token as well: nobody is signed in as somebody else by another site."""
    await check_token(request, visit.desk.sessions, visit.session)
    return visit


@router.get("/connexion")
def door(visit: Annotated[Visit, Depends(_stranger)], vers: Toward = "/") -> Response:
    """Name and password; `vers` is where to go then."""
    return visit.back(vers) if visit.user.name else _door(visit, local(vers))


@router.post("/connexion")
def sign_in(
    visit: Annotated[Visit, Depends(_knocking)],
    name: Annotated[str, Form(max_length=100)] = "",
    password: Word = "",
    vers: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """A session with a new number, and to where they wanted to go; the same words for a wrong name or password."""
    found = _proved(visit, name, password)
    if isinstance(found, Response):
        return found
    if found is None:
        logs.get(__name__).warning("sign-in refused")
        return _door(visit, local(vers), status=403, said=_WRONG)
    _renew(visit, found)
    return visit.back(local(vers))


@router.post("/deconnexion")
def sign_out(visit: Posting, partout: Annotated[str, Form(max_length=1)] = "") -> Response:
    """Out of this session, wherever its cookie was copied to; `partout`: out of all that was signed before."""
    if partout:
        accounts.change(visit.state, visit.user.name)
    elif not visit.desk.open:
        accounts.end(visit.state, visit.session.number, datetime.now(UTC))
    _renew(visit, None)
    return visit.back("/connexion")


@router.get("/compte")
def account(visit: Visiting) -> Response:
    """Who one is here; another password."""
    return _account(visit)


@router.post("/compte")
def change(visit: Posting, password: Word = "", new: Word = "", again: Word = "") -> Response:
    """Another password: other sessions end, this one goes on under a new number."""
    if visit.desk.open:
        raise HTTPException(404)
    if new != again:
        return _account(visit, status=400, said="Les deux nouveaux mots de passe diffèrent.")
    try:
        users.refuse_password(new)
    except InputError as error:
        return _account(visit, status=400, said=f"{error}. {error.next_step}")
    found = _proved(visit, visit.user.name, password)
    if isinstance(found, Response):
        return found
    if found is None:
        return _account(visit, status=403, said="Ce n’est pas votre mot de passe actuel.")
    try:
        _renew(visit, users.change_own(visit.state, found, new))
    except users.TooMany:
        return _wait(visit, _SOON)
    return _account(visit, done="C’est fait : vos autres connexions sont fermées.")


def _proved(visit: Visit, name: str, password: str) -> User | Response | None:
    """Who has this name and password, None for nobody; a page for whoever tries too often."""
    key, client = users.name_of(name)[:100], visit.request.client
    address = client.host if client else ""
    if pause := visit.desk.patience.wait(key, address):
        return _wait(visit, pause)
    try:
        found = users.signed_in(visit.state, key, password)
    except users.TooMany:
        visit.desk.patience.take_back(key, address)
        return _wait(visit, _SOON)
    if found:
        visit.desk.patience.succeeded(key, address)
    return found


def _renew(visit: Visit, user: User | None) -> None:
    """Another session in the place of this one: a number that was known before says nothing after."""
    visit.request.state.session = visit.desk.sessions.new(user)


def _wait(visit: Visit, seconds: float) -> Response:
    whole = math.ceil(seconds)
    shown = counted(whole, "seconde") if whole < 120 else counted(math.ceil(whole / 60), "minute")
    answer = visit.page(
        "trouble.html", "Trop d’essais", status=429,
        said=["Trop d’essais pour ce nom, ou depuis cette adresse.", f"Réessayez dans {shown}."],
    )  # fmt: skip
    answer.headers["Retry-After"] = str(whole)
    return answer


def _door(visit: Visit, toward: str, *, status: int = 200, said: str = "") -> Response:
    return visit.page("door.html", "Se connecter", status=status, toward=toward, wrong=said)


def _account(visit: Visit, *, status: int = 200, said: str = "", done: str = "") -> Response:
    """The page; in a new session its forms carry the new token."""
    now = Visit(visit.request, visit.desk, visit.request.state.session, visit.user)
    return now.page(
        "account.html", "Votre compte", status=status, wrong=said, done=done, shortest=users.SHORTEST
    )
