"""Commands that make the workspace advance: init, run, collect, publish, backfill, schedule."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from commands import console
from commands.options import JsonOption, SourceOption, WorkspaceOption, day, opened
from commands.reports import tell


def init(
    directory: Annotated[Path, typer.Argument(metavar="[DOSSIER]", help="Dossier à créer.")] = Path("veille"),
    name: Annotated[str | None, typer.Option(help="Nom de la veille.")] = None,
    contact: Annotated[str | None, typer.Option(help="Adresse donnée aux sites visités.")] = None,
    basis: Annotated[str | None, typer.Option(help="Base légale : general, research ou licence.")] = None,
    *,
    catalogue: Annotated[bool, typer.Option(help="Commencer avec le catalogue des titres français.")] = True,
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
    given = {"workspace": answers, "crawler": {"contact": contact}}
    made = workspace.create(directory, given, workspace.first_sources(catalogue=catalogue))
    sources = made.sources()
    out = console.console()
    out.print(f"Espace de travail créé : {made.root}", soft_wrap=True, markup=False)
    if sources:
        active = sum(source.enabled for source in sources)
        out.print(f"{active} titres actifs sur {len(sources)} dans sources.toml.")
    steps = [] if contact else [f"donnez « contact » dans {made.root / 'beffroi.toml'}"]
    steps += [
        f"« beffroi sources {'check' if sources else 'add ADRESSE'} -w {directory} »",
        f"« beffroi run -w {directory} »",
    ]
    out.print(f"Ensuite : {', puis '.join(steps)}.", soft_wrap=True, markup=False)


DueOption = Annotated[
    bool, typer.Option("--due", help="Seulement les sources dont c'est l'heure, selon leur rythme.")
]


def run(
    workspace: WorkspaceOption = None,
    source: SourceOption = None,
    *,
    due: DueOption = False,
    as_json: JsonOption = False,
) -> None:
    """Collecter, traiter et publier, une fois."""
    from jobs.run import run as run_all

    found = opened(workspace)
    with console.bars("Collecte", "Traitement") as (collecting, processing):
        reports = run_all(found, tuple(source or ()), _pages(collecting), processing, due_only=due)
    tell(reports, as_json=as_json)


def collect(
    workspace: WorkspaceOption = None,
    source: SourceOption = None,
    *,
    due: DueOption = False,
    as_json: JsonOption = False,
) -> None:
    """Demander aux sources ce qu'elles ont de neuf."""
    from jobs.collect import collect as job

    found = opened(workspace)
    with console.progress("Collecte") as report:
        done = job(found, tuple(source or ()), _pages(report), due_only=due)
    tell([done], as_json=as_json)


def publish(
    workspace: WorkspaceOption = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="Même si rien n'a changé.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Publier un instantané pour les lecteurs, si quelque chose a changé."""
    from jobs.publish import publish as job

    tell([job(opened(workspace), force=force)], as_json=as_json)


def backfill(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[CHEMIN...]", help="Pages HTML, fichiers WARC, dossiers.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Adresse de la page, quand il n'y en a qu'une.")] = None,
    source: Annotated[
        str | None, typer.Option("--source", "-s", help="Remonter le passé de cette source.")
    ] = None,
    since: Annotated[
        date | None, typer.Option(parser=day, metavar="AAAA-MM-JJ", help="Jusqu'à ce jour.")
    ] = None,
    max_pages: Annotated[int, typer.Option(min=1, help="Nombre de pages demandées au plus.")] = 5000,
    workspace: WorkspaceOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Reprendre des pages enregistrées, ou le passé d'une source, puis traiter et publier."""
    from jobs.backfill import backfill as saved
    from jobs.past import walk

    found = opened(workspace)
    _refuse_mixed(paths, url, source, since)
    with console.bars("Reprise", "Traitement") as (report, processing):
        if source and since:
            done = walk(found, source, since, max_pages, _pages(report), processing)
        else:
            done = saved(found, paths or [], url, processing)
    tell(done, as_json=as_json)


def _refuse_mixed(paths: list[Path] | None, url: str | None, source: str | None, since: date | None) -> None:
    """Saved pages, or the past of a source: one of the two, and whole."""
    if bool(source) != bool(since):
        raise typer.BadParameter("--source et --since vont ensemble")
    if bool(source) == bool(paths):
        raise typer.BadParameter("donnez des fichiers (CHEMIN...), ou --source et --since")
    if source and url:
        raise typer.BadParameter("--url vaut pour une page enregistrée, pas pour --source")


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
