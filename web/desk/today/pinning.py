"""From the first screen to the letter: a story is pinned in this week's draft, or kept for the next."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from core.letters import LetterAction
from digest.letter import Item
from jobs.correcting.words import Words
from jobs.letters import editing
from jobs.letters.editing import Draft
from state import marks
from store.query import Snapshot
from store.readers.desk import morning as reader
from web.desk.press.place import place
from web.desk.press.sheet import sheet
from web.desk.today import freshness
from web.desk.visit import Visit

TAG = "lettre"
"""The tag of what is kept for the next letter: drafts list what has it (press/kept.py)."""
PINNED, REOPENED, KEPT, ABSENT, LEFT = "epingle", "rouvert", "garde", "absent", "partie"
SAID = {
    PINNED: "Le sujet est en tête de sa partie, dans le brouillon de la semaine.",
    REOPENED: "Le sujet est en tête de sa partie. La lettre était approuvée : elle est de nouveau à approuver.",
    KEPT: "Gardé pour la prochaine lettre : son brouillon le rappellera (étiquette « lettre »).",
    ABSENT: "Le brouillon de la semaine n’a pas retenu ce sujet : il le rappelle (étiquette « lettre »).",
    LEFT: "La lettre de la semaine est partie : le sujet est gardé pour la prochaine, dont le brouillon le rappellera.",
}


def pin(visit: Visit, snapshot: Snapshot, ids: Sequence[str]) -> str:
    """Pin the item that tells of these articles; returns what was done."""
    told = reader.told(snapshot, ids)
    lead = next((one for one in ids if one in told), None)
    if lead is None:
        return ABSENT
    week = freshness.letter_week()
    if all(one.day and one.day > week.last for one in told.values()):
        return _keep(visit, lead, KEPT)
    if place(visit, week).gone:
        return _keep(visit, lead, LEFT)
    found = sheet(visit, week).found
    item = item_of(found, told)
    if item is None:
        return _keep(visit, lead, ABSENT)
    done = editing.edit(visit.workspace, found, LetterAction.PIN, item.key, [], Words(by=visit.user.name))
    return REOPENED if done.reopened else PINNED


def item_of(found: Draft, told: Mapping[str, reader.Told]) -> Item | None:
    """The first item of a draft that one of these articles, or their story, is told in."""
    stories = {one.story for one in told.values() if one.story}
    keys = {f"story:{story}" for story in stories} | {f"brief:story:{story}" for story in stories}
    return next(
        (
            item
            for item in found.composed.items
            if item.key in keys or any(telling.article_id in told for telling in item.tellings)
        ),
        None,
    )


def _keep(visit: Visit, article_id: str, outcome: str) -> str:
    marks.tag(visit.state, article_id, TAG, visit.user.name, datetime.now(UTC))
    return outcome
