"""The commands that write what is published: an export for the newsroom, a release for everybody."""

from pathlib import Path
from typing import Annotated, Any

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, day, opened


def export(
    folder: Annotated[
        Path, typer.Argument(metavar="DOSSIER", help="Dossier à écrire : vide, absent, ou un export.")
    ],
    workspace: WorkspaceOption = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="AAAA-MM-JJ", help="Articles publiés à partir de ce jour (AAAA-MM-JJ)."),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="AAAA-MM-JJ", help="Articles publiés jusqu'à ce jour, compris.")
    ] = None,
    *,
    relevant: Annotated[bool, typer.Option("--relevant", help="Seulement les articles pertinents.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Exporter ce qui est publié, pour un usage interne : Parquet, CSV, carte, bibliographie, codebook.

    --json : une ligne par fichier de données, {"path", "rows", "size", "sha256", "relation"}.
    """
    from dataclasses import asdict

    from jobs import exports

    first, last = (day(text) if text else None for text in (since, until))
    found = opened(workspace)
    with console.progress("Export") as report:
        files = exports.export(found, folder, first, last, relevant=relevant, progress=report)
    if as_json:
        console.print_json([asdict(file) for file in files])
        return
    rows = {file.relation: file.rows for file in files if file.relation}
    out = console.console()
    out.print(f"Export écrit : {console.plain(str(folder))}", soft_wrap=True)
    out.print(
        f"{len(files)} fichiers de données, {len(rows)} tables et vues, {rows.get('articles', 0)} articles."
    )
    out.print("Usage interne : « beffroi release NOM » fait une version à transmettre.")


def release(
    name: Annotated[
        str | None, typer.Argument(metavar="[NOM]", help="Nom de la version : 2026.11 par exemple.")
    ] = None,
    workspace: WorkspaceOption = None,
    title: Annotated[
        str, typer.Option(help="Titre ; par défaut, le nom de la veille et de la version.")
    ] = "",
    creator: Annotated[
        list[str] | None,
        typer.Option(help="Auteur à citer, « Prénom Nom » (répétable) ; par défaut, la veille."),
    ] = None,
    licence: Annotated[
        str, typer.Option(help="Licence de la base : etalab-2.0, CC-BY-4.0, CC0-1.0 ou ODbL-1.0.")
    ] = "etalab-2.0",
    *,
    listed: Annotated[bool, typer.Option("--list", help="Les versions déjà faites.")] = False,
    check: Annotated[bool, typer.Option("--verify", help="Recalculer les empreintes de NOM.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Dire ce que NOM contiendrait, et ne rien écrire.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Faire une version citable et définitive de ce qui est publié, sans texte d'article, dans data/releases.

    --json : la version, {"name", "path", "title", "rows", "since"} ; avec --list une ligne par version ; avec --verify
    une ligne par fichier changé, {"file", "problem"} ; avec --dry-run, ce que dirait son release.json et
    {"path", "difference"}.
    """
    from jobs import exports

    if listed + check + dry_run > 1:
        raise typer.BadParameter("--list, --verify et --dry-run vont chacun seul")

    if name is None and not listed:
        raise typer.BadParameter("donnez le nom de la version, ou --list.", param_hint="NOM")
    found = opened(workspace)
    if name is None or listed:
        rows = exports.releases(found)
        console.show(rows if as_json else [_listed(row) for row in rows], as_json=as_json)
    elif check:
        _tell_differences(name, exports.verify(found, name), as_json=as_json)
    elif dry_run:
        planned = exports.preview(found, name, title, tuple(creator or ()), licence)
        if as_json:
            console.print_json([planned])
        else:
            _tell_planned(planned)
    else:
        with console.progress("Version") as report:
            made = exports.release(found, name, title, tuple(creator or ()), licence, progress=report)
        if as_json:
            console.print_json([made])
        else:
            console.console().print(f"Version {name} : {console.plain(made['path'])}", soft_wrap=True)


def _listed(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": row["name"],
        "titre": row["title"],
        "faite le": row["released_on"],
        "instantané": row["snapshot"],
        "articles": row["articles"],
        "dossier": row["path"],
    }


def _tell_planned(planned: dict[str, Any]) -> None:
    """A release that is not made: its tables, what made them, and how it differs from the last one."""
    out = console.console()
    found = planned["difference"]
    since = found["since"]
    rows = []
    for table, held in planned["rows"].items():
        moved = found["rows"].get(table, {})
        told = {word: moved.get(key, "") for word, key in _MOVED.items()} if since else {}
        rows.append({"table": table, "lignes": held, **told})
    console.show(rows, as_json=False, title=f"Version {planned['name']} : « {planned['title']} »")
    out.print(f"Instantané {planned['snapshot']}, publié le {planned['snapshot_at'][:10]}")
    for words, key in _VERSIONS.items():
        out.print(f"{words} : {console.plain(planned[key] or 'inconnu')}", soft_wrap=True)
    if since:
        changes = ", ".join(f"{words} {len(found[key])}" for words, key in _CHANGES.items())
        out.print(f"Depuis la version {console.plain(since)} : {changes}", soft_wrap=True)
    else:
        out.print("Première version : rien à comparer.")
    out.print(f"Rien n’est écrit. Sans --dry-run : {console.plain(planned['path'])}", soft_wrap=True)


_MOVED = {"ajoutées": "added", "retirées": "removed", "modifiées": "changed"}
_CHANGES = {
    "initiatives d’un autre état": "statuses",
    "identifiants disparus": "gone",
    "réapparus": "reappeared",
}
_VERSIONS = {
    "Beffroi": "package_version", "Schéma": "schema_version", "Analyse": "model_version",
    "Lexique": "lexicon_version", "Registres": "registers_version", "Licence": "licence",
}  # fmt: skip


def _tell_differences(name: str, wrong: list[dict[str, str]], *, as_json: bool) -> None:
    if as_json:
        console.print_json(wrong)
    elif wrong:
        console.show(wrong, as_json=False)
    else:
        console.console().print(f"Version {console.plain(name)} intacte.")
    if wrong:
        typer.echo(
            "  → Cette copie n'est plus celle qui fut publiée : reprenez-la d'où elle a été déposée.",
            err=True,
        )
        raise typer.Exit(1)
