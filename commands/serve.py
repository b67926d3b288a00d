"""`beffroi serve`: pages for a browser."""

from typing import Annotated

import typer

from commands.options import WorkspaceOption, opened


def serve(
    workspace: WorkspaceOption = None,
    host: Annotated[str, typer.Option(help="Adresse où écouter ; par défaut desk.host.")] = "",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port où écouter ; par défaut desk.port.")] = 0,
    *,
    public: Annotated[
        bool,
        typer.Option(
            "--public", help="Seulement les pages publiques : confirmer, se désabonner, archive, suivis."
        ),
    ] = False,
) -> None:
    """Servir la rédaction dans un navigateur (et les pages publiques de la lettre)."""
    found = opened(workspace)
    from web.serving import run

    where, at = host or found.settings.desk.host, port or found.settings.desk.port
    typer.echo(f"http://{where}:{at}{'/lettres/' if public else '/'} (Ctrl-C pour finir)")
    run(found, where, at, desk=not public)
