"""Commands that make results from what was collected: process, again where it is out of date, all anew."""

import sys
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, day, opened
from commands.reports import tell

if TYPE_CHECKING:
    from jobs.rebuild import Plan, Rebuilt


class From(StrEnum):
    """From where on reprocessing starts: jobs.reprocess.Stage, which is not loaded for --help."""

    EXTRACT = "extract"
    ANALYSE = "analyse"


def process(
    workspace: WorkspaceOption = None,
    *,
    reprocess: Annotated[
        bool, typer.Option("--reprocess", help="Relire ce que le modèle, un lexique ou un registre a changé.")
    ] = False,
    since: Annotated[
        date | None,
        typer.Option(
            parser=day, metavar="AAAA-MM-JJ", help="Avec --reprocess : les articles depuis ce jour."
        ),
    ] = None,
    stage: Annotated[
        From | None,
        typer.Option(help="Avec --reprocess : « analyse » relit les textes rangés sans revenir aux pages."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", hidden=True)] = False,
    as_json: JsonOption = False,
) -> None:
    """Extraire, analyser et ranger ce qui a été collecté."""
    if not reprocess and (since or stage or everything):
        raise typer.BadParameter("--since, --stage et --all vont avec --reprocess")
    if reprocess:
        _reprocess(workspace, since, stage or From.EXTRACT, everything=everything, as_json=as_json)
        return
    from jobs.process import process as job

    found = opened(workspace)
    with console.progress("Traitement") as report:
        done = job(found, report)
    tell([done], as_json=as_json)


def _reprocess(
    workspace: WorkspaceOption, since: date | None, stage: From, *, everything: bool, as_json: bool
) -> None:
    from commands.changes import tell_changes
    from jobs.reprocess import Stage
    from jobs.reprocess import reprocess as job

    found = opened(workspace)
    with console.progress("Relecture") as report:
        done = job(found, since or date.min, Stage(stage), report, everything=everything)
    tell_changes(done, as_json=as_json)


def rebuild(
    workspace: WorkspaceOption = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Sans demander.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Refaire tous les résultats depuis l'archive ; les anciens fichiers restent à côté."""
    from jobs.rebuild import planned
    from jobs.rebuild import rebuild as job

    found = opened(workspace)
    plan = planned(found)
    for line in _said(plan):
        typer.echo(line, err=as_json)
    if not (yes or plan.resumes) and not _agrees():
        raise typer.Exit(2)
    with console.progress("Reconstruction") as report:
        done = job(found, report)
    tell([done.report], as_json=as_json)
    _tell_aside(done, quiet=as_json)


def _said(plan: "Plan") -> list[str]:
    """What will be done and what would be lost, before anything is moved."""
    if plan.resumes:
        return [f"Une reconstruction a été interrompue : il reste {plan.records} relevés à traiter."]
    lines = [f"{plan.records} relevés de l’archive seront retraités, dans l’ordre de la première fois."]
    if plan.older is None:
        lines += [
            plan.trouble,
            "Ce que l’archive n’a plus sera repris du dernier instantané publié, s’il y en a un.",
        ]
        return lines
    if plan.older.articles:
        lines.append(
            f"{plan.older.articles} articles ({plan.older.versions} versions) sont plus anciens que l’archive :"
            " refaits d’elle seule, ils seraient perdus. Ils sont repris tels quels des anciens fichiers."
        )
    if plan.withdrawn.versions:
        count = plan.withdrawn.versions
        said = (
            "1 version d’article vient d’une page retirée"
            if count == 1
            else f"{count} versions d’articles viennent de pages retirées"
        )
        lines.append(f"{said} sur demande : à reprendre tel quel des anciens fichiers.")
    return lines


def _agrees() -> bool:
    """Whether the person at the terminal says yes; nobody there: no."""
    if not sys.stdin.isatty():
        typer.echo("  → « beffroi rebuild --yes » le fait sans demander.", err=True)
        return False
    answer: str = typer.prompt("Refaire les résultats ? (o/n)", default="n", prompt_suffix=" ")
    return answer.strip().lower() in {"o", "oui", "y", "yes"}


def _tell_aside(done: "Rebuilt", *, quiet: bool) -> None:
    """Where the old files are, and how to be rid of them."""
    if done.aside:
        size = sum(path.stat().st_size for path in done.aside) / 1e6
        typer.echo(f"Anciens fichiers ({size:.0f} Mo), à effacer quand vous n’en voulez plus :", err=quiet)
        for path in done.aside:
            typer.echo(f"  rm '{path}'", err=quiet)
    typer.echo("Les lecteurs gardent l’instantané publié jusqu’à « beffroi publish ».", err=quiet)
