"""The check list: each question beside its sentence, said right or not; showing it counts as reading it."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from core.desk import Role
from core.errors import InputError, Undecided
from digest.letter import Item, Week
from digest.letter import shown as said
from digest.render.spans import date_and_place
from digest.render.words import guillemets
from jobs.letters import seeing
from jobs.letters.checking import tick
from jobs.letters.edit_words import name_of
from jobs.letters.naming import named, unnamed
from jobs.letters.questions import Question
from web.desk.press.place import Fault, Named, place, shown, words
from web.desk.press.sheet import Sheet, see, sheet
from web.desk.visit import Editing, Visit, Visiting

router = APIRouter()
KINDS = {
    "initiative": "initiative", "person": "personne", "supplier": "fournisseur", "figure": "chiffre",
    "abandoned": "abandon",
}  # fmt: skip
Keys = Annotated[list[Annotated[str, Form(max_length=20_000)]] | None, Form(max_length=1_000)]


@router.get("/bouclage/{week}/verifier")
def check(visit: Visiting, week: Named) -> Response:
    """All questions of the draft."""
    return _shown(visit, week)


@router.get("/bouclage/{week}/verifier/tout")
def all_of_it(visit: Visiting, week: Named) -> Response:
    """All that waits, to be confirmed at once by somebody who has just read what that is."""
    of = place(visit, week)
    found = None if of.gone else sheet(visit, week)
    left = [one for one in found.asked if one.waiting] if found else []
    if not left:
        return visit.back(f"{of.path}/verifier")
    return shown(
        visit, "press_all.html", of, "verifier", left=left, kinds=KINDS, guillemets=guillemets, waiting=_waiting(left),
        points=sum(len(one.waiting) for one in left),
    )  # fmt: skip


@router.post("/bouclage/{week}/verifier")
def answer(
    visit: Editing,
    week: Named,
    oui: Keys = None,
    non: Keys = None,
    question: Annotated[int, Form(ge=0, le=100_000)] = 0,
) -> Response:
    """Yes or no to claims, named by their keys: those of the page that was shown, and no others."""
    found, yes, no = sheet(visit, week), _keys(oui), _keys(non)
    try:
        if not {row.claim.key for row in found.rows} >= {*yes, *no}:
            raise Undecided(
                "le brouillon a changé depuis que cette page fut affichée : rien n’est noté",
                "Voici comme il est maintenant.",
            )
        if yes or no:
            tick(visit.workspace, found.found, yes, no, words(visit))
    except InputError as error:
        return _shown(visit, week, Fault.of(f"q-{question}", error))
    return visit.back(f"/bouclage/{week.label}/verifier#{_next(sheet(visit, week), question)}")


def _keys(given: list[str] | None) -> list[str]:
    return [key for part in given or () for key in part.split(",") if key]


def _next(found: Sheet, answered: int) -> str:
    """Where to go on: the question itself while something of it waits, then the next that waits."""
    waiting = [one.number for one in found.asked if one.waiting]
    after = [number for number in waiting if number >= answered] or waiting
    return f"q-{after[0]}" if after else "reste"


def _shown(visit: Visit, week: Week, fault: Fault | None = None) -> Response:
    of = place(visit, week)
    if of.gone:
        return visit.back(f"{of.path}/envoi")
    found = sheet(visit, week)
    changed, asked = found.changed, found.asked
    with visit.desk.published.reading() as snapshot:
        key = ("named", week, tuple(sorted({claim.key for _, claim in unnamed(asked)})))
        beside = visit.desk.published.cached(snapshot, key, lambda: named(snapshot, asked))
    answer = shown(
        visit, "press_check.html", of, "verifier", fault, sheet=found, asked=asked, kinds=KINDS,
        guillemets=guillemets, beside=beside,
        changed=seeing.said(changed), changes=[_whole(item) for item in (*changed.new, *changed.changed)],
        left=[one for one in asked if one.waiting], waiting=_waiting(asked),
        unasked=[(name_of(item), date_and_place(item)) for item in found.hand.whole.items if not item.claims],
    )  # fmt: skip
    if visit.user.role.may(
        Role.EDITOR
    ):  # as `beffroi digest check`: who answers for the letter saw all of it
        see(visit, week, found)
    return answer


def _waiting(asked: list[Question]) -> str:
    """The keys of all that waits on this page: what one button may confirm is what was shown."""
    return ",".join(row.claim.key for one in asked for row in one.waiting)


def _whole(item: Item) -> str:
    """All that an item says, on one line."""
    text = said(item.text) if item.headline else ""
    return " — ".join(filter(None, (name_of(item), text, item.extract, item.quote, item.comment)))
