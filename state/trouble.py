"""A state that is lost, damaged or out of reach: told in one line, with the way out."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from core.errors import DamagedState, StateBusy, StateError
from state.copies import copies

RESTORE = "beffroi restore --state"
EMPTY = f"{RESTORE} --empty"

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_OF_THE_DISK = frozenset({
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
})  # fmt: skip


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the file or its disk does inside the block into a StateError; errors of statements pass unchanged."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error) and (found := trouble(path, error.orig)):
            raise found from error
        raise


def trouble(path: Path, error: sqlite3.Error) -> StateError | None:
    """What SQLite says of the file or its disk, as a line for people; None for anything else."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED:
        return damaged(path, str(error))
    if code in _BUSY:
        return StateBusy(
            f"{path} : un autre programme y écrit depuis trop longtemps", "Recommencez dans un moment."
        )
    return unreachable(path, str(error)) if code in _OF_THE_DISK else None


def damaged(path: Path, why: str) -> StateError:
    """The file can no longer be read."""
    return DamagedState(
        f"{path} : l’état est abîmé ({why})", f"« {_way(path)} » le reprend, et garde ce fichier dans aside/."
    )


def unreachable(path: Path, why: str) -> StateError:
    """The file is there, and the system does not let us use it."""
    wanting = [str(one) for one in (path, path.parent) if one.exists() and not os.access(one, os.W_OK)]
    if wanting:
        return StateError(
            f"{path} : ce compte n’a pas le droit d’écrire dans {wanting[0]}",
            "Lancez la commande sous le compte qui possède l’espace de travail, ou rendez-lui ce droit (chmod u+w).",
        )
    return StateError(
        f"{path} : base d'état inutilisable ({why})",
        f"Vérifiez les droits et l'espace disque ; si le fichier est abîmé, « {_way(path)} » le reprend.",
    )


def refuse_lost(path: Path) -> None:
    """A missing state is a new workspace's, unless there are results, pages or copies beside it: StateError."""
    if not path.exists() and (beside := _traces(path.parent)):
        raise StateError(
            f"{path} : l’état manque, alors que {beside} est là (oublis et corrections y étaient rangés)",
            f"« {_way(path)} » "
            + ("reprend la dernière copie." if copies(path.parent) else "repart sans lui, depuis l’archive."),
        )


def _way(path: Path) -> str:
    return RESTORE if copies(path.parent) else EMPTY


def _traces(data_dir: Path) -> str:
    """What only a workspace that has been at work holds."""
    if (data_dir / "live.duckdb").exists():
        return "live.duckdb"
    if any((data_dir / "archive").glob("*.warc.gz")) or any((data_dir / "archive").glob("*.journal.jsonl")):
        return "archive/"
    return "backups/" if copies(data_dir) else ""
