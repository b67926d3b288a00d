"""The weeks: the last one's draft first, then the letters that people decided about."""

from datetime import timedelta
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Response

from core.errors import InputError, NothingPublished
from core.letters import Issue
from digest.letter import Week, week_of
from jobs.letters.delivering import Delivered, delivered
from jobs.letters.listing import listed
from jobs.letters.weeks import finished, week_named
from web.desk.press.place import ERRATA_STATES, ISSUE_STATES, Fault, Place, place
from web.desk.press.sheet import Sheet, sheet
from web.desk.visit import Visit, Visiting

router = APIRouter()
_BEFORE = 3
"""Weeks before the last one whose drafts are offered, when nobody decided about them."""


class Row(NamedTuple):
    """A letter or an erratum of the list; `to` is how many have it."""

    issue: Issue
    state: str
    done: Delivered

    @property
    def to(self) -> int:
        """How many readers' servers took it."""
        return self.done.counts.get("sent", 0)


@router.get("/bouclage")
def weeks(visit: Visiting) -> Response:
    """All of them."""
    return _shown(visit)


@router.get("/bouclage/aller")
def go(visit: Visiting, semaine: Annotated[str, Query(max_length=40)] = "") -> Response:
    """To the week that is typed."""
    try:
        week = finished(week_named(semaine).label)
    except InputError as error:
        return _shown(visit, Fault.of("semaine", error, semaine=semaine))
    return visit.back(f"/bouclage/{week.label}")


def _shown(visit: Visit, fault: Fault | None = None) -> Response:
    last = place(visit, finished(None))
    issues = listed(visit.workspace)
    decided = {one.week for one in issues}
    open_ = [week for week in _before(last.week) if week.label not in decided]
    return visit.page(
        "press_weeks.html", "La lettre", status=400 if fault else 200, last=last, sheet=_draft(visit, last), open=open_,
        rows=[_row(visit, one) for one in issues], fault=fault, archive=(visit.workspace.data / "letters").is_dir(),
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


def _row(visit: Visit, issue: Issue) -> Row:
    states = ERRATA_STATES if issue.erratum else ISSUE_STATES
    return Row(issue, states[issue.state], delivered(visit.state, issue.key))
