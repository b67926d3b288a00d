"""A technology: its trend, the towns that have it, its suppliers."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Path, Query, Response
from markupsafe import Markup

from store.query import Snapshot
from store.readers.desk import technology as tools
from store.readers.desk import things
from store.readers.desk.asking import moved
from web.desk.corrections import overlay
from web.desk.published import Published
from web.desk.things import words as thing_words
from web.desk.things.commune import heard
from web.desk.things.moves import moved_to
from web.desk.visit import Reading, Visit, Visiting

router = APIRouter()
_FIRST = 10


@dataclass(frozen=True, slots=True)
class _Tool:
    """All that a page says of a technology."""

    technology: tools.Technology
    told: things.Told
    groups: list[things.Group]
    picked: things.Picked
    newest: list[things.Initiative]
    first: list[things.Initiative]
    abandoned: list[things.Initiative]
    suppliers: list[tools.Supplier]


@router.get("/technologies")
def technologies(
    visit: Visiting, snapshot: Reading, categorie: Annotated[str, Query(max_length=60)] = ""
) -> Response:
    """All that anything tells of, by category."""
    known = every(visit.desk.published, snapshot)
    shown = [one for one in known if categorie in {"", one.category}]
    by_category = sorted(shown, key=lambda one: (_label(one.category), -one.articles, one.name))
    return visit.page(
        "technologies.html", "Technologies", over=overlay.of(visit, snapshot),
        words=thing_words, category=categorie, total=len(shown),
        categories=sorted({one.category for one in known}, key=_label),
        grouped=[(code, list(some)) for code, some in groupby(by_category, key=lambda one: one.category)],
        most=things.MOST,
    )  # fmt: skip


@router.get("/technologies/{key:path}")
def technology(visit: Visiting, snapshot: Reading, key: Annotated[str, Path(max_length=200)]) -> Response:
    """A technology of the lexicon, or a name that articles introduce."""
    tool = visit.desk.published.cached(snapshot, ("technology", key), lambda: _tool(snapshot, key))
    if tool is None:
        if into := moved(snapshot, "technology", key):
            return moved_to(visit, f"/technologies/{quote(into)}")
        raise HTTPException(404)
    about = tool.technology
    return visit.page(
        "technology.html",
        about.name,
        over=overlay.of(visit, snapshot),
        tool=tool,
        about=about,
        words=thing_words,
        chart=_weeks(visit, snapshot, tool),
    )


def _weeks(visit: Visit, snapshot: Snapshot, tool: _Tool) -> Markup | None:
    """What was told of it by week, hatched where too much of the press could not be heard."""
    key, name = tool.technology.technology_id, f"{tool.technology.name} : articles par semaine"
    outages = press(visit.desk.published, snapshot)
    return visit.desk.published.cached(
        snapshot, ("weeks", "technology", key, visit.base),
        lambda: thing_words.timeline(visit.base, tool.told.weeks, outages, name, technology=key),
    )  # fmt: skip


def every(published: Published, snapshot: Snapshot) -> list[tools.TechnologyCount]:
    """All technologies that anything tells of, counted once a snapshot."""
    return published.cached(snapshot, "technologies", lambda: tools.technologies(snapshot))


def press(published: Published, snapshot: Snapshot) -> dict[date, bool | None]:
    """Weeks in which too much of the press could not be heard, worked out once a snapshot."""
    return published.cached(snapshot, "press heard", lambda: heard(published, snapshot).of_press())


def _tool(snapshot: Snapshot, key: str) -> _Tool | None:
    found = tools.technology(snapshot, key)
    if found is None:
        return None
    told = things.told(snapshot, things.Thing.TECHNOLOGY, key)
    picked = things.picked(snapshot, technology=key)
    wanted = dict.fromkeys((*picked.newest, *picked.first[:_FIRST], *picked.abandoned))
    known = {one.initiative_id: one for one in things.initiatives(snapshot, list(wanted))}
    return _Tool(
        found,
        told,
        things.grouped(told.newest),
        picked,
        [known[one] for one in picked.newest if one in known],
        [known[one] for one in picked.first[:_FIRST] if one in known],
        [known[one] for one in picked.abandoned if one in known],
        tools.suppliers(snapshot, key, things.MOST),
    )


def _label(category: str) -> str:
    return thing_words.CATEGORIES.get(category, category)
