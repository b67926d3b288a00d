"""The codebook of an export: what each table and column holds, in the words of the schema's own comments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from store.exporting.papers import many, paper
from store.exporting.tables import Relation, exported_columns
from store.tables import KEYS


@dataclass(frozen=True, slots=True)
class Described:
    """A table or a view with its rows, for the codebook."""

    relation: Relation
    rows: int
    comment: str
    is_view: bool


def describe(
    connection: duckdb.DuckDBPyConnection, relations: Iterable[Relation], rows: Mapping[str, int]
) -> list[Described]:
    """What the schema says of these tables and views."""
    found = connection.execute(
        "SELECT database_name, table_name, comment, false FROM duckdb_tables()"
        " UNION ALL SELECT database_name, view_name, comment, true FROM duckdb_views()"
    ).fetchall()
    known = {(catalog, name): (comment or "", is_view) for catalog, name, comment, is_view in found}
    return [Described(one, rows[one.name], *known[one.catalog, one.name]) for one in relations]


def codebook(
    connection: duckdb.DuckDBPyConnection, described: Sequence[Described], title: str, notes: str = ""
) -> str:
    """The Markdown page: how to read the files, how tables join, what they cannot say, then each table."""
    head = paper("codebook").format(
        title=title, notes=notes.strip(), contents=_contents(described), macros=_macros(connection)
    )
    return "\n".join([head, *[_section(connection, one) for one in described]])


def column_comments(connection: duckdb.DuckDBPyConnection, relation: Relation) -> dict[str, str]:
    """What the schema says of each column."""
    return dict(
        connection.execute(
            "SELECT column_name, coalesce(comment, '') FROM duckdb_columns()"
            " WHERE database_name = ? AND table_name = ?",
            [relation.catalog, relation.name],
        ).fetchall()
    )


def _macros(connection: duckdb.DuckDBPyConnection) -> str:
    """The questions that the database answers by itself, with what their columns say."""
    found = connection.execute(
        "SELECT DISTINCT function_name, parameters, comment FROM duckdb_functions()"
        " WHERE function_type = 'table_macro' AND NOT internal AND comment IS NOT NULL ORDER BY ALL"
    ).fetchall()
    return "\n".join(
        f"- `{name}({', '.join(parameters)})` : {comment}" for name, parameters, comment in found
    )


def _contents(described: Sequence[Described]) -> str:
    lines = [
        f"| [{one.relation.name}](#{one.relation.name}) | {'vue' if one.is_view else 'table'} | {one.rows} |"
        f" {_cell(one.comment)} |"
        for one in described
    ]
    return "\n".join(["| nom | sorte | lignes | contenu |", "|---|---|---:|---|", *lines, ""])


def _section(connection: duckdb.DuckDBPyConnection, one: Described) -> str:
    name = one.relation.name
    comments = column_comments(connection, one.relation)
    key = f" Clé : {', '.join(f'`{column}`' for column in KEYS[name])}." if name in KEYS else ""
    rows = [
        f"| `{column}` | {_cell(kind)} | {_cell(comments.get(column, ''))} |"
        for column, kind in exported_columns(connection, one.relation)
    ]
    head = [
        f"## {name}\n",
        f"{one.comment} {many(one.rows, 'ligne')}.{key}\n",
        "| colonne | type | contenu |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *rows, ""])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
