"""What was said: listed, taken back, made test cases and decisions."""

from pathlib import Path
from typing import Annotated

import typer

from commands import console
from commands.correcting.options import (
    ByOption,
    NowOption,
    WhyOption,
)
from commands.correcting.told import json_row, shown, tell, words
from commands.options import JsonOption, WorkspaceOption, opened


def list_corrections(
    workspace: WorkspaceOption = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Celles qui ont été annulées aussi.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Montrer les corrections, et ce que chacune change."""
    from jobs.correcting.corrections import listed

    rows = listed(opened(workspace), undone_too=every)
    if as_json:
        console.print_json([json_row(row) for row in rows])
    elif rows:
        console.show([shown(row) for row in rows], as_json=False, title="Corrections")
    else:
        typer.echo("Aucune correction.")


def undo(
    correction: Annotated[
        str, typer.Argument(metavar="NUMÉRO", help="Celui que donne « correct list » : c12, s3.")
    ],
    workspace: WorkspaceOption = None,
    why: WhyOption = None,
    by: ByOption = None,
    *,
    now: NowOption = False,
    as_json: JsonOption = False,
) -> None:
    """Annuler une correction : tout redevient ce qu'il serait sans elle."""
    from jobs.correcting.corrections import undo as take_back

    found = opened(workspace)
    said = take_back(found, correction, words(by, why))
    tell(found, said, now=now, as_json=as_json, undone=True)


def export(
    workspace: WorkspaceOption = None,
    tests: Annotated[
        Path | None,
        typer.Option("--tests", metavar="DOSSIER", help="Cas d'essai : textes, et ce qu'il faut y trouver."),
    ] = None,
    training: Annotated[
        Path | None, typer.Option("--training", metavar="FICHIER", help="Décisions, pour « beffroi train ».")
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Faire des corrections des cas d'essai, ou des décisions à apprendre. À garder chez vous : textes de presse."""
    from jobs.correcting.cases import export_tests, export_training

    if (tests is None) is (training is None):
        raise typer.BadParameter("donnez --tests DOSSIER ou --training FICHIER")
    found = opened(workspace)
    path = tests or training
    count = export_tests(found, tests) if tests else export_training(found, training or found.decisions)
    if as_json:
        console.print_json([{"path": str(path), "exported": count}])
    else:
        what = "cas d’essai" if tests else "décision(s)"
        typer.echo(f"{count} {what} dans {path}. Ce sont des textes de presse : à ne pas diffuser.")
