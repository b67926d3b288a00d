"""Commands that make the workspace advance: init, run, collect, process, publish, backfill, schedule."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.options import JsonOption, SourceOption, WorkspaceOption, opened

if TYPE_CHECKING:
    from core.types import RunReport


def init(
    directory: Annotated[Path, typer.Argument(metavar="[DIR]", help="Dossier à créer.")] = Path("veille"),
    name: Annotated[str | None, typer.Option(help="Nom de la veille.")] = None,
    contact: Annotated[str | None, typer.Option(help="Adresse donnée aux sites visités.")] = None,
    basis: Annotated[str | None, typer.Option(help="Base légale : general, research ou licence.")] = None,
) -> None:
    """Créer un espace de travail : beffroi.toml, sources.toml, data/."""
    from jobs import workspace

    asked = sys.stdin.isatty()
    answers = {
        "name": name or (typer.prompt("Nom de la veille", "Veille") if asked else "Veille"),
        "legal_basis": basis
        or (typer.prompt("Base légale (general, research, licence)", "general") if asked else "general"),
    }
    contact = (
        contact if contact is not None else (typer.prompt("Contact (courriel ou page)", "") if asked else "")
    )
    made = workspace.create(directory, {"workspace": answers, "crawler": {"contact": contact}})
    out = console.console()
    out.print(f"Espace de travail créé : {made.root}")
    out.print("Ensuite : ajoutez des titres à sources.toml, puis « beffroi run ».")


def run(
    workspace: WorkspaceOption = None, source: SourceOption = None, *, as_json: JsonOption = False
) -> None:
    """Collecter, traiter et publier, une fois."""
    from jobs.run import run as run_all

    found = opened(workspace)
    with console.progress("Collecte") as collecting, console.progress("Traitement") as processing:
        reports = run_all(found, tuple(source or ()), _pages(collecting), processing)
    _report(reports, as_json=as_json)


def collect(
    workspace: WorkspaceOption = None, source: SourceOption = None, *, as_json: JsonOption = False
) -> None:
    """Demander aux sources ce qu'elles ont de neuf."""
    from jobs.collect import collect as job

    found = opened(workspace)
    with console.progress("Collecte") as report:
        done = job(found, tuple(source or ()), _pages(report))
    _report([done], as_json=as_json)


def process(workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Extraire, analyser et ranger ce qui a été collecté."""
    from jobs.process import process as job

    found = opened(workspace)
    with console.progress("Traitement") as report:
        done = job(found, report)
    _report([done], as_json=as_json)


def publish(workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Publier un instantané pour les lecteurs, si quelque chose a changé."""
    from jobs.publish import publish as job

    _report([job(opened(workspace))], as_json=as_json)


def backfill(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Pages HTML, fichiers WARC, dossiers.")
    ],
    url: Annotated[str | None, typer.Option(help="Adresse de la page, quand il n'y en a qu'une.")] = None,
    workspace: WorkspaceOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Reprendre des pages enregistrées, puis traiter et publier."""
    from jobs.backfill import backfill as job

    found = opened(workspace)
    with console.progress("Reprise") as report:
        done = job(found, paths, url, report)
    _report(done, as_json=as_json)


def schedule(
    workspace: WorkspaceOption = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Montrer les sept prochains jours et finir.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Faire tourner toutes les tâches à leurs heures."""
    import scheduler
    from core import logs

    found = opened(workspace)
    if dry_run and as_json:
        console.print_json(scheduler.preview(found))
        return
    if dry_run:
        console.show(_next_hours(scheduler.preview(found)), as_json=False, title="Sept prochains jours")
        return
    logs.configure(found.settings.log.level, found.logs)
    scheduler.serve(found)


def _next_hours(planned: list[dict[str, str]]) -> list[dict[str, str]]:
    """One row a job: its next three times, and how many in all."""
    names = dict.fromkeys((row["tâche"], row["commande"]) for row in planned)
    rows = []
    for name, command in names:
        hours = [row["heure"] for row in planned if row["tâche"] == name]
        rows.append(
            {
                "tâche": name,
                "commande": command,
                "prochaines fois": ", ".join(hours[:3]),
                "en tout": str(len(hours)),
            }
        )
    return rows


def _pages(report: console.Reporter) -> Any:
    """A crawl reports counts by outcome; the bar wants one number."""
    return lambda counts: report(sum(counts.values()), 0)


def _report(reports: "list[RunReport]", *, as_json: bool) -> None:
    """What each job did, one row a count; then what needs a look, which also sets the exit code."""
    from digest.french import reason

    counted = [(r, what, n) for r in reports for what, n in (r.counts or {"": 0}).items()]
    if as_json:
        keys = ("run_id", "job", "status", "what", "count")
        console.print_json(
            [dict(zip(keys, (r.run_id, r.job, r.status, w, n), strict=True)) for r, w, n in counted]
        )
    else:
        words = [(_JOBS.get(r.job, r.job), _label(what), n) for r, what, n in counted]
        console.show(
            [dict(zip(("tâche", "quoi", "nombre"), row, strict=True)) for row in words], as_json=False
        )
    problems = [problem for r in reports for problem in r.problems]
    for source, url, why in problems:
        typer.echo(f"{source} : {reason(why)} ({url})", err=True)
    if problems:
        typer.echo("  → Vérifiez ces adresses dans sources.toml, ou mettez « enabled = false ».", err=True)
        raise typer.Exit(3)


_JOBS = {"collect": "collecte", "process": "traitement", "publish": "publication", "backfill": "reprise"}
_WORDS = {
    "entry": "point d'entrée", "page": "page", "article": "article", "rejected": "refus", "pages": "pages reprises",
    "fetched": "lu", "unchanged": "inchangé", "reserved": "réservé", "refused": "refusé", "failed": "en échec",
    "full": "entier", "excerpt": "extrait", "title": "titre seul", "relevant": "pour nous",
    "published": "instantané publié (0 : rien de neuf)",
}  # fmt: skip


def _label(what: str) -> str:
    """A count's name in words: "page.refused.robots" -> "page, refusé, interdit par robots.txt"."""
    from digest.french import reason

    return ", ".join(_WORDS.get(part) or reason(part) for part in what.split(".") if part)
