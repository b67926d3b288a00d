"""Commands with which people measure what is stored: a sample to code blind, and what their verdicts come to."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from jobs.auditing.scoring import Scored

app = typer.Typer(
    no_args_is_help=True, help="Mesurer l'exactitude de ce qui est publié, par un double codage à l'aveugle."
)


@app.command()
def sample(
    workspace: WorkspaceOption = None,
    number: Annotated[int, typer.Option("--n", min=1, max=100_000, help="Nombre de faits à juger.")] = 200,
    seed: Annotated[int | None, typer.Option(help="Graine du tirage : la même redonne le même.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Fichier à écrire ; audit-JOUR.csv.")
    ] = None,
    coders: Annotated[int, typer.Option(min=1, max=10, help="Nombre de personnes : un fichier chacune.")] = 1,
    *,
    as_json: JsonOption = False,
) -> None:
    """Tirer un échantillon de faits publiés et d'articles écartés, à juger sans savoir ce qu'en pense la machine."""
    from jobs.auditing.audit import VERDICTS
    from jobs.auditing.audit import sample as draw
    from jobs.auditing.questions import KINDS

    drawn = draw(
        opened(workspace), out or Path(f"audit-{datetime.now(UTC):%Y-%m-%d}.csv"), number, coders, seed
    )
    if as_json:
        console.print_json([{"field": field, "items": items} for field, items in drawn.fields.items()])
    else:
        shown = [{"sorte": KINDS[field], "à juger": items} for field, items in drawn.fields.items()]
        console.show(shown, as_json=False, title=f"Échantillon (graine {drawn.seed})")
    for file in drawn.files:
        typer.echo(f"À remplir : {file} (colonne verdict : {', '.join(VERDICTS)})", err=True)
    typer.echo(f"À garder loin des codeurs : {drawn.key}", err=True)


@app.command()
def score(
    files: Annotated[
        list[Path], typer.Argument(metavar="FICHIER...", help="Les fichiers remplis, un par personne.")
    ],
    key: Annotated[
        Path | None, typer.Option(help="La clé de l'échantillon ; à défaut celle d'à côté.")
    ] = None,
    settled: Annotated[
        Path | None, typer.Option(help="Verdicts arrêtés ensemble pour les désaccords, même forme.")
    ] = None,
    write: Annotated[Path | None, typer.Option(help="Page Markdown où mettre le tableau.")] = None,
    workspace: WorkspaceOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Lire des fichiers remplis : exactitude par sorte de fait, accord des codeurs, désaccords à trancher."""
    del workspace  # the files say it all; other commands take it, and fingers type it
    from jobs.auditing.page import write_page
    from jobs.auditing.scoring import score as judge

    scored = judge(files, key, settled)
    if as_json:
        console.print_json([row._asdict() for row in scored.rows])
    else:
        _print(scored)
    for line in scored.notes:
        typer.echo(line, err=True)
    if write is not None:
        write_page(write, scored)
        typer.echo(f"Tableau écrit dans {write}", err=True)
    if scored.unsettled:
        raise typer.Exit(3)


def _print(scored: "Scored") -> None:
    from jobs.auditing.page import brief

    console.show([brief(row) for row in scored.rows], as_json=False, title="Exactitude")
    if scored.unsettled:
        shown: list[dict[str, Any]] = [
            {"id": item.id, "question": item.question, "verdicts": " / ".join(item.verdicts)}
            for item in scored.unsettled
        ]
        console.show(shown, as_json=False, title="Désaccords à trancher (--settled)")
