"""Options that several commands share, and the workspace they name."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from jobs.workspace import Workspace

WorkspaceOption = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="Dossier de l'espace de travail.", envvar="BEFFROI_WORKSPACE"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Écrire un tableau JSON.")]
SourceOption = Annotated[
    list[str] | None, typer.Option("--source", "-s", help="Seulement cette source (répétable).")
]


def day(text: str) -> date:
    """The day that an option gives, as AAAA-MM-JJ."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
    except ValueError as error:
        raise typer.BadParameter(f"« {text[:40]} » n'est pas un jour : écrivez AAAA-MM-JJ.") from error


def opened(path: Path | None) -> "Workspace":
    """The workspace of a command, with its logs switched on."""
    from core import logs
    from jobs import workspace

    found = workspace.find(path)
    logs.configure(found.settings.log.level, found.logs, console=False)
    return found
