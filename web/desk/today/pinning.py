"""From the first screen to the letter: a story is pinned in this week's draft, added to it, or kept for the next."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from core.errors import InputError
from core.letters import LetterAction
from digest.letter import Item
from jobs.correcting.words import Words
from jobs.letters import adding, editing
from jobs.letters.editing import Draft
from jobs.letters.kept import TAG
from state import marks
from store.query import Snapshot
from store.readers.desk import morning as reader
from web.desk.corrections.forms import with_query
from web.desk.press.place import place
from web.desk.press.sheet import sheet
from web.desk.today import freshness
from web.desk.visit import Visit

PINNED, REOPENED, KEPT, ABSENT, LEFT = "epingle", "rouvert", "garde", "absent", "partie"
ADDED, ADDED_ANEW = "ajoute", "ajoute-rouvert"
SAID = {
    PINNED: "Le sujet est en tête de sa partie, dans le brouillon de la semaine.",
    REOPENED: "Le sujet est en tête de sa partie. La lettre était approuvée : elle est de nouveau à approuver.",
    ADDED: "Le brouillon de la semaine n’avait pas retenu ce sujet : vous l’y avez ajouté, à la fin de sa partie.",
    ADDED_ANEW: "Le sujet est ajouté au brouillon. La lettre était approuvée : elle est de nouveau à approuver.",
    KEPT: "Gardé pour la prochaine lettre : son brouillon le rappellera (étiquette « lettre »).",
    ABSENT: "Ce sujet ne peut entrer dans la lettre de la semaine : son brouillon dit pourquoi (étiquette « lettre »).",
    LEFT: "La lettre de la semaine est partie : le sujet est gardé pour la prochaine, dont le brouillon le rappellera.",
}
_LEADS = {
    LEFT: ("/rectificatif", "Rectifier celle qui est partie"), ABSENT: ("#gardes", "Voir pourquoi"),
    **dict.fromkeys((PINNED, REOPENED, ADDED, ADDED_ANEW), ("#gestes", "Voir, ou annuler")),
}  # fmt: skip
"""Where it can be seen in the letter of the week."""
_PLACE = re.compile(r"#s-([0-9a-f]{16})$")


class Told(NamedTuple):
    """What came of the last gesture, in words of ours, and where to go on; `place` is the article of its card."""

    words: str
    path: str = ""
    link: str = ""
    place: str = ""


def told(visit: Visit) -> Told | None:
    """What an address says that was done; None of any other."""
    asked = visit.request.query_params
    if (words := SAID.get(done := asked.get("fait", ""))) is None:
        return None
    path, link = _LEADS.get(done, ("", ""))
    path = f"/bouclage/{freshness.letter_week().label}{path}" if link else ""
    return Told(words, path, link, asked.get("sujet", ""))


def says(back: str, outcome: str) -> str:
    """The address to come back to, which says what was done, and of which card."""
    place = _PLACE.search(back)
    return with_query(back, fait=outcome, **({"sujet": place[1]} if place else {}))


def pin(visit: Visit, snapshot: Snapshot, ids: Sequence[str]) -> str:
    """Pin the item that tells of these articles, or add it to the draft; returns what was done."""
    known = reader.told(snapshot, ids)
    lead = next((one for one in ids if one in known), None)
    if lead is None:
        return ABSENT
    week = freshness.letter_week()
    if all(one.day and one.day > week.last for one in known.values()):
        return _keep(visit, lead, KEPT)
    if place(visit, week).gone:
        return _keep(visit, lead, LEFT)
    found = sheet(visit, week).found
    item = next(items_of(found, known), None)
    if item is None:
        of_week = (one for one in ids if one in known and (day := known[one].day) and day <= week.last)
        return _add(visit, found, next(of_week, lead))
    done = editing.edit(visit.workspace, found, LetterAction.PIN, item.key, [], Words(by=visit.user.name))
    return REOPENED if done.reopened else PINNED


def items_of(found: Draft, known: Mapping[str, reader.Told]) -> Iterator[Item]:
    """The items of a draft that one of these articles, or their story, is told in."""
    stories = {one.story for one in known.values() if one.story}
    keys = {f"story:{story}" for story in stories} | {f"brief:story:{story}" for story in stories}
    for item in found.composed.items:
        if item.key in keys or any(telling.article_id in known for telling in item.tellings):
            yield item


def _add(visit: Visit, found: Draft, article_id: str) -> str:
    """What an editor keeps is in the letter, whatever the composition chose; what may not be there is remembered."""
    try:
        done = adding.add(visit.workspace, found, [article_id], Words(by=visit.user.name))
    except InputError:
        return _keep(visit, article_id, ABSENT)
    return ADDED_ANEW if done.reopened else ADDED


def _keep(visit: Visit, article_id: str, outcome: str) -> str:
    marks.tag(visit.state, article_id, TAG, visit.user.name, datetime.now(UTC))
    return outcome
