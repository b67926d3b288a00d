"""The draft as a list to work on: what each item says, what was done to it, and what can be done."""

from collections import defaultdict
from datetime import datetime
from enum import StrEnum
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Form, Query, Response

from core.errors import InputError
from core.letters import LetterAction
from digest.edited import fits, key_now, standing
from digest.french import counted
from digest.letter import Item, Section, Week
from digest.letter import shown as said
from digest.render.words import TITLES
from jobs.letters import editing
from jobs.letters.edit_words import about, name_of, told
from jobs.letters.questions import ToCheck
from jobs.letters.typed import MOST
from web.desk.press.place import Fault, Named, place, shown, words
from web.desk.press.sheet import Sheet, sheet
from web.desk.visit import Editing, Visit, Visiting

router = APIRouter()
_DONE = {
    LetterAction.PIN: "en tête", LetterAction.MOVE: "déplacé", LetterAction.RETITLE: "titre changé",
    LetterAction.COMMENT: "commenté",
}  # fmt: skip
_LONGEST = 5_000


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


class Line(NamedTuple):
    """An item as the list shows it, and whole; `undo` is the edit that put it away, 0 where it stands."""

    number: int
    item: Item
    whole: Item
    name: str
    text: str
    notes: tuple[str, ...]
    first: bool = False
    last: bool = False
    undo: int = 0


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
    return shown(
        visit, "press_draft.html", of, "", fault, sheet=found, sections_of=_parts(found), opened=opened,
        dropped=[_dropped(found, item) for item in found.hand.dropped], edits=_edits(found), lost=_lost(found),
        sections=[(one.value, TITLES[one]) for one in Section], fits=fits,
        section_of={one.value: one for one in Section}, most={one.value: n for one, n in MOST.items()},
        subject=(found.hand.whole if found.stand.undecided else found.hand.letter).subject,
    )  # fmt: skip


def _parts(found: Sheet) -> list[tuple[str, list[Line]]]:
    """The sections that have items, each with its lines."""
    leaving = {item.key: item for item in found.hand.letter.items}
    checks: defaultdict[str, list[ToCheck]] = defaultdict(list)
    for row in found.rows:
        checks[row.item].append(row)
    done = _done(found)
    parts = []
    for section in Section:
        items = found.hand.whole.of(section)
        lines = [
            _line(
                found,
                item,
                leaving.get(item.key),
                checks[item.key],
                done[item.key],
                (at == 0, at == len(items) - 1),
            )
            for at, item in enumerate(items)
        ]
        if lines:
            parts.append((TITLES[section], lines))
    return parts


def _line(
    found: Sheet, item: Item, left: Item | None, own: list[ToCheck], done: list[str], ends: tuple[bool, bool]
) -> Line:
    """An item as it will leave once all of it is decided, whole before that."""
    decided = bool(own) and all(row.decided for row in own)
    as_it_leaves = left if decided and left else item
    notes = [one for one in done if not (one == "en tête" and not ends[0])]
    notes.append("rien n’en part" if decided and not left else _checked(own))
    text = said(as_it_leaves.text) if as_it_leaves.headline else ""
    number, kept = found.found.numbers[item.key], tuple(filter(None, notes))
    return Line(number, as_it_leaves, item, name_of(as_it_leaves), text, kept, *ends)


def _checked(own: list[ToCheck]) -> str:
    """Say "2 points jugés sur 3, 1 refusé"."""
    own = [row for row in own if not row.gone]
    judged = [row.tick for row in own if row.tick]
    refused = sum(not tick.right for tick in judged)
    if not own:
        return ""
    told_of = f"{counted(len(judged), 'point jugé', 'points jugés')} sur {len(own)}"
    return told_of + (f", {counted(refused, 'refusé')}" if refused else "")


def _done(found: Sheet) -> defaultdict[str, list[str]]:
    """What was done to each item, in words."""
    done: defaultdict[str, list[str]] = defaultdict(list)
    for edit in standing(found.found.edits):
        of_item = done[key_now(found.found.composed, edit.item)]
        if edit.action in _DONE and _DONE[edit.action] not in of_item:
            of_item.append(_DONE[edit.action])
    return done


def _dropped(found: Sheet, item: Item) -> Line:
    """An item that was put away, with the edit that did it."""
    letter = found.found.composed
    drops = [one for one in standing(found.found.edits) if one.action is LetterAction.DROP]
    away = [one.number for one in drops if key_now(letter, one.item) == item.key]
    number, where = found.found.numbers[item.key], (TITLES[item.section],)
    return Line(number, item, item, name_of(item), "", where, undo=away[-1] if away else 0)


def _edits(found: Sheet) -> list[tuple[int, str, str, datetime, bool]]:
    """All that was done, the last first: number, words, who, when, whether it was taken back."""
    letter = found.found.composed
    rows = [
        (one.number, told(one, about(one, letter)), one.by, one.at, one.undone) for one in found.found.edits
    ]
    return rows[::-1]


def _lost(found: Sheet) -> list[tuple[int, str]]:
    """Edits that no longer find what they are about."""
    return [(one.number, told(one, one.item)) for one in found.hand.lost]
