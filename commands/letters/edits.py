"""An editor's hand on a draft, from a command line."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.letters.options import ByOption, WeekArgument, drafted, say, tell_reopened
from commands.options import JsonOption, WorkspaceOption, opened
from core.days import PARIS

if TYPE_CHECKING:
    from core.letters import LetterAction, LetterEdit


def edit(
    week: Annotated[str, typer.Argument(metavar="SEMAINE", help="Semaine ISO, par exemple 2026-W47.")],
    action: Annotated[
        str,
        typer.Argument(
            metavar="GESTE",
            help="Ce qu'on fait : pin, drop, move, retitle, comment, add, subject, editorial ou undo (voir ci-dessus).",
        ),
    ],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[N] [VALEUR]",
            help="N : le numéro ou la clé d'un élément (digest show). Puis ce qu'il devient.",
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Changer le brouillon, pour de bon : les gestes restent quand il est écrit de nouveau. Un texte vide l'enlève.

    \b
    pin N             mettre l'élément N en tête de sa partie
    drop N            l'écarter de la lettre
    move N PARTIE     le mettre dans "à retenir", initiatives, "ils l'ont dit", "en bref" ou agenda
    move N PLACE      le mettre à une autre place : 1, 2…
    retitle N "…"     lui donner un titre
    comment N "…"     lui ajouter un commentaire
    add ADRESSE|ID    y ajouter un article ou un sujet gardé que le brouillon n'a pas retenu
    subject "…"       changer l'objet du courriel
    editorial "…"     changer l'édito (trois lignes au plus)
    undo              annuler le dernier geste
    undo NUMÉRO       annuler le geste de ce numéro (digest edits)
    """  # noqa: D301  click's own mark: these lines are not to be filled
    from jobs.correcting.words import Words
    from jobs.letters import adding, editing
    from jobs.letters.edit_words import told

    chosen = _action(action)
    found = opened(workspace)
    label, draft = drafted(found, week)
    given = list(words or ())
    if chosen is None:
        done = editing.undo(found, draft, Words(by), _number(given))
    elif chosen.value == "add":
        done = adding.add(found, draft, given, Words(by))
    else:
        item = "" if chosen.value in {"subject", "editorial"} else given.pop(0) if given else ""
        done = editing.edit(found, draft, chosen, item, given, Words(by))
    if as_json:
        console.print_json([_edit_json(done.edit) | {"approval_withdrawn": done.reopened}])
        return
    say(f"{'Annulé — ' if done.edit.undone else ''}{told(done.edit, done.name)}")
    tell_reopened(label.label, reopened=done.reopened)


def edits(
    week: WeekArgument = None, workspace: WorkspaceOption = None, *, as_json: JsonOption = False
) -> None:
    """Montrer les gestes faits sur le brouillon : leur numéro sert à les annuler (edit … undo NUMÉRO)."""
    from jobs.letters.edit_words import about, told

    label, draft = drafted(opened(workspace), week)
    if as_json:
        console.print_json([_edit_json(one) for one in draft.edits])
        return
    if not draft.edits:
        say(f"Aucun geste sur la lettre {label.label}.")
    for one in draft.edits:
        gone = " (annulé)" if one.undone else ""
        say(f"{one.number:>4}  {told(one, about(one, draft.composed, draft.titles))}{gone}")
        say(f"      {one.by}, {one.at.astimezone(PARIS):%d/%m/%Y %H:%M}")


_DIGITS = 9


def _number(given: list[str]) -> int | None:
    """The number of the edit that is to be taken back; None for the last."""
    if not given:
        return None
    if len(given) > 1 or not (given[0].isascii() and given[0].isdecimal() and len(given[0]) <= _DIGITS):
        raise typer.BadParameter(f"undo attend un numéro de geste, ou rien : {' '.join(given)[:40]}")
    return int(given[0])


def _action(typed: str) -> "LetterAction | None":
    """The action that is typed; None for undo."""
    from core.letters import LetterAction

    name = typed.strip().lower()
    if name == "undo":
        return None
    if name not in set(LetterAction):
        known = ", ".join(f"{word} ({meant})" for word, meant in _MEANT.items())
        raise typer.BadParameter(f"« {typed[:40]} » n’est pas un geste. Au choix : {known}.")
    return LetterAction(name)


_MEANT = {
    "pin": "mettre en tête", "drop": "écarter", "move": "déplacer", "retitle": "titrer", "comment": "commenter",
    "add": "ajouter",
    "subject": "objet", "editorial": "édito", "undo": "annuler",
}  # fmt: skip
"""The words that are typed, and what they do."""


def _edit_json(edit: "LetterEdit") -> dict[str, Any]:
    return {
        "week": edit.week, "number": edit.number, "action": edit.action.value, "item": edit.item, "value": edit.value,
        "by": edit.by, "at": edit.at, "undone": edit.undone,
    }  # fmt: skip
