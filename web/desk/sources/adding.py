"""What was read elsewhere ("Ajouter"): an address that the guarded crawler fetches, or a text pasted and kept here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Path, Query, Response

from core.desk import Clipping, Request, RequestKind, RequestState, Role
from core.errors import BeffroiError, InputError
from core.types import Source
from jobs.desk import clippings as pasting
from jobs.desk.addresses import article_of, checked, outlet_of
from jobs.desk.seen import sources_of
from jobs.desk.sources import on_host
from state import clippings, requests
from web.desk.frame import fragment
from web.desk.sources import pasted
from web.desk.visit import Denied, Editing, Visit, Visiting

router = APIRouter()
Number = Annotated[int, Path(ge=1, le=2**31)]
_SHOWN = 20
OTHER = "-"
"""For an address of a host where titles are followed: it is of none of them."""
_EMPTY = {"url": "", "titre": "", "journal": "", "jour": "", "lien": "", "texte": ""}


def _adds(visit: Visiting) -> Visit:
    if not visit.can_edit:
        raise Denied(Role.EDITOR)
    return visit


Adding = Annotated[Visit, Depends(_adds)]
"""Who may add, and so see what was pasted: it is the newsroom's, and of nobody who only reads what is published."""


@dataclass(frozen=True, slots=True)
class Here:
    """A request of this room: what to say of it, and where what came of it is (`article`, `clipping`)."""

    request: Request
    url: str
    said: str
    article: str = ""
    clipping: int = 0


@router.get("/ajouter")
def adding(visit: Adding, mots: Annotated[str, Query(max_length=200)] = "") -> Response:
    """The two forms, what was added, what was pasted."""
    return _page(visit, words=mots.strip())


@router.get("/ajouter/demandes")
def asked(visit: Adding) -> Response:
    """What came of what was asked: a part of the page."""
    html = fragment(visit, "adding_asked.html", asked_here=_asked(visit))
    return Response(html, media_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"})


@router.post("/ajouter/adresse")
def add_address(
    visit: Editing, url: Annotated[str, Form(max_length=2000)], titre: Annotated[str, Form(max_length=200)] = ""
) -> Response:  # fmt: skip
    """Ask for a page; first whose it is, where the host alone does not say."""
    sources = sources_of(visit.workspace)
    try:
        address = checked(url)
        source = outlet_of(address, sources, "" if titre == OTHER else titre, none=titre == OTHER)
    except InputError as error:
        return _page(visit, problem=error, typed=_EMPTY | {"url": url})
    if not source:
        return _page(visit, typed=_EMPTY | {"url": address}, outlets=on_host(sources, address))
    visit.ask(RequestKind.ADD, url=address, source=source)
    return visit.back("/ajouter")


@router.post("/ajouter/texte")
def add_text(
    visit: Editing,
    titre: Annotated[str, Form(max_length=300)],
    texte: Annotated[str, Form(max_length=pasting.LONGEST + 2000)],  # its line ends may count double
    journal: Annotated[str, Form(max_length=200)] = "",
    jour: Annotated[str, Form(max_length=10)] = "",
    lien: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Keep a text, and ask for it to be analysed."""
    try:
        kept = pasting.paste(visit.state, titre, journal, texte, _day(jour), lien, visit.user.name)
    except InputError as error:
        typed = {"titre": titre, "journal": journal, "jour": jour, "lien": lien, "texte": texte}
        return _page(visit, problem=error, typed=_EMPTY | typed)
    visit.ask(RequestKind.ADD, clipping=kept.number)
    return visit.back("/ajouter")


@router.get("/ajouter/textes/{number}")
def clipping(visit: Adding, number: Number) -> Response:
    """A pasted text, with what was found in it."""
    one = _one(visit, number)
    paragraphs = [part for part in one.text.split("\n") if part.strip()]
    facts = pasted.facts(one, one.found) if one.found is not None else None
    return visit.page("clipping.html", one.title, one=one, paragraphs=paragraphs, facts=facts)


@router.post("/ajouter/textes/{number}/oter")
def remove(visit: Editing, number: Number) -> Response:
    """Let go of a text."""
    clippings.remove(visit.state, _one(visit, number).number)
    return visit.back("/ajouter")


def _page(
    visit: Visit, *, problem: BeffroiError | None = None, typed: Mapping[str, str] = _EMPTY, words: str = "",
    outlets: Sequence[Source] = (),
) -> Response:  # fmt: skip
    shown = clippings.search(visit.state, words, _SHOWN) if words else clippings.latest(visit.state, _SHOWN)
    return visit.page(
        "adding.html", "Ajouter", status=400 if problem else 200, problem=problem, typed=typed, words=words,
        asked_here=_asked(visit), clippings=shown, count=clippings.count(visit.state), outlets=outlets, other=OTHER,
    )  # fmt: skip


def _one(visit: Visit, number: int) -> Clipping:
    found = clippings.one(visit.state, number)
    if found is None:
        raise HTTPException(404)
    return found


def _asked(visit: Visit) -> list[Here]:
    return [_here(visit, one) for one in requests.of_kind(visit.state, RequestKind.ADD, _SHOWN)]


def _here(visit: Visit, request: Request) -> Here:
    url = str(request.payload.get("url") or "")
    number = int(request.payload.get("clipping") or 0)
    kept = clippings.one(visit.state, number) if number else None
    said = request.said or (f"« {kept.title} »" if kept else "" if url else "texte ôté depuis")
    made = article_of(visit.state, url) if url and request.state is RequestState.DONE else None
    return Here(request, url, said, made or "", kept.number if kept else 0)


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError("jour illisible", "Écrivez-le AAAA-MM-JJ.") from error
