"""`beffroi digest`: the weekly draft."""

import webbrowser
from datetime import date
from typing import Annotated

import typer

from commands import console
from commands.letters import readers, send
from commands.options import JsonOption, WorkspaceOption, opened

app = typer.Typer(help="La lettre hebdomadaire.", no_args_is_help=True)
app.command()(send.send)
app.add_typer(readers.app, name="readers")
WeekArgument = Annotated[
    str | None, typer.Argument(metavar="[SEMAINE]", help="Semaine ISO, par exemple 2026-W47.")
]


@app.command()
def build(
    week: WeekArgument = None, workspace: WorkspaceOption = None, *, as_json: JsonOption = False
) -> None:
    """Écrire le brouillon d'une semaine (par défaut la dernière finie)."""
    from jobs import weekly

    found = opened(workspace)
    chosen = weekly.week_named(week) if week else weekly.last_week(date.today())  # noqa: DTZ011  the reader's day
    path = weekly.draft(found, chosen)
    if as_json:
        console.print_json([{"week": chosen.label, "path": str(path)}])
    else:
        console.console().print(f"Brouillon {chosen.label} : {path}", soft_wrap=True)


@app.command()
def show(week: WeekArgument = None, workspace: WorkspaceOption = None) -> None:
    """Ouvrir le brouillon d'une semaine dans le navigateur."""
    from jobs import weekly

    found = opened(workspace)
    chosen = weekly.week_named(week) if week else weekly.last_week(date.today())  # noqa: DTZ011
    path = weekly.existing(found, chosen)
    console.console().print(str(path), soft_wrap=True, markup=False)
    webbrowser.open(path.as_uri())
