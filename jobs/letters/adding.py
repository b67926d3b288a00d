"""An article or a story that an editor keeps, and the draft did not choose, is added to it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import NamedTuple

from core.errors import InputError
from core.letters import Issue, LetterAction, LetterEdit
from digest.composing.kept import kept, there
from digest.french import date_of
from digest.letter import Item, Week, week_of
from jobs.correcting.words import Words
from jobs.letters.edit_words import name_of
from jobs.letters.editing import Done, Draft, keep
from jobs.letters.kept import EARLIER, TAG, allowed, around, of_story
from jobs.letters.words import cut
from jobs.reading import identified
from jobs.workspace import Workspace
from state import letters, marks
from state.letters import GONE
from state.open import open_state
from store.query import Snapshot
from store.readers import letter as rows
from store.readers.letter import Dated

_MOST = 20
_STORY = re.compile(r"[0-9a-f]{16}")


def add(workspace: Workspace, found: Draft, named: Sequence[str], words: Words) -> Done:
    """Add an article (its id or an address) or a story (its id) to a draft.

    Raises:
        InputError: it is not known, of another week, or told already, in this letter or in one that left.
    """
    week = found.composed.week
    if len(named) != 1 or not (name := named[0].strip()):
        raise InputError(
            "il manque l’article à ajouter",
            f"Donnez une adresse, ou un identifiant : beffroi digest edit {week.label} add ADRESSE.",
        )
    with workspace.snapshot() as snapshot:
        one = _published(workspace, snapshot, name, week)
        with closing(open_state(workspace.state)) as state:
            if refusal := not_for(one, week, letters.issues(state)):
                raise refusal
        item = _item(snapshot, found, one)
    said = LetterEdit(
        week.label, LetterAction.ADD, one.article_id, item.key, words.author(), datetime.now(UTC)
    )
    return keep(workspace, said, name_of(item))


class Waiting(NamedTuple):
    """An article that is kept and that a draft does not tell of; `refused`: why it may not, None where it may."""

    one: Dated
    refused: InputError | None


def waiting(workspace: Workspace, found: Draft) -> list[Waiting]:
    """What editors kept for the letter (the tag TAG) and a draft lacks, the last kept first; at most so many."""
    with closing(open_state(workspace.state)) as state:
        ids, issues = marks.tagged(state, TAG)[:_MOST], letters.issues(state)
    if not ids:
        return []
    with workspace.snapshot() as snapshot:
        known = {one.article_id: one for one in rows.dated(snapshot, ids)}
    lacking = [known[one] for one in ids if one in known]
    return [row for one in lacking for row in _waiting(found, one, issues)]


def _waiting(found: Draft, one: Dated, issues: Iterable[Issue]) -> Iterator[Waiting]:
    """Nothing of what the draft tells of."""
    week = found.composed.week
    if there(found.edited.whole.items, one.article_id, one.story_id):
        return
    if away := there(found.edited.dropped, one.article_id, one.story_id):
        number = found.numbers[away.key]
        back = f"« beffroi digest edit {week.label} pin {number} » le rétablit."
        yield Waiting(one, InputError(f"élément {number}, écarté", back))
    elif not left_in(one.article_id, issues):
        yield Waiting(one, not_for(one, week, issues))


def _published(workspace: Workspace, snapshot: Snapshot, name: str, week: Week) -> Dated:
    told = rows.dated(snapshot, [identified(workspace, name)])
    one = told[0] if told else of_story(snapshot, name, week) if _STORY.fullmatch(name) else None
    if one is None:
        raise InputError(
            f"« {cut(name)} » n’est ni un article ni un sujet publié",
            "« beffroi search MOTS » donne les adresses des articles publiés.",
        )
    return one


def not_for(one: Dated, week: Week, issues: Iterable[Issue]) -> InputError | None:
    """Why the letter of a week may not tell of an article, whatever it tells already; None when it may.

    What readers have read in a letter that left they do not read again; another article of the same story they may.
    """
    title = f"« {cut(one.title)} »"
    if one.day is None:
        return InputError(
            f"{title} n’a pas de date de parution : on ne sait de quelle semaine il est",
            "Citez-le dans l’édito.",
        )
    if one.day > week.last:
        return InputError(
            f"{title} est paru le {date_of(one.day)}, après la semaine {week.label}",
            f"Il est pour la lettre {week_of(one.day).label}.",
        )
    if not allowed(one.day, week):
        return InputError(
            f"{title} est paru le {date_of(one.day)}, trop tôt pour la semaine {week.label}",
            f"Une lettre remonte à {EARLIER.days // 7} semaines au plus : citez-le dans l’édito.",
        )
    if left := left_in(one.article_id, issues):
        return InputError(
            f"{title} est dans la lettre {left}, qui est partie",
            "Un autre article du même sujet peut être ajouté.",
        )
    return None


def left_in(article_id: str, issues: Iterable[Issue]) -> str:
    """The week of a letter that left with an article; "" of one that no reader has read."""
    for issue in issues:
        if issue.state in GONE and not issue.erratum:
            items = issue.content.get("items", ())
            if any(told["article_id"] == article_id for item in items for told in item["tellings"]):
                return issue.week
    return ""


def _item(snapshot: Snapshot, found: Draft, one: Dated) -> Item:
    """The item that it makes; InputError when the draft has it."""
    week, day = found.composed.week, one.day or found.composed.week.first
    made = kept(found.composed.items, one.article_id, around(snapshot, week_of(day).first, week))
    if made is None:  # published under another day meanwhile
        raise InputError(f"« {cut(one.title)} » n’est plus publié", "Recommencez.")
    item, known = made
    if not known:
        return item
    number = found.numbers[item.key]
    away = item.key in {dropped.key for dropped in found.edited.dropped}
    raise InputError(
        f"« {cut(one.title)} » est déjà dans la lettre {week.label} : élément {number}, « {cut(name_of(item))} »"
        + (", écarté" if away else ""),
        f"« beffroi digest edit {week.label} pin {number} » le {'rétablit' if away else 'met'} en tête de sa partie.",
    )
