"""What is checked before sending, one by one or at once, and the approval."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.letters.asking import ask, tell_gone, told
from commands.letters.options import (
    NEEDS_A_LOOK,
    ByOption,
    WeekArgument,
    counted,
    drafted,
    say,
    say_erratum,
    tell_hand,
    tell_reopened,
    tell_waiting,
    to_send,
)
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.letters import Tick
    from jobs.letters.editing import Draft
    from jobs.letters.questions import ToCheck
    from jobs.workspace import Workspace

_NAMED = (
    "numéros (3, ou 3b pour une seule chose), clés, #N pour tout un élément, « tout » pour ce qui reste ;"
    " séparés par des virgules."
)


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
    """Vérifier initiatives, noms, fournisseurs, chiffres, près de leur phrase : ce qui n'est pas confirmé se tait."""
    from jobs.correcting.words import Words
    from jobs.letters.checking import tick, to_check
    from jobs.letters.editing import drafted as again
    from jobs.letters.seeing import see

    found = opened(workspace)
    chosen, draft = drafted(found, week)
    words, reopened = Words(by), False
    ticked: Sequence[Tick] = ()
    if not as_json:
        _tell_changes(draft)
    if (yes or no) and not (draft.seen or as_json):  # nobody ticks what nobody was shown
        _tell_questions(found, chosen.label, draft)
    if yes or no:
        ticked, reopened = tick(found, draft, yes or (), no or (), words)
    else:
        if sys.stdin.isatty() and not as_json:
            reopened = ask(found, draft, words)
            _tell_unasked(draft)
        elif not as_json:
            _tell_questions(found, chosen.label, draft)
        see(found, draft, words)
    draft = again(found, draft.composed)
    rows = to_check(draft)
    if as_json:
        console.print_json([_json(row) for row in rows])
    else:
        _tell_ticked(rows, ticked)
        tell_hand(draft)
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
            tell_hand(draft)
            tell_waiting(found, draft)
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


def _tell_changes(draft: "Draft") -> None:
    """What nobody was shown yet of a draft that was: new and changed items whole, the rest by name."""
    from digest.letter import shown
    from jobs.letters.edit_words import name_of
    from jobs.letters.seeing import said, since_seen

    changed = since_seen(draft)
    if changed:
        say(f"Changé depuis la dernière relecture — {said(changed)}.")
    for item in (*changed.new, *changed.changed):
        text = shown(item.text) if item.headline else ""
        say(f"  {' — '.join(filter(None, (name_of(item), text, item.extract, item.quote, item.comment)))}")


def _tell_questions(workspace: "Workspace", week: str, draft: "Draft") -> None:
    from jobs.letters.checking import to_check
    from jobs.letters.naming import beside_of
    from jobs.letters.questions import questions

    asked = questions(to_check(draft))
    if asked:
        say(f"À vérifier, lettre {week} : {counted(len(asked), 'question', 'questions')}.")
    beside = beside_of(workspace, asked)
    for place, one in enumerate(asked, 1):
        say(f"\n{place}/{len(asked)} · {told(one, beside)}")
    if asked:
        typer.echo()
    _tell_unasked(draft)


def _tell_unasked(draft: "Draft") -> None:
    """What leaves as well, and asks nothing: who approves answers for it too."""
    from jobs.letters.edit_words import name_of

    names = [name_of(item) for item in draft.edited.whole.items if not item.claims]
    if names:
        say("Partent aussi, sans rien à confirmer :")
    for name in names:
        say(f"  - {name}")


def _tell_ticked(rows: "list[ToCheck]", ticked: "Sequence[Tick]") -> None:
    """What was just said of what: numbers are easily mistyped."""
    said = {tick.claim: tick.right for tick in ticked}
    for row in rows:
        if row.claim.key in said:
            verdict = "juste" if said[row.claim.key] else "à taire"
            say(f"Noté, n° {row.name}, {verdict} : {row.claim.words}")
    tell_gone(rows, [key for key, right in said.items() if not right])


def _tell_left(week: str, rows: "list[ToCheck]") -> None:
    from jobs.letters.questions import questions

    left = sum(bool(one.waiting) for one in questions(rows))
    if left:
        say(
            f"Reste {counted(left, 'question', 'questions')} :"
            " « --yes 1,2 --no 3 », ou cette commande dans un terminal."
        )
    else:
        say(f"Tout est vérifié : « beffroi digest approve {week} » donne l’accord.")


def _json(row: "ToCheck") -> dict[str, Any]:
    claim, tick = row.claim, row.tick
    return {
        "number": row.number, "name": row.name, "key": claim.key, "kind": claim.kind.value, "words": claim.words,
        "sentence": claim.sentence, "outlet": claim.outlet, "url": claim.url, "article_id": claim.article_id,
        "item": row.item, "headline": row.headline, "waiting": not row.decided, "right": tick.right if tick else None,
        "by": tick.by if tick else None, "at": tick.at if tick else None,
    }  # fmt: skip
