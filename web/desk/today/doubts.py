"""À vérifier: doubtful facts beside their sentence, settled by yes, no, or another word; and what was nearly for us."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Form, Path, Query, Response

from core.desk import Role
from core.errors import InputError, SaidAlready
from core.names import name_key
from core.types import Correction, RoleKind
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from core.undo import standing
from digest.french import date_of
from jobs.correcting import corrections as said
from jobs.correcting import deleting, judging, links
from jobs.correcting.words import Words
from jobs.missed import NEAR
from state import checked, corrections
from store.query import Snapshot
from store.readers import review
from store.readers.desk.doubts import Doubt, doubts
from store.readers.desk.morning import Told
from store.readers.evidence import cited, naming
from web.desk.corrections import overlay
from web.desk.corrections.applying import applied
from web.desk.today import answering
from web.desk.today.asked import ON_A_PAGE
from web.desk.today.freshness import made_at
from web.desk.today.listing import articles
from web.desk.today.marks import Back, Ids
from web.desk.visit import Editing, Reading, Visit, Visiting

router = APIRouter()
MISSED_DAYS, MISSED = 7, 200
_KINDS = {"mayor": Kind.PERSON, "roles": Kind.PERSON, "initiative": Kind.INITIATIVE, "quote": Kind.QUOTE}
_LATELY = timedelta(days=2)
_ASIDE, _TOGETHER = 20, 100
Page = Annotated[int, Query(ge=1, le=100)]
Key = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]


class Word(NamedTuple):
    """A correction of the last days, that can be taken back."""

    identity: str
    what: str
    name: str


def open_doubts(visit: Visit, snapshot: Snapshot) -> list[Doubt]:
    """The doubts that nobody settled yet."""
    found = visit.desk.published.cached(snapshot, "doubts", lambda: doubts(snapshot))
    known = checked.settled(visit.state, [one.key for one in found])
    gone = {
        (one.kind, one.key, one.article_id)
        for one in _standing(visit)
        if one.action in {Action.DELETE, Action.ROLE, Action.LINK}
    }
    return [one for one in found if one.key not in known and not _corrected(one, gone)]


def _corrected(doubt: Doubt, gone: set[tuple[Kind, str, str | None]]) -> bool:
    key = name_key(doubt.value) if doubt.kind == "quote" else doubt.thing
    kind = _KINDS[doubt.kind]
    return (kind, key, doubt.article_id) in gone or (kind, key, None) in gone


class Nearly(NamedTuple):
    """What was nearly for us, the nearest first; `more`: there are others, not looked at."""

    rows: tuple[review.Missed, ...]
    more: bool


def nearly(visit: Visit, snapshot: Snapshot) -> Nearly:
    """What was nearly for us in the week before the snapshot, and nobody decided about."""
    since = made_at(snapshot) - timedelta(days=MISSED_DAYS)
    found = visit.desk.published.cached(
        snapshot, "missed", lambda: review.missed(snapshot, since, MISSED + 1, NEAR)
    )
    decided = judged(visit)
    left = tuple(one for one in found[:MISSED] if one.article_id not in decided)
    return Nearly(left, more=len(found) > MISSED)


def judged(visit: Visit) -> dict[str, Correction]:
    """The articles of which an editor said whether they are for us, with the word that holds."""
    return {one.key: one for one in _standing(visit) if one.action in {Action.RELEVANT, Action.IRRELEVANT}}


def _standing(visit: Visit) -> list[Correction]:
    """What editors said and holds, read once a page: three parts of it ask."""
    known: list[Correction] | None = getattr(visit.request.state, "standing", None)
    if known is None:
        known = visit.request.state.standing = standing(corrections.every(visit.state))
    return known


class Aside(NamedTuple):
    """Articles of one story that somebody said are not for us, and that no list shows any more."""

    article_id: str
    title: str
    words: str
    by: str
    at: datetime


def put_aside(visit: Visit, snapshot: Snapshot, shown: Collection[str] = ()) -> list[Aside]:
    """What was said to be off topic these two days, the last first, but what the page still has (`shown`).

    Publishing takes it out of the list: what was a slip of the hand must still be found where it was made.
    """
    since = datetime.now(UTC) - _LATELY
    said = {
        key: one
        for key, one in judged(visit).items()
        if one.action is Action.IRRELEVANT and one.at >= since and key not in shown
    }
    told = articles(visit, snapshot, tuple(said)) if said else {}
    groups: dict[str, list[str]] = {}
    for key in said:
        if key in told:
            groups.setdefault(told[key].group, []).append(key)
    made = [_aside([said[key] for key in keys], told[keys[0]]) for keys in groups.values()]
    return sorted(made, key=lambda one: one.at, reverse=True)[:_ASIDE]


def _aside(words: list[Correction], first: Told) -> Aside:
    last = max(words, key=lambda one: one.number)
    numbers = ",".join(f"c{one.number}" for one in words[:_TOGETHER])
    return Aside(first.article_id, first.title or first.url, numbers, last.by, last.at)


def named(visit: Visit, snapshot: Snapshot, shown: Iterable[Doubt]) -> dict[str, dict[str, str]]:
    """By doubt, the names that its sentences do not have, with a sentence of its article that does."""

    def made() -> dict[str, list[str]]:
        every = visit.desk.published.cached(snapshot, "doubts", lambda: doubts(snapshot))
        return cited(snapshot, (one.article_id for one in every if naming({}, "", one.names, one.shown)))

    known = visit.desk.published.cached(snapshot, ("doubts", "cited"), made)
    return {one.key: naming(known, one.article_id, one.names, one.shown) for one in shown}


@router.get("/a-verifier")
def to_check(visit: Visiting, snapshot: Reading, page: Page = 1) -> Response:
    """All doubts, and what was said lately."""
    found = open_doubts(visit, snapshot)
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return visit.page(
        "doubts.html", "À vérifier", over=overlay.of(visit, snapshot), doubts=shown, total=len(found),
        named=named(visit, snapshot, shown),
        page=page, more=len(found) > page * ON_A_PAGE, words=_lately(visit), back=f"/a-verifier?page={page}",
        doubtful=explained, editor=visit.user.role.may(Role.EDITOR),
    )  # fmt: skip


def _lately(visit: Visit) -> list[Word]:
    since = datetime.now(UTC) - _LATELY
    mine = [one for one in _standing(visit) if one.by == visit.user.name and one.at >= since]
    return [
        Word(f"c{one.number}", _DONE.get(one.action, "corrigé"), one.detail.called or one.key) for one in mine
    ][::-1][:10]


_DONE = {
    Action.DELETE: "retiré", Action.ROLE: "rôle choisi", Action.RELEVANT: "pour nous", Action.IRRELEVANT: "hors sujet",
}  # fmt: skip


def explained(doubt: Doubt) -> str:
    """Why a fact is doubtful, in a sentence."""
    match doubt.kind:
        case "mayor" if doubt.holder and doubt.holder_from:
            since = f"maire depuis le {date_of(doubt.holder_from)}"
            sure = doubt.register == "contradicted"
            return f"Le registre {'atteste' if sure else 'donne, sans l’attester,'} {doubt.holder}, {since}."
        case "mayor" if doubt.register == "contradicted":
            return "Le registre atteste un autre mandat à ce jour."
        case "mayor":
            return "Le registre ne sait pas."
        case "roles":
            return "L’article lui donne deux rôles."
        case "initiative":
            return "Une seule phrase, peu explicite, le dit."
        case _:
            return "Qui parle n’est pas sûr."


@router.post("/a-verifier/{doubt}")
def settle(
    visit: Editing,
    snapshot: Reading,
    doubt: Key,
    answer: Annotated[str, Form(pattern="^[a-z_]{2,20}$")],
    back: Back = "/a-verifier",
) -> Response:
    """Yes: it is right, and not asked again. No: a correction. A role: the one that holds."""
    found = still_open(visit, snapshot, doubt)
    if answer == "oui":
        answering.right(visit, found)
        return visit.back(back)
    with applied(visit):
        _correct(visit, found, answer)
    if answer == "non":
        answering.wrong(visit, found)
    return visit.back(back)


def still_open(visit: Visit, snapshot: Snapshot, key: str) -> Doubt:
    """The doubt of a key; InputError when it was settled."""
    found = next((one for one in open_doubts(visit, snapshot) if one.key == key), None)
    if found is None:
        raise InputError("ce point n’est plus à vérifier", "Il a été réglé, ou l’article a changé.")
    return found


def _correct(visit: Visit, doubt: Doubt, answer: str) -> None:
    try:
        if answer == "non":
            _refuse(visit, doubt)
        else:
            _choose(visit, doubt, answer)
    except SaidAlready:  # pressed twice: it is settled
        return


def _refuse(visit: Visit, doubt: Doubt) -> None:
    """What was found is not so. Of a mayor the role alone goes: who was named, and what they said, stays."""
    if doubt.kind == "mayor":
        words = words_of(visit, "à vérifier : non")
        links.role(visit.workspace, doubt.article_id, doubt.thing, RoleKind.OTHER, words, was=doubt.value)
    else:
        _delete(visit, doubt)


def _delete(visit: Visit, doubt: Doubt) -> None:
    named = doubt.value if doubt.kind == "quote" else doubt.thing
    deleting.delete(
        visit.workspace, _KINDS[doubt.kind], named, doubt.article_id, words_of(visit, "à vérifier : non")
    )


def _choose(visit: Visit, doubt: Doubt, role: str) -> None:
    others = [one.role for one in doubt.choices if one.role != role]
    if role not in set(RoleKind) or len(others) == len(doubt.choices) or not others:
        raise InputError("ce rôle n’est pas l’un des deux", "Choisissez l’un de ceux qui sont montrés.")
    for other in dict.fromkeys(others):
        links.role(
            visit.workspace,
            doubt.article_id,
            doubt.thing,
            role,
            words_of(visit, "à vérifier : rôle choisi"),
            was=other,
        )


@router.get("/ecartes")
def missed(visit: Visiting, snapshot: Reading, page: Page = 1) -> Response:
    """What was nearly for us."""
    found, beyond = nearly(visit, snapshot)
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    told = articles(visit, snapshot, tuple(one.article_id for one in shown)) if shown else {}
    return visit.page(
        "missed.html", "Écartés de justesse", missed=shown, total=len(found),
        outlets={key: one.outlet for key, one in told.items()},
        page=page, more=len(found) > page * ON_A_PAGE, words=_lately(visit), back=f"/ecartes?page={page}",
        days=MISSED_DAYS, beyond=beyond, editor=visit.user.role.may(Role.EDITOR),
    )  # fmt: skip


@router.post("/juger")
def judge(
    visit: Editing,
    ids: Ids,
    action: Annotated[str, Form(pattern="^(relevant|irrelevant)$")],
    back: Back = "/",
) -> Response:
    """Say that articles are for us, or are not; undone where they were said."""
    known, words = judged(visit), words_of(visit, "depuis la première page")
    new = [one for one in ids.split(",") if one not in known or known[one].action != action]
    if new:
        with applied(visit):
            judging.judge_all(visit.workspace, Action(action), new, words)
    return visit.back(back)


@router.post("/annuler")
def undo(
    visit: Editing,
    words: Annotated[str, Form(pattern="^c[0-9]{1,12}(,c[0-9]{1,12}){0,99}$")],
    back: Back = "/",
) -> Response:
    """Take back what was said; what was taken back already stays so."""
    with applied(visit), suppress(SaidAlready):
        said.undo_all(visit.workspace, words.split(","), words_of(visit, "annulé"))
    return visit.back(back)


def words_of(visit: Visit, why: str) -> Words:
    """Who says it, and that it was said here."""
    return Words(by=visit.user.name, why=why)
