"""What editors added to a draft, composed from what is published: the same rules as for what it chose by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from core.letters import LetterAction, LetterEdit
from digest import novelty
from digest.composing.kept import Around, kept
from digest.edited import standing
from digest.letter import Letter, Week, week_of
from store.query import Snapshot
from store.readers import letter as rows
from store.readers.letter import Dated

TAG = "lettre"
"""The tag of what is kept for the letter: drafts list what has it."""
EARLIER = timedelta(weeks=4)
"""How far before its week a letter may go for what an editor keeps. A letter that left, holidays, a late feed make a
story miss its week; what is older than a month is no news of the week. Readers see the day of every article."""


def added(edits: Iterable[LetterEdit]) -> tuple[str, ...]:
    """The articles that editors added, in the order in which they did."""
    return tuple(edit.item for edit in standing(edits) if edit.action is LetterAction.ADD)


def titles(snapshot: Snapshot, edits: Iterable[LetterEdit]) -> dict[str, str]:
    """What is added is called, by the article and by the item that it made: also where it was taken out again."""
    adds = [edit for edit in edits if edit.action is LetterAction.ADD]
    known = (
        {one.article_id: one.title for one in rows.dated(snapshot, {edit.item for edit in adds})}
        if adds
        else {}
    )
    return {key: title for edit in adds if (title := known.get(edit.item)) for key in (edit.item, edit.value)}


def tells(letter: Letter, article_id: str) -> bool:
    """Whether an item names an article."""
    return any(told.article_id == article_id for item in letter.items for told in item.tellings)


def allowed(day: date | None, week: Week) -> bool:
    """Whether an article of a day may be in the letter of a week."""
    return day is not None and week.first - EARLIER <= day <= week.last


def with_kept(snapshot: Snapshot, letter: Letter, ids: Sequence[str]) -> Letter:
    """The letter with the articles that editors added, after what it chose: no number of an item changes.

    What is told already is not told again, what is no longer published is left out: its edit is lost (digest.edited).
    """
    dated = {one.article_id: one for one in rows.dated(snapshot, ids)}
    known: dict[date, Around] = {}
    for one in ids:
        day = dated[one].day if one in dated else None
        if day is None or not allowed(day, letter.week):
            continue
        first = week_of(day).first
        if first not in known:
            known[first] = around(snapshot, first, letter.week)
        found = kept(letter.items, one, known[first])
        if found and not found[1]:
            letter = replace(letter, items=(*letter.items, found[0]))
    return letter


def around(snapshot: Snapshot, first: date, week: Week) -> Around:
    """What a kept article is told with: all up to the end of the letter's week, so that nothing outdated is said."""
    return Around(
        tuple(rows.pages(snapshot, first, week.last)),
        tuple(rows.deeds(snapshot, first, week.last, novelty.SURE)),
        tuple(rows.named(snapshot, first, week.last)),
        tuple(rows.suppliers(snapshot)),
    )


def of_story(snapshot: Snapshot, story: str, week: Week) -> Dated | None:
    """The article that a story is kept by: its last that the letter may tell, else its last at all."""
    told = rows.dated(snapshot, (), story)
    return next(iter([*(one for one in reversed(told) if allowed(one.day, week)), *reversed(told)]), None)
