"""What was read elsewhere ("Ajouter"): an address that the guarded crawler fetches, or a text pasted and kept here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Path, Query, Response

from core.desk import Clipping, Request, RequestKind, RequestState
from core.errors import BeffroiError, InputError
from digest.french import STATUS
from jobs.desk import clippings as pasting
from jobs.desk.addresses import article_of, checked
from state import clippings, requests
from web.desk.frame import ROLES, fragment
from web.desk.visit import Editing, Visit, Visiting

router = APIRouter()
Number = Annotated[int, Path(ge=1, le=2**31)]
_SHOWN = 20
_EMPTY = {"url": "", "titre": "", "journal": "", "jour": "", "lien": "", "texte": ""}


@dataclass(frozen=True, slots=True)
class Here:
    """A request of this room: what to say of it, and where what came of it is (`article`, `clipping`)."""

    request: Request
    url: str
    said: str
    article: str = ""
    clipping: int = 0


@router.get("/ajouter")
def adding(visit: Visiting, mots: Annotated[str, Query(max_length=200)] = "") -> Response:
    """The two forms, what was added, what was pasted."""
    return _page(visit, words=mots.strip())


@router.get("/ajouter/demandes")
def asked(visit: Visiting) -> Response:
    """What came of what was asked: a part of the page."""
    html = fragment(visit, "adding_asked.html", asked_here=_asked(visit))
    return Response(html, media_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"})


@router.post("/ajouter/adresse")
def add_address(visit: Editing, url: Annotated[str, Form(max_length=2000)]) -> Response:
    """Ask for a page."""
    try:
        visit.ask(RequestKind.ADD, url=checked(url))
    except InputError as error:
        return _page(visit, problem=error, typed=_EMPTY | {"url": url})
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
def clipping(visit: Visiting, number: Number) -> Response:
    """A pasted text, with what was found in it."""
    one = _one(visit, number)
    paragraphs = [part for part in one.text.split("\n") if part.strip()]
    facts = _facts(one, one.found) if one.found is not None else None
    return visit.page("clipping.html", one.title, one=one, paragraphs=paragraphs, facts=facts)


@router.post("/ajouter/textes/{number}/oter")
def remove(visit: Editing, number: Number) -> Response:
    """Let go of a text."""
    clippings.remove(visit.state, _one(visit, number).number)
    return visit.back("/ajouter")


def _page(
    visit: Visit, *, problem: BeffroiError | None = None, typed: Mapping[str, str] = _EMPTY, words: str = ""
) -> Response:
    shown = clippings.search(visit.state, words, _SHOWN) if words else clippings.latest(visit.state, _SHOWN)
    return visit.page(
        "adding.html", "Ajouter", status=400 if problem else 200, problem=problem, typed=typed, words=words,
        asked_here=_asked(visit), clippings=shown, count=clippings.count(visit.state),
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


def _facts(one: Clipping, found: Mapping[str, Any]) -> dict[str, Any]:
    """What analysis found, as lines of (path of a page of ours or "", words). Persons: those with a public role."""
    body = f"{one.title}\n\n{one.text}"
    communes = {(f"/communes/{c['insee']}", c["name"]) for c in found.get("communes", ())}
    people = {
        ("", f"{p['name']}, {ROLES[p['role']]}") for p in found.get("persons", ()) if p["role"] in _PUBLIC
    }
    technologies = {(f"/technologies/{t['id']}", t["canonical"]) for t in found.get("technologies", ())}
    groups = (
        ("Communes", sorted(communes, key=lambda line: line[1])),
        ("Personnes", sorted(people, key=lambda line: line[1])),
        ("Technologies", sorted(technologies, key=lambda line: line[1])),
        ("Initiatives", [("", _initiative(i)) for i in found.get("initiatives", ())]),
        ("Citations", [("", _quote(q, body)) for q in found.get("quotes", ()) if one.text]),
    )
    return {
        "relevant": bool(found.get("relevant")), "nature": found.get("nature"), "topics": found.get("topics") or [],
        "groups": groups,
    }  # fmt: skip


_PUBLIC = frozenset(ROLES) - {"other"}
_QUOTED = 300


def _initiative(told: Mapping[str, Any]) -> str:
    status = STATUS.get(told.get("status") or "", "")
    parts = (told.get("actor_name"), told.get("technology"), told.get("use_case"), status)
    return ", ".join(str(part) for part in parts if part)


def _quote(told: Mapping[str, Any], body: str) -> str:
    words = " ".join(body[told["start"] : told["end"]].split())
    short = words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
    return f"{told.get('speaker') or 'quelqu’un'} : {short}"
