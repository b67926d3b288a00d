"""`beffroi requests`: what the desk asked of the writer, and doing it."""

from typing import TYPE_CHECKING, Any

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from core.desk import Request

app = typer.Typer(
    help="Les demandes de la rédaction : corrections à appliquer, visites, ajouts, envois.",
    no_args_is_help=True,
)
NEEDS_A_LOOK = 3
KINDS = {
    "apply": "appliquer les corrections", "collect": "collecter", "add": "ajouter", "send": "envoyer",
}  # fmt: skip
STATES = {
    "waiting": "en attente", "running": "en cours", "done": "fait", "look": "fait, à regarder", "failed": "en échec",
}  # fmt: skip


@app.command()
def run(workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Faire ce qui attend, dans l’ordre ; « beffroi serve » et « schedule » le font d’eux-mêmes."""
    from jobs.desk.running import LOOKS, run_waiting

    ended = run_waiting(opened(workspace))
    _tell(ended, "Rien n’attendait.", as_json=as_json)
    if any(request.state in LOOKS for request in ended):
        raise typer.Exit(NEEDS_A_LOOK)


@app.command("list")
def list_(workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Montrer les demandes qui attendent, puis les dernières faites."""
    from jobs.desk.running import going_on

    _tell(going_on(opened(workspace)), "Aucune demande.", as_json=as_json)


def _tell(requests: "list[Request]", nothing: str, *, as_json: bool) -> None:
    if as_json:
        console.print_json([_facts(request) for request in requests])
    elif requests:
        console.show([_cells(request) for request in requests], as_json=False)
    else:
        typer.echo(nothing)


def _facts(request: "Request") -> dict[str, Any]:
    return {
        "number": request.number,
        "kind": request.kind.value,
        "payload": dict(request.payload),
        "by": request.by,
        "asked_at": request.asked_at,
        "state": request.state.value,
        "attempts": request.attempts,
        "finished_at": request.finished_at,
        "said": request.said,
    }


def _cells(request: "Request") -> dict[str, Any]:
    from core.days import PARIS

    return {
        "n°": request.number,
        "quoi": KINDS[request.kind.value],
        "par": request.by,
        "demandé": f"{request.asked_at.astimezone(PARIS):%d/%m %H:%M}",
        "état": STATES[request.state.value],
        "ce qu’il en est": request.said,
    }
