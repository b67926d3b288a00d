"""`beffroi digest`: the letter of a week, from its draft to its errata."""

import typer

from commands.letters import readers
from commands.letters.checks import approve, check
from commands.letters.drafts import build, preview, show
from commands.letters.edits import edit, edits
from commands.letters.send import send
from commands.letters.sent import erratum, list_letters, publish

app = typer.Typer(
    help="La lettre hebdomadaire : brouillon, relecture, accord, envoi, rectificatifs.", no_args_is_help=True
)
for _command in (build, show, edit, edits, check, preview, approve, send, erratum, publish):
    app.command()(_command)
app.command("list")(list_letters)
app.add_typer(readers.app, name="readers")
