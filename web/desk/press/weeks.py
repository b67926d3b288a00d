"""The weeks: the last one's draft first, then the letters that people decided about."""

from datetime import timedelta
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Response

from core.errors import InputError, NothingPublished
from core.letters import Issue
from digest.french import number
from digest.letter import Week, week_of
from jobs.letters.weeks import finished, week_named
from state import deliveries, letters
from web.desk.press.place import ERRATA_STATES, ISSUE_STATES, Fault, Place, place
from web.desk.press.sheet import Sheet, sheet
from web.desk.visit import Visit, Visiting

router = APIRouter()
_ON_A_PAGE = 20
_BEFORE = 3
"""Weeks before the last one whose drafts are offered, when nobody decided about them."""


class Row(NamedTuple):
    """A letter or an erratum of the list; `to` is to how many it went, empty where none went from here."""

    issue: Issue
    state: str
    to: str


@router.get("/bouclage")
def weeks(visit: Visiting, page: Annotated[int, Query(ge=1, le=1_000)] = 1) -> Response:
    """All of them, a page at a time."""
    return _shown(visit, page)


@router.get("/bouclage/aller")
def go(visit: Visiting, semaine: Annotated[str, Query(max_length=40)] = "") -> Response:
    """To the week that is typed."""
    try:
        week = finished(week_named(semaine).label)
    except InputError as error:
        return _shown(visit, 1, Fault.of("semaine", error, semaine=semaine))
    return visit.back(f"/bouclage/{week.label}")


def _shown(visit: Visit, page: int, fault: Fault | None = None) -> Response:
    last = place(visit, finished(None))
    known = [one for one, _ in letters.outlines(visit.state)]
    issues = sorted(known, key=lambda one: (one.week, -one.erratum), reverse=True)
    chosen = issues[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
    decided = {one.week for one in issues}
    return visit.page(
        "press_weeks.html", "La lettre", status=400 if fault else 200, last=last, sheet=_draft(visit, last),
        open=[week for week in _before(last.week) if week.label not in decided], rows=_rows(visit, chosen), page=page,
        more=len(issues) > page * _ON_A_PAGE, fault=fault, archive=(visit.workspace.data / "letters").is_dir(),
    )  # fmt: skip


def _draft(visit: Visit, last: Place) -> Sheet | None:
    """The last week's draft; None once it has left, and while nothing is published."""
    if last.gone:
        return None
    try:
        return sheet(visit, last.week)
    except NothingPublished:
        return None


def _before(last: Week) -> list[Week]:
    return [week_of(last.first - timedelta(weeks=n)) for n in range(1, _BEFORE + 1)]


def _rows(visit: Visit, issues: list[Issue]) -> list[Row]:
    counts = deliveries.counts(visit.state, [one.key for one in issues])
    rows = []
    for one in issues:
        states, of_it = ERRATA_STATES if one.erratum else ISSUE_STATES, counts.get(one.key, {})
        total = sum(of_it.values())
        sent = f"{number(of_it.get('sent', 0))} sur {number(total)}" if total else ""
        rows.append(Row(one, states[one.state], sent))
    return rows
