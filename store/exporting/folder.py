"""The folder of an export: built beside its place, then put there at once; whole or absent."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from core.errors import InputError, SettingsError, StoreError
from store.files import sync_folder

PACKAGE = "datapackage.json"
MARK = "beffroi"
"""The property of datapackage.json that says what made the folder."""

PAPERS = {PACKAGE, "README.md", "codebook.md"}
"""Files of an export that its datapackage.json does not list."""

_ELSEWHERE = "Choisissez un dossier vide, ou qui n’existe pas encore."


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """An empty folder to fill, which then takes the place of `folder`; on an error nothing has changed.

    Raises InputError when `folder` holds what no export put there.
    """
    folder = folder.resolve()
    if not folder.name:
        raise InputError(f"{folder} est la racine du disque", _ELSEWHERE)
    building, old = (folder.with_name(f".{folder.name}.{what}") for what in ("beffroi-new", "beffroi-old"))
    _recover(folder, building, old)
    _refuse_strangers(folder)
    building.mkdir(parents=True)
    try:
        with plainly(folder):
            yield building
            sync_tree(building)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    if folder.exists():
        folder.rename(old)
    building.rename(folder)
    sync_folder(folder.parent)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def plainly(folder: Path) -> Iterator[None]:
    """What DuckDB says when it cannot write, as an error of ours."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise SettingsError(
            "la mémoire accordée à DuckDB ne suffit pas à cet export.", "Augmentez store.memory_limit."
        ) from error
    except (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException) as error:
        full = "No space left" in str(error) or "File too large" in str(error)
        if not (full or isinstance(error, duckdb.IOException)):
            raise
        problem = "plus de place sur le disque" if full else str(error).splitlines()[0][:200]
        raise StoreError(
            f"{folder} : {problem} ; rien n’a été écrit.",
            "Faites de la place, ou choisissez un autre dossier.",
        ) from error


def read_package(folder: Path) -> dict[str, Any] | None:
    """The datapackage.json of a folder that Beffroi made, or None."""
    try:
        package = json.loads((folder / PACKAGE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return package if isinstance(package, dict) and isinstance(package.get(MARK), dict) else None


def every_file(folder: Path) -> list[Path]:
    """All files under a folder, by name."""
    return sorted(path for path in folder.rglob("*") if not path.is_dir())


def sync_tree(folder: Path) -> None:
    """Make all of a folder durable."""
    for path in every_file(folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    for inner in [path for path in folder.rglob("*") if path.is_dir()]:
        sync_folder(inner)
    sync_folder(folder)


def _recover(folder: Path, building: Path, old: Path) -> None:
    """After an export that was killed: its rest goes, and the one before it comes back if it was on its way out."""
    shutil.rmtree(building, ignore_errors=True)
    if old.exists() and not folder.exists():
        old.rename(folder)
    with suppress(FileNotFoundError):
        shutil.rmtree(old)


def _refuse_strangers(folder: Path) -> None:
    """Only what an export wrote may be replaced."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise InputError(f"{folder} n’est pas un dossier", _ELSEWHERE)
    found = {path.relative_to(folder).as_posix() for path in every_file(folder)}
    if not found and not any(folder.iterdir()):
        return
    package = read_package(folder)
    if package is None or package[MARK].get("kind") != "export":
        raise InputError(f"{folder} n’est ni vide, ni un export de Beffroi", _ELSEWHERE)
    listed = {str(one.get("path")) for one in package.get("resources", ()) if isinstance(one, dict)}
    if strangers := sorted(found - listed - PAPERS):
        raise InputError(
            f"{folder} contient {strangers[0]}, qu’aucun export n’y a mis",
            "Déplacez ce fichier, puis recommencez.",
        )
