"""What the list of a draft shows: an item a line, what was done to it, what was put away."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from core.letters import LetterAction
from digest.edited import item_now, kept_by, key_now, standing
from digest.french import counted
from digest.letter import Item, Section
from digest.letter import shown as said
from digest.render.spans import date_and_place
from digest.render.words import TITLES
from jobs.letters.edit_words import about, name_of, told
from jobs.letters.questions import ToCheck
from web.desk.press.sheet import Sheet

_DONE = {
    LetterAction.PIN: "en tête", LetterAction.MOVE: "déplacé", LetterAction.RETITLE: "titre changé",
    LetterAction.COMMENT: "commenté",
}  # fmt: skip


class Line(NamedTuple):
    """An item as the list shows it, and whole; `undo` is the edit that put it away, 0 where it stands.

    Of an event: `when` says its days and place, `sentence` is what dates it in the article.
    """

    number: int
    item: Item
    whole: Item
    name: str
    text: str
    notes: tuple[str, ...]
    first: bool = False
    last: bool = False
    undo: int = 0
    when: str = ""
    sentence: str = ""


def event_of(item: Item) -> tuple[str, str] | None:
    """The event of an item and the article that tells of it; None of any other item."""
    if item.event is None or not item.tellings:
        return None
    return item.key.removeprefix("event:"), item.tellings[0].article_id


def parts(found: Sheet, sentences: Mapping[str, str]) -> list[tuple[str, list[Line]]]:
    """The sections that have items, each with its lines; `sentences` are those of events, by event."""
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
        lines = [_dated(line, sentences) for line in lines]
        if lines:
            parts.append((TITLES[section], lines))
    return parts


def _dated(line: Line, sentences: Mapping[str, str]) -> Line:
    event = event_of(line.item)
    if event is None:
        return line
    return line._replace(when=date_and_place(line.item), sentence=sentences.get(event[0], ""))


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
    letter, done = found.found.composed, defaultdict[str, list[str]](list)
    for key, by in kept_by(letter, found.found.edits).items():
        done[key].append(f"gardé par {by}")
    for edit in standing(found.found.edits):
        of_item = done[item_now(letter, edit)]
        if edit.action in _DONE and _DONE[edit.action] not in of_item:
            of_item.append(_DONE[edit.action])
    return done


def dropped(found: Sheet, item: Item) -> Line:
    """An item that was put away, with the edit that did it."""
    letter = found.found.composed
    drops = [one for one in standing(found.found.edits) if one.action is LetterAction.DROP]
    away = [one.number for one in drops if key_now(letter, one.item) == item.key]
    number, where = found.found.numbers[item.key], (TITLES[item.section],)
    return Line(number, item, item, name_of(item), "", where, undo=away[-1] if away else 0)


def edits(found: Sheet) -> list[tuple[int, str, str, datetime, bool]]:
    """All that was done, the last first: number, words, who, when, whether it was taken back."""
    letter = found.found.composed
    rows = [
        (one.number, told(one, about(one, letter, found.found.titles)), one.by, one.at, one.undone)
        for one in found.found.edits
    ]
    return rows[::-1]


def lost(found: Sheet) -> list[tuple[int, str]]:
    """Edits that no longer find what they are about."""
    titles = found.found.titles
    return [(one.number, told(one, titles.get(one.item, one.item))) for one in found.hand.lost]
