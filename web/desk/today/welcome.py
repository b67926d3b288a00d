"""The first visit: a territory and topics, a list of feeds, the sources that answer, the first stories."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Response, UploadFile

from core.desk import RequestKind, Role
from core.errors import InputError
from jobs.desk import starting
from jobs.desk.seen import CLOSED, needs_a_look
from state import requests, source_runs
from web.desk.frame import TOPICS, fragment
from web.desk.sources.sent import followed
from web.desk.visit import Owning, Visit, Visiting

router = APIRouter()
_MOST = 110
_DONE = {"territoire", "opml"}


def begin(visit: Visit) -> Response:
    """How to begin, whatever was done of it already."""
    given = visit.request.query_params
    done = given.get("fait", "")
    counts = {
        name: int(given[name]) for name in ("ajoutes", "deja", "refuses") if _is_number(given.get(name, ""))
    }
    return visit.page(
        "welcome.html", "Bienvenue", departements=starting.departements(), done=done if done in _DONE else "",
        counts=counts, anonymous=_is_anonymous(visit), state=_state(visit), owner=visit.user.role.may(Role.OWNER),
    )  # fmt: skip


def _is_anonymous(visit: Visit) -> bool:
    """Whether sites could not reach who visits them: then none is visited."""
    settings = visit.workspace.settings.crawler
    return not settings.contact and not settings.allow_private_addresses


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7


@router.get("/bienvenue")
def welcome(visit: Visiting) -> Response:
    """The same, once something is published."""
    return begin(visit)


@router.post("/bienvenue/territoire")
def territory(
    visit: Owning,
    departement: Annotated[list[str] | None, Form(max_length=_MOST)] = None,
    topic: Annotated[list[str] | None, Form(max_length=len(TOPICS))] = None,
) -> Response:
    """Follow the titles of these départements, and what they tell of these topics."""
    codes, topics = list(dict.fromkeys(departement or ())), list(dict.fromkeys(topic or ()))
    if not codes and not topics:
        raise InputError("rien n’est choisi", "Choisissez au moins un département, ou un thème.")
    if any(one not in TOPICS for one in topics):
        raise InputError("thème inconnu", "Choisissez dans la liste.")
    made = starting.choose(
        visit.workspace, visit.state, codes, topics, starting.departements(), visit.user.name
    )
    return visit.back(f"/bienvenue?fait=territoire&ajoutes={len(made.enabled)}&deja={made.already}#reponses")


@router.post("/bienvenue/opml")
def opml(visit: Owning, liste: Annotated[UploadFile, File()]) -> Response:
    """Follow the feeds of another reader's list."""
    found = followed(visit, liste)
    counts = f"ajoutes={len(found.sources)}&deja={len(found.known)}&refuses={len(found.refused)}"
    return visit.back(f"/bienvenue?fait=opml&{counts}#reponses")


@router.post("/bienvenue/collecter")
def collect(visit: Owning) -> Response:
    """Ask all sources that are followed; the writer does it."""
    enabled = tuple(one for one in visit.workspace.sources() if one.enabled)
    visit.workspace.refuse_idle(enabled)
    visit.ask(RequestKind.COLLECT, sources=[one.slug for one in enabled])
    return visit.back("/bienvenue#reponses")


@router.get("/bienvenue/etat")
def answers(visit: Visiting) -> Response:
    """How far the first collection is, for a page that asks again and again."""
    return Response(
        fragment(visit, "welcome_state.html", state=_state(visit)), media_type="text/html; charset=utf-8"
    )


def _state(visit: Visit) -> dict[str, object]:
    """Sources followed, those that answered, and what was asked of the writer."""
    enabled = [one for one in visit.workspace.sources() if one.enabled]
    known = source_runs.last_by_source(visit.state)
    lines = [known[one.slug] for one in enabled if one.slug in known]
    asked = [one for one in requests.latest(visit.state, 20) if one.kind is RequestKind.COLLECT]
    heard = sum(line.state not in CLOSED for line in lines)
    return {
        "followed": len(enabled), "answered": heard, "look": sum(map(needs_a_look, lines)),
        "asked": asked[0] if asked else None, "published": visit.workspace.published.exists(),
        "titles": [one.name for one in enabled][:12],
    }  # fmt: skip
