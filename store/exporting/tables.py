"""Tables as files: Parquet as they are, CSV as any program reads it, each counted once it is written.

Parquet is sorted by key and compressed with zstd; the CSV is made from it, so that both hold the same rows in the same
order. The same rows give the same bytes.
"""

# ruff: noqa: S608  names come from the published file's own schema, paths from the caller

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from core.errors import StoreError
from store.exporting.copy import columns, key_of

VIEWS = (
    "v_articles", "v_mayors", "v_initiatives", "v_quotes", "v_figures", "v_agenda", "v_stories", "v_weekly",
    "v_coverage", "v_listening", "v_source_health", "v_article_communes", "v_article_technologies", "v_article_repeats",
)  # fmt: skip
"""All views of the schema: comments speak of one another."""

_OF_TODAY = {("v_agenda", "coming")}
"""Columns that depend on the day of the question: a file that is kept cannot hold them."""

_GUARD = r"regexp_matches({0}, '^\s*[=+\-@]|^[\t\r\n]')"
"""What a spreadsheet takes for a formula."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or a view, in the catalog that it is read from."""

    catalog: str
    name: str

    @property
    def sql(self) -> str:
        """Its name in a query."""
        return f"{self.catalog}.main.{self.name}"


@dataclass(frozen=True, slots=True)
class Written:
    """A file of an export: its place in the folder, rows (records, features, references), size and SHA-256.

    `relation` is the table or view that it holds, empty for another kind of file.
    """

    path: str
    rows: int
    size: int
    sha256: str
    relation: str = ""


def exported_columns(connection: duckdb.DuckDBPyConnection, relation: Relation) -> list[tuple[str, str]]:
    """(name, DuckDB type) of what is written of it."""
    found = columns(connection, relation.catalog, relation.name)
    return [(name, kind) for name, kind in found if (relation.name, name) not in _OF_TODAY]


def write_table(
    connection: duckdb.DuckDBPyConnection, relation: Relation, folder: Path
) -> tuple[Written, Written]:
    """Write parquet/<name>.parquet and csv/<name>.csv; raises StoreError when their rows are not all there."""
    known = exported_columns(connection, relation)
    expected = _count(connection, f"SELECT count(*) FROM {relation.sql}")
    parquet, text = (folder / kind / f"{relation.name}.{kind}" for kind in ("parquet", "csv"))
    listed = ", ".join(f'"{name}"' for name, _ in known)
    order = key_of(connection, relation.catalog, relation.name)
    connection.execute(
        f"COPY (SELECT {listed} FROM {relation.sql} ORDER BY {order}) TO {quoted(parquet)}"
        " (FORMAT parquet, COMPRESSION zstd)"
    )
    cells = ", ".join(f'{_as_text(name, kind)} AS "{name}"' for name, kind in known)
    connection.execute(
        f"COPY (SELECT {cells} FROM read_parquet({quoted(parquet)})) TO {quoted(text)}"
        " (FORMAT csv, HEADER, NEW_LINE '\\r\\n')"
    )
    check(parquet, expected, pq.ParquetFile(parquet).metadata.num_rows)
    check(text, expected, _records(text) - 1)
    return (
        written(folder, parquet, expected, relation.name),
        written(folder, text, expected, relation.name),
    )


def written(folder: Path, path: Path, rows: int, relation: str = "") -> Written:
    """A file of `folder` as it now is."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Written(path.relative_to(folder).as_posix(), rows, path.stat().st_size, digest, relation)


def check(path: Path, expected: int, found: int) -> None:
    """A file that lost a row must not be taken for whole."""
    if found != expected:
        raise StoreError(
            f"{path.name} : {found} lignes écrites sur {expected}.",
            "Rien n’est gardé de cet export : recommencez, et signalez-le si cela se répète.",
        )


def quoted(path: Path) -> str:
    """A path as SQL takes it."""
    return "'" + str(path).replace("'", "''") + "'"


def _as_text(name: str, kind: str) -> str:
    """A cell: lists and maps as JSON, instants as ISO 8601, and no formula."""
    column = f'"{name}"'
    if kind == "VARCHAR":
        return f"CASE WHEN {_GUARD.format(column)} THEN '''' || {column} ELSE {column} END"
    if kind.startswith("TIMESTAMP"):
        return f"strftime({column}, '%Y-%m-%dT%H:%M:%S.%fZ')"
    if kind.endswith("]") or kind.startswith(("MAP", "STRUCT")):
        return f"to_json({column})::VARCHAR"
    return column


def _records(path: Path) -> int:
    """Records of a CSV file, its header included, as another reader than the one that wrote it counts them."""
    return sum(1 for _ in _lines(path))


def _lines(path: Path) -> Iterator[list[str]]:
    limit = csv.field_size_limit(1 << 30)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.reader(file, strict=True)
    finally:
        csv.field_size_limit(limit)


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0]) if row else 0
