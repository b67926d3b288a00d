"""What an owner does to sources: visited, switched, described, added, imported. `sources.toml` stays the truth."""

import re
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Response, UploadFile

from core.desk import RequestKind, Role
from core.errors import BeffroiError, InputError
from core.lines import one_line
from core.sources import web_address
from core.sources_edit import Details, Flags
from core.types import Entry, EntryKind
from jobs import opml
from jobs.desk import sources as changing
from jobs.desk.seen import sources_of
from jobs.sources import Wanted, add, set_flags
from web.desk.sources.sent import followed
from web.desk.visit import Owning, Visit, Visiting

router = APIRouter()
Slug = Annotated[str, Path(max_length=200)]
Short = Annotated[str, Form(max_length=200)]
Url = Annotated[str, Form(max_length=2000)]
_NEAR = 5
"""Titles of one host that are offered an entry point."""
_NOTHING = {"url": "", "entree": "", "nom": "", "departements": ""}
KINDS = {"feed": "flux", "sitemap": "plan de site", "listing": "rubrique"}
HOW = {
    "declared": "déclaré par la page", "robots": "donné par robots.txt", "common": "emplacement usuel",
    "homepage": "liens de la page", "given": "adresse donnée",
}  # fmt: skip


@router.post("/sources/{slug}/visiter")
def visit_now(visit: Owning, slug: Slug) -> Response:
    """Ask for a visit; the page says what comes of it."""
    _known(visit, slug)
    visit.ask(RequestKind.COLLECT, sources=[slug])
    return visit.back(f"/sources/{slug}")


@router.post("/sources/{slug}/activer")
def enable(visit: Owning, slug: Slug) -> Response:
    """Visit it from now on."""
    return _switched(visit, slug, enabled=True)


@router.post("/sources/{slug}/ecarter")
def disable(visit: Owning, slug: Slug) -> Response:
    """Put it aside, without forgetting it."""
    return _switched(visit, slug, enabled=False)


@router.post("/sources/{slug}/modifier")
def describe(
    visit: Owning, slug: Slug, nom: Short, vu: Annotated[str, Form(max_length=32)], groupe: Short = "",
    departements: Short = "",
) -> Response:  # fmt: skip
    """Change its name, its owner, the départements that it covers."""
    _known(visit, slug)
    name = one_line(nom)
    if not name:
        raise InputError("un titre sans nom", "Donnez-lui un nom.")
    details = Details(name=name, group=one_line(groupe), departements=_codes(departements))
    changing.change(visit.workspace, slug, details, vu)
    return visit.back(f"/sources/{slug}")


@router.post("/sources/{slug}/points")
def add_entry(
    visit: Owning, slug: Slug, entree: Url, genre: Annotated[EntryKind, Form()], motif: Url = "", remplace: Url = "",
) -> Response:  # fmt: skip
    """Give it one entry point more, or one in the place of another, and ask for a visit."""
    _known(visit, slug)
    changing.add_entry(visit.workspace, slug, _entry(genre, entree, motif), remplace)
    visit.ask(RequestKind.COLLECT, sources=[slug])
    return visit.back(f"/sources/{slug}")


@router.post("/sources/{slug}/points/oter")
def remove_entry(visit: Owning, slug: Slug, entree: Url) -> Response:
    """Take an entry point away."""
    _known(visit, slug)
    changing.remove_entry(visit.workspace, slug, entree)
    return visit.back(f"/sources/{slug}")


@router.get("/sources/ajouter/titre")
def ask_add(visit: Visiting) -> Response:
    """An address to begin with, or a list of feeds."""
    return _adding(visit)


@router.post("/sources/ajouter/chercher")
def discover(visit: Owning, url: Url) -> Response:
    """Look for the feeds, sitemaps and listings of a site, and show them."""
    address = url.strip()
    try:
        return _adding(visit, address, found=changing.discover(visit.workspace, address))
    except BeffroiError as error:
        return _adding(visit, address, problem=error)


@router.post("/sources/ajouter/titre")
def add_source(
    visit: Owning, url: Url, entree: Url, genre: Annotated[EntryKind, Form()], motif: Url = "", nom: Short = "",
    slug: Short = "", groupe: Short = "", departements: Short = "",
) -> Response:  # fmt: skip
    """Append a source with one of the entry points that were found, or one given by hand.

    Of a title that is followed, nothing is lost: the entry point can be given to it.
    """
    typed = {"url": url, "entree": entree, "nom": nom, "departements": departements}
    try:
        entry = _entry(genre, entree, motif)
    except InputError as error:
        return _adding(visit, url, problem=error, typed=typed)
    if changing.followed_as(sources_of(visit.workspace), url.strip(), entry.url):
        return _adding(visit, url.strip(), typed=typed, given=entry)
    wanted = Wanted(
        slug=slug.strip() or None, name=one_line(nom) or None, group=one_line(groupe) or None,
        departements=tuple(_codes(departements)), entries=(entry,),
    )  # fmt: skip
    try:
        made = add(visit.workspace, url.strip(), wanted)
    except BeffroiError as error:
        return _adding(visit, url, problem=error, typed=typed)
    visit.ask(RequestKind.COLLECT, sources=[made.slug])
    return visit.back(f"/sources/{made.slug}")


@router.post("/sources/ajouter/opml")
def import_opml(visit: Owning, liste: UploadFile) -> Response:
    """Append the new sources of a list of feeds, as readers exchange them."""
    try:
        found = followed(visit, liste)
    except BeffroiError as error:
        return _adding(visit, problem=error)
    return _adding(visit, imported=found)


def _adding(visit: Visit, url: str = "", *, status: int = 200, **context: object) -> Response:
    problem = context.get("problem")
    shown: dict[str, object] = {
        "found": None, "problem": None, "imported": None, "typed": _NOTHING, "given": None, **context,
    }  # fmt: skip
    sources = sources_of(visit.workspace) if url else ()
    given = context.get("given")
    same = changing.followed_as(sources, url, given.url if isinstance(given, Entry) else "")
    near = [same] if same else changing.on_host(sources, url)[:_NEAR]
    return visit.page(
        "source_add.html", "Ajouter un titre", status=400 if problem else status, url=url, kinds=KINDS, how=HOW,
        owner=visit.user.role.may(Role.OWNER), same=same, near=near, most=opml.MOST_SENT, **shown,
    )  # fmt: skip


def _entry(kind: EntryKind, url: str, pattern: str) -> Entry:
    try:
        return Entry(kind, web_address(url.strip()), pattern.strip() or None)
    except ValueError as error:
        raise InputError(str(error), "Exemple : https://www.exemple.fr/rss.xml") from error


def _switched(visit: Visit, slug: str, *, enabled: bool) -> Response:
    _known(visit, slug)
    set_flags(visit.workspace, {slug: Flags(enabled=enabled)})
    return visit.back(f"/sources/{slug}")


def _known(visit: Visit, slug: str) -> None:
    if not any(source.slug == slug for source in sources_of(visit.workspace)):
        raise HTTPException(404)


def _codes(text: str) -> list[str]:
    """Codes of départements, however they are set apart: "29, 2a 56"."""
    return re.findall(r"[0-9A-Z]+", text.upper())
