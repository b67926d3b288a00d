"""`beffroi sources`: the outlets that are watched, and what to do about them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened
from commands.sources_check import answers, check, moment
from core.errors import InputError

if TYPE_CHECKING:
    from core.types import Entry, Source
    from crawler.discovery.findings import Finding
    from jobs.sources import Watched

app = typer.Typer(
    help="Les titres suivis : les voir, en trouver, en ajouter, vérifier qu'ils répondent.",
    no_args_is_help=True,
)
app.command()(check)

Slugs = Annotated[
    list[str], typer.Argument(metavar="TITRE...", help="Titres, par leur nom dans sources.toml.")
]
Url = Annotated[str, typer.Argument(metavar="URL", help="Page d'accueil du titre, ou adresse d'un flux.")]
_KINDS = {"feed": "flux", "sitemap": "plan de site", "listing": "rubrique"}
_HOW = {
    "declared": "déclaré par la page", "robots": "donné par robots.txt", "common": "emplacement usuel",
    "homepage": "liens de la page", "given": "adresse donnée",
}  # fmt: skip


@app.command("list")
def list_(
    workspace: WorkspaceOption = None,
    *,
    all_of_them: Annotated[bool, typer.Option("--all", help="Aussi les titres inactifs.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Montrer les titres suivis, et quand ils ont répondu."""
    from jobs.sources import watched

    found = opened(workspace)
    rows = watched(found, all_of_them=all_of_them)
    if as_json:
        console.print_json([_facts(row) for row in rows])
        return
    if not rows:
        typer.echo("Aucun titre actif : « beffroi sources add », ou « list --all » pour voir les autres.")
        return
    console.show([_cells(row) for row in rows], as_json=False, title=str(found.sources_file))


@app.command()
def add(
    url: Url,
    slug: Annotated[str | None, typer.Option(help="Son nom dans sources.toml.")] = None,
    name: Annotated[str | None, typer.Option(help="Son nom pour les lecteurs.")] = None,
    kind: Annotated[str | None, typer.Option(help="Sa famille.")] = None,
    group: Annotated[str | None, typer.Option(help="Son propriétaire.")] = None,
    departement: Annotated[
        list[str] | None, typer.Option(help="Un département qu'il couvre (répétable).")
    ] = None,
    feed: Annotated[list[str] | None, typer.Option(help="Adresse d'un flux (répétable).")] = None,
    sitemap: Annotated[list[str] | None, typer.Option(help="Adresse d'un plan de site (répétable).")] = None,
    listing: Annotated[
        str | None,
        typer.Option(metavar="MOTIF", help="Motif (expression régulière) des adresses d'articles."),
    ] = None,
    listing_url: Annotated[
        str | None, typer.Option(help="La page qui liste ces articles ; sinon, URL.")
    ] = None,
    workspace: WorkspaceOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Ajouter un titre ; sans point d'entrée donné, le meilleur de ceux que le site montre."""
    from jobs import sources

    if listing_url and not listing:
        raise InputError("--listing-url ne dit pas quels liens sont des articles", "Ajoutez --listing MOTIF.")
    points = _points(feed or [], sitemap or [], listing, listing_url or url)
    wanted = sources.Wanted(slug, name, kind, group, tuple(departement or ()), points)
    with console.progress("Recherche") as report:
        added = sources.add(opened(workspace), url, wanted, answers(report))
    if as_json:
        console.print_json([_source(added)])
        return
    out = console.console()
    out.print(f"Ajouté : [bold]{console.plain(added.slug)}[/], {console.plain(added.homepage)}")
    for point in added.entries:
        out.print(f"  {_KINDS[point.kind]} : {console.plain(point.url)}", soft_wrap=True)
    out.print(f"Ensuite : beffroi sources check {added.slug}", markup=False)


@app.command()
def discover(url: Url, workspace: WorkspaceOption = None, *, as_json: JsonOption = False) -> None:
    """Chercher les flux, plans de site et rubriques d'un site, et dire lequel marche le mieux."""
    from jobs.sources import discover as find

    with console.progress("Recherche") as report:
        findings = find(opened(workspace), url, answers(report))
    best = findings[0] if findings and findings[0].announced else None
    if as_json:
        console.print_json([_finding(found) for found in findings])
    elif findings:
        console.show([_found(found) for found in findings], as_json=False, title=url)
    if best is None:
        typer.echo("Aucun point d'entrée n'annonce d'article.", err=True)
        raise typer.Exit(3)
    if not as_json:
        out = console.console()
        out.print(
            f"\nLe meilleur : {_KINDS[best.entry.kind]}, {console.plain(best.entry.url)}", soft_wrap=True
        )
        out.print(f"Ensuite : {_add_line(url, best.entry)}", soft_wrap=True, markup=False)


@app.command()
def enable(slugs: Slugs, workspace: WorkspaceOption = None) -> None:
    """Activer des titres."""
    _switch(slugs, workspace, enabled=True)


@app.command()
def disable(slugs: Slugs, workspace: WorkspaceOption = None) -> None:
    """Mettre des titres de côté, sans les oublier."""
    _switch(slugs, workspace, enabled=False)


@app.command("import-opml")
def import_opml(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Liste de flux d'un lecteur, en OPML.")],
    workspace: WorkspaceOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Ajouter les titres d'une liste OPML ; ceux qui sont suivis déjà sont laissés."""
    from jobs import opml

    read = opml.follow(opened(workspace), file)
    if as_json:
        console.print_json([_source(source) for source in read.sources])
    else:
        feeds = sum(len(source.entries) for source in read.sources)
        typer.echo(f"{len(read.sources)} titres ajoutés ({feeds} flux) ; {len(read.known)} flux déjà suivis.")
    for feed, why in read.refused:
        typer.echo(f"{feed} : {why}", err=True)
    if read.refused:
        raise typer.Exit(3)


@app.command("export-opml")
def export_opml(
    file: Annotated[Path | None, typer.Argument(metavar="[FICHIER]", help="Fichier à écrire.")] = None,
    workspace: WorkspaceOption = None,
    *,
    all_of_them: Annotated[bool, typer.Option("--all", help="Aussi les titres inactifs.")] = False,
) -> None:
    """Écrire les flux des titres suivis en OPML, pour un lecteur de flux."""
    from jobs import opml
    from jobs.files import replace_text

    found = opened(workspace)
    sources = [s for s in found.sources() if s.enabled or all_of_them]
    text = opml.write(sources, found.settings.workspace.name).decode("utf-8")
    if file is None:
        sys.stdout.write(text)
    else:
        replace_text(file, text)
    if without := [s.slug for s in sources if not any(e.kind == "feed" for e in s.entries)]:
        typer.echo(f"Sans flux, donc absents : {', '.join(without)}.", err=True)


def _switch(slugs: list[str], workspace: Path | None, *, enabled: bool) -> None:
    from core.sources_edit import Flags
    from jobs.sources import set_flags

    set_flags(opened(workspace), {slug: Flags(enabled=enabled) for slug in slugs})
    typer.echo(f"{'Activés' if enabled else 'Mis de côté'} : {', '.join(slugs)}.")


def _points(
    feeds: list[str], sitemaps: list[str], listing: str | None, listing_url: str
) -> "tuple[Entry, ...]":
    from core.types import Entry, EntryKind

    found = [Entry(EntryKind.FEED, feed) for feed in feeds]
    found += [Entry(EntryKind.SITEMAP, sitemap) for sitemap in sitemaps]
    found += [Entry(EntryKind.LISTING, listing_url, listing)] if listing else []
    return tuple(found)


def _source(source: "Source") -> dict[str, Any]:
    return {
        "slug": source.slug,
        "name": source.name,
        "homepage": source.homepage,
        "kind": source.kind,
        "group": source.outlet_group,
        "departements": source.departements,
        "evidence": source.evidence,
        "enabled": source.enabled,
        "verified": source.verified,
        "entries": [{"kind": e.kind.value, "url": e.url, "pattern": e.pattern} for e in source.entries],
    }


def _facts(row: "Watched") -> dict[str, Any]:
    dates = {"last_answer": row.last_answer, "last_asked": row.last_asked}
    return {**_source(row.source), "verified": row.verified, **dates}


def _answered(row: "Watched") -> str:
    """When it last answered, or why that is not known."""
    if row.last_answer is None and row.last_asked is not None:
        return f"non, demandé le {moment(row.last_asked)}"
    return moment(row.last_answer) or ("jamais demandé" if row.verified else "non vérifié")


def _cells(row: "Watched") -> dict[str, Any]:
    """What fits a terminal of 80 characters; `--json` has the rest."""
    source = row.source
    kinds = [_KINDS[entry.kind] for entry in source.entries]
    return {
        "titre": source.slug,
        "actif": "oui" if source.enabled else "non",
        "a répondu": _answered(row),
        "entrées": ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds)),
    }


def _finding(found: "Finding") -> dict[str, Any]:
    return {
        "kind": found.entry.kind.value,
        "url": found.entry.url,
        "pattern": found.entry.pattern,
        "how": found.how,
        "announced": found.announced,
        "newest": found.newest,
        "titled": found.titled,
        "extracts": found.extracts,
        "sample": found.sample,
    }


def _found(found: "Finding") -> dict[str, Any]:
    return {
        "entrée": _KINDS[found.entry.kind],
        "adresse": found.entry.url,
        "trouvée": _HOW.get(found.how, found.how),
        "articles": found.announced,
        "avec extrait": found.extracts,
        "dernier": moment(found.newest),
        "exemple": found.sample[0] if found.sample else "",
    }


def _add_line(url: str, entry: "Entry") -> str:
    """The command that adds this entry point, quoted for a shell."""
    import shlex

    if entry.kind == "listing":
        words = [url, "--listing", entry.pattern or "", "--listing-url", entry.url]
    else:
        words = [url, f"--{entry.kind.value}", entry.url]
    return shlex.join(["beffroi", "sources", "add", *words])
