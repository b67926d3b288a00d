"""An editor's hand on a draft, from a command line."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.letters.options import ByOption, drafted, say, tell_reopened
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from core.letters import LetterAction
    from jobs.letters.editing import Done


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


def _action(typed: str) -> "LetterAction | None":
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
