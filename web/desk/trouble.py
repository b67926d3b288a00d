"""What a page says when it cannot be shown: what is wrong, and what to do next. Never a trace.

What was typed is shown again only where a form was not taken because of its session: it would be lost.
"""

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from core import logs
from core.desk import Role, User
from core.errors import BeffroiError, Crowded, InputError, NothingPublished, QueryError, StateBusy, StoreBusy
from web.access.session import Session
from web.desk.frame import PLACES, rendered
from web.desk.typed import came_from, typed
from web.desk.visit import Denied, Forged, Unknown, Visit

API = "/api/"
_FAR = 2000
_FIRST = (
    "La première collecte publie : choisissez des titres à la page Bienvenue, ou dans la salle des sources."
)
NOBODY = User("", Role.READER)
"""Whoever is not signed in."""


def handle(app: FastAPI) -> None:
    """Give the application a page for every error."""
    app.add_exception_handler(BeffroiError, _ours)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Denied, _denied)
    app.add_exception_handler(Unknown, _unknown)
    app.add_exception_handler(Forged, _forged)


async def page(request: Request, error: Exception) -> Response:
    """The page of what no room answers for: `Guard` shows it, where every answer still gets its headers."""
    return await (_ours if isinstance(error, BeffroiError) else _fault)(request, error)


def told(
    request: Request, status: int, title: str, *said: str, typed: Sequence[str] = (), door: str = ""
) -> Response:
    """A page (or, of the API, JSON) that says what is wrong and what to do.

    `typed`: what a form held that was not taken. `door`: where to sign in, beside this page.
    """
    if (request.url.path + "/").startswith(f"{_base(request)}{API}"):
        return JSONResponse({"error": title, "said": list(said)}, status)
    user: User | None = getattr(request.state, "user", None)
    session: Session | None = getattr(request.state, "session", None)
    visit = Visit(request, request.app.state.desk, session or Session(""), user or NOBODY)
    return rendered(
        visit, "trouble.html", title, status=status, said=[one for one in said if one], typed=typed, door=door
    )


def for_desk(next_step: str) -> str:
    """What to do next, unless it names a command: at the desk there is none. The one rule of all rooms."""
    return "" if "beffroi " in next_step or "--" in next_step else next_step


async def _ours(request: Request, error: Exception) -> Response:
    at_machine = getattr(error, "next_step", "")
    next_step = for_desk(at_machine)
    if isinstance(error, NothingPublished):
        lost = request.app.state.desk.workspace.published.is_symlink()  # it leads nowhere: see below
        return told(request, 503, "Rien n’est encore publié", str(error), at_machine if lost else _FIRST)
    if isinstance(error, Crowded):
        return told(request, 503, "Trop à la fois", str(error), at_machine)
    if isinstance(error, StoreBusy | StateBusy):
        return told(request, 503, "Un autre programme écrit", str(error), next_step)
    if isinstance(error, InputError | QueryError):
        return told(request, 400, "Cela ne va pas", str(error), next_step)
    logs.get(__name__).error("page failed", error=str(error), path=request.url.path)
    # a damaged store is mended at its machine alone: there the command is what to do
    return told(request, 503, "Cela n’a pu se faire", str(error), at_machine)


async def _unreadable(request: Request, error: Exception) -> Response:
    """A parameter that is none: which one, but not what it held."""
    faults = error.errors() if isinstance(error, RequestValidationError) else ()
    named = ", ".join(dict.fromkeys(str(fault["loc"][-1])[:40] for fault in faults))
    return told(
        request, 400, "Adresse ou formulaire illisible",
        f"Ce qui ne va pas : {named}.", "Revenez en arrière, ou repartez de la première page."
    )  # fmt: skip


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == HTTPStatus.NOT_FOUND:
        return missing(request)
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return told(request, status, "Pas par là", "Cette adresse ne se demande pas ainsi.")
    return told(request, status, "Demande refusée", "Repartez de la première page.")


def missing(request: Request) -> Response:
    """Nothing here."""
    return told(
        request,
        404,
        "Page introuvable",
        "Il n’y a rien à cette adresse.",
        "Cherchez par un nom ou par des mots.",
    )


async def _denied(request: Request, error: Exception) -> Response:
    role = PLACES[error.role] if isinstance(error, Denied) else ""
    return told(
        request,
        403,
        "Ce n’est pas votre rôle",
        f"Il faut le rôle « {role} ».",
        "Demandez-le à qui dirige la veille.",
    )


async def _unknown(request: Request, _: Exception) -> Response:
    if (request.url.path + "/").startswith(f"{_base(request)}{API}"):
        answer = told(request, 401, "Il faut un jeton", "En-tête attendu : Authorization: Bearer …")
        answer.headers["WWW-Authenticate"] = "Bearer"  # RFC 6750; browsers ask for no password on it
        return answer
    if request.method == "POST":
        return await _dropped(request)
    door = _door(request, _asked_for(request))
    if "hx-request" in request.headers:  # a part of a page: all of it has to go there
        return Response(status_code=401, headers={"HX-Redirect": door})
    return RedirectResponse(door, 303)


async def _dropped(request: Request) -> Response:
    """A form of a session that has ended: sent to the door without a word, its words would be lost."""
    return told(
        request, 401, "Vous n’êtes plus connecté", "Rien n’a été enregistré : votre session est finie.",
        "Connectez-vous, puis recommencez.",
        typed=await typed(request), door=_door(request, came_from(request, _base(request))),
    )  # fmt: skip


def _door(request: Request, back: str) -> str:
    there = back if len(back) <= _FAR else ""
    return f"{_base(request)}/connexion" + (f"?{urlencode({'vers': there})}" if there else "")


def _asked_for(request: Request) -> str:
    """What was asked for, to go there once signed in: not what a form would have done."""
    if request.method != "GET":
        return ""
    path = request.url.path.removeprefix(_base(request))
    asked = f"{path}?{request.url.query}".rstrip("?")
    return asked if asked != "/" and len(asked) <= _FAR else ""


async def _forged(request: Request, _: Exception) -> Response:
    return told(
        request, 403, "Ce formulaire n’est plus valable",
        "Il vient d’une autre session, ou la vôtre a changé. Rien n’a été enregistré.",
        "Rechargez la page et recommencez.", typed=await typed(request),
    )  # fmt: skip


async def _fault(request: Request, error: Exception) -> Response:
    """A fault of ours: whole in the log, nothing of it on the page."""
    logs.get(__name__).error("page broke", exc_info=error, path=request.url.path)
    return told(
        request,
        500,
        "Panne de notre côté",
        "Le journal dit laquelle.",
        "Réessayez ; sinon, dites-le à qui tient la machine.",
    )


def _base(request: Request) -> str:
    return str(request.scope.get("root_path", "")).rstrip("/")
