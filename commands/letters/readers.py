"""`beffroi digest readers`: who gets the letter."""

from pathlib import Path
from typing import Annotated

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened
from core.days import PARIS

app = typer.Typer(help="Les abonnés de la lettre.", no_args_is_help=True)
STATES = {"asked": "à confirmer", "active": "abonné", "gone": "désabonné", "refused": "adresse refusée"}
AddressArgument = Annotated[str, typer.Argument(metavar="ADRESSE", help="Adresse électronique.")]


@app.command()
def add(email: AddressArgument, workspace: WorkspaceOption = None) -> None:
    """Demander par courriel à quelqu’un s’il veut la lettre ; il est abonné quand il a confirmé."""
    from jobs.letters import subscribing

    reader = subscribing.add(opened(workspace), email)
    if reader.state.value == "active":
        typer.echo(f"{reader.email} est déjà abonné.")
    else:
        typer.echo(
            f"Confirmation demandée à {reader.email} : l’abonnement commence quand le lien est confirmé."
        )


@app.command("list")
def listed(workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Montrer les abonnés, et où en est chacun."""
    from jobs.letters import subscribing

    found = subscribing.listed(opened(workspace))
    rows = [
        {
            "email": one.email, "state": one.state.value, "asked_at": one.asked_at, "confirmed_at": one.confirmed_at,
            "gone_at": one.gone_at,
        }
        for one in found
    ]  # fmt: skip
    if as_json:
        console.print_json(rows)
        return
    shown = [
        {
            "adresse": row["email"], "état": STATES[str(row["state"])],
            "depuis": f"{(one.gone_at or one.confirmed_at or one.asked_at).astimezone(PARIS):%d/%m/%Y %H:%M}",
        }
        for one, row in zip(found, rows, strict=True)
    ]  # fmt: skip
    console.show(shown, as_json=False, title="Abonnés")


@app.command("import")
def take_in(
    path: Annotated[
        Path,
        typer.Argument(metavar="FICHIER", help="Une adresse par ligne, seule, avec un nom, ou dans un CSV."),
    ],
    by: Annotated[
        str,
        typer.Option("--by", metavar="NOM", help="Qui répond de cette liste (noté au journal). Nécessaire."),
    ] = "",
    workspace: WorkspaceOption = None,
    *,
    confirmed: Annotated[
        bool,
        typer.Option("--confirmed", help="Ces personnes ont confirmé ailleurs leur abonnement. Nécessaire."),
    ] = False,
) -> None:
    """Reprendre une liste d’abonnés qui ont confirmé ailleurs ; qui est parti ne revient pas."""
    from jobs.letters import subscribing

    if not (confirmed and by.strip()):
        raise typer.BadParameter(
            "il faut --confirmed et --by NOM : ces adresses ont-elles confirmé ailleurs, et qui en répond ?"
            " Sinon, « readers add » leur demande."
        )
    taken = subscribing.take_in(opened(workspace), path, by)
    typer.echo(
        f"Nouveaux : {taken.new} ; déjà connus ou partis : {taken.known} ; refusés : {len(taken.refused)}."
    )
    for line in taken.refused:
        typer.echo(f"  {console.inert(line[:80])} : ce n’est pas une adresse", err=True)
    if taken.refused:
        raise typer.Exit(3)


@app.command()
def unsubscribe(
    named: Annotated[
        str, typer.Argument(metavar="ADRESSE|JETON", help="L’adresse, ou le jeton d’un courriel reçu.")
    ],
    workspace: WorkspaceOption = None,
) -> None:
    """Désabonner quelqu’un qui l’a demandé par courriel."""
    from jobs.letters import subscribing

    typer.echo(f"{subscribing.unsubscribe(opened(workspace), named).email} ne reçoit plus rien.")


@app.command()
def remove(email: AddressArgument, workspace: WorkspaceOption = None) -> None:
    """Effacer une adresse partout ; une empreinte empêche qu’une liste la ramène."""
    from jobs.letters import subscribing

    subscribing.remove(opened(workspace), email)
    typer.echo("Adresse effacée.")
