"""The draft of a week: written, shown, changed, seen as its readers will."""

import sys
import webbrowser
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.letters.options import (
    SECTIONS,
    ByOption,
    WeekArgument,
    drafted,
    say,
    tell_hand,
    tell_reopened,
    tell_standing,
)
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from core.letters import LetterEdit
    from digest.letter import Item
    from jobs.letters.checking import ToCheck
    from jobs.letters.editing import Done, Draft


def build(
    week: WeekArgument = None, workspace: WorkspaceOption = None, *, as_json: JsonOption = False
) -> None:
    """Écrire le brouillon d'une semaine (par défaut la dernière finie)."""
    from jobs.letters.previewing import build as write
    from jobs.letters.weeks import finished

    found, chosen = opened(workspace), finished(week)
    path = write(found, chosen)
    if as_json:
        console.print_json([{"week": chosen.label, "path": str(path)}])
    else:
        console.console().print(f"Brouillon {chosen.label} : {path}", soft_wrap=True, markup=False)


def show(
    week: WeekArgument = None, workspace: WorkspaceOption = None, *, as_json: JsonOption = False
) -> None:
    """Montrer ce que dit le brouillon : les numéros servent à « edit », et ne changent pas quand on le modifie."""
    from jobs.letters.approving import standing
    from jobs.letters.checking import to_check

    chosen, found = drafted(opened(workspace), week)
    hand, stand, checks = found.edited, standing(found), to_check(found)
    if as_json:
        console.print_json([_json(found, checks)])
        return
    say(f"Lettre {chosen.label}\nObjet : {hand.whole.subject}")
    if hand.whole.editorial:
        say(f"Édito : {hand.whole.editorial}")
    for line in hand.whole.erratum:
        say(f"Rectificatif : {line}")
    console.show([_row(found, item, checks) for item in (*hand.whole.items, *hand.dropped)], as_json=False)
    tell_hand(hand)
    tell_standing(chosen.label, stand)


def preview(
    week: WeekArgument = None, workspace: WorkspaceOption = None, *, as_json: JsonOption = False
) -> None:
    """Voir le brouillon comme il partirait maintenant : sans ce qui n'est pas confirmé."""
    from jobs.letters.previewing import preview as write

    found = opened(workspace)
    chosen, draft = drafted(found, week)
    paths = write(found, draft)
    if as_json:
        console.print_json([{"week": chosen.label, "path": str(path)} for path in paths])
        return
    for path in paths:
        console.console().print(str(path), soft_wrap=True, markup=False)
    tell_hand(draft.edited)
    if sys.stdout.isatty():
        webbrowser.open(paths[0].as_uri())


def edit(
    week: Annotated[str, typer.Argument(metavar="SEMAINE", help="Semaine ISO, par exemple 2026-W47.")],
    action: Annotated[
        str,
        typer.Argument(
            metavar="GESTE",
            help="pin N (en tête), drop N (écarter), move N PARTIE|PLACE, retitle N « … », comment N « … »,"
            " subject « … » (objet), editorial « … » (trois lignes), undo (annuler le dernier geste).",
        ),
    ],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[N] [VALEUR]", help="Numéro ou clé d'un élément (digest show), et ce qu'il devient."
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Changer le brouillon, pour de bon : les gestes restent quand il est écrit de nouveau. Un texte vide l'enlève."""
    from jobs.correcting.words import Words
    from jobs.letters import editing

    chosen = _action(action)
    found = opened(workspace)
    label, draft = drafted(found, week)
    given = list(words or ())
    if chosen is None:
        if given:
            raise typer.BadParameter(f"undo n’attend rien de plus : {' '.join(given)[:40]}")
        done = editing.undo(found, draft, Words(by))
    else:
        item = "" if chosen.value in {"subject", "editorial"} else given.pop(0) if given else ""
        done = editing.edit(found, draft, chosen, item, given, Words(by))
    if as_json:
        console.print_json([_edit_json(done)])
        return
    say(_told(done))
    tell_reopened(label.label, reopened=done.reopened)


def _action(typed: str) -> Any:
    """The action that is typed; None for undo."""
    from core.letters import LetterAction

    name = typed.strip().lower()
    if name == "undo":
        return None
    if name not in set(LetterAction):
        known = ", ".join([*(action.value for action in LetterAction), "undo"])
        raise typer.BadParameter(f"« {typed[:40]} » n’est pas un geste. Au choix : {known}.")
    return LetterAction(name)


_DONE = {
    "pin": "En tête de sa partie", "drop": "Écarté", "move": "Déplacé", "retitle": "Titre changé",
    "comment": "Commentaire changé", "subject": "Objet changé", "editorial": "Édito changé",
}  # fmt: skip


def _told(done: "Done") -> str:
    edit = done.edit
    lead = "Annulé — " if edit.undone else ""
    name = f" : « {done.name} »" if done.name else ""
    value = f" → {edit.value}" if edit.value else ""
    return f"{lead}{_DONE[edit.action.value]}{name}{value}"


def _edit_json(done: "Done") -> dict[str, Any]:
    edit = done.edit
    return {
        "week": edit.week, "number": edit.number, "action": edit.action.value, "item": edit.item, "value": edit.value,
        "by": edit.by, "at": edit.at, "undone": edit.undone, "approval_withdrawn": done.reopened,
    }  # fmt: skip


def _row(found: "Draft", item: "Item", checks: "list[ToCheck]") -> dict[str, Any]:
    from digest.letter import shown
    from jobs.letters.editing import name_of

    own = [row for row in checks if row.item == item.key]
    text = shown(item.text) if item.headline else ""
    dropped = item in found.edited.dropped
    return {
        "n°": found.numbers[item.key],
        "partie": SECTIONS[item.section.value],
        "élément": " — ".join(filter(None, (name_of(item), text, item.comment))),
        "gestes": "écarté" if dropped else ", ".join(edit.action.value for edit in _standing(found, item)),
        "vérifié": f"{sum(row.decided for row in own)}/{len(own)}" if own else "",
        "clé": item.key,
    }


def _standing(found: "Draft", item: "Item") -> "list[LetterEdit]":
    from digest.edited import standing

    return [edit for edit in standing(found.edits) if edit.item == item.key]


def _json(found: "Draft", checks: "list[ToCheck]") -> dict[str, Any]:
    from digest.letter import shown
    from jobs.letters.approving import standing

    hand, stand = found.edited, standing(found)
    dropped = {item.key for item in hand.dropped}
    return {
        "week": hand.whole.week.label, "subject": hand.whole.subject, "editorial": hand.whole.editorial,
        "erratum": list(hand.whole.erratum), "state": stand.state.value, "differs": stand.differs,
        "undecided": len(stand.undecided),
        "items": [
            {
                "number": found.numbers[item.key], "key": item.key, "section": item.section.value,
                "headline": item.headline, "text": shown(item.text), "quote": item.quote, "comment": item.comment,
                "dropped": item.key in dropped, "claims": [row.number for row in checks if row.item == item.key],
            }
            for item in (*hand.whole.items, *hand.dropped)
        ],
        "lost": [
            {"action": edit.action.value, "item": edit.item, "value": edit.value} for edit in hand.lost
        ],
        "left_out": [{"item": one.item, "text": one.text, "words": one.words} for one in hand.silenced],
    }  # fmt: skip
