"""The command that puts SQL to what was published."""

from enum import StrEnum
from typing import Annotated

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption, opened


class Format(StrEnum):
    """How a result is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def sql(
    query: Annotated[str, typer.Argument(help="Une requête SQL sur beffroi.duckdb (lecture seule).")],
    workspace: WorkspaceOption = None,
    output: Annotated[Format, typer.Option("--format", "-f", help="Forme du résultat.")] = Format.TABLE,
    limit: Annotated[int, typer.Option(min=1, help="Nombre de lignes au plus.")] = 10_000,
    *,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Joindre les textes des articles : table article_texts.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Interroger la base publiée."""
    from jobs.reading import sql as ask

    result = ask(opened(workspace), query, limit, with_text=with_text)
    columns = _unique(result.columns)
    rows = [dict(zip(columns, row, strict=True)) for row in result.rows]
    if output is Format.CSV and not as_json:
        _csv(columns, result.rows)
    else:
        console.show(rows, as_json=as_json or output is Format.JSON)
    if result.truncated:
        typer.echo(f"Résultat coupé à {limit} lignes (--limit).", err=True)


def _unique(columns: tuple[str, ...]) -> list[str]:
    """Column names with a number where one comes twice: a join must not lose a column."""
    seen: dict[str, int] = {}
    names = []
    for name in columns:
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return names


def _csv(columns: list[str], rows: list[tuple[object, ...]]) -> None:
    """CSV on standard output; a cell that a spreadsheet would take for a formula is made text."""
    import csv
    import sys

    writer = csv.writer(sys.stdout)
    writer.writerow(columns)
    writer.writerows([_inert(cell) for cell in row] for row in rows)


def _inert(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
