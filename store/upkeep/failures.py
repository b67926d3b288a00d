"""What DuckDB and tantivy say when the disk fails, told in one line that names the file and the way out."""

import errno
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from core.errors import DamagedFile, StoreError

# Errors of the machine or of the file, not of a statement. After some of them the file is invalidated: DuckDB
# refuses every further statement until it is opened again.
BREAKING = (
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.IOException,
    duckdb.SerializationException,
    duckdb.TransactionException,
)
LOST = (*BREAKING, duckdb.ConnectionException)
"""What a connection says of a file that broke under another one."""
CROWDED = duckdb.OutOfMemoryException
"""What DuckDB says when all that is asked at once does not fit in its memory, nor beside it: nothing is broken."""
REMEDY = (
    "Gardez ce fichier. « beffroi restore » reprend le dernier instantané,"
    " « beffroi rebuild » refait les résultats depuis l’archive."
)

_DAMAGE = re.compile(
    r"corrupt|checksum|deserializ|replaying WAL|truncated|Could not read (?:enough|all)|not enough bytes"
    r"|not a valid DuckDB",
    re.IGNORECASE,
)
_FULL = ("No space left on device", "os error 28", "Disk quota exceeded", "os error 122")
_NAMED = re.compile(r'"([^"]*\.duckdb[^"]*)"')


@contextmanager
def explained(data_dir: Path) -> Iterator[None]:
    """Turn what breaks inside the block into a StoreError; errors of statements pass unchanged."""
    try:
        yield
    except BREAKING as error:
        if isinstance(error, duckdb.TransactionException) and not _is_full(error):
            raise  # a statement out of its place, unless the disk is what a commit failed on
        raise explanation(data_dir, error) from error
    except (OSError, ValueError) as error:  # all that tantivy raises is ValueError
        if _is_full(error):
            raise explanation(data_dir, error) from error
        raise


def _is_full(error: Exception) -> bool:
    full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
    return full or any(words in str(error) for words in _FULL)


def explanation(data_dir: Path, error: Exception, path: Path | None = None) -> StoreError:
    """The error as a line for people; `path` is the file that was being opened."""
    said = str(error)
    if _is_full(error):
        return _full(data_dir)
    if path is not None or _DAMAGE.search(said):
        return DamagedFile(f"{path or _file(data_dir, said)} est abîmé : {_first_line(said)}", REMEDY)
    return StoreError(
        f"{data_dir} : les résultats ne peuvent plus être lus ou écrits ({_first_line(said)})",
        "Recommencez ; si cela revient, « beffroi doctor » dit ce qui est abîmé.",
    )


def _full(data_dir: Path) -> StoreError:
    free = shutil.disk_usage(data_dir).free // 1_000_000
    return StoreError(
        f"{data_dir} : plus de place sur ce disque ({free} Mo libres).",
        "Rien de ce qui était rangé n’est perdu. Libérez de la place, puis recommencez.",
    )


def _file(data_dir: Path, said: str) -> str:
    """The file at fault; DuckDB does not always name it."""
    named = _NAMED.search(said)
    return named[1] if named else f"{data_dir} : live.duckdb ou texts.duckdb"


def _first_line(said: str) -> str:
    return said.partition("\n")[0][:200]
