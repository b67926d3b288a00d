"""`beffroi users token`: keys with which programs read the API."""

from typing import Annotated

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened

app = typer.Typer(help="Les jetons : clés avec lesquelles des programmes lisent l’API.", no_args_is_help=True)
NameArgument = Annotated[str, typer.Argument(metavar="NOM", help="À quoi il sert : tableur, site, carnet…")]


@app.command()
def add(name: NameArgument, workspace: WorkspaceOption = None) -> None:
    """Faire un jeton, et montrer son secret : une seule fois."""
    from jobs.desk import tokens

    secret = tokens.add(opened(workspace), name)
    typer.echo("Gardez-le : il ne sera plus montré. En-tête : Authorization: Bearer …", err=True)
    typer.echo(secret)


@app.command("list")
def listed(workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Montrer les jetons ; leurs secrets ne sont gardés nulle part."""
    from jobs.desk import tokens

    rows = [
        {"name": one.name, "created_at": one.created_at, "last_used_day": one.last_used_day}
        for one in tokens.listed(opened(workspace))
    ]
    named = [dict(zip(("nom", "fait", "dernier usage"), row.values(), strict=True)) for row in rows]
    console.show(rows if as_json else named, as_json=as_json, title="Jetons")


@app.command()
def remove(name: NameArgument, workspace: WorkspaceOption = None) -> None:
    """Ôter un jeton : il n’ouvre plus rien."""
    from jobs.desk import tokens

    tokens.remove(opened(workspace), name)
    typer.echo(f"Jeton ôté : {name}")
