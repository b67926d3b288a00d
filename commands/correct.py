"""`beffroi correct`: what an editor says of what was found, for good, until it is undone."""

import typer

from commands.correcting.articles import irrelevant, nature, relevant, topics
from commands.correcting.events import day
from commands.correcting.figures import figure
from commands.correcting.initiatives import status, supplier
from commands.correcting.kept import export, list_corrections, undo
from commands.correcting.links import link, role
from commands.correcting.things import delete, merge, rename, split

app = typer.Typer(
    help="Corriger ce qui a été trouvé, pour de bon : les corrections survivent à tout nouveau traitement.",
    no_args_is_help=True,
)

app.command("list")(list_corrections)
for command in (
    rename, merge, split, delete, role, link, relevant, irrelevant, nature, topics, status, supplier, day, figure,
    undo, export,
):  # fmt: skip
    app.command()(command)
