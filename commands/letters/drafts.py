"""The draft of a week: written, shown, changed, seen as its readers will."""

import sys
import webbrowser
from typing import TYPE_CHECKING, Any

import typer

from commands import console
from commands.letters.options import (
    EDITED,
    ERRATA_STATES,
    SECTIONS,
    WeekArgument,
    counted,
    drafted,
    lines_of,
    say,
    say_erratum,
    tell_hand,
    tell_standing,
    tell_waiting,
)
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from core.letters import LetterEdit
    from digest.letter import Item
    from jobs.letters.editing import Draft
    from jobs.letters.questions import ToCheck
    from jobs.workspace import Workspace


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

    space = opened(workspace)
    if week and "/" in week:
        _show_erratum(space, week, as_json=as_json)
        return
    chosen, found = drafted(space, week)
    hand, stand, checks = found.edited, standing(found), to_check(found)
    if as_json:
        console.print_json([_json(found, checks)])
        return
    subject = (hand.whole if stand.undecided else hand.letter).subject  # as it will be if all of it is right
    say(f"Lettre {chosen.label}\nObjet : {subject}")
    if hand.whole.editorial:
        say(f"Édito : {hand.whole.editorial}")
    for line in hand.whole.erratum:
        say(f"Rectificatif : {line}")
    for section, title in SECTIONS.items():
        items = [item for item in (*hand.whole.items, *hand.dropped) if item.section.value == section]
        if items:
            say(f"\n{title.capitalize()}")
        for item in items:
            say(_line(found, item, checks))
    typer.echo()
    tell_hand(found)
    tell_waiting(space, found)
    tell_standing(chosen.label, stand)


def _show_erratum(space: "Workspace", key: str, *, as_json: bool) -> None:
    """An erratum as it was prepared, and how far it is."""
    from jobs.letters.listing import one

    issue = one(space, key)
    if as_json:
        console.print_json([{"issue": issue.key, "state": issue.state.value, "lines": lines_of(issue)}])
        return
    say_erratum(issue)
    say(f"Rectificatif {issue.key} : {ERRATA_STATES[issue.state.value]}.")


def preview(
    week: WeekArgument = None, workspace: WorkspaceOption = None, *, as_json: JsonOption = False
) -> None:
    """Voir le brouillon comme il partirait maintenant : sans ce qui n'est pas confirmé."""
    from jobs.correcting.words import Words
    from jobs.letters.previewing import preview as write
    from jobs.letters.seeing import see_rest

    found = opened(workspace)
    chosen, draft = drafted(found, week)
    paths = write(found, draft)
    see_rest(found, draft, Words())
    if as_json:
        console.print_json([{"week": chosen.label, "path": str(path)} for path in paths])
        return
    for path in paths:
        console.console().print(str(path), soft_wrap=True, markup=False)
    tell_hand(draft)
    if sys.stdout.isatty():
        webbrowser.open(paths[0].as_uri())


def _line(found: "Draft", item: "Item", checks: "list[ToCheck]") -> str:
    """An item with its number, then what was done to it, what waits, and its key."""
    from digest.letter import shown
    from jobs.letters.edit_words import name_of

    own = [row for row in checks if row.item == item.key]
    decided = own and all(row.decided for row in own)
    left = next((one for one in found.edited.letter.items if one.key == item.key), None)
    item = left if decided and left else item  # as it will leave
    said = [
        name_of(item),
        shown(item.text) if item.headline else "",
        item.quote if item.text else "",
        item.comment,
    ]
    if decided and not left:
        said = ["(rien n’en part)"]
    notes = [*_done(found, item), _checked(own), item.key]
    return f"{found.numbers[item.key]:>4}  {' — '.join(filter(None, said))}\n      {' · '.join(filter(None, notes))}"


def _checked(own: "list[ToCheck]") -> str:
    """Say "2 jugés sur 3", "3 jugés, 3 refusés"."""
    own = [row for row in own if not row.gone]
    judged = [row.tick for row in own if row.tick]
    refused = sum(not tick.right for tick in judged)
    said = [
        counted(len(judged), "jugé", "jugés") + (f" sur {len(own)}" if len(judged) < len(own) else ""),
        counted(refused, "refusé", "refusés") if refused else "",
    ]
    return ", ".join(filter(None, said)) if own else ""


def _done(found: "Draft", item: "Item") -> list[str]:
    if item.key in {one.key for one in found.edited.dropped}:
        return ["écarté"]
    done = [edit.action.value for edit in _standing(found, item)]
    leads = next(one.key for one in found.edited.whole.items if one.section is item.section) == item.key
    shown = ["move" if name == "pin" and not leads else name for name in done]  # another was put before it
    kept = [f"gardé par {edit.by}" for edit in _standing(found, item) if edit.action.value == "add"]
    return list(dict.fromkeys([*kept, *(EDITED[name] for name in shown if name in EDITED)]))


def _standing(found: "Draft", item: "Item") -> "list[LetterEdit]":
    from digest.edited import item_now, standing

    return [edit for edit in standing(found.edits) if item_now(found.composed, edit) == item.key]


def _json(found: "Draft", checks: "list[ToCheck]") -> dict[str, Any]:
    from digest.letter import shown
    from jobs.letters.approving import standing

    hand, stand = found.edited, standing(found)
    dropped = {item.key for item in hand.dropped}
    return {
        "week": hand.whole.week.label, "subject": hand.letter.subject, "editorial": hand.whole.editorial,
        "erratum": list(hand.whole.erratum), "state": stand.state.value, "differs": stand.differs,
        "undecided": stand.questions,
        "items": [
            {
                "number": found.numbers[item.key], "key": item.key, "section": item.section.value,
                "headline": item.headline, "text": shown(item.text), "quote": item.quote, "comment": item.comment,
                "dropped": item.key in dropped, "claims": [row.name for row in checks if row.item == item.key],
            }
            for item in (*hand.whole.items, *hand.dropped)
        ],
        "lost": [
            {"action": edit.action.value, "item": edit.item, "value": edit.value} for edit in hand.lost
        ],
        "left_out": [{"item": one.item, "text": one.text, "words": one.words} for one in hand.silenced],
    }  # fmt: skip
