"""The sources room: health, ledger, refusals. What changes sources is in changes."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Response

from core.desk import Request as Asked
from core.desk import RequestKind
from core.errors import NothingPublished
from core.names import name_key
from jobs import opml
from jobs.desk import seen as seeing
from jobs.desk.advice import advice
from jobs.desk.seen import Seen
from jobs.desk.sources import fingerprint
from state import requests
from store.query import Snapshot
from store.readers.desk import sources as reading
from store.readers.desk.ledger import ledger
from store.readers.review import Refused, refusal_sample
from web.desk.frame import fragment
from web.desk.published import Published
from web.desk.sources import changes
from web.desk.sources.due import Times
from web.desk.sources.due import of as due_of
from web.desk.visit import Reading, Visit, Visiting

router = APIRouter()
Slug = Annotated[str, Path(max_length=200)]
ON_A_PAGE = 50
_WEEKS = 26
_SAMPLE = 3


class View(StrEnum):
    """Which sources."""

    ALL = "tous"
    TO_SEE = "voir"
    SILENT = "silence"
    ENABLED = "actifs"
    DISABLED = "inactifs"


class Order(StrEnum):
    """In which order."""

    NAME = "nom"
    VISIT = "visite"
    VOLUME = "volume"
    ARTICLES = "articles"


_CHOOSES: dict[View, Callable[[Seen], bool]] = {
    View.ALL: lambda _: True,
    View.TO_SEE: lambda one: bool(one.wrong),
    View.SILENT: lambda one: one.is_silent,
    View.ENABLED: lambda one: one.source.enabled,
    View.DISABLED: lambda one: not one.source.enabled,
}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_SORTS: dict[Order, Callable[[Seen], Any]] = {
    Order.NAME: lambda one: name_key(one.source.name),
    Order.VISIT: lambda one: -(one.asked or _LONG_AGO).timestamp() if one.asked else 0.0,
    Order.VOLUME: lambda one: -((one.health and one.health.announced_7_days) or 0),
    Order.ARTICLES: lambda one: -(one.health.articles_7_days if one.health else 0),
}


@router.get("/sources")
def sources(
    visit: Visiting,
    vue: View = View.ALL,
    tri: Order = Order.NAME,
    nom: Annotated[str, Query(max_length=100)] = "",
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> Response:
    """All sources, or those that need a look."""
    every = _seen(visit)
    wanted = name_key(nom)
    chosen = [one for one in every if _CHOOSES[vue](one) and wanted in name_key(one.source.name)]
    chosen.sort(key=_SORTS[tri])
    first, due = (page - 1) * ON_A_PAGE, _due(visit)
    return visit.page(
        "sources.html", "Sources", rows=chosen[first : first + ON_A_PAGE], found=len(chosen), first=first, page=page,
        more=first + ON_A_PAGE < len(chosen), counts=seeing.counts(every), view=vue.value, order=tri.value, named=nom,
        now=datetime.now(UTC), due=due or {}, known=due is not None,
    )  # fmt: skip


@router.get("/sources.opml")
def export(visit: Visiting, tous: bool = False) -> Response:
    """The feeds of the sources, for a feed reader."""
    kept = [source for source in visit.workspace.sources() if source.enabled or tous]
    body = opml.write(kept, visit.workspace.settings.workspace.name)
    headers = {"Content-Disposition": 'attachment; filename="sources.opml"'}
    return Response(body, media_type="text/x-opml; charset=utf-8", headers=headers)


@router.get("/refus")
def refusals(visit: Visiting, snapshot: Reading) -> Response:
    """Pages that gave no article, by reason, some of each: should they have?"""
    key = ("refusals", _SAMPLE)
    found = visit.desk.published.cached(snapshot, key, lambda: _by_reason(refusal_sample(snapshot, _SAMPLE)))
    return visit.page("sources_refusals.html", "Pages refusées", reasons=found, advice=advice)


@router.get("/sources/{slug}")
def source(visit: Visiting, slug: Slug) -> Response:
    """One source: how it is, what it announced and what was read of it, what could not be."""
    own, due = _one(visit, slug), _due(visit)
    with ExitStack() as stack:
        snapshot = _published(visit, stack)
        weeks = _kept(visit, snapshot, ("ledger", slug), lambda s: ledger(s, slug, _WEEKS), [])
        unread = _kept(visit, snapshot, ("unread", slug), lambda s: reading.unread(s, slug, 12), [])
        refused = _kept(
            visit,
            snapshot,
            ("refused", slug),
            lambda s: _by_reason(_read(refusal_sample(s, _SAMPLE, None, slug))),
            [],
        )
    return visit.page(
        "source.html", own.source.name, one=own, ledger=weeks[::-1], unread=unread, refused=refused, advice=advice,
        points={point.url: point for point in own.points}, shown=fingerprint(own.source), now=datetime.now(UTC),
        due=(due or {}).get(slug), known=due is not None,
        visits=_visits(visit, slug),
    )  # fmt: skip


@router.get("/sources/{slug}/visite")
def visit_of(visit: Visiting, slug: Slug) -> Response:
    """Where a visit that was asked for is: a part of the page, asked again while it goes on."""
    _one(visit, slug)
    html = fragment(visit, "source_visits.html", slug=slug, visits=_visits(visit, slug))
    return Response(html, media_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"})


router.include_router(changes.router)


def _one(visit: Visit, slug: str) -> Seen:
    found = next((one for one in _seen(visit) if one.source.slug == slug), None)
    if found is None:
        raise HTTPException(404)
    return found


def _seen(visit: Visit) -> list[Seen]:
    """All sources; made anew when the file, the newest run or the snapshot changed."""
    with ExitStack() as stack:
        snapshot = _published(visit, stack)
        if snapshot is None:
            return seeing.seen(visit.workspace, visit.state, {})
        cached, health = visit.desk.published.cached, health_of(visit.desk.published, snapshot)
        key = ("sources", seeing.stamp(visit.workspace, visit.state))
        return cached(snapshot, key, lambda: seeing.seen(visit.workspace, visit.state, health))


def health_of(published: Published, snapshot: Snapshot) -> dict[str, reading.Health]:
    """The health of every source, asked once a snapshot."""
    return published.cached(snapshot, "health", lambda: reading.health(snapshot))


def _due(visit: Visit) -> Times | None:
    """When each source is due again; None while that is being worked out."""
    space, state = visit.workspace, visit.state
    return due_of(space.root).times(seeing.stamp(space, state), lambda: seeing.planned(space, state))


def _published(visit: Visit, stack: ExitStack) -> Snapshot | None:
    """What is published, if anything is: sources are shown before the first article."""
    try:
        return stack.enter_context(visit.desk.published.reading())
    except NothingPublished:
        return None


def _kept(
    visit: Visit,
    snapshot: Snapshot | None,
    key: tuple[str, str],
    make: Callable[[Snapshot], Any],
    nothing: Any,
) -> Any:
    return visit.desk.published.cached(snapshot, key, lambda: make(snapshot)) if snapshot else nothing


def _visits(visit: Visit, slug: str) -> list[Asked]:
    """The last visits that were asked for of a source, those that wait or run first."""
    asked = requests.of_kind(visit.state, RequestKind.COLLECT, 50)
    return [one for one in asked if slug in one.payload.get("sources", ())][:3]


def _read(rows: Iterable[Refused]) -> Iterator[Refused]:
    """The pages that were had; the others are told among what was not read."""
    return (row for row in rows if row.stage not in {"entry", "fetch"})


def _by_reason(rows: Iterable[Refused]) -> list[tuple[str, int, list[Refused]]]:
    """Refusals grouped: a reason, how many there are, some of them."""
    groups: dict[tuple[str, str], list[Refused]] = {}
    for row in rows:
        groups.setdefault((row.stage, row.reason), []).append(row)
    return [(code, some[0].n, some) for (_, code), some in groups.items()]
