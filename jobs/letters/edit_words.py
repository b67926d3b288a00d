"""An editor's gestures in words, as lists and answers say them."""

from collections.abc import Mapping

from core.letters import LetterAction, LetterEdit
from digest.edited import item_now, place_of
from digest.letter import Item, Letter, Section, shown
from digest.render.words import guillemets

SECTIONS = {
    Section.STORIES: ("à retenir", "retenir", "sujets"), Section.INITIATIVES: ("initiatives",),
    Section.QUOTES: ("ils l’ont dit", "citations"), Section.BRIEFS: ("en bref", "bref", "brèves"),
    Section.AGENDA: ("agenda",),
}  # fmt: skip
"""The sections as an editor may type them; the first is told."""
_DONE = {
    LetterAction.PIN: "En tête de sa partie", LetterAction.DROP: "Écarté", LetterAction.MOVE: "Déplacé",
    LetterAction.RETITLE: "Titre changé", LetterAction.COMMENT: "Commentaire changé",
    LetterAction.SUBJECT: "Objet changé", LetterAction.EDITORIAL: "Édito changé",
    LetterAction.ADD: "Ajouté",
}  # fmt: skip


def told(edit: LetterEdit, name: str) -> str:
    """Say "Déplacé : « Autun … » → en bref, place 2"; `name` is what its item is called."""
    about = f" : {guillemets(name)}" if name else ""
    value = _value(edit)
    return f"{_DONE[edit.action]}{about}{f' → {value}' if value else ''}"


def name_of(item: Item) -> str:
    """What an item is called in a list."""
    return item.headline or shown(item.text) or item.quote or item.key


def about(edit: LetterEdit, composed: Letter, titles: Mapping[str, str]) -> str:
    """What the item of an edit is called, wherever it stands now; its key when it is gone.

    `titles` (jobs.letters.kept) are those of what editors added, which may have been taken out again.
    """
    key = item_now(composed, edit)
    gone = titles.get(edit.item, edit.item)
    return next((name_of(item) for item in composed.items if item.key == key), gone)


def _value(edit: LetterEdit) -> str:
    if edit.action is LetterAction.ADD:
        return ""
    if edit.action is not LetterAction.MOVE:
        return edit.value
    section, place = place_of(edit.value)
    parts = (SECTIONS[section][0] if section else "", f"place {place}" if place else "")
    return ", ".join(filter(None, parts))
