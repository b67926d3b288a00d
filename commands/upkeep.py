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
    state: Annotated[
        bool, typer.Option("--state", help="Reprendre l’état (oublis, corrections), pas les résultats.")
    ] = False,
    empty: Annotated[
        bool,
        typer.Option("--empty", help="Avec --state : sans copie, depuis l’archive ; les oublis sont perdus."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Reprendre les résultats du dernier instantané, ou d'une copie, quand le fichier est abîmé."""
    if empty and not state:
        raise typer.BadParameter("--empty va avec --state")
    if state:
        if wanted:
            raise typer.BadParameter("--from et --state à la fois")
        _restore_state(workspace, empty=empty, as_json=as_json)
        return
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


def _restore_state(workspace: WorkspaceOption, *, empty: bool, as_json: bool) -> None:
    from jobs.restoring import restore_state

    done = restore_state(opened(workspace), empty=empty)
    if as_json:
        row = {
            "copy": str(done.copy) if done.copy else None,
            "answers": done.answers,
            "corrections": done.said,
        }
        lists = {"skipped": [str(path) for path in done.skipped], "aside": [str(path) for path in done.aside]}
        console.print_json([row | lists])
    lines = [f"Écarté, illisible : {path}" for path in done.skipped]
    lines.append(f"État repris de {done.copy}." if done.copy else "État refait depuis l’archive, sans copie.")
    lines += [f"{done.answers} réponses relues des journaux, {done.said} corrections relues des résultats."]
    lines += [f"Gardé : {path}" for path in done.aside]
    for line in lines:
        typer.echo(line, err=as_json)
    if done.copy is None:
        typer.secho(
            "Attention : les oublis demandés (beffroi forget) sont perdus. Redites-les avant de traiter,"
            " sans quoi ces personnes, ces adresses et ces sources peuvent revenir.",
            fg=typer.colors.RED,
            err=True,
        )
    typer.echo("Ensuite : « beffroi process », puis « beffroi publish ».", err=as_json)


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
