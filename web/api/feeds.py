"""A search or a watch as an Atom feed, the agenda as a calendar: no header is needed, each has a key of its own.

What they show has left the workspace: title, outlet, authors, day, address, and 200 characters.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from core.days import paris_day
from core.desk import User
from digest import french
from digest.agenda_ics import calendar
from digest.render import atom
from jobs.watching import publishing
from jobs.watching.searching import described
from state import watches
from store.readers.agenda import agenda
from store.readers.desk import api
from store.readers.desk.api import Article
from web.access import programs
from web.api import naming
from web.api.articles import Searched, searched
from web.api.asking import Published, given_in, only_known, span
from web.api.things import Agenda
from web.desk.frame import address
from web.desk.visit import Desk, Unknown

router = APIRouter()
ENTRIES = 50
_PAST, _COMING = timedelta(days=31), timedelta(days=731)
_NOT_ASKED = ("limit", "cursor", "format", programs.KEY)
ATOM, ICS = "application/atom+xml; charset=utf-8", "text/calendar; charset=utf-8"


class Feed(Searched):
    """A search, and the key that opens it."""

    cle: str = Field("", max_length=200, description="Clé de ce fil ; une session la donne.")


class Calendar(Agenda):
    """A part of the agenda, and the key that opens it."""

    cle: str = Field("", max_length=200, description="Clé de ce calendrier ; une session la donne.")


@router.get("/articles.atom", tags=["fils"], summary="Une recherche en fil Atom")
def articles(request: Request, snapshot: Published, given: Annotated[Feed, Query()]) -> Response:
    """Les 50 articles les plus récents. Demandé depuis une session, mène à l’adresse qui contient sa clé."""
    asked = given_in(given, *_NOT_ASKED)
    if to := _entering(request, asked, given.cle):
        return to
    desk: Desk = request.app.state.desk
    found = api.articles(snapshot, searched(given), ENTRIES, None)
    name = desk.workspace.settings.workspace.name
    about = atom.Feed(
        key=f"search:{sorted(asked.items())}",
        title=f"{name} : {described(asked) or 'tous les articles'}",
        author=name,
        updated=datetime.fromisoformat(snapshot.manifest.created_at),
        url=_absolute(request, request.url.path, {**asked, programs.KEY: given.cle}),
        page=_absolute(request, f"{_base(request)}/", asked),
    )
    return _sent(atom.feed(about, list(map(_entry, found.rows))), ATOM)


@router.get("/watches/{slug}.atom", tags=["fils"], summary="Un suivi en fil Atom")
def watch(
    request: Request,
    slug: Annotated[str, Path(pattern="^[a-z0-9][a-z0-9-]{0,99}$")],
    cle: Annotated[str, Query(max_length=200, description="Clé de ce fil ; une session la donne.")] = "",
) -> Response:
    """Ce qu’un suivi a trouvé en trois mois. Demandé depuis une session, mène à l’adresse qui contient sa clé."""
    if to := _entering(request, {}, cle):
        return to
    desk: Desk = request.app.state.desk
    found = watches.by_slug(desk.state, slug)
    file = publishing.files(desk.workspace, found)[0] if found else None
    if file is None or not file.is_file():  # of a state taken back, until the next publication
        raise HTTPException(404)
    return _sent(file.read_bytes(), ATOM)


@router.get("/agenda.ics", tags=["fils"], summary="L’agenda en calendrier (iCalendar)")
def events(request: Request, snapshot: Published, given: Annotated[Calendar, Query()]) -> Response:
    """Le mois passé, pour ce qui est annulé, et ce qui vient."""
    asked = given_in(given, *_NOT_ASKED)
    if to := _entering(request, asked, given.cle):
        return to
    desk: Desk = request.app.state.desk
    made = datetime.fromisoformat(snapshot.manifest.created_at)
    today, days = paris_day(datetime.now(UTC)), span(given)
    first, last = days.first or today - _PAST, days.last or today + _COMING
    items = agenda(snapshot, first, last, naming.departement(snapshot, given.departement))
    return _sent(calendar(items, f"Agenda – {desk.workspace.settings.workspace.name}", made), ICS)


def feed_address(desk: Desk, base: str, user: User, path: str, asked: Mapping[str, str]) -> str:
    """Where a feed (`/api/articles.atom`) opens without a session, for this user's reader."""
    return address(base, path, {**asked, programs.KEY: programs.feed_key(desk, user, path, asked)})


def _entering(request: Request, asked: Mapping[str, str], key: str) -> Response | None:
    """None for who may read; a session is led to the address with its key. Raises Unknown."""
    desk: Desk = request.app.state.desk
    path = request.url.path.removeprefix(_base(request))
    only_known(request)
    if programs.of_token(request, desk) or desk.open:
        return None
    if key:
        programs.of_feed(desk, key, path, asked)
        return None
    user: User | None = request.state.user
    if user is None:
        raise Unknown
    return RedirectResponse(feed_address(desk, _base(request), user, path, asked), 303)


def _entry(row: Article) -> atom.Entry:
    """An article is told once: its instant is that of its publication, else of when it was seen."""
    at = row.published_at or row.first_seen_at or datetime.fromtimestamp(0, UTC)
    day = french.date_of(row.published_day) if row.published_day else "sans date"
    return atom.Entry(
        key=f"article:{row.article_id}",
        title=row.title or "Sans titre",
        url=row.url,
        updated=_instant(at),
        published=_instant(row.published_at) if row.published_at else None,
        summary=" – ".join(filter(None, (f"{row.source or row.source_id}, {day}", row.extract))),
        authors=tuple(row.authors or ()),
    )


def _instant(at: datetime) -> datetime:
    """DuckDB's instants are UTC and do not say so."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _sent(body: bytes, kind: str) -> Response:
    return Response(body, media_type=kind, headers={"Cache-Control": "private, max-age=300"})


def _absolute(request: Request, path: str, asked: Mapping[str, str]) -> str:
    return f"{request.url.scheme}://{request.url.netloc}{address('', path, asked)}"


def _base(request: Request) -> str:
    return str(request.scope.get("root_path", "")).rstrip("/")
