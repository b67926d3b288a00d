"""The command that searches what was published."""

from typing import Annotated

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened


def search(
    query: Annotated[str, typer.Argument(help="Mots cherchés, en français.")],
    workspace: WorkspaceOption = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Nombre de résultats.")] = 20,
    *,
    as_json: JsonOption = False,
) -> None:
    """Chercher dans le texte des articles."""
    from jobs.reading import search as find

    rows = find(opened(workspace), query, limit)
    if as_json:
        console.print_json(rows)
        return
    shown = [
        {"date": r["day"], "titre": r["title"], "source": r["source"], "adresse": r["url"]} for r in rows
    ]
    console.show(shown, as_json=False, title="Résultats")
