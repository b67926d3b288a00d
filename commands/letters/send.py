"""`beffroi digest send`: what was approved leaves."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened
from core.days import paris_day

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
STATES_OF_ONE = STATES | {"refused": "refusée"}
_WATCH = "suivi/"


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
    yes: Annotated[
        bool, typer.Option("--yes", help="Avec --resend : sans demander, même à qui l’a reçue.")
    ] = False,
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
        if resend:
            _confirm(found, week, erratum, resend, yes=yes)
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


def _confirm(found: "Workspace", week: str, erratum: int, email: str, *, yes: bool) -> None:
    """Ask before a letter goes once more to somebody whose server took it."""
    from jobs.letters import sending

    known = sending.recorded(found, week, email, erratum=erratum)
    if known is None or known.state.value != "sent":
        return
    arrived = f"{known.issue} est arrivé{_e(known.issue)} à {known.email} le {paris_day(known.at):%d/%m/%Y}"
    if yes:
        typer.echo(f"{arrived} : un second envoi part.", err=True)
        return
    if not sys.stdin.isatty():
        raise typer.BadParameter(f"{arrived} ; pour l’envoyer une seconde fois, ajoutez --yes")
    typer.confirm(f"{arrived}. L’envoyer une seconde fois ?", abort=True)


def _e(key: str) -> str:
    """A letter is feminine, an erratum is not."""
    return "" if "/" in key else "e"


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
    """How many letters are in which state, then each that did not simply arrive.

    All of it on stdout: what a job says on stderr is logged, and logs keep no reader's address.
    """
    typer.echo(f"{done.key} : {_counted(done)}.")
    for one in (*done.refused, *done.waiting):
        why = f" ({console.inert(one.answer)})" if one.answer else ""  # who was not tried has no answer
        typer.echo(f"  {one.email} : {STATES_OF_ONE[one.state.value]}{why}")
    if done.stays and not done.key.startswith(_WATCH):
        typer.echo("Rien n’est parti : l’accord tient, et la lettre peut encore changer.")
        if done.refused:
            typer.echo(
                f"« beffroi digest send {done.key} » tente de nouveau qui fut refusé, sauf les adresses inconnues."
            )
    if done.still == "nobody":
        typer.echo("Plus personne n’est à prévenir : le rectificatif est dans l’archive.")
    for one in done.unsure:
        typer.echo(f"  {one.email} : {UNSURE}{_again(one)}")


def _counted(done: "Delivered") -> str:
    if done.still == "empty":
        return "la semaine n’a rien donné, et letter.send_empty = false : rien n’est parti"
    counts = ", ".join(
        f"{STATES[name]} {n}" for name, n in done.counts.items() if not (done.still and name == "sent")
    )
    if done.still == "left":
        rest = f" ({counts})" if counts else ""
        return f"déjà envoyé{_e(done.key)} à {done.counts.get('sent', 0)}, rien n’est parti{rest}"
    return counts or "aucun destinataire"


def _again(one: "Delivery") -> str:
    """What a person may decide; the mail of a watch is followed by another soon enough."""
    if one.issue.startswith(_WATCH):
        return ""
    return f" Pour l’envoyer de nouveau : beffroi digest send {one.issue} --resend {one.email}"


def _row(one: "Delivery") -> dict[str, object]:
    return {
        "email": one.email, "state": one.state.value, "attempts": one.attempts, "at": one.at, "answer": one.answer,
    }  # fmt: skip
