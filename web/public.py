"""The public pages: what a reader of the letter needs, and nothing that says who reads it.

No cookie, no script, no log of addresses. A link in a mail shows a page with one button: mail scanners follow links.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi import Path as PathParameter

from core.letters import Reader, ReaderState
from jobs.letters import subscribing
from jobs.letters.mails import TRIAL
from jobs.watching import watches as watching
from jobs.workspace import Workspace
from state import readers, watches
from state.open import State, open_state
from web import files
from web.pages import BRINGS_STYLE, index, page
from web.shield import Shield

Token = Annotated[str, PathParameter(max_length=200)]
router = APIRouter()
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")


def create(workspace: Workspace) -> FastAPI:
    """The application of a workspace."""
    app = FastAPI(
        title=workspace.settings.workspace.name,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.workspace = workspace
    app.include_router(router)
    app.add_middleware(Shield)
    app.add_exception_handler(404, _missing)
    return app


def _workspace(request: Request) -> Workspace:
    found: Workspace = request.app.state.workspace
    return found


Here = Annotated[Workspace, Depends(_workspace)]


@router.get("/favicon.ico")
def icon() -> Response:
    """What browsers ask of every site by themselves; letters and watches are files that name no picture."""
    body = resources.files("web").joinpath("static", "beffroi.svg").read_bytes()
    return Response(body, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


@router.get("/lettre/confirmer/{token}")
def ask_confirm(here: Here, token: Token) -> Response:
    """One button."""
    with _state(here) as state:
        known = subscribing.asked(state, token)
    if known is None:
        return _too_old(here)
    return page(
        _name(here), "Confirmer l’abonnement", "Un appui, et la lettre arrive chaque semaine à votre adresse.",
        button="Confirmer"
    )  # fmt: skip


@router.post("/lettre/confirmer/{token}")
def confirm(here: Here, token: Token) -> Response:
    """Active from now on."""
    with _state(here) as state:
        reader = subscribing.confirm(state, token)
    if reader is None:
        return _too_old(here)
    return page(_name(here), "Vous êtes abonné", "Chaque lettre dit en bas comment se désabonner.")


@router.get("/lettre/desabonner/{token}")
def ask_leave(here: Here, token: Token) -> Response:
    """One button, for whoever opens the link; mail clients post to it at once (RFC 8058)."""
    if token == TRIAL:
        return _trial(here)
    reader = _reader(here, token)
    if reader is None:
        return _unknown(here)
    if reader.state is ReaderState.GONE:
        return _gone(here)
    return page(
        _name(here), "Se désabonner", "Un appui, et plus rien ne vous est envoyé.", button="Me désabonner"
    )


@router.post("/lettre/desabonner/{token}")
def leave(here: Here, token: Token) -> Response:
    """Gone from now on, whatever the form holds."""
    if token == TRIAL:
        return _trial(here)
    with _state(here) as state:
        reader = subscribing.leave(state, token)
    return _gone(here) if reader else _unknown(here)


@router.get("/suivis/{slug}/desabonner/{token}")
def ask_leave_watch(here: Here, slug: str, token: Token) -> Response:
    """One button."""
    reader = _reader(here, token)
    if reader is None:
        return _unknown(here)
    with _state(here) as state:
        followed = watches.by_slug(state, slug)
    if followed is None or reader.email not in followed.readers:
        return _no_more(here)
    return page(
        _name(here), "Ne plus suivre", "Un appui, et les courriels de ce suivi cessent ; la lettre continue.",
        button="Ne plus suivre"
    )  # fmt: skip


@router.post("/suivis/{slug}/desabonner/{token}")
def leave_watch(here: Here, slug: str, token: Token) -> Response:
    """Off this watch."""
    with _state(here) as state:
        known = watching.leave(state, slug, token)
    return _no_more(here) if known else _unknown(here)


@router.get("/lettres/")
def archive(here: Here) -> Response:
    """The archive's own list where it has one, else its folders."""
    if own := files.found(_letters(here), "index.html"):
        return _file(own)
    return index(_name(here), "Les lettres", [(f"{name}/", name) for name in files.issues(_letters(here))])


@router.get("/lettres/{path:path}")
def letter(here: Here, path: str) -> Response:
    """A file of the archive."""
    wanted = f"{path}index.html" if path.endswith("/") else path
    found = files.found(_letters(here), wanted)
    return _file(found) if found else _no_page(here)


@router.get("/suivis/{name}")
def watch(here: Here, name: str) -> Response:
    """The page of a watch that an editor made public, or its feed; a file alone makes none so."""
    slug = name.removesuffix(".xml")
    file = name if name.endswith(".xml") else f"{name}.html"
    found = files.found(here.data / "watches", file) if _is_public(here, slug) else None
    return _file(found) if found else _no_page(here)


def _is_public(here: Workspace, slug: str) -> bool:
    if not _SLUG.fullmatch(slug):
        return False
    with _state(here) as state:
        found = watches.by_slug(state, slug)
    return found is not None and found.public


def _letters(here: Workspace) -> Path:
    return here.data / "letters"


def _file(path: Path) -> Response:
    return Response(path.read_bytes(), media_type=files.TYPES[path.suffix], headers=BRINGS_STYLE)


def _name(here: Workspace) -> str:
    return here.settings.workspace.name


@contextmanager
def _state(here: Workspace) -> Iterator[State]:
    with closing(open_state(here.state)) as state:
        yield state


def _reader(here: Workspace, token: str) -> Reader | None:
    with _state(here) as state:
        return readers.by_token(state, token)


def _trial(here: Workspace) -> Response:
    return page(_name(here), "Lettre d’essai", "Ce lien est celui d’un essai : il ne désabonne personne.")


def _gone(here: Workspace) -> Response:
    return page(_name(here), "Vous êtes désabonné", "Plus rien ne vous est envoyé.")


def _no_more(here: Workspace) -> Response:
    return page(_name(here), "C’est fait", "Vous ne recevez plus les courriels de ce suivi.")


def _too_old(here: Workspace) -> Response:
    return _unknown(here, "Il est incomplet, ou trop ancien : demandez-en un autre.")


def _unknown(here: Workspace, why: str = "Vérifiez que vous l’avez copié en entier.") -> Response:
    return page(_name(here), "Ce lien n’est pas connu", why, status=404)


def _no_page(here: Workspace) -> Response:
    return page(_name(here), "Page introuvable", "Il n’y a rien à cette adresse.", status=404)


async def _missing(request: Request, _: Exception) -> Response:
    return _no_page(_workspace(request))
