"""Publishing: a folder that never changes, then one swap of the link that readers follow."""

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import duckdb

from core.errors import StoreError
from core.settings import StoreSettings
from store.database import foreign
from store.files import copy_durably, link_folder, replace_link, sync_folder, write_atomically
from store.live import LIVE_FILE, LiveStore, open_files
from store.lock import writer_lock
from store.manifest import DATABASE, FILE_NAME, SNAPSHOTS, Manifest, published_folder, read_manifest
from store.meta import set_meta
from store.searching.index import INDEX_DIR, is_usable
from store.snapshot import Snapshot, is_sound
from store.upkeep.failures import explained
from store.upkeep.leftovers import BUILDING
from store.upkeep.room import MB, require_room, size_of
from store.write import transaction

_INDEX_LOCKS = (".tantivy-writer.lock", ".tantivy-meta.lock")


def publish(
    data_dir: Path, settings: StoreSettings, *, force: bool = False, emptied: bool = False
) -> Snapshot | None:
    """Publish the live results; None when nothing changed since the newest snapshot, unless `force`.

    `emptied`: that nothing is left in them was asked for; else empty results are taken for lost ones, and refused.
    Raises StoreBusy when another process writes, StoreError when the disk is full or a file is damaged.
    """
    with explained(data_dir), writer_lock(data_dir, settings.writer_wait_seconds, "publish"):
        require_room(data_dir, settings.min_free_mb * MB + size_of([data_dir / LIVE_FILE]), "publier")
        folders = _folders(data_dir)
        _sweep(data_dir, folders)
        with open_files(data_dir, settings.memory_limit) as live:
            manifest = _manifest(live, max(folders, default=0) + 1, force=force, emptied=emptied)
            if manifest is None:
                return None
        # The live files are closed now: closing our copy's descriptor of an open one would drop DuckDB's lock
        # on it (POSIX locks go with the first close).
        folder = _build(data_dir, manifest)
        replace_link(data_dir / DATABASE, f"{SNAPSHOTS}/{folder.name}/{DATABASE}")
        _forget(data_dir, folder, settings.snapshots_kept)
        return Snapshot(folder, manifest)


def _manifest(live: LiveStore, number: int, *, force: bool, emptied: bool) -> Manifest | None:
    """What will be published, written into the results themselves; None when it is published already."""
    folder = published_folder(live.data_dir)
    latest = read_manifest(folder) if folder else None
    whole = folder is not None and is_usable(folder / INDEX_DIR) and is_sound(folder, latest)
    same = latest and (latest.lineage, latest.revision) == (live.lineage, live.revision)
    if same and whole and not force:
        return None
    if latest and latest.rows.get("articles") and live.empty and not emptied:
        raise StoreError(
            f"{live.data_dir / LIVE_FILE} est vide, l’instantané {latest.number} ne l’est pas : rien n’est publié.",
            "« beffroi process » refait les résultats depuis l’archive.",
        )
    manifest = Manifest(
        number=number,
        lineage=live.lineage,
        revision=live.revision,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        schema_version=int(live.meta("schema_version") or 0),
        package_version=_package_version(),
        registers_version=live.meta("registers_version"),
        technologies_version=live.meta("technologies_version"),
        rows=_row_counts(live.connection),
        model_version=live.meta("model_version"),
    )
    with transaction(live.connection):
        set_meta(
            live.connection,
            snapshot=str(number),
            published_at=manifest.created_at,
            package_version=manifest.package_version,
            **{f"rows.{table}": str(count) for table, count in manifest.rows.items()},
        )
    live.checkpoint()
    return manifest


def _build(data_dir: Path, manifest: Manifest) -> Path:
    """Fill a folder under a name of its own, then give it its number: a numbered folder is whole."""
    snapshots = data_dir / SNAPSHOTS
    building = snapshots / BUILDING
    building.mkdir(parents=True)
    if (data_dir / f"{LIVE_FILE}.wal").exists():
        raise StoreError(f"{data_dir / LIVE_FILE} n’est pas clos : un autre programme y écrit.")
    copy_durably(data_dir / LIVE_FILE, building / DATABASE)
    link_folder(data_dir / INDEX_DIR, building / INDEX_DIR, without=_INDEX_LOCKS)
    write_atomically(building / FILE_NAME, manifest.to_json())
    folder = building.rename(snapshots / str(manifest.number))
    sync_folder(snapshots)
    return folder


def _folders(data_dir: Path) -> dict[int, Path]:
    """Every numbered folder, those included that a killed publish left without pointing at them.

    Numbers are never used twice: DuckDB hands a process that still has the old file open its old data.
    """
    snapshots = data_dir / SNAPSHOTS
    found = snapshots.iterdir() if snapshots.is_dir() else ()
    return {int(path.name): path for path in found if path.name.isdigit()}


def _sweep(data_dir: Path, folders: dict[int, Path]) -> None:
    """Remove what a killed publish left, and refuse to replace a file that is no link of ours."""
    pointer = data_dir / DATABASE
    if pointer.exists() and not pointer.is_symlink():
        raise foreign(pointer, "n’est pas le lien que la publication remplace")
    current = published_folder(data_dir)
    _remove(path for path in folders.values() if current and int(path.name) > int(current.name))
    _remove([data_dir / SNAPSHOTS / BUILDING])


def _forget(data_dir: Path, current: Path, kept: int) -> None:
    """Keep the current snapshot and the newest `kept` before it."""
    old = sorted((n for n in _folders(data_dir) if n != int(current.name)), reverse=True)
    _remove(data_dir / SNAPSHOTS / str(number) for number in old[kept:])


def _remove(folders: Iterable[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    names = connection.execute(
        "SELECT table_name FROM duckdb_tables()"
        " WHERE database_name = current_database() AND table_name <> 'meta' ORDER BY table_name"
    ).fetchall()
    counts = {}
    for (name,) in names:
        row = connection.execute(f"SELECT count(*) FROM {name}").fetchone()  # noqa: S608  our own tables
        counts[name] = int(row[0]) if row else 0
    return counts


def _package_version() -> str:
    try:
        return metadata.version("beffroi")
    except metadata.PackageNotFoundError:  # a source checkout that was not installed
        return "unknown"
