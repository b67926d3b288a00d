"""Commands about what is for us: what was nearly so, and learning from editors' decisions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from jobs.training import Trained
    from nlp.training.figures import Figures


def missed(
    workspace: WorkspaceOption = None,
    days: Annotated[int, typer.Option(min=1, help="Articles vus depuis ce nombre de jours.")] = 7,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Nombre d'articles.")] = 20,
    *,
    as_json: JsonOption = False,
) -> None:
    """Montrer les articles écartés de peu, les plus proches d'abord, avec les raisons."""
    from jobs.missed import NEAR
    from jobs.missed import missed as nearest

    found = nearest(opened(workspace), days, limit)
    if as_json:
        console.print_json([row._asdict() for row in found])
        return
    shown = [
        {
            "score": f"{row.relevance:.2f}".replace(".", ","),
            "date": row.day,
            "titre": row.title,
            "adresse": row.url,
            "pourquoi": " · ".join(row.why),
        }
        for row in found
    ]
    if shown:
        console.show(shown, as_json=False, title="Écartés de peu")
    else:
        typer.echo(
            f"Aucun article écarté de peu (score d'au moins {NEAR:.2f}) ces {days} derniers jours.".replace(
                ".", ",", 1
            )
        )


def train(
    decisions: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DÉCISIONS]", help="Décisions, une ligne JSON par texte ; data/decisions.jsonl."
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Apprendre des décisions de la rédaction ce qui est pour elle ; rien n'est remplacé s'il n'en juge pas mieux."""
    from jobs.training import train as learn

    with console.progress("Apprentissage") as report:
        done = learn(opened(workspace), decisions, report)
    if as_json:
        console.print_json([_row(done)])
    else:
        _print(done)
    if done.refused:
        raise typer.Exit(3)


def _row(done: "Trained") -> dict[str, Any]:
    return {
        "decisions": done.decisions,
        "replaced": done.refused is None,
        "refused": done.refused,
        "weights": done.fingerprint,
        "path": str(done.path),
        "before": done.before.row(),
        "after": done.after.row(),
        "passages_before": done.passages_before.row(),
        "passages_after": done.passages_after.row(),
    }


def _print(done: "Trained") -> None:
    rows = [
        _told("vos décisions, jugées par Beffroi", done.before),
        _told("vos décisions, chacune jugée sans elle", done.after),
        _told("textes de Beffroi, avant", done.passages_before),
        _told("textes de Beffroi, après", done.passages_after),
    ]
    console.show(rows, as_json=False, title=f"{done.decisions} décisions apprises")
    if done.refused:
        typer.echo(f"Poids inchangés : {done.refused}.", err=True)
        typer.echo("  → Relisez les décisions, ou donnez-en davantage.", err=True)
    else:
        typer.echo(f"Nouveaux poids : {done.path} ({done.fingerprint}).")
        typer.echo("« beffroi process » et « beffroi analyse -w » jugent désormais avec eux.")


def _told(what: str, figures: "Figures") -> dict[str, Any]:
    return {
        "jugés": what,
        "textes": figures.n,
        "verdicts justes": f"{figures.right * 100:.1f} %".replace(".", ","),
        "thèmes (F1)": f"{figures.topics:.3f}".replace(".", ","),
        "nature juste": f"{figures.nature * 100:.1f} %".replace(".", ","),
    }
