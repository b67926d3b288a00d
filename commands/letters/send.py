"""`beffroi digest send`: what was approved leaves."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from core.letters import Delivery
    from jobs.letters.delivering import Delivered
    from jobs.workspace import Workspace

NEEDS_A_LOOK = 3
UNSURE = "nul ne sait si la lettre est arrivée (remise, sans réponse du serveur)."
STATES = {
    "queued": "en attente", "handed": "remises sans réponse", "sent": "envoyées", "refused": "refusées",
    "failed": "à retenter",
}  # fmt: skip


def send(
    week: Annotated[
        str, typer.Argument(metavar="SEMAINE", help="Semaine ISO, 2026-W47, ou rectificatif, 2026-W47/1.")
    ],
    workspace: WorkspaceOption = None,
    erratum: Annotated[int, typer.Option(min=0, help="L’erratum de ce numéro, au lieu de la lettre.")] = 0,
    test: Annotated[
        str, typer.Option("--test", metavar="ADRESSE", help="Un essai à cette adresse, et rien d’autre.")
    ] = "",
    resend: Annotated[
        str,
        typer.Option(
            "--resend",
            metavar="ADRESSE",
            help="Envoyer de nouveau à cette adresse, en connaissance de cause.",
        ),
    ] = "",
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Dire à qui, et ne rien envoyer.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Envoyer la lettre approuvée d’une semaine, une fois à chacun."""
    from jobs.letters import sending
    from jobs.letters.rendering import render_for

    if bool(test) + bool(resend) + dry_run > 1:
        raise typer.BadParameter("--test, --resend et --dry-run vont chacun seul")
    found = opened(workspace)
    week, erratum = _issue(week, erratum)
    if dry_run:
        _say_to_whom(sending.recipients(found, week, erratum=erratum), as_json=as_json)
    elif test:
        issue = sending.approved(found, week, erratum)
        sending.test_send(found, render_for(found.settings)(issue), test)
        typer.echo(f"Essai envoyé à {test}.")
    else:
        tell(_sent(found, week, erratum, resend), as_json=as_json)


def _issue(named: str, erratum: int) -> tuple[str, int]:
    """A week and the number of an erratum, given with it (2026-W47/1) or by the option."""
    from jobs.letters.weeks import issue_named

    week, number = issue_named(named)
    if number and erratum and number != erratum:
        raise typer.BadParameter(f"{named} et --erratum {erratum} se contredisent")
    return week.label, number or erratum


def _sent(found: "Workspace", week: str, erratum: int, resend: str) -> "Delivered":
    from jobs.letters import sending
    from jobs.letters.rendering import render_for

    with console.progress("Envoi") as report:
        how = sending.How(report)
        if resend:
            return sending.resend(found, week, resend, render_for(found.settings), erratum=erratum, how=how)
        return sending.send(found, week, render_for(found.settings), erratum=erratum, how=how)


def _say_to_whom(emails: list[str], *, as_json: bool) -> None:
    if as_json:
        console.print_json([{"email": email} for email in emails])
        return
    typer.echo(f"{len(emails)} destinataire{'s' * (len(emails) > 1)}, rien n’est envoyé :")
    for email in emails:
        typer.echo(f"  {email}")


def tell(done: "Delivered", *, as_json: bool) -> None:
    """Say how far an issue is; exit 3 when somebody waits, or may or may not have it."""
    if as_json:
        console.print_json([_row(one) for one in (*done.unsure, *done.refused, *done.waiting)])
    else:
        say(done)
    if done.needs_a_look:
        raise typer.Exit(NEEDS_A_LOOK)


def say(done: "Delivered") -> None:
    """How many letters are in which state, then each that did not simply arrive."""
    counts = ", ".join(f"{STATES[name]} {count}" for name, count in done.counts.items())
    typer.echo(f"{done.key} : {counts or 'aucun destinataire'}.")
    for one in (*done.refused, *done.waiting):
        typer.echo(f"  {one.email} : {STATES[one.state.value]} ({console.inert(one.answer)})", err=True)
    for one in done.unsure:
        typer.echo(f"  {one.email} : {UNSURE}{_again(one)}", err=True)


def _again(one: "Delivery") -> str:
    """What a person may decide; the mail of a watch is followed by another soon enough."""
    if one.issue.startswith("suivi/"):
        return ""
    return f" Pour l’envoyer de nouveau : beffroi digest send {one.issue} --resend {one.email}"


def _row(one: "Delivery") -> dict[str, object]:
    return {
        "email": one.email, "state": one.state.value, "attempts": one.attempts, "at": one.at, "answer": one.answer,
    }  # fmt: skip
