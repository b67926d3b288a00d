"""What is checked before sending, one by one or at once, and the approval."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.letters.options import (
    KINDS,
    NEEDS_A_LOOK,
    ByOption,
    WeekArgument,
    counted,
    drafted,
    say,
    say_erratum,
    tell_hand,
    tell_reopened,
    to_send,
)
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from jobs.correcting.words import Words
    from jobs.letters.checking import ToCheck
    from jobs.letters.editing import Draft
    from jobs.workspace import Workspace

_NAMED = "numéros, clés, #N pour tout un élément, « tout » pour ce qui reste ; séparés par des virgules."


def check(
    week: WeekArgument = None,
    workspace: WorkspaceOption = None,
    yes: Annotated[
        list[str] | None, typer.Option("--yes", metavar="LESQUELS", help=f"C'est juste : {_NAMED}")
    ] = None,
    no: Annotated[
        list[str] | None,
        typer.Option("--no", metavar="LESQUELS", help="Ce n'est pas sûr, à taire : de même."),
    ] = None,
    by: ByOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Vérifier noms, fournisseurs, chiffres, abandons, chacun près de sa phrase : ce qui n'est pas confirmé se tait."""
    from jobs.correcting.words import Words
    from jobs.letters.checking import tick, to_check
    from jobs.letters.editing import drafted as again

    found = opened(workspace)
    chosen, draft = drafted(found, week)
    reopened = False
    if yes or no:
        _, reopened = tick(found, draft, yes or (), no or (), Words(by))
    elif sys.stdin.isatty() and not as_json:
        reopened = _ask(found, draft, Words(by))
    draft = again(found, draft.composed)
    rows = to_check(draft)
    if as_json:
        console.print_json([_json(row) for row in rows])
    else:
        if rows:
            console.show(
                [_row(row) for row in rows], as_json=False, title=f"À vérifier, lettre {chosen.label}"
            )
        tell_hand(draft.edited)
        tell_reopened(chosen.label, reopened=reopened)
        _tell_left(chosen.label, rows)
    if any(not row.decided for row in rows):
        raise typer.Exit(NEEDS_A_LOOK)


def approve(
    week: Annotated[
        str | None,
        typer.Argument(
            metavar="[SEMAINE]",
            help="Semaine, 2026-W47, ou rectificatif, 2026-W47/1 ; sinon la dernière finie.",
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Donner son accord : la lettre partira mot pour mot comme elle est, quoi qu'on écrive ensuite."""
    from jobs.correcting.words import Words
    from jobs.letters import approving, errata, reapproving
    from jobs.letters.weeks import issue_named

    found = opened(workspace)
    asked, number = issue_named(week) if week else (None, 0)
    rest = reapproving.approve(found, asked, number, Words(by)) if asked else None
    if rest is not None:
        issue = rest
    elif asked and number:
        issue = errata.approve(found, asked, number, Words(by))
        if not as_json:
            say_erratum(issue)
    else:
        _, draft = drafted(found, week)
        if not as_json:
            tell_hand(draft.edited)
        issue = approving.approve(found, draft, Words(by))
    if as_json:
        console.print_json([issue_json(issue)])
        return
    what = "Rectificatif approuvé" if issue.erratum else "Lettre approuvée"
    say(f"{what} : {issue.key}, par {issue.approved_by} (empreinte {issue.sha256[:12]}).")
    say(
        f"Pour l’envoyer : {to_send(issue)} ; si vous l’envoyez autrement : beffroi digest publish {issue.key}."
    )


def issue_json(issue: Any) -> dict[str, Any]:
    """An issue without its words."""
    return {
        "issue": issue.key, "week": issue.week, "erratum": issue.erratum, "state": issue.state.value,
        "sha256": issue.sha256, "approved_by": issue.approved_by, "approved_at": issue.approved_at,
        "sent_at": issue.sent_at,
    }  # fmt: skip


def _ask(found: "Workspace", draft: "Draft", words: "Words") -> bool:
    """One question a claim that waits; each answer is kept at once. Returns whether an approval went."""
    from jobs.letters.checking import tick, to_check

    reopened = False
    for row in [row for row in to_check(draft) if not row.decided]:
        say(f"\nn° {row.number} · {KINDS[row.claim.kind.value]} : {row.claim.words}\n  dans : {row.headline}")
        say(f"  « {row.claim.sentence} »\n  {row.claim.outlet}, {row.claim.url}")
        if row.whole:
            say("  (« non » retire l’élément entier)")
        answer = _answer()
        if answer == "q":
            break
        if answer:
            yes, no = ([row.claim.key], []) if answer == "o" else ([], [row.claim.key])
            reopened |= tick(found, draft, yes, no, words)[1]
    return reopened


def _answer() -> str:
    """Ask until it is understood: "o", "n", "q", or nothing for later."""
    while True:
        typed = str(
            typer.prompt("Juste ? [o/n, Entrée : plus tard, q : finir]", default="", show_default=False)
        )
        answer = _ANSWERS.get(typed.strip().lower())
        if answer is not None:
            return answer
        typer.echo("Répondez o (oui), n (non), Entrée ou q.")


_ANSWERS = {"o": "o", "oui": "o", "y": "o", "yes": "o", "n": "n", "non": "n", "no": "n", "q": "q", "": ""}


def _tell_left(week: str, rows: "list[ToCheck]") -> None:
    left = sum(not row.decided for row in rows)
    if left:
        say(
            f"Reste {counted(left, 'point', 'points')} : « --yes 1,2 --no 3 », ou cette commande dans un terminal."
        )
    else:
        say(f"Tout est vérifié : « beffroi digest approve {week} » donne l’accord.")


def _row(row: "ToCheck") -> dict[str, Any]:
    return {
        "n°": row.number,
        "quoi": KINDS[row.claim.kind.value],
        "ce que dit la lettre": row.claim.words,
        "la phrase": row.claim.sentence,
        "où": f"{row.claim.outlet}, {row.claim.url}",
        "dans": row.headline,
        "juste": _said(row),
    }


def _said(row: "ToCheck") -> str:
    if row.tick is None:
        return "(« non » retire l’élément entier)" if row.whole else ""
    return f"{'oui' if row.tick.right else 'non'} ({row.tick.by})"


def _json(row: "ToCheck") -> dict[str, Any]:
    claim, tick = row.claim, row.tick
    return {
        "number": row.number, "key": claim.key, "kind": claim.kind.value, "words": claim.words,
        "sentence": claim.sentence, "outlet": claim.outlet, "url": claim.url, "article_id": claim.article_id,
        "item": row.item, "headline": row.headline, "right": tick.right if tick else None,
        "by": tick.by if tick else None, "at": tick.at if tick else None,
    }  # fmt: skip
