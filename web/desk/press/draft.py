"""The draft as a list to work on: what each item says, what was done to it, and what can be done."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response

from core.errors import InputError
from core.letters import LetterAction
from digest.edited import fits
from digest.letter import Item, Section, Week
from digest.render.words import TITLES, guillemets
from jobs.letters import adding, editing
from jobs.letters.kept import TAG
from jobs.letters.typed import MOST
from state import marks
from store.query import Snapshot
from store.readers.desk.letter import event_sentences
from web.desk.press.kept import DROPPED, kept
from web.desk.press.lines import dropped, edits, event_of, lost, parts
from web.desk.press.place import Fault, Named, place, shown, words
from web.desk.press.sheet import Sheet, sheet
from web.desk.visit import Editing, Visit, Visiting

router = APIRouter()
_LONGEST = 5_000
_ADDRESS = 2_000


class Gesture(StrEnum):
    """What an editor does, as forms name it."""

    UP = "haut"
    DOWN = "bas"
    PIN = "tete"
    DROP = "ecarter"
    MOVE = "deplacer"
    RETITLE = "titre"
    COMMENT = "commentaire"
    SUBJECT = "objet"
    EDITORIAL = "edito"


_ACTIONS = {
    Gesture.UP: LetterAction.MOVE, Gesture.DOWN: LetterAction.MOVE, Gesture.PIN: LetterAction.PIN,
    Gesture.DROP: LetterAction.DROP, Gesture.MOVE: LetterAction.MOVE, Gesture.RETITLE: LetterAction.RETITLE,
    Gesture.COMMENT: LetterAction.COMMENT, Gesture.SUBJECT: LetterAction.SUBJECT,
    Gesture.EDITORIAL: LetterAction.EDITORIAL,
}  # fmt: skip
_WHOLE = {Gesture.SUBJECT, Gesture.EDITORIAL}
_TYPED = {Gesture.RETITLE, Gesture.COMMENT, *_WHOLE}


@router.get("/bouclage/{week}")
def draft(visit: Visiting, week: Named, modifier: Annotated[int, Query(ge=0, le=100_000)] = 0) -> Response:
    """The list; `modifier` is the number of the item whose texts are being changed."""
    return _shown(visit, week, modifier)


@router.post("/bouclage/{week}/gestes")
def gesture(
    visit: Editing,
    week: Named,
    geste: Annotated[Gesture, Form()],
    element: Annotated[str, Form(max_length=300)] = "",
    texte: Annotated[str, Form(max_length=_LONGEST)] = "",
    partie: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """An edit of an item, or of the subject and the editorial."""
    found = sheet(visit, week)
    number = found.found.numbers.get(element, 0)
    try:
        item = None if geste in _WHOLE else found.found.item(element)
        value = _value(found, geste, item, texte, partie)
        editing.edit(visit.workspace, found.found, _ACTIONS[geste], element, value, words(visit))
    except InputError as error:
        form = geste.value if geste in _WHOLE else f"{geste.value}-{number}"
        return _shown(
            visit, week, number if geste in {*_TYPED, Gesture.MOVE} else 0, Fault.of(form, error, texte=texte)
        )
    return visit.back(f"/bouclage/{week.label}#{f'n-{number}' if number else 'tete'}")


@router.post("/bouclage/{week}/annuler")
def undo(visit: Editing, week: Named, numero: Annotated[int, Form(ge=1, le=10**9)]) -> Response:
    """Take an edit back."""
    found = sheet(visit, week).found
    try:
        done = editing.undo(visit.workspace, found, words(visit), numero)
    except InputError as error:
        return _shown(visit, week, 0, Fault.of("annuler", error))
    number = found.numbers.get(done.edit.item, 0)
    return visit.back(f"/bouclage/{week.label}#{f'n-{number}' if number else 'gestes'}")


@router.post("/bouclage/{week}/gardes")
def let_go(visit: Editing, week: Named, article: Annotated[str, Form(pattern="^[0-9a-f]{16}$")]) -> Response:
    """An article is no longer kept for the letter."""
    marks.untag(visit.state, article, TAG)
    return visit.back(f"/bouclage/{week.label}#gardes")


@router.post("/bouclage/{week}/ajouter")
def add(visit: Editing, week: Named, article: Annotated[str, Form(max_length=_ADDRESS)]) -> Response:
    """An article or a story that the draft did not choose, by its id or an address of it, is added to it."""
    try:
        done = adding.add(visit.workspace, sheet(visit, week).found, [article], words(visit))
    except InputError as error:
        return _shown(visit, week, 0, Fault.of("ajouter", error, article=article))
    number = sheet(visit, week).found.numbers.get(done.edit.value, 0)
    return visit.back(f"/bouclage/{week.label}#{f'n-{number}' if number else 'gestes'}")


def _value(found: Sheet, done: Gesture, item: Item | None, text: str, section: str) -> list[str]:
    """What the command would be given after the item."""
    if done in _TYPED:
        return [text]
    if done is Gesture.MOVE:
        return [section]
    if item is None or done in {Gesture.PIN, Gesture.DROP}:
        return []
    there = next((one.section for one in found.hand.whole.items if one.key == item.key), item.section)
    keys = [one.key for one in found.hand.whole.of(there)]
    at = keys.index(item.key) + 1 if item.key in keys else len(keys)
    return [str(min(max(at + (1 if done is Gesture.DOWN else -1), 1), max(len(keys), 1)))]


def _shown(visit: Visit, week: Week, opened: int = 0, fault: Fault | None = None) -> Response:
    of = place(visit, week)
    if of.gone:
        return visit.back(f"{of.path}/envoi")
    found = sheet(visit, week)
    with visit.desk.published.reading() as snapshot:
        waiting, dated = kept(visit, snapshot, found), sentences(visit, snapshot, found)
    return shown(
        visit, "press_draft.html", of, "", fault, sheet=found, sections_of=parts(found, dated), opened=opened,
        kept=waiting, dropped_word=DROPPED,
        dropped=[dropped(found, item) for item in found.hand.dropped], edits=edits(found), lost=lost(found),
        guillemets=guillemets, sections=[(one.value, TITLES[one]) for one in Section], fits=fits,
        section_of={one.value: one for one in Section}, most={one.value: n for one, n in MOST.items()},
        subject=(found.hand.whole if found.stand.undecided else found.hand.letter).subject,
    )  # fmt: skip


def sentences(visit: Visit, snapshot: Snapshot, found: Sheet) -> dict[str, str]:
    """What dates the events of a draft, asked once a snapshot."""
    told = tuple(event for item in found.hand.whole.items if (event := event_of(item)))
    return visit.desk.published.cached(snapshot, ("dated", told), lambda: event_sentences(snapshot, told))
