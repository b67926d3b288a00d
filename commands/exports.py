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
    as_json: JsonOption = False,
) -> None:
    """Faire une version citable et définitive de ce qui est publié, sans texte d'article, dans data/releases.

    --json : la version, {"name", "path", "title", "rows", "since"} ; avec --list une ligne par version ; avec --verify
    une ligne par fichier changé, {"file", "problem"}.
    """
    from jobs import exports

    if name is None and not listed:
        raise typer.BadParameter("donnez le nom de la version, ou --list.", param_hint="NOM")
    found = opened(workspace)
    if name is None or listed:
        rows = exports.releases(found)
        console.show(rows if as_json else [_listed(row) for row in rows], as_json=as_json)
    elif check:
        _tell_differences(name, exports.verify(found, name), as_json=as_json)
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
