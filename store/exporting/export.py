"""Exports: a folder of Parquet and CSV with its codebook, its data package, its map and its references."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from core.errors import StoreError
from core.settings import StoreSettings
from store.database import RESULTS, attach, instance
from store.exporting.codebook import codebook, describe
from store.exporting.copy import SOURCE, Selection, copy_chosen, tables
from store.exporting.folder import PACKAGE, replaced
from store.exporting.package import package
from store.exporting.papers import paper
from store.exporting.points import write_communes
from store.exporting.references import write_references
from store.exporting.tables import VIEWS, Relation, Written, write_table
from store.lock import writer_lock
from store.manifest import Manifest
from store.migrate import steps
from store.snapshot import open_snapshot

Progress = Callable[[int, int], None]

WORK = ".work"
"""What is needed while an export is made, inside its folder so that it goes with it."""

_LOCK = "export.lock"

_DENOMINATORS = ("v_coverage", "v_listening", "v_source_health")
"""Views that say how much was looked at: true of the whole watch only, whatever was chosen."""


def export(
    data_dir: Path, folder: Path, settings: StoreSettings, chosen: Selection, progress: Progress | None = None
) -> tuple[Written, ...]:
    """Write the newest snapshot, or what was chosen of it, as `folder`; return its data files.

    Raises NothingPublished; InputError when `folder` holds anything else than an earlier export; StoreError when it
    cannot be written. On an error the folder is as it was.
    """
    with exporting(data_dir, settings, "export"), replaced(folder) as building:
        with opened(data_dir, building, settings.memory_limit) as (connection, manifest):
            if not chosen.everything:
                copied(connection, building)
                copy_chosen(connection, chosen)
            relations = _relations(connection, whole=chosen.everything)
            files = write_data(connection, relations, building, progress)
            _write_papers(connection, relations, files, building, manifest, chosen)
        without_work(building)
    return tuple(files)


@contextmanager
def exporting(data_dir: Path, settings: StoreSettings, job: str) -> Iterator[None]:
    """One export or release at a time: each may take all the memory there is for DuckDB; StoreBusy otherwise."""
    with writer_lock(data_dir, settings.writer_wait_seconds, job, name=_LOCK):
        yield


@contextmanager
def opened(
    data_dir: Path, building: Path, memory_limit: str
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Manifest]]:
    """The newest snapshot under the catalog SOURCE, in use, on a connection that may write files.

    Raises StoreError for one that an earlier version published: its tables are not those that are exported.
    """
    (building / WORK).mkdir()
    with open_snapshot(data_dir, memory_limit) as snapshot:
        if snapshot.manifest.schema_version != len(steps("live")):
            raise StoreError(
                f"l’instantané {snapshot.number} vient d’une autre version de Beffroi.",
                "Lancez « beffroi publish », puis recommencez.",
            )
        connection = instance(memory_limit, building / WORK)
        try:
            attach(connection, snapshot.database, SOURCE, read_only=True)
            connection.execute(f"USE {SOURCE}")
            yield connection, snapshot.manifest
        finally:
            connection.close()


def copied(connection: duckdb.DuckDBPyConnection, building: Path, catalog: str = RESULTS) -> None:
    """An empty file of the work folder, under this catalog, in use from here on."""
    attach(connection, building / WORK / "copy.duckdb", catalog)
    connection.execute(f"USE {catalog}")


def without_work(building: Path) -> None:
    """Take away what was needed to make it; the connection is closed."""
    shutil.rmtree(building / WORK)


def write_data(
    connection: duckdb.DuckDBPyConnection,
    relations: Sequence[Relation],
    building: Path,
    progress: Progress | None = None,
) -> list[Written]:
    """Tables and views as Parquet and CSV, the map and the references; all counted."""
    for kind in ("parquet", "csv"):
        (building / kind).mkdir()
    files: list[Written] = []
    for done, relation in enumerate(relations, 1):
        files += write_table(connection, relation, building)
        if progress:
            progress(done, len(relations))
    return [*files, write_communes(connection, building), *write_references(connection, building)]


def relations_of(connection: duckdb.DuckDBPyConnection, catalog: str) -> list[Relation]:
    """All tables of a catalog, then the views that it has of VIEWS."""
    found = connection.execute(
        "SELECT view_name FROM duckdb_views() WHERE database_name = ? AND NOT internal", [catalog]
    ).fetchall()
    views = [name for name in VIEWS if (name,) in found]
    return [Relation(catalog, name) for name in (*tables(connection, catalog), *views)]


def _relations(connection: duckdb.DuckDBPyConnection, *, whole: bool) -> list[Relation]:
    """What is written of the catalog in use; of a part, what says how much was looked at stays whole."""
    if whole:
        return relations_of(connection, SOURCE)
    return [
        Relation(SOURCE, one.name) if one.name in _DENOMINATORS else one
        for one in relations_of(connection, RESULTS)
    ]


def _write_papers(
    connection: duckdb.DuckDBPyConnection,
    relations: Sequence[Relation],
    files: Sequence[Written],
    building: Path,
    manifest: Manifest,
    chosen: Selection,
) -> None:
    described = describe(connection, relations, {file.relation: file.rows for file in files})
    day, said = manifest.created_at[:10], _said(chosen)
    title = f"Veille de presse, instantané {manifest.number}"
    readme = paper("export").format(title=title, number=manifest.number, day=day, chosen=said)
    notes = f"Instantané {manifest.number}, publié le {day}.\n{said}"
    about = {"name": f"beffroi-export-{manifest.number}", "title": title, "version": str(manifest.number)}
    mark = {"kind": "export", "snapshot": manifest.number, "lineage": manifest.lineage}
    papers = {
        "README.md": readme.rstrip() + "\n",
        "codebook.md": codebook(connection, described, f"{title} : les tables", notes),
        PACKAGE: package(connection, described, files, about, mark),
    }
    for name, text in papers.items():
        (building / name).write_text(text, "utf-8")


def _said(chosen: Selection) -> str:
    """The choice in words."""
    if chosen.everything:
        return ""
    limits = [
        "pertinents seulement" if chosen.relevant else "",
        f"depuis le {chosen.since:%d/%m/%Y}" if chosen.since else "",
        f"jusqu’au {chosen.until:%d/%m/%Y}" if chosen.until else "",
    ]
    return paper("chosen").format(limits=", ".join(filter(None, limits)))
