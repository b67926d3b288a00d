"""datapackage.json (Data Package 2): every file of an export, what its columns are, whose data it holds.

Keys are declared where the rows bear them out: an orphan in the results is for `beffroi doctor`, not for whoever
validates the export.
"""

# ruff: noqa: S608  names come from the published file's own schema

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import duckdb

from store.exporting.codebook import Described, column_comments
from store.exporting.folder import MARK
from store.exporting.tables import Relation, Written, exported_columns
from store.tables import KEYS

_SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {"VARCHAR": "string", "BOOLEAN": "boolean", "DATE": "date", "DOUBLE": "number", "FLOAT": "number"}
_PARENTS = {
    "article_id": "articles", "other_id": "articles", "source_id": "sources", "run_id": "runs", "insee": "communes",
    "initiative_id": "initiatives", "story_id": "stories",
}  # fmt: skip
"""The table whose row a column of this name points at."""

_OTHERS = {
    "communes.geojson": (
        "geojson",
        "application/geo+json",
        "Communes nommées par les articles, avec leurs comptages.",
    ),
    "articles.ris": (
        "ris",
        "application/x-research-info-systems",
        "Les articles pour un logiciel de bibliographie.",
    ),
    "redirects.csv": (
        "csv",
        "text/csv",
        "Identifiants fusionnés (kind, old_id), et celui qui les remplace (new_id).",
    ),
    "articles.csl.json": ("json", "application/vnd.citationstyles.csl+json", "Les articles, en CSL-JSON."),
}
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def package(
    connection: duckdb.DuckDBPyConnection,
    described: Sequence[Described],
    files: Iterable[Written],
    about: Mapping[str, Any],
    mark: Mapping[str, Any],
) -> str:
    """The file's text; `about` gives the package's own properties (name, title…), `mark` says what made it."""
    known = {one.relation.name: one for one in described}
    tables = {one.relation.name for one in described if not one.is_view}
    resources = [_resource(connection, file, known.get(file.relation), tables) for file in files]
    whole = {
        "$schema": _SCHEMA,
        **about,
        "sources": _credits(connection),
        MARK: dict(mark),
        "resources": resources,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _resource(
    connection: duckdb.DuckDBPyConnection, file: Written, one: Described | None, tables: set[str]
) -> dict[str, Any]:
    size = {"path": file.path, "bytes": file.size, "hash": f"sha256:{file.sha256}"}
    if one is None:
        form, media, said = _OTHERS[file.path]
        name = file.path.replace(".", "-")
        return {"name": name, "type": "file", **size, "description": said, "format": form, "mediatype": media}
    name = one.relation.name
    if file.path.endswith(".parquet"):
        media = "application/vnd.apache.parquet"
        # "file": validators without a Parquet reader still check its size and its hash
        kind = {"type": "file", "description": one.comment, "format": "parquet", "mediatype": media}
        return {"name": f"{name}-parquet", **size, **kind}
    return {
        "name": name,
        "type": "table",
        **size,
        "description": one.comment,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": _schema(connection, one.relation, tables if not one.is_view else set()),
    }


def _schema(connection: duckdb.DuckDBPyConnection, relation: Relation, tables: set[str]) -> dict[str, Any]:
    comments = column_comments(connection, relation)
    known = exported_columns(connection, relation)
    fields = [{"name": n, "type": _type(kind), "description": comments.get(n, "")} for n, kind in known]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    key = KEYS.get(relation.name, ())
    if key and relation.name in tables and _is_key(connection, relation, key):
        schema["primaryKey"] = list(key)
    if foreign := list(_foreign_keys(connection, relation, [name for name, _ in known], tables)):
        schema["foreignKeys"] = foreign
    return schema


def _type(kind: str) -> str:
    """The type of Table Schema for one of DuckDB's."""
    if kind.endswith("]"):
        return "array"
    if kind.startswith(("MAP", "STRUCT")):
        return "object"
    if kind.startswith("TIMESTAMP"):
        return "datetime"
    return _TYPES.get(kind) or ("number" if kind.startswith("DECIMAL") else "integer")


def _is_key(connection: duckdb.DuckDBPyConnection, relation: Relation, key: Sequence[str]) -> bool:
    """Whether each row has one, and no other row has it."""
    listed = ", ".join(key)
    empty = " OR ".join(f"{name} IS NULL OR {name}::VARCHAR = ''" for name in key)
    return not _found(connection, f"FROM {relation.sql} WHERE {empty}") and not _found(
        connection, f"SELECT 1 FROM {relation.sql} GROUP BY {listed} HAVING count(*) > 1"
    )


def _foreign_keys(
    connection: duckdb.DuckDBPyConnection, relation: Relation, names: Sequence[str], tables: set[str]
) -> Iterator[dict[str, Any]]:
    """Those that hold for every row."""
    for column in names:
        parent = _PARENTS.get(column)
        if parent is None or parent == relation.name or not {parent, relation.name} <= tables:
            continue
        (key,) = KEYS[parent]
        target = Relation(relation.catalog, parent)
        orphans = (
            f"FROM {relation.sql} c WHERE c.{column} <> '' AND NOT EXISTS"
            f" (FROM {target.sql} p WHERE p.{key} = c.{column})"
        )
        if not _found(connection, orphans):
            yield {"fields": [column], "reference": {"resource": parent, "fields": [key]}}


def _found(connection: duckdb.DuckDBPyConnection, rows: str) -> bool:
    row = connection.execute(f"SELECT EXISTS ({rows})").fetchone()
    return bool(row and row[0])


def _credits(connection: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    """Whom to name: the registers, as `meta` credits them, and the outlets followed."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'registers_sources'").fetchone()
    registers = (
        [{"title": line.strip()} for line in (row[0] or "").splitlines() if line.strip()] if row else []
    )
    outlets = connection.execute("SELECT name, homepage FROM sources ORDER BY source_id").fetchall()
    return registers + [{"title": name, **({"path": page} if page else {})} for name, page in outlets]
