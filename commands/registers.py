"""`beffroi registers`: communes, territories and mayors' mandates; what is known of them, and newer ones."""

import re
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened

app = typer.Typer(
    help="Les registres officiels : communes, intercommunalités, mandats des maires.", no_args_is_help=True
)

_NAMES = {
    "communes": "Communes", "departement": "Départements", "region": "Régions", "epci": "Intercommunalités",
    "mandates": "Mandats des maires",
}  # fmt: skip
_PLACES = {"package": "livré avec Beffroi", "workspace": "espace de travail"}
_BASES = {
    "communes": "communes d'aujourd'hui", "attested": "attestés", "extrapolated": "extrapolés",
    "provisional": "provisoires", "unknown": "inconnus",
}  # fmt: skip


@app.command()
def status(workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Dire ce que les registres contiennent, de quel jour, et quelle part du pays ils couvrent."""
    from jobs import mayors
    from jobs import workspace as workspaces

    found = workspaces.find(workspace) if workspace else workspaces.here()
    rows = mayors.status(found)
    if as_json:
        console.print_json(rows)
    else:
        console.show([_cells(row) for row in rows], as_json=False, title="Registres")


def _cells(row: dict[str, Any]) -> dict[str, Any]:
    covered = [f"{count} {_BASES[basis]}" for basis, count in row["coverage"].items() if count]
    return {
        "registre": _short(row["name"]) or _NAMES[row["register"]],
        "au": row["as_of"] or "",
        "lignes": row["rows"] or "",
        "origine": _PLACES[row["place"]],
        "couverture": covered,
    }


def _short(name: str) -> str:
    """The name of a source without what the other columns say: whose register, of which day."""
    return re.sub(r", (?:état du .*|têtes? .*)$", "", name.replace("Répertoire national des élus", "RNE"))


@app.command()
def update(
    path: Annotated[
        Path | None, typer.Argument(metavar="[FICHIER]", help="Fichier des maires, tel que data.gouv.fr le publie.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Le même, nommé.")] = None,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"],
            help="Jour auquel ce registre a été établi ; sinon, le dernier dont il parle.",
        ),
    ] = None,
    url: Annotated[str | None, typer.Option(help="Adresse du registre, si elle a changé.")] = None,
    workspace: WorkspaceOption = None,
    *,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Mettre à jour les mandats des maires, d'un fichier ou de l'adresse officielle ; chaque registre est gardé."""
    from jobs import mayors

    given = path or file
    if (path and file) or (given and url):
        raise typer.BadParameter("donnez un fichier, ou une adresse, pas les deux")
    found = opened(workspace)
    seen = day.date() if day else None
    if given:
        done = mayors.update_from_file(found, given, seen)
    else:
        done = mayors.update_from_net(found, url or mayors.OFFICIAL, seen)
    if as_json:
        console.print_json([_facts(done)])
        return
    known = " (déjà connu)" if done.already_known else ""
    typer.echo(f"Registre des maires du {done.day.isoformat()}{known} : {_count(done.mayors, 'maire')}.")
    typer.echo(
        f"À cette date, {_count(done.changed, 'commune')} n’avaient pas ce maire jusqu’ici."
        if done.changed > 1
        else f"À cette date, {_count(done.changed, 'commune')} n’avait pas ce maire jusqu’ici."
    )
    if done.replaced:
        typer.echo(f"Il remplace un autre registre de ce jour, gardé sous le nom {done.replaced}.")
    if done.mayors < mayors.WHOLE:
        typer.echo("Ce fichier ne couvre qu’une part du pays : ailleurs, rien ne change.", err=True)
    typer.echo("« beffroi process » s’en sert dès maintenant.")
    if done.unknown:
        typer.echo(
            f"{_count(done.unknown, 'code')} de commune inconnus de cette version de Beffroi.", err=True
        )


def _count(n: int, what: str) -> str:
    """A number with its noun: 1 maire, 34 875 maires."""
    return f"{n:,} {what}{'s' if n > 1 else ''}".replace(",", "\u202f")


def _facts(done: Any) -> dict[str, Any]:
    return {
        "day": done.day, "file": done.file, "mayors": done.mayors, "changed": done.changed,
        "unknown": done.unknown, "already_known": done.already_known, "replaced": done.replaced,
    }  # fmt: skip
