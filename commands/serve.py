"""`beffroi serve`: pages for a browser."""

from typing import Annotated

import typer

from commands.options import WorkspaceOption, opened


def serve(
    workspace: WorkspaceOption = None,
    host: Annotated[str, typer.Option(help="Adresse où écouter.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port où écouter.")] = 8080,
    *,
    public: Annotated[
        bool,
        typer.Option("--public", help="Les pages publiques : confirmer, se désabonner, archive, suivis."),
    ] = False,
) -> None:
    """Servir les pages publiques de la lettre, derrière un serveur qui chiffre."""
    if not public:
        raise typer.BadParameter("dites --public : il n’y a pas encore d’autres pages.")
    from web.serving import run

    found = opened(workspace)
    typer.echo(f"http://{host}:{port}/lettres/ (Ctrl-C pour finir)")
    run(found, host, port)
