"""Where an issue is on its way: what stands in the way of its approval, to whom it goes, how far its mails are."""

from typing import Annotated, NamedTuple

from fastapi import APIRouter, HTTPException, Query, Response

from core.desk import Request, RequestKind
from core.errors import InputError, SettingsError
from core.letters import Issue, IssueState
from digest import letterjson
from digest.letter import Week
from jobs.letters import sending
from jobs.letters.delivering import Delivered, delivered
from state import requests
from state.letters import GONE
from web.desk.frame import HTML, fragment
from web.desk.press.kept import missing
from web.desk.press.lacking import lacking
from web.desk.press.place import ERRATA_STATES, ISSUE_STATES, MOST_ERRATA, Fault, Named, place, shown
from web.desk.press.sheet import sheet
from web.desk.visit import Visit, Visiting

router = APIRouter()
Erratum = Annotated[int, Query(ge=0, le=MOST_ERRATA)]
DELIVERIES = {
    "sent": "envoyées", "queued": "en attente", "failed": "à retenter", "handed": "remises, sans réponse du serveur",
    "refused": "refusées",
}  # fmt: skip


class Way(NamedTuple):
    """An issue on its way. `going`: what was asked of the writer and is not done; `last`: what was done last.

    `trial`: the last of the trials, which are no sending.
    """

    issue: Issue | None
    state: str
    done: Delivered
    going: tuple[Request, ...]
    last: Request | None
    trial: Request | None
    lost_words: bool

    @property
    def total(self) -> int:
        """How many readers it has a record for."""
        return sum(self.done.counts.values())

    @property
    def gone(self) -> bool:
        """Whether it has begun to leave."""
        return self.issue is not None and self.issue.state in GONE


class To(NamedTuple):
    """To how many readers it would go now; `why` says why to nobody."""

    readers: int = 0
    why: str = ""


@router.get("/bouclage/{week}/envoi")
def sending_page(visit: Visiting, week: Named, rectificatif: Erratum = 0) -> Response:
    """The approval, the trial, the sending, how far it is."""
    return leaving(visit, week, rectificatif)


@router.get("/bouclage/{week}/envoi/etat")
def progress(visit: Visiting, week: Named, rectificatif: Erratum = 0) -> Response:
    """How far it is, for a script that asks every two seconds; once it is over the whole page is asked anew."""
    of = place(visit, week)
    found = way(visit, week, of.issue(rectificatif), rectificatif)
    html = fragment(
        visit,
        "press_progress.html",
        place=of,
        way=found,
        erratum=rectificatif,
        deliveries=DELIVERIES,
        is_trial=is_trial,
    )
    over = {} if found.going else {"HX-Refresh": "true"}
    return Response(html, media_type=HTML, headers={"Cache-Control": "no-store"} | over)


def leaving(visit: Visit, week: Week, erratum: int, fault: Fault | None = None) -> Response:
    """The page of an issue that is, or is to be, on its way."""
    of = place(visit, week)
    issue = of.issue(erratum)
    if erratum and issue is None:
        raise HTTPException(404)
    drafted = sheet(visit, week) if not erratum and not of.gone else None
    found = way(visit, week, issue, erratum)
    lacks = lacking(visit.workspace)
    lacked = []
    if drafted:
        with visit.desk.published.reading() as snapshot:
            lacked = missing(visit, snapshot, drafted)
    return shown(
        visit, "press_leaving.html", of, "rectificatif" if erratum else "envoi", fault, way=found, sheet=drafted,
        missing=lacked, erratum=erratum, lacks=lacks, deliveries=DELIVERIES,
        to=To() if lacks else readers_of(visit, week, issue, erratum),
        is_trial=is_trial, read=_read(found, drafted.fingerprint if drafted else ""), signer=_signer(visit),
    )  # fmt: skip


def way(visit: Visit, week: Week, issue: Issue | None, erratum: int) -> Way:
    """How far an issue is."""
    key = issue.key if issue else week.label
    asked = [one for one in requests.latest(visit.state, 100) if _is_of(one, week.label, erratum)]
    waiting = tuple(one for one in requests.going_on(visit.state) if _is_of(one, week.label, erratum))
    ended = [one for one in asked if one.finished_at]
    last = next((one for one in ended if not is_trial(one)), None)
    trial = next((one for one in ended if is_trial(one)), None)
    states = ERRATA_STATES if erratum else ISSUE_STATES
    lost = issue is not None and issue.state in GONE and letterjson.sha256(issue.content) != issue.sha256
    return Way(
        issue, states[issue.state] if issue else "", delivered(visit.state, key), waiting, last, trial, lost
    )


def is_trial(one: Request) -> bool:
    """Whether a letter was asked for at one address that is no reader's."""
    return one.kind is RequestKind.SEND and bool(one.payload.get("to")) and not one.payload.get("again")


def _is_of(one: Request, week: str, erratum: int) -> bool:
    payload = one.payload
    return one.kind is RequestKind.SEND and (payload.get("week"), payload.get("erratum", 0)) == (
        week,
        erratum,
    )


def readers_of(visit: Visit, week: Week, issue: Issue | None, erratum: int) -> To:
    """To how many readers an issue would go now."""
    if issue is None or issue.state is IssueState.DRAFT:
        return To()
    try:
        return To(len(sending.recipients(visit.workspace, week.label, erratum=erratum)))
    except (InputError, SettingsError) as error:
        return To(why=str(error))


def _read(found: Way, draft: str) -> str:
    """What tells what this page shows from anything else: an approval is of that."""
    if draft and not found.gone:
        return draft
    return letterjson.sha256(found.issue.content) if found.issue else draft


def _signer(visit: Visit) -> str:
    """Who probably signs: whoever is signed in; on this machine alone, whoever directs the letter."""
    return visit.workspace.settings.letter.director if visit.desk.open else visit.user.name
