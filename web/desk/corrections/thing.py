"""A page to correct a thing wherever it is told of: rooms that show it need but a link here."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from fastapi import HTTPException, Response

from core.types import Correction
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from digest.french import days
from jobs.correcting.naming import KINDS
from store.correcting.said import identity
from store.query import Snapshot
from store.readers.desk.entity import Thing, thing
from web.desk.corrections import held, pending
from web.desk.corrections.forms import Form, Refused
from web.desk.corrections.overlay import Overlay
from web.desk.visit import Visit, local

THINGS = frozenset({Kind.PERSON, Kind.TECHNOLOGY, Kind.ORGANISATION, Kind.EVENT, Kind.INITIATIVE})
ANCHOR = "chose"


def address(kind: Kind | str, key: str, retour: str = "") -> str:
    """The page's address; `retour` is the page that it was left for."""
    given = {"kind": str(kind), "key": key} | ({"retour": local(retour)} if retour else {})
    return f"/corriger?{urlencode(given)}"


def can(kind: Kind, key: str) -> bool:
    """Whether it is the same thing in all articles: of persons, only who is, was or wants to be a mayor."""
    return kind in THINGS and (kind is not Kind.PERSON or ":" in key)


def _days(found: Thing) -> str:
    """When an event takes place, in words."""
    if not found.first:
        return ""
    return days(
        date.fromisoformat(found.first), date.fromisoformat(found.last or found.first), found.precision
    )


def _then_town(words: Sequence[Correction]) -> str:
    """The commune where an event will take place."""
    linked = [one.detail.name for one in words if one.kind is Kind.EVENT and one.action is Action.LINK]
    return linked[-1] if linked else ""


def page(
    visit: Visit,
    snapshot: Snapshot,
    kind: Kind,
    key: str,
    retour: str = "",
    *,
    refused: Refused | None = None,
    status: int = 200,
) -> Response:
    """The forms of a thing, with what waits for it; `refused` is one that was not taken."""
    found = thing(snapshot, kind, key) if can(kind, key) else None
    if found is None:
        raise HTTPException(404)
    over = pending.of(visit, snapshot)
    form = Form(
        kind,
        key,
        found.name,
        ANCHOR,
        address(kind, key, retour),
        status=found.status,
        supplier=found.supplier,
        town=found.town,
        first=found.first,
        last=found.last,
        precision=found.precision,
    )
    return visit.page(
        "correct_thing.html", f"Corriger : {found.name}", status=status, what=KINDS[kind], thing=found, form=form,
        then_name=over.named(kind, key), gone=over.gone(kind, key), waits=over.of(kind, key), told=pending.told,
        days=_days(found), then_day=over.day(key),
        then_town=_then_town(over.of(kind, key)),
        refused=refused, retour=local(retour) if retour else "",
        held=held.of_thing(visit, snapshot, kind, key), of_thing=Overlay.told, number=identity,
    )  # fmt: skip
