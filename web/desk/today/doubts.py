"""À vérifier: doubtful facts beside their sentence, settled by yes, no, or another word; and what was nearly for us."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Form, Path, Query, Response

from core.desk import RequestKind, Role
from core.errors import InputError
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
from web.desk.today import answering
from web.desk.today.asked import ON_A_PAGE
from web.desk.today.freshness import made_at
from web.desk.today.marks import Back, Ids
from web.desk.visit import Editing, Reading, Visit, Visiting

router = APIRouter()
MISSED_DAYS, MISSED = 7, 200
_KINDS = {"mayor": Kind.PERSON, "roles": Kind.PERSON, "initiative": Kind.INITIATIVE, "quote": Kind.QUOTE}
_LATELY = timedelta(days=2)
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


@router.get("/a-verifier")
def to_check(visit: Visiting, snapshot: Reading, page: Page = 1) -> Response:
    """All doubts, and what was said lately."""
    found = open_doubts(visit, snapshot)
    return visit.page(
        "doubts.html", "À vérifier", doubts=found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE], total=len(found),
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
    elif answer == "non":
        _refuse(visit, found)
        answering.wrong(visit, found)
    else:
        _choose(visit, found, answer)
    return visit.back(back)


def still_open(visit: Visit, snapshot: Snapshot, key: str) -> Doubt:
    """The doubt of a key; InputError when it was settled."""
    found = next((one for one in open_doubts(visit, snapshot) if one.key == key), None)
    if found is None:
        raise InputError("ce point n’est plus à vérifier", "Il a été réglé, ou l’article a changé.")
    return found


def _refuse(visit: Visit, doubt: Doubt) -> None:
    """What was found is not so. Of a mayor the role alone goes: who was named, and what they said, stays."""
    if doubt.kind == "mayor":
        words = words_of(visit, "à vérifier : non")
        links.role(visit.workspace, doubt.article_id, doubt.thing, RoleKind.OTHER, words, was=doubt.value)
        visit.ask(RequestKind.APPLY)
    else:
        _delete(visit, doubt)


def _delete(visit: Visit, doubt: Doubt) -> None:
    named = doubt.value if doubt.kind == "quote" else doubt.thing
    deleting.delete(
        visit.workspace, _KINDS[doubt.kind], named, doubt.article_id, words_of(visit, "à vérifier : non")
    )
    visit.ask(RequestKind.APPLY)


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
    visit.ask(RequestKind.APPLY)


@router.get("/ecartes")
def missed(visit: Visiting, snapshot: Reading, page: Page = 1) -> Response:
    """What was nearly for us."""
    found, beyond = nearly(visit, snapshot)
    return visit.page(
        "missed.html", "Écartés de justesse", missed=found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE], total=len(found),
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
    known = judged(visit)
    for article in ids.split(","):
        if article in known and known[article].action == action:
            continue
        judging.judge(
            visit.workspace, Action(action), article, "", words_of(visit, "depuis la première page")
        )
    visit.ask(RequestKind.APPLY)
    return visit.back(back)


@router.post("/annuler")
def undo(
    visit: Editing,
    words: Annotated[str, Form(pattern="^c[0-9]{1,12}(,c[0-9]{1,12}){0,99}$")],
    back: Back = "/",
) -> Response:
    """Take back what was said; what was taken back already stays so."""
    _each(words.split(","), lambda one: said.undo(visit.workspace, one, words_of(visit, "annulé")))
    visit.ask(RequestKind.APPLY)
    return visit.back(back)


def _each(words: Iterable[str], undo_one: Callable[[str], object]) -> None:
    """All of them; the first that cannot be undone is told when the others are."""
    wrong: list[InputError] = []
    for one in words:
        try:
            undo_one(one)
        except InputError as error:
            wrong.append(error)
    if wrong:
        raise wrong[0]


def words_of(visit: Visit, why: str) -> Words:
    """Who says it, and that it was said here."""
    return Words(by=visit.user.name, why=why)
