"""Before what cannot be taken back: what leaves, to how many, and the one button that does it."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response

from core.letters import IssueState
from jobs.desk.sending import missing
from jobs.letters.rendering import render_for
from web.desk.press.leaving import Erratum, readers_of, way
from web.desk.press.place import Named, place, shown
from web.desk.visit import Visiting

router = APIRouter()


class Act(StrEnum):
    """What is about to be done, as addresses name it."""

    SEND = "envoi"
    ELSEWHERE = "archive"


@router.get("/bouclage/{week}/confirmer")
def confirm(
    visit: Visiting, week: Named, quoi: Annotated[Act, Query()], rectificatif: Erratum = 0
) -> Response:
    """The last look; what can no longer be done leads back to where the letter is."""
    of = place(visit, week)
    issue = of.issue(rectificatif)
    found = way(visit, week, issue, rectificatif)
    lacks = quoi is Act.SEND and missing(visit.workspace.settings)
    late = quoi is Act.ELSEWHERE and found.gone
    if issue is None or issue.state is IssueState.DRAFT or lacks or late or found.going:
        return visit.back(f"{of.path}/envoi" + (f"?rectificatif={rectificatif}" if rectificatif else ""))
    to = readers_of(visit, week, issue, rectificatif) if quoi is Act.SEND else None
    return shown(
        visit, "press_confirm.html", of, "rectificatif" if rectificatif else "envoi", way=found, act=quoi.value,
        to=to, erratum=rectificatif, subject=render_for(visit.workspace.settings)(issue).subject,
    )  # fmt: skip
