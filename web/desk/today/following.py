"""Watch lists: follow a search, see what it finds, try its mails, stop following."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Form, HTTPException, Path, Query, Response
from pydantic import Field

from core.desk import Role
from core.errors import InputError, NothingPublished, QueryError
from core.letters import Rhythm, Watch
from digest.french import of_name
from jobs.watching import places, searching
from jobs.watching import watches as watching
from state import visits, watches
from store.query import Snapshot
from store.readers.desk import morning as reader
from store.search import Found, SearchQuery, Sort
from web.desk.today.asked import Asked, asked
from web.desk.today.facets import News, found_since
from web.desk.today.listing import start_of
from web.desk.trouble import for_desk
from web.desk.visit import Denied, Editing, Posting, Reading, Visit, Visiting

router = APIRouter()
Slug = Annotated[str, Path(pattern="^[a-z0-9][a-z0-9-]{0,99}$")]
RHYTHMS = {Rhythm.NONE: "aucun courriel", Rhythm.DAILY: "chaque jour", Rhythm.WEEKLY: "chaque lundi"}
FIELDS = {"words": "Mots", **{name: said.capitalize() for name, said in searching.FILTERS.items()}}
_ONLY = ("relevant", "originals")
_LATEST = 10


class Followed(NamedTuple):
    """A watch, its search in words, and how much of what is new it finds (None: nothing is published)."""

    watch: Watch
    said: str
    new: News | None


class Wish(Asked):
    """A form: a search, what it is called, and who gets its mails."""

    name: str = Field("", max_length=200)
    rhythm: Rhythm = Rhythm.NONE
    readers: str = Field("", max_length=4_000)
    public: bool = False


class FromArticle(Asked):
    """The search of an address, or what an article is about."""

    article: str = Field("", pattern="^([0-9a-f]{16})?$")


@router.get("/suivre")
def following(visit: Visiting, given: Annotated[FromArticle, Query()]) -> Response:
    """All watches, and the form of a new one, filled with the search of the address."""
    return _page(visit, given)


def _page(
    visit: Visit, given: Asked, *, refused: InputError | QueryError | None = None, wish: Wish | None = None
) -> Response:
    """The same; of a form that was `refused`, with all that was typed (`wish`)."""
    known = watches.every(visit.state)
    try:
        with visit.desk.published.reading() as snapshot:
            rows = _followed(visit, snapshot, known)
            if isinstance(given, FromArticle) and given.article:
                commune, technology = reader.followable(snapshot, given.article)
                given = FromArticle(commune=commune, technology=technology)
            label = _label(snapshot, given)
    except NothingPublished:
        rows, label = [Followed(one, searching.described(one.query), None) for one in known], ""
    return visit.page(
        "following.html", "Suivis", status=400 if refused else 200, followed=rows, given=given.kept, fields=FIELDS,
        rhythms=RHYTHMS, label=wish.name if wish else label, published=visit.workspace.published.exists(),
        said=str(refused or ""), next_step=for_desk(refused.next_step) if refused else "",
        readers=wish.readers if wish else "", rhythm=wish.rhythm if wish else Rhythm.NONE,
        public=wish is not None and wish.public,
    )  # fmt: skip


def _followed(visit: Visit, snapshot: Snapshot, known: Iterable[Watch]) -> list[Followed]:
    since = start_of(visit, snapshot, visits.of(visit.state, visit.user.name, datetime.now(UTC)).since)
    return [
        Followed(one, _said(visit, snapshot, one), found_since(visit, snapshot, one, since)) for one in known
    ]


def _said(visit: Visit, snapshot: Snapshot, watch: Watch) -> str:
    """Its search in words, places by their names."""

    def made() -> str:
        named = {
            kind: f"{name} ({watch.query[kind]})"
            for kind, name in places.labels(snapshot, watch.query).items()
        }
        return searching.described({**watch.query, **named})

    return visit.desk.published.cached(snapshot, ("watch said", watch.watch_id), made)


def _label(snapshot: Snapshot, given: Asked) -> str:
    """What a new watch could be called: its words, its place, its technology."""
    query = {name: value for name, value in given.kept.items() if name in FIELDS}
    named = places.labels(snapshot, query)
    return ", ".join(named.get(name, value) for name, value in query.items())[:120]


@router.post("/suivre")
def follow(visit: Posting, given: Annotated[Wish, Form()]) -> Response:
    """Keep a search; one that is refused is shown again, as it was typed."""
    try:
        return _kept(visit, given)
    except (InputError, QueryError) as error:
        return _page(visit, given, refused=error, wish=given)


def _kept(visit: Visit, given: Wish) -> Response:
    """Whoever may only look can follow, but puts nobody on a mailing list, and nothing before strangers."""
    to = given.readers.replace(",", " ").replace(";", " ").split()
    if to and not visit.user.role.may(Role.EDITOR):
        raise InputError(
            "un courriel engage la rédaction", "Sans destinataire, le suivi a son flux et sa page."
        )
    if given.public and not visit.user.role.may(Role.EDITOR):
        raise Denied(Role.EDITOR)
    if bool(to) != (given.rhythm is not Rhythm.NONE):
        raise InputError(
            "un courriel veut un rythme et des destinataires", "Donnez les deux, ou aucun des deux."
        )
    query = {key: value for key, value in asked_for(given).items() if key in {*FIELDS, *_ONLY}}
    name = given.name or _name(query)
    made = watching.add(visit.workspace, name, query, given.rhythm, to, visit.user.name, public=given.public)
    return visit.back(f"/suivre/{made.watch.slug}")


def asked_for(given: Asked) -> Mapping[str, str]:
    """The search of a form, read as addresses are: what cannot be searched for is refused."""
    asked(given)
    return given.sought


def _name(query: Mapping[str, str]) -> str:
    return ", ".join(value for name, value in query.items() if name in FIELDS)[:120]


@router.get("/suivre/{slug}")
def watch(visit: Visiting, snapshot: Reading, slug: Slug) -> Response:
    """A watch: what it asks, what it finds, what its readers should know."""
    found = _known(visit, slug)
    query = SearchQuery.from_dict(found.query)
    shown = visit.desk.published.cached(
        snapshot, ("watch found", found.watch_id), lambda: _found(snapshot, query)
    )
    return visit.page(
        "watch.html", f"Suivi : {found.name}", watch=found, said=_said(visit, snapshot, found), found=shown,
        notes=places.notes(snapshot, found.query), rhythm=RHYTHMS[found.rhythm], may_remove=_may_remove(visit, found),
    )  # fmt: skip


def _found(snapshot: Snapshot, query: SearchQuery) -> Found:
    return snapshot.find(replace(query, sort=Sort.DATE, limit=_LATEST, offset=0))


@router.get("/suivre/{slug}/essai")
def tried(visit: Visiting, snapshot: Reading, slug: Slug) -> Response:
    """The mails that it would have sent in the last four weeks."""
    found = _known(visit, slug)
    day = datetime.now(UTC)
    key = ("tried", found.watch_id, day.date())
    made = visit.desk.published.cached(snapshot, key, lambda: watching.tried(visit.workspace, slug, day))
    return visit.page("watch_tried.html", f"Essai du suivi : {found.name}", watch=found, tried=made)


@router.post("/suivre/{slug}/ouvrir")
def publish(visit: Editing, slug: Slug) -> Response:
    """Let anybody read its page and its feed."""
    return _published(visit, slug, public=True)


@router.post("/suivre/{slug}/fermer")
def close(visit: Editing, slug: Slug) -> Response:
    """Keep it to the desk."""
    return _published(visit, slug, public=False)


def _published(visit: Visit, slug: str, *, public: bool) -> Response:
    watching.publish(visit.workspace, _known(visit, slug).slug, public=public)
    return visit.back(f"/suivre/{slug}")


@router.post("/suivre/{slug}/retirer")
def remove(visit: Posting, slug: Slug) -> Response:
    """Stop following."""
    found = _known(visit, slug)
    if not _may_remove(visit, found):
        raise InputError(
            f"ce suivi est {of_name(found.by)}", "Qui l’a fait peut le retirer, et la rédaction."
        )
    watching.remove(visit.workspace, slug)
    return visit.back("/suivre")


def _may_remove(visit: Visit, found: Watch) -> bool:
    return found.by == visit.user.name or visit.user.role.may(Role.EDITOR)


def _known(visit: Visit, slug: str) -> Watch:
    found = watches.by_slug(visit.state, slug)
    if found is None:
        raise HTTPException(404)
    return found
