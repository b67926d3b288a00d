"""Commands that keep the results sound: doctor, compact, restore."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened
from commands.reports import tell

if TYPE_CHECKING:
    from core.findings import Finding

NEEDS_A_LOOK = 3


def compact(
    workspace: WorkspaceOption = None,
    *,
    mend: Annotated[
        bool,
        typer.Option(
            "--mend", help="Réparer aussi ce que doctor signale : doublons, orphelins, pages perdues."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Réécrire les résultats : ce qui en fut effacé quitte le disque."""
    from jobs.upkeep import compact as job

    tell([job(opened(workspace), mend=mend)], as_json=as_json)


def restore(
    workspace: WorkspaceOption = None,
    wanted: Annotated[
        str | None, typer.Option("--from", metavar="N|CHEMIN", help="Cet instantané, ou ce fichier.")
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Reprendre les résultats du dernier instantané, ou d'une copie, quand le fichier est abîmé."""
    from jobs.upkeep import restore as job

    report, done = job(opened(workspace), wanted)
    tell([report], as_json=as_json)
    if as_json:
        return
    out = console.console()
    out.print(f"Repris de {done.copy.path}.", soft_wrap=True, markup=False)
    for path in done.aside:
        out.print(f"Gardé : {path}", soft_wrap=True, markup=False)
    out.print("Ensuite : « beffroi process », puis « beffroi publish ».", markup=False)


def doctor(workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Chercher ce qui ne va pas, sans rien changer, et dire la commande qui le répare."""
    from jobs import doctor as job
    from jobs import workspace as workspaces

    found = job.diagnose(workspaces.find(workspace) if workspace else workspaces.here())
    if as_json:
        console.print_json([_row(finding) for finding in found])
    elif found:
        console.show([_cells(finding) for finding in found], as_json=False, title="À réparer")
    else:
        console.console().print("Rien à signaler.")
    if found:
        raise typer.Exit(NEEDS_A_LOOK)


def _row(finding: "Finding") -> dict[str, object]:
    return {
        "name": finding.name,
        "count": finding.count,
        "examples": list(finding.examples),
        "command": finding.command,
    }


def _cells(finding: "Finding") -> dict[str, object]:
    return {
        "quoi": finding.name,
        "combien": finding.count,
        "par exemple": list(finding.examples),
        "réparer": finding.command,
    }
