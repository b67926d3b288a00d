"""Releases: what leaves the workspace, under a name, for good; citable and checkable (docs/adr/0018)."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from core.errors import InputError
from core.settings import StoreSettings
from store.database import RESULTS, attach
from store.exporting.export import Progress, exporting, opened, relations_of, without_work, write_data
from store.exporting.folder import plainly, sync_tree
from store.files import sync_folder
from store.manifest import DATABASE
from store.releasing.about import About
from store.releasing.contents import (
    FILE_NAME,
    SCRATCH,
    Wanted,
    about_release,
    cut,
    write_database,
    write_package,
    write_papers,
    write_redirects,
)
from store.releasing.difference import BEFORE, Difference, difference
from store.releasing.papers import LICENCES
from store.releasing.seal import differences, seal

RELEASES = "releases"

_BUILDING = ".building"
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")


def release(
    data_dir: Path, settings: StoreSettings, wanted: Wanted, progress: Progress | None = None
) -> About:
    """Make releases/NAME from the newest snapshot; return what it says of itself.

    Raises InputError for a name that is taken or is none, NothingPublished, StoreError when it cannot be written;
    nothing is left then.
    """
    folder = place(data_dir, wanted.name)
    _refuse(wanted)
    with _building(data_dir, settings, folder) as building:
        with opened(data_dir, building, settings.memory_limit) as (connection, manifest):
            write_database(connection, building, wanted)
            earlier = _newest(data_dir)
            found = _difference(connection, RESULTS, earlier)
            relations = relations_of(connection, RESULTS)
            files = write_data(connection, relations, building, progress)
            files.append(write_redirects(connection, building))
            about = about_release(connection, manifest, wanted, earlier)
            write_papers(connection, building, about, wanted, found)
            write_package(connection, building, about, relations, files)
        without_work(building)
        seal(building)
    return about


def preview(data_dir: Path, settings: StoreSettings, wanted: Wanted) -> tuple[About, Difference]:
    """What `release` would make now and how it differs from the last one; nothing of it is left, here or elsewhere.

    It is cut in a folder outside the workspace, which may be read-only: no lock, no file. Raises what `release` raises.
    """
    folder = place(data_dir, wanted.name)
    _refuse(wanted)
    _refuse_taken(folder)
    with TemporaryDirectory(prefix="beffroi-release-") as name, plainly(Path(name)):
        building = Path(name)
        with opened(data_dir, building, settings.memory_limit) as (connection, manifest):
            cut(connection, building, wanted)
            earlier = _newest(data_dir)
            found = _difference(connection, SCRATCH, earlier)
            return about_release(connection, manifest, wanted, earlier), found


def releases(data_dir: Path) -> list[dict[str, Any]]:
    """What each release says of itself (release.json), the oldest first."""
    folders = data_dir / RELEASES
    found = [_said(path) for path in folders.iterdir()] if folders.is_dir() else []
    return sorted(
        (one for one in found if one), key=lambda one: (str(one.get("released_at")), str(one["name"]))
    )


def verify(data_dir: Path, name: str) -> list[tuple[str, str]]:
    """(file, what is wrong) of a release; empty when it is as it was made."""
    folder = place(data_dir, name)
    if not folder.is_dir():
        known = [str(one["name"]) for one in releases(data_dir)]
        raise InputError(f"version inconnue : {name}", f"Versions : {', '.join(known) or 'aucune'}.")
    return differences(folder)


def place(data_dir: Path, name: str) -> Path:
    """The folder of a release; InputError when this is no name."""
    if not _NAME.fullmatch(name) or name.endswith("."):
        raise InputError(
            f"nom de version refusé : {name[:80]!r}",
            "Minuscules sans accent, chiffres, points et tirets, 64 au plus : « 2026.11 » par exemple.",
        )
    return data_dir / RELEASES / name


def _refuse(wanted: Wanted) -> None:
    if wanted.licence not in LICENCES:
        raise InputError(f"licence inconnue : {wanted.licence[:80]}", f"Licences : {', '.join(LICENCES)}.")
    if not any(creator.strip() for creator in wanted.creators):
        raise InputError("une version a un auteur", "Donnez-le avec --creator.")
    if not all(text.isprintable() for text in (wanted.title, *wanted.creators)):
        raise InputError("titre ou auteur avec des caractères de contrôle", "Écrivez-les sur une ligne.")


def _refuse_taken(folder: Path) -> None:
    if folder.exists():
        raise InputError(
            f"la version {folder.name} existe déjà, et une version ne change pas",
            "Choisissez un autre nom.",
        )


@contextmanager
def _building(data_dir: Path, settings: StoreSettings, folder: Path) -> Iterator[Path]:
    """A folder under a name of its own, that takes its place at the end: a named release is whole."""
    with exporting(data_dir, settings, "release"):
        building = folder.with_name(_BUILDING)
        shutil.rmtree(building, ignore_errors=True)
        _refuse_taken(folder)
        building.mkdir(parents=True)
        try:
            with plainly(folder):
                yield building
                sync_tree(building)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        building.rename(folder)
        sync_folder(folder.parent)


def _newest(data_dir: Path) -> Path | None:
    known = releases(data_dir)
    return data_dir / RELEASES / str(known[-1]["name"]) if known else None


def _difference(connection: duckdb.DuckDBPyConnection, now: str, earlier: Path | None) -> Difference:
    if earlier is None:
        return Difference(None)
    attach(connection, earlier / DATABASE, BEFORE, read_only=True)
    try:
        return difference(connection, now, earlier.name)
    finally:
        connection.execute(f"DETACH {BEFORE}")


def _said(folder: Path) -> dict[str, Any] | None:
    """release.json of a folder, or None when it is no release."""
    try:
        said: dict[str, Any] = json.loads((folder / FILE_NAME).read_text("utf-8"))
        ours = said["beffroi"] == "release" and said["name"] == folder.name
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return said if ours and _NAME.fullmatch(folder.name) else None
