"""Bringing a file to the present schema: numbered steps, each one transaction; never backwards.

A file belongs to us when its `meta` says so. The steps are schema/<kind>/<number>_<subject>.sql. One that holds
rows is copied before the first of them. A migration that is killed goes on with the step it was at.
"""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb

from core.errors import ForeignFile
from store.database import attach, foreign
from store.meta import get_meta, revision, set_meta
from store.upkeep.backups import back_up
from store.upkeep.failures import BREAKING
from store.write import transaction

Connection = duckdb.DuckDBPyConnection


@cache
def steps(kind: str) -> tuple[str, ...]:
    """The statements of each step, in order: the schema's version is their number."""
    folder = files("store").joinpath("schema", kind)
    names = sorted(file.name for file in folder.iterdir() if file.name[:4].isdigit())
    return tuple(folder.joinpath(name).read_text("utf-8") for name in names)


def migrate(connection: Connection, catalog: str, kind: str, path: Path) -> None:
    """Make the attached `catalog` a `kind` file (live or texts) of this version, or raise ForeignFile."""
    connection.execute(f"USE {catalog}")
    found = _version(connection, catalog, kind, path)
    wanted = steps(kind)
    if found > len(wanted):
        raise ForeignFile(
            f"{path} vient d’une version plus récente de Beffroi (schéma {found}, connu jusqu’à {len(wanted)}).",
            "Mettez Beffroi à jour, puis recommencez.",
        )
    if 0 < found < len(wanted):
        _keep(connection, catalog, path, found)
    for number, statements in enumerate(wanted[found:], start=found + 1):
        with transaction(connection):
            connection.execute(statements)
            set_meta(connection, schema_version=str(number))
            _changed(connection, kind)
    if found < len(wanted):
        connection.execute(f"CHECKPOINT {catalog}")
    if kind == "live":
        _views(connection)


def _keep(connection: Connection, catalog: str, path: Path, schema: int) -> None:
    """Copy a file with rows; it is closed meanwhile: POSIX locks go with the first descriptor closed."""
    if not _has_rows(connection, catalog):
        return
    connection.execute(f"CHECKPOINT {catalog}")
    connection.execute("USE memory")
    connection.execute(f"DETACH {catalog}")
    back_up(path, schema)
    attach(connection, path, catalog)
    connection.execute(f"USE {catalog}")


def _has_rows(connection: Connection, catalog: str) -> bool:
    tables = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND table_name <> 'meta'", [catalog]
    ).fetchall()
    return any(connection.execute(f"FROM {catalog}.{name} LIMIT 1").fetchone() for (name,) in tables)


def _version(connection: Connection, catalog: str, kind: str, path: Path) -> int:
    tables = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND NOT internal", [catalog]
    ).fetchall()
    if not tables:
        return 0
    if ("meta",) not in tables:
        raise foreign(path, "est une base DuckDB qui ne vient pas de Beffroi")
    try:
        ours = get_meta(connection, "application") == "beffroi" and get_meta(connection, "file") == kind
        version = int(get_meta(connection, "schema_version") or -1) if ours else -1
    except BREAKING:
        raise
    except (duckdb.Error, ValueError):
        version = -1
    if version < 0:
        raise foreign(path, "est une base DuckDB qui ne vient pas de Beffroi, ou pas à cette place")
    return version


def _views(connection: Connection) -> None:
    """Replace the views and macros when their files differ from those that made them.

    They are taken in the order of their names, each whole; names in them are unqualified, so that the file may be
    renamed.
    """
    folder = files("store").joinpath("schema", "live", "views")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))
    statements = "\n".join(folder.joinpath(name).read_text("utf-8") for name in names)
    digest = hashlib.sha256(statements.encode()).hexdigest()
    if get_meta(connection, "views_sha256") == digest:
        return
    with transaction(connection):
        connection.execute(statements)
        set_meta(connection, views_sha256=digest)
        _changed(connection, "live")


def _changed(connection: Connection, kind: str) -> None:
    """A new schema is worth a new snapshot."""
    if kind == "live":
        set_meta(connection, revision=str(revision(connection) + 1))
