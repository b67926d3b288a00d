"""Releases: what leaves the workspace, under a name, for good; citable and checkable (docs/adr/0018)."""

import csv
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from core.errors import InputError
from core.settings import StoreSettings
from store.codebook import codebook, describe
from store.database import RESULTS, attach
from store.export import Progress, copied, exporting, opened, relations_of, without_work, write_data
from store.export_copy import copy_leaving, tables
from store.export_folder import PACKAGE, plainly, sync_tree
from store.export_package import package
from store.export_tables import Relation, Written, check, written
from store.files import sync_folder
from store.manifest import DATABASE, Manifest
from store.meta import set_meta
from store.papers import paper
from store.release_difference import BEFORE, Difference, difference
from store.release_papers import (
    LICENCES,
    About,
    Outage,
    citation,
    data_package,
    difference_page,
    readme,
    zenodo,
)
from store.release_seal import differences, seal
from store.sql import query
from store.write import transaction

FILE_NAME = "release.json"
RELEASES = "releases"

_BUILDING = ".building"
_SCRATCH = "scratch"
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A release to make; `accuracy` is the page to ship, `now` the instant that dates it."""

    name: str
    title: str
    creators: tuple[str, ...]
    licence: str
    accuracy: str
    now: datetime


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
            _copy(connection, building, wanted)
            earlier = _newest(data_dir)
            found = _difference(connection, earlier)
            relations = relations_of(connection, RESULTS)
            files = write_data(connection, relations, building, progress)
            files.append(_write_redirects(connection, building))
            about = _about(connection, manifest, wanted, earlier)
            _write_papers(connection, building, about, wanted, found)
            _write_package(connection, building, about, relations, files)
        without_work(building)
        seal(building)
    return about


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


@contextmanager
def _building(data_dir: Path, settings: StoreSettings, folder: Path) -> Iterator[Path]:
    """A folder under a name of its own, that takes its place at the end: a named release is whole."""
    with exporting(data_dir, settings, "release"):
        building = folder.with_name(_BUILDING)
        shutil.rmtree(building, ignore_errors=True)
        if folder.exists():
            raise InputError(
                f"la version {folder.name} existe déjà, et une version ne change pas",
                "Choisissez un autre nom.",
            )
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


def _copy(connection: duckdb.DuckDBPyConnection, building: Path, wanted: Wanted) -> None:
    """beffroi.duckdb, written once: a file that was edited still holds what was cut from it."""
    copied(connection, building, _SCRATCH)
    copy_leaving(connection)
    with transaction(connection):
        set_meta(connection, file="release", release=wanted.name, release_title=wanted.title)
    attach(connection, building / DATABASE, RESULTS)
    connection.execute(f"COPY FROM DATABASE {_SCRATCH} TO {RESULTS}")
    connection.execute(f"USE {RESULTS}")
    connection.execute(f"DETACH {_SCRATCH}")
    connection.execute(f"CHECKPOINT {RESULTS}")


def _newest(data_dir: Path) -> Path | None:
    known = releases(data_dir)
    return data_dir / RELEASES / str(known[-1]["name"]) if known else None


def _difference(connection: duckdb.DuckDBPyConnection, earlier: Path | None) -> Difference:
    if earlier is None:
        return Difference(None)
    attach(connection, earlier / DATABASE, BEFORE, read_only=True)
    try:
        return difference(connection, RESULTS, earlier.name)
    finally:
        connection.execute(f"DETACH {BEFORE}")


def _write_redirects(connection: duckdb.DuckDBPyConnection, building: Path) -> Written:
    """redirects.csv: always there, so that a program need not ask whether anything was ever merged."""
    path = building / "redirects.csv"
    known = "redirects" in tables(connection, RESULTS)
    rows = connection.execute(query("release_redirects")).fetchall() if known else []
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("kind", "old_id", "new_id", "at"), *rows])
    check(path, len(rows), path.read_bytes().count(b"\r\n") - 1)
    return written(building, path, len(rows))


def _about(
    connection: duckdb.DuckDBPyConnection, manifest: Manifest, wanted: Wanted, earlier: Path | None
) -> About:
    rows = connection.execute("SELECT key, value FROM meta WHERE key LIKE 'rows.%' ORDER BY key").fetchall()
    models = connection.execute(
        "SELECT coalesce(model, ''), count(*) FROM articles GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    outages = connection.execute(query("release_outages")).fetchall()
    weeks = connection.execute("SELECT count(DISTINCT week) FROM v_coverage").fetchone()
    return About(
        name=wanted.name,
        title=wanted.title,
        creators=wanted.creators,
        licence=wanted.licence,
        released_on=f"{wanted.now:%Y-%m-%d}",
        released_at=wanted.now.isoformat(timespec="seconds"),
        snapshot=manifest.number,
        lineage=manifest.lineage,
        snapshot_at=manifest.created_at,
        package_version=manifest.package_version,
        schema_version=manifest.schema_version,
        model_version=manifest.model_version,
        models=dict(models),
        lexicon_version=manifest.technologies_version,
        registers_version=manifest.registers_version,
        rows={key.partition(".")[2]: int(value) for key, value in rows},
        weeks=weeks[0] if weeks else 0,
        outages=tuple(Outage(*row) for row in outages),
        since=earlier.name if earlier else None,
    )


def _write_papers(
    connection: duckdb.DuckDBPyConnection, building: Path, about: About, wanted: Wanted, found: Difference
) -> None:
    outlets = connection.execute("SELECT name, homepage FROM sources ORDER BY source_id").fetchall()
    papers = {
        FILE_NAME: about.to_json(),
        "CITATION.cff": citation(about),
        "zenodo.json": zenodo(about, outlets),
        "accuracy.md": wanted.accuracy,
        "difference.json": json.dumps(found.as_json(), ensure_ascii=False, indent=2) + "\n",
        "difference.md": difference_page(about, found),
        "README.md": readme(about, found, _measured(about.models, wanted.accuracy)),
    }
    for name, text in papers.items():
        (building / name).write_text(text, "utf-8")


def _measured(models: Mapping[str, int], accuracy: str) -> str:
    """Whether the accuracy page speaks of what analysed these articles."""
    analysed = [model for model in models if model]
    if analysed and all(model in accuracy for model in analysed):
        return "avec cette même analyse"
    return "avec une autre version de l’analyse, que sa première ligne nomme : un ordre de grandeur"


def _write_package(
    connection: duckdb.DuckDBPyConnection,
    building: Path,
    about: About,
    relations: Sequence[Relation],
    files: Sequence[Written],
) -> None:
    described = describe(connection, relations, {file.relation: file.rows for file in files})
    title = f"{about.title} : les tables"
    (building / "codebook.md").write_text(codebook(connection, described, title, paper("cut")), "utf-8")
    mark = {"kind": "release", "name": about.name, "snapshot": about.snapshot, "lineage": about.lineage}
    (building / PACKAGE).write_text(package(connection, described, files, data_package(about), mark), "utf-8")


def _said(folder: Path) -> dict[str, Any] | None:
    """release.json of a folder, or None when it is no release."""
    try:
        said: dict[str, Any] = json.loads((folder / FILE_NAME).read_text("utf-8"))
        ours = said["beffroi"] == "release" and said["name"] == folder.name
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return said if ours and _NAME.fullmatch(folder.name) else None
