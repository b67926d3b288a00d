"""An editor's hand on a draft: edits, then ticks, applied to the letter that was composed. Pure.

The same edits on a draft that was composed anew give the same hand: what they were about is found by its key. An edit
on what is no longer there is reported, never an error.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.letters import LetterAction, LetterEdit
from digest.composing.subject import subject
from digest.letter import Item, Letter, Section
from digest.refused import Ticks
from digest.unticked import Silenced, confirmed_only, plain_subject, silent

EDITORIAL_LINES = 3
_PLACES = {LetterAction.PIN, LetterAction.MOVE}


@dataclass(frozen=True, slots=True)
class Edited:
    """`letter` is what leaves; `whole` the same before what nobody confirmed was taken out: what there is to check.

    `dropped` are the items that editors put away, `lost` the edits that no longer find what they are about, `silenced`
    the editor's own texts that are not in `letter` because they say what nobody confirmed.
    """

    letter: Letter
    whole: Letter
    dropped: tuple[Item, ...] = ()
    lost: tuple[LetterEdit, ...] = ()
    silenced: tuple[Silenced, ...] = ()


def standing(edits: Iterable[LetterEdit]) -> list[LetterEdit]:
    """The edits that count, in order: of the same action on the same item, the last one that is not undone."""
    last: dict[tuple[LetterAction, str], LetterEdit] = {}
    for edit in edits:
        if not edit.undone:
            last.pop((edit.action, edit.item), None)  # it counts from where it was said again
            last[edit.action, edit.item] = edit
    return list(last.values())


def edited(letter: Letter, edits: Sequence[LetterEdit], ticks: Ticks) -> Edited:
    """The letter as its editors want it, with what they confirmed."""
    counting = [replace(edit, item=item_now(letter, edit)) for edit in standing(edits)]
    known = {item.key for item in letter.items}
    # of what was added and taken out again nobody has to be told that it is gone
    known_or_out = known | {edit.value for edit in edits if edit.action is LetterAction.ADD and edit.undone}
    lost = tuple(edit for edit in counting if edit.item and edit.item not in known_or_out)
    counting = [edit for edit in counting if not edit.item or edit.item in known or edit in lost]
    desk = _Desk(letter)
    refused = tuple(edit for edit in counting if edit not in lost and not desk.apply(edit))
    whole = desk.letter()
    own = {edit.value for edit in counting}
    away = desk.dropped.values()
    led = not any(edit.action is LetterAction.SUBJECT and edit.value for edit in counting)
    if led:
        whole = replace(whole, subject=_lead(letter, whole, {claim.key: True for claim in whole.claims}))
    kept, silenced = confirmed_only(whole, ticks, own, away)
    if led:
        words = _lead(letter, kept, ticks)
        kept = replace(
            kept, subject=plain_subject(kept) if silent(whole, ticks, away).found(words) else words
        )
    return Edited(kept, whole, tuple(desk.dropped.values()), (*lost, *refused), silenced)


def _lead(composed: Letter, kept: Letter, ticks: Ticks) -> str:
    """The subject of what leads now: of what was dropped, retitled or not confirmed nobody reads in the mail's."""
    before, now = subject(composed.items, composed.week), subject(kept.items, kept.week, ticks)
    return now if now != before else composed.subject


def item_now(letter: Letter, edit: LetterEdit) -> str:
    """The key of what an edit is about, as the letter is composed now (key_now); "" of the whole letter.

    What an editor added may since be composed by itself, as something else that tells of the same article.
    """
    if edit.action is not LetterAction.ADD:
        return key_now(letter, edit.item)
    now = key_now(letter, edit.value)
    if any(item.key == now for item in letter.items):
        return now
    telling = (item.key for item in letter.items if any(t.article_id == edit.item for t in item.tellings))
    return next(telling, now)


def kept_by(letter: Letter, edits: Iterable[LetterEdit]) -> dict[str, str]:
    """Who kept what for the letter, by the key of the item."""
    return {item_now(letter, edit): edit.by for edit in standing(edits) if edit.action is LetterAction.ADD}


def key_now(letter: Letter, key: str) -> str:
    """The key of what an edit is about, in a letter that was composed anew.

    A story climbs and falls: "brief:ARTICLE" becomes "brief:story:ID" when others tell it, and "story:ID" when it
    weighs more. Whoever dropped it did not drop its place.
    """
    keys = {item.key for item in letter.items}
    if key in keys or not key.startswith(_CLIMBING):
        return key
    bare = _bare(key)
    there = [item for item in letter.items if item.key.startswith(_CLIMBING)]
    same = [item.key for item in there if _bare(item.key) == bare]
    telling = [item.key for item in there if any(told.article_id == bare for told in item.tellings)]
    return next(iter([*same, *telling]), key)


_CLIMBING = ("story:", "brief:")


def _bare(key: str) -> str:
    return key.removeprefix("brief:").removeprefix("story:")


def fits(item: Item, section: Section) -> bool:
    """Whether a section can show an item: an agenda shows days, and "Ils l'ont dit" what was said."""
    needed = {Section.AGENDA: item.event is not None, Section.QUOTES: bool(item.quote)}
    return needed.get(section, True)


def place_of(value: str) -> tuple[Section | None, int | None]:
    """What a move says: a section, a place from 1 in its own ("2"), or both ("briefs:2")."""
    section, _, place = ("", "", value) if value.isdigit() else value.partition(":")
    return Section(section) if section else None, int(place) if place else None


class _Desk:
    """The items of a draft, section by section, while edits move them about."""

    def __init__(self, letter: Letter) -> None:
        self._letter = letter
        self._parts = {section: list(letter.of(section)) for section in Section}
        self.dropped: dict[str, Item] = {}

    def letter(self) -> Letter:
        """The draft as it lies now."""
        return replace(self._letter, items=tuple(item for part in self._parts.values() for item in part))

    def apply(self, edit: LetterEdit) -> bool:
        """Do as an edit says; False when the item does not fit where it is to go."""
        if edit.action is LetterAction.SUBJECT:
            self._letter = replace(self._letter, subject=edit.value or self._letter.subject)
        elif edit.action is LetterAction.EDITORIAL:
            self._letter = replace(self._letter, editorial=edit.value)
        elif edit.action in _PLACES:
            return self._put(edit)
        elif edit.action is LetterAction.DROP:
            self._drop(edit.item)
        elif edit.action is not LetterAction.ADD:  # composed with the rest (composing/kept.py)
            self._reword(edit)
        return True

    def _drop(self, key: str) -> None:
        for part in self._parts.values():
            for item in [item for item in part if item.key == key]:
                part.remove(item)
                self.dropped[key] = item

    def _put(self, edit: LetterEdit) -> bool:
        """Pinned or moved, an item that was dropped is back: the last word counts."""
        section, place = (None, 1) if edit.action is LetterAction.PIN else place_of(edit.value)
        found = self._find(edit.item)
        if section and not fits(found, section):
            return False
        self._drop(edit.item)
        self.dropped.pop(edit.item, None)
        moved = replace(found, section=section or found.section)
        part = self._parts[moved.section]
        part.insert(len(part) if place is None else min(max(place, 1) - 1, len(part)), moved)
        return True

    def _reword(self, edit: LetterEdit) -> None:
        old = self._find(edit.item)
        if edit.action is LetterAction.COMMENT:
            new = replace(old, comment=edit.value)
        else:
            new = replace(old, headline=edit.value or old.headline)
        if edit.item in self.dropped:
            self.dropped[edit.item] = new
            return
        part = self._parts[old.section]
        part[part.index(old)] = new

    def _find(self, key: str) -> Item:
        items = (*self.dropped.values(), *(item for part in self._parts.values() for item in part))
        return next(item for item in items if item.key == key)
