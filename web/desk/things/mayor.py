"""A mayor: mandates, quotes, articles. Who has no public role has no page."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Path, Response

from store.query import Snapshot
from store.readers.desk import commune as towns
from store.readers.desk import mayor as mayors
from store.readers.desk import things
from store.readers.desk.asking import moved
from web.desk.corrections import overlay
from web.desk.things import words as thing_words
from web.desk.things.commune import around
from web.desk.things.moves import moved_to
from web.desk.visit import Reading, Visiting

router = APIRouter()


@dataclass(frozen=True, slots=True)
class _Mayor:
    """All that a page says of a mayor."""

    key: str
    name: str
    commune: towns.Commune
    mandates: list[towns.Mandate]
    counts: list[mayors.RoleCount]
    roles: list[mayors.Role]
    told: things.Told
    groups: list[things.Group]
    quotes: list[things.Quote]
    picked: things.Picked
    initiatives: list[things.Initiative]

    @property
    def inferred(self) -> int:
        """Articles in which nobody is named: the register gave the name."""
        return sum(one.articles for one in self.counts if one.inferred)


@router.get("/maires/{person_key:path}")
def mayor(visit: Visiting, snapshot: Reading, person_key: Annotated[str, Path(max_length=200)]) -> Response:
    """Who is, was or wants to be a mayor, by the register or by an article; everybody else has no page."""
    made = visit.desk.published.cached(snapshot, ("mayor", person_key), lambda: _mayor(snapshot, person_key))
    if made is None:
        into = moved(snapshot, "person", person_key)
        if ":" in into and _mayor(snapshot, into):
            return moved_to(visit, f"/maires/{quote(into)}")
        raise HTTPException(404)
    return visit.page(
        "mayor.html", made.name, over=overlay.of(visit, snapshot), made=made, words=thing_words,
        chart=around(
            visit, snapshot, ("mayor", person_key), made.told, made.commune.departement, made.name, mayor=person_key
        ),
    )  # fmt: skip


def _mayor(snapshot: Snapshot, key: str) -> _Mayor | None:
    insee, colon, name_key = key.partition(":")
    commune = towns.commune(snapshot, insee) if colon and name_key else None
    if commune is None:
        return None
    mandates = towns.mandates(snapshot, insee, name_key)
    counts = mayors.role_counts(snapshot, key)
    if not mandates and all(one.inferred for one in counts):
        return None
    return _told(snapshot, key, commune, mandates, counts)


def _told(
    snapshot: Snapshot, key: str, commune: towns.Commune, mandates: list[towns.Mandate],
    counts: list[mayors.RoleCount],
) -> _Mayor:  # fmt: skip
    roles = mayors.roles(snapshot, person=key, most=things.MOST)
    told = things.told(snapshot, things.Thing.MAYOR, key)
    picked = _during(snapshot, commune.insee, mandates)
    named = next((one.name for one in roles if not one.inferred), "")
    return _Mayor(
        key,
        mandates[0].name if mandates else named,
        commune,
        mandates,
        counts,
        roles,
        told,
        things.grouped(told.newest),
        things.quotes(snapshot, person=key),
        picked,
        things.initiatives(snapshot, picked.newest),
    )


def _during(snapshot: Snapshot, insee: str, mandates: list[towns.Mandate]) -> things.Picked:
    """What the town did during the mandates that the register knows, and not while somebody else was mayor."""
    if not mandates:
        return things.Picked((), (), (), ())
    spans = [(one.from_day, one.to_day) for one in mandates]
    return things.picked(snapshot, commune=insee, spans=spans)
