"""The command that puts SQL to what was published."""

import sys
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from commands import console
from commands.options import JsonOption, WorkspaceOption

if TYPE_CHECKING:
    from store.sandbox.ask import Answer

MOST = 10_000
"""Rows without --limit. A result that this cuts, and nobody asked to cut, ends with code 3."""
_LONGEST = 1_000_000
_ALL = 2**62
"""A file holds the whole result, unless --limit says otherwise."""


class Format(StrEnum):
    """How a result is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"


_BINARY = {Format.PARQUET, Format.XLSX}


def sql(
    query: Annotated[
        str,
        typer.Argument(
            metavar="REQUÊTE",
            help="Une requête SQL sur beffroi.duckdb (lecture seule) ; « - » : entrée standard.",
        ),
    ],
    workspace: WorkspaceOption = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="Forme du résultat ; à défaut celle du fichier, ou un tableau."),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Fichier à écrire.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help=f"Nombre de lignes au plus ; {MOST} sans --output.")
    ] = None,
    timeout: Annotated[
        float | None, typer.Option(min=0.1, help="Secondes accordées ; store.sql_seconds.")
    ] = None,
    search: Annotated[
        str | None, typer.Option(help="Joindre ce que trouve une recherche : table hits(article_id, score).")
    ] = None,
    *,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Joindre les textes des articles : table article_texts.")
    ] = False,
    excel: Annotated[
        bool, typer.Option("--excel", help="Un CSV que le tableur Excel ouvre d'un double clic.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Interroger la base publiée."""
    from jobs.sql import Child, ask

    wanted = _form(form, output, excel=excel, as_json=as_json)
    most = limit or (_ALL if output else MOST)
    statement = _typed() if query == "-" else query
    with Child() as child:  # it loads DuckDB while the settings are read here
        from jobs import workspace as workspaces

        found = workspaces.find(workspace)
        with ask(
            found,
            statement,
            most,
            with_text=with_text,
            search=search,
            seconds=timeout,
            child=child,
        ) as answer:
            if wanted == Format.TABLE:
                _show(answer)
            else:
                _write(answer, wanted, output)
    if answer.truncated:
        typer.echo(f"Résultat coupé à {most} ligne{'s' * (most > 1)} (--limit).", err=True)
        if limit is None:
            raise typer.Exit(3)


def _form(form: Format | None, output: Path | None, *, excel: bool, as_json: bool) -> str:
    """The form asked for, or refused as misuse."""
    ending = output.suffix[1:].lower() if output else ""
    if form is None and ending in {Format.JSON, Format.CSV, Format.PARQUET, Format.XLSX}:
        form = Format(ending)
    wanted = form or (Format.JSON if as_json else Format.CSV if excel else Format.TABLE)
    if excel and wanted is not Format.CSV:
        raise typer.BadParameter("--excel est une forme du CSV ; un classeur : -f xlsx.")
    if as_json and wanted is not Format.JSON:
        raise typer.BadParameter("--json et une autre forme à la fois.")
    if output is not None and wanted is Format.TABLE:
        raise typer.BadParameter("--output demande -f json, csv, parquet ou xlsx.")
    if output is None and wanted in _BINARY and sys.stdout.isatty():
        raise typer.BadParameter(
            f"-f {wanted} ne se lit pas dans un terminal, il s’écrit dans un fichier : --output FICHIER."
        )
    return "excel" if excel else wanted


def _typed() -> str:
    """The query of standard input."""
    from core.errors import QueryError

    data = sys.stdin.buffer.read(_LONGEST + 1)
    if len(data) > _LONGEST:
        raise QueryError(f"Requête de plus de {_LONGEST} octets.", "Raccourcissez-la.")
    return data.decode("utf-8", "replace")


def _show(answer: "Answer") -> None:
    from store.sandbox.cells import unique
    from store.sandbox.values import rows_of

    columns = unique(answer.columns)
    rows = [dict(zip(columns, row, strict=True)) for batch in answer.batches() for row in rows_of(batch)]
    console.show(rows, as_json=False)


def _write(answer: "Answer", form: str, output: Path | None) -> None:
    from jobs.sql import write

    with _destination(form, output) as file:
        cut = write(answer, form, file)
    for line in cut:
        typer.echo(line, err=True)
    if output:
        typer.echo(f"{answer.rows} lignes : {output}", err=True)


def _destination(form: str, output: Path | None) -> AbstractContextManager[IO[bytes]]:
    """Text runs to the output as it comes; what is worth nothing in half waits until it is whole."""
    from store.sandbox.output import whole_file, whole_stream

    if output is not None:
        return whole_file(output)
    return whole_stream(sys.stdout.buffer) if form in _BINARY else nullcontext(sys.stdout.buffer)
