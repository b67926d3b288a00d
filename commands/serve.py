"""`beffroi serve`: pages for a browser."""

import errno
from typing import Annotated

import typer

from commands.options import WorkspaceOption, opened
from core.errors import InputError


def serve(
    workspace: WorkspaceOption = None,
    host: Annotated[str, typer.Option(help="Adresse où écouter ; par défaut desk.host.")] = "",
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port où écouter ; par défaut desk.port ; 0 : un port libre."),
    ] = None,
    *,
    public: Annotated[
        bool,
        typer.Option(
            "--public", help="Seulement les pages publiques : confirmer, se désabonner, archive, suivis."
        ),
    ] = False,
) -> None:
    """Servir la rédaction dans un navigateur (et les pages publiques de la lettre).

    Sur cette machine seule, personne ne se connecte ; sur une autre adresse, ou derrière un serveur mandataire
    (desk.proxies), chacun a un compte : beffroi users add.
    """
    found = opened(workspace)
    from web.serving import run

    desk = found.settings.desk
    where, at = host or desk.host, desk.port if port is None else port
    try:
        run(
            found,
            where,
            at,
            desk=not public,
            ready=lambda given: typer.echo(_address(where, given, desk.base_path, public)),
        )
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise InputError(
            f"le port {at} est pris : la rédaction y est peut-être déjà ouverte",
            f"Sinon, choisissez-en un autre : --port {at + 1 if at < _LAST else at - 1}.",
        ) from error


_LAST = 65_535


def _address(host: str, port: int, base: str, public: bool) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}{'/lettres/' if public else f'{base}/'} (Ctrl-C pour finir)"
