"""Opening DuckDB files: ours and no others, each connection with an instance of its own.

Files are attached to an in-memory database rather than opened directly: two openings of one file with
different settings would otherwise share, or refuse, one instance in this process.
"""

import re
from pathlib import Path

import duckdb

from core.errors import ForeignFile, SettingsError, StoreBusy, StoreError
from store.upkeep.failures import BREAKING, explanation

RESULTS = "beffroi"
TEXTS = "texts"

_MAGIC = b"DUCK"
_MAGIC_AT = 8  # after the checksum of the first block
_HOLDER = re.compile(r"\(PID (\d+)\)")


def instance(memory_limit: str, temporary: Path | None = None) -> duckdb.DuckDBPyConnection:
    """An empty database in memory; what does not fit is written under `temporary`, or refused without it."""
    connection = duckdb.connect(
        ":memory:", config={"python_enable_replacements": False, "temp_directory": str(temporary or "")}
    )
    try:
        connection.execute("SET memory_limit = $limit", {"limit": memory_limit})
    except duckdb.Error as error:
        connection.close()
        raise SettingsError(
            f"store.memory_limit : « {memory_limit} » n’est pas une taille.", "Écrivez par exemple « 1GB »."
        ) from error
    return connection


def attach(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    catalog: str,
    *,
    read_only: bool = False,
    version: str = "",
) -> None:
    """Attach the file under the name `catalog`; it is created if need be, unless `read_only`.

    `version` is that of DuckDB's storage, by default the one that the name of the file asks for.
    """
    if read_only and not path.exists():
        raise FileNotFoundError(path)
    if not read_only and path.is_file() and not path.stat().st_size:
        path.unlink()  # a writer killed while it created the file; DuckDB would refuse it for ever
    _check_magic(path)
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS {catalog}{_options(path, version, read_only=read_only)}")
    except duckdb.Error as error:
        raise _refusal(path, error) from error


def _options(path: Path, version: str, *, read_only: bool) -> str:
    """Only we open the texts: their file may be one that older DuckDBs cannot read; what is published may not.

    Texts of more than 4 kB are compressed since 1.3 (1.3 kB an article instead of 5.8). An older file takes the version
    when it is opened to be written, and its texts when they are written anew.
    """
    if read_only:
        return " (READ_ONLY)"
    version = version or (_TEXTS_VERSION if path.name.startswith(f"{TEXTS}.") else "")
    return f" (STORAGE_VERSION '{version}')" if version else ""


_TEXTS_VERSION = "v1.3.0"


def storage_of(connection: duckdb.DuckDBPyConnection, catalog: str) -> str:
    """The version of the storage of an attached file; empty for the oldest."""
    row = connection.execute(
        "SELECT tags['storage_version'] FROM duckdb_databases() WHERE database_name = $name",
        {"name": catalog},
    ).fetchone()
    found = _NUMBERED.match(str(row[0])) if row else None
    return found[0] if found and not found[0].startswith("v1.0") else ""


_NUMBERED = re.compile(r"v\d+\.\d+\.\d+")


def lock_down(connection: duckdb.DuckDBPyConnection) -> None:
    """From here on this connection reads what is attached and nothing else: no file, no network, no setting."""
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def foreign(path: Path, what: str) -> ForeignFile:
    """The refusal of a file that did not come from here."""
    return ForeignFile(
        f"{path} {what}.",
        "Rien n’a été modifié. Déplacez ce fichier : « beffroi restore » reprend le dernier instantané,"
        " « beffroi rebuild » refait tout depuis l’archive.",
    )


def _check_magic(path: Path) -> None:
    """DuckDB's own message about a file that is not its own says little."""
    if path.is_dir():
        raise foreign(path, "est un dossier, pas une base de résultats")
    if not path.exists():
        return
    with path.open("rb") as file:
        if file.read(_MAGIC_AT + len(_MAGIC))[_MAGIC_AT:] != _MAGIC:
            raise foreign(path, "n’est pas un fichier DuckDB")


def _refusal(path: Path, error: duckdb.Error) -> StoreError:
    message = str(error)
    if "Could not set lock" in message:
        holder = _HOLDER.search(message)
        return StoreBusy(
            f"{path} est ouvert par un autre programme ({f'PID {holder[1]}' if holder else 'PID inconnu'}).",
            "Fermez ce programme, puis recommencez.",
        )
    return explanation(path.parent, error, path) if isinstance(error, BREAKING) else _unreadable(path, error)


def _unreadable(path: Path, error: duckdb.Error) -> ForeignFile:
    return ForeignFile(
        f"{path} est illisible : {str(error).splitlines()[0][:200]}",
        "Gardez ce fichier de côté ; « beffroi restore » ou « beffroi rebuild » refont les résultats.",
    )
