"""The agenda: what articles announce for the weeks to come, by commune and département, and as a calendar."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

from babel.dates import format_date
from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from core.days import paris_day
from core.names import name_key
from digest import french
from store.query import Snapshot
from store.readers.desk.agenda import Coming, coming
from web.desk.corrections import overlay
from web.desk.frame import address
from web.desk.visit import Reading, Visit, Visiting

router = APIRouter()
PERIODS = {"": "huit semaines", "26": "six mois", "104": "deux ans"}
_WEEKS = 8
_ON_A_PAGE = 50
_MOST = 5_000
"""Events that are held at once: ten times what 200,000 articles announce."""


class Wanted(BaseModel):
    """The filter of an address. Names it does not know are ignored: links from elsewhere bring theirs."""

    model_config = ConfigDict(extra="ignore")

    commune: Annotated[str, Field(max_length=200)] = ""
    departement: Annotated[str, Field(max_length=3)] = ""
    weeks: Literal["", "26", "104"] = ""
    page: Annotated[int, Field(ge=1, le=1000)] = 1

    def kept(self, **other: object) -> dict[str, object]:
        """What an address says of this filter, changed where told; from the first page on."""
        return self.model_dump(exclude={"page"}) | other


@router.get("/agenda")
def show(visit: Visiting, snapshot: Reading, wanted: Annotated[Wanted, Query()]) -> Response:
    """What comes, by month; what is called off or put off stays, and says so."""
    today = paris_day(datetime.now(UTC))
    last = today + timedelta(weeks=int(wanted.weeks or _WEEKS))
    known = [one for one in _every(visit, snapshot, today) if one.start_day <= last]
    found = [one for one in known if _answers(one, wanted)]
    first = (wanted.page - 1) * _ON_A_PAGE
    shown = found[first : first + _ON_A_PAGE]
    return visit.page(
        "agenda.html", "Agenda", wanted=wanted, months=by_month(shown, today), total=len(found), periods=PERIODS,
        more=len(found) > first + _ON_A_PAGE, last=last, days=french.days, off=french.STATES_OF_EVENTS,
        grounds=grounds(known), over=overlay.of(visit, snapshot),
        ics=address(visit.base, "/api/agenda.ics", {"departement": wanted.departement.strip().upper()}),
    )  # fmt: skip


def _every(visit: Visit, snapshot: Snapshot, today: date) -> list[Coming]:
    """All that comes, asked once a day and a snapshot: 33 ms of 200,000 articles."""
    last = today + timedelta(weeks=104)
    return visit.desk.published.cached(
        snapshot, ("agenda", today), lambda: coming(snapshot, today, last, _MOST)
    )


def _answers(one: Coming, wanted: Wanted) -> bool:
    if wanted.departement.strip() and one.departement != wanted.departement.strip().upper():
        return False
    town = wanted.commune.strip()
    return not town or one.insee == town.upper() or (bool(one.commune) and _same(one.commune, town))


def _same(name: str, typed: str) -> bool:
    return name_key(name) == name_key(typed)


def grounds(known: Sequence[Coming]) -> dict[str, str]:
    """The départements where anything is announced, by code."""
    return dict(sorted({one.departement: one.departement_name for one in known if one.departement}.items()))


def by_month(events: Sequence[Coming], today: date) -> list[tuple[str, list[Coming]]]:
    """The same by the month in which each begins, what has begun already in this one: "décembre 2026"."""
    months: dict[str, list[Coming]] = {}
    for one in events:
        month = format_date(max(one.start_day, today), "MMMM y", locale="fr")
        months.setdefault(month, []).append(one)
    return list(months.items())
