"""Taking the results back from a snapshot (its DuckDB file is a copy of the live one) or from a backup."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from core.errors import InputError, StoreError
from core.settings import StoreSettings
from store.database import RESULTS, attach, instance
from store.files import copy_durably, sync_folder
from store.live import LIVE_FILE, TEXTS_FILE, open_files
from store.lock import writer_lock
from store.manifest import DATABASE, SNAPSHOTS, read_manifest
from store.meta import get_meta, set_meta
from store.upkeep.backups import BACKUPS, backups
from store.upkeep.failures import BREAKING, explained
from store.upkeep.leftovers import PART
from store.upkeep.readable import read_through
from store.upkeep.room import MB, require_room
from store.upkeep.wal import aside, check_log, log_of


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that results can be taken back from; it holds what was written before `at`."""

    path: Path
    at: datetime


@dataclass(frozen=True, slots=True)
class Restored:
    """What was taken back, how many articles it holds, and where the replaced files are now.

    `skipped` says of each newer copy why it could not serve.
    """

    copy: Copy
    articles: int
    aside: tuple[Path, ...]
    skipped: tuple[str, ...] = ()


def restore(data_dir: Path, settings: StoreSettings, wanted: str | None = None) -> Restored:
    """Put results back: from the newest usable snapshot or backup, or the `wanted` one (a number or a path).

    The present file is not opened, and goes to `aside/`; texts that can be read stay; the index is made anew.
    What was stored after `copy.at` is missing: the caller has it processed again.

    Raises:
        StoreBusy: another process writes.
        InputError: there is no such copy.
        StoreError: it is damaged, or no file of results; or the disk is full.
    """
    with explained(data_dir), writer_lock(data_dir, settings.writer_wait_seconds, "restore"):
        copy, skipped = _chosen(data_dir, settings.memory_limit, wanted)
        require_room(
            data_dir, max(settings.min_free_mb * MB, copy.path.stat().st_size), "reprendre une copie"
        )
        fresh = _prepared(data_dir, copy)
        replaced = (*_put_aside(data_dir), *_put_texts_aside(data_dir, settings.memory_limit))
        fresh.replace(data_dir / LIVE_FILE)
        sync_folder(data_dir)
        with open_files(data_dir, settings.memory_limit) as live:
            row = live.connection.execute("SELECT count(*) FROM articles").fetchone()
        return Restored(copy, int(row[0]) if row else 0, replaced, skipped)


def _chosen(data_dir: Path, memory_limit: str, wanted: str | None) -> tuple[Copy, tuple[str, ...]]:
    if wanted is not None:
        copy = _named(data_dir, wanted)
        _check(copy.path, memory_limit)
        return copy, ()
    skipped: list[str] = []
    for copy in _copies(data_dir):
        try:
            _check(copy.path, memory_limit)
        except StoreError as error:
            skipped.append(str(error))
            continue
        return copy, tuple(skipped)
    raise InputError(
        f"{data_dir} : ni instantané ni copie utilisable.",
        "« beffroi rebuild » refait les résultats depuis l’archive.",
    )


def _copies(data_dir: Path) -> list[Copy]:
    """Snapshots and backups, the newest first."""
    numbered = (path for path in (data_dir / SNAPSHOTS).glob("*") if path.name.isdigit())
    found = [copy for path in numbered if (copy := _snapshot(path))]
    found += [Copy(backup.path, backup.at) for backup in backups(data_dir, "live")]
    return sorted(found, key=lambda copy: copy.at, reverse=True)


def _snapshot(folder: Path) -> Copy | None:
    manifest = read_manifest(folder)
    if manifest is None:
        return None
    return Copy(folder / DATABASE, datetime.fromisoformat(manifest.created_at))


def _named(data_dir: Path, wanted: str) -> Copy:
    """A snapshot by its number, or any file; how old a file is that is none of ours, only its `meta` can say."""
    path = (data_dir / SNAPSHOTS / wanted / DATABASE) if wanted.isdigit() else Path(wanted)
    if not path.is_file():
        raise InputError(
            f"{wanted} : ni un instantané ni un fichier.",
            f"Donnez un numéro de {data_dir / SNAPSHOTS}, ou un fichier de {data_dir / BACKUPS}.",
        )
    known = {copy.path.resolve(): copy for copy in _copies(data_dir)}
    return known.get(path.resolve()) or Copy(path, _written_at(path))


def _written_at(path: Path) -> datetime:
    """The last publication that the file knows of: it holds at least what was stored by then."""
    connection = instance("1GB")
    try:
        attach(connection, path, RESULTS, read_only=True)
        connection.execute(f"USE {RESULTS}")
        said = get_meta(connection, "published_at")
    except duckdb.CatalogException:
        said = None
    finally:
        connection.close()
    return datetime.fromisoformat(said) if said else datetime.min.replace(tzinfo=UTC)


def _check(path: Path, memory_limit: str, kind: str = "live") -> None:
    """Raise StoreError unless the file is one of this kind that can be read from end to end."""
    try:
        connection = instance(memory_limit)
        try:
            attach(connection, path, RESULTS, read_only=True)
            connection.execute(f"USE {RESULTS}")
            if get_meta(connection, "application") != "beffroi" or get_meta(connection, "file") != kind:
                raise StoreError(f"{path} : ce n’est pas un fichier de résultats.")
            read_through(connection, RESULTS)
        finally:
            connection.close()
    except FileNotFoundError as error:
        raise StoreError(f"{path} : absent") from error
    except BREAKING as error:
        raise StoreError(f"{path} est abîmé : {str(error).partition(chr(10))[0][:200]}") from error
    except duckdb.CatalogException as error:
        raise StoreError(f"{path} : ce n’est pas un fichier de résultats.") from error


def _prepared(data_dir: Path, copy: Copy) -> Path:
    """A copy to be put in place, of a lineage of its own: its revisions will be others from here on."""
    fresh = data_dir / f"{LIVE_FILE}{PART}"
    for old in (fresh, log_of(fresh)):
        old.unlink(missing_ok=True)
    copy_durably(copy.path, fresh)
    connection = instance("1GB")
    try:
        attach(connection, fresh, RESULTS)
        connection.execute(f"USE {RESULTS}")
        set_meta(connection, lineage=secrets.token_hex(8))
        connection.execute(f"CHECKPOINT {RESULTS}")
    finally:
        connection.close()
    return fresh


def _put_aside(data_dir: Path) -> Iterator[Path]:
    """Give the present file a second name, and its log another: a kill leaves no moment without results."""
    log, live = log_of(data_dir / LIVE_FILE), data_dir / LIVE_FILE
    if log.exists():
        yield log.rename(aside(data_dir, log.name))
    if live.exists():
        yield _second_name(live, aside(data_dir, live.name))
    sync_folder(data_dir)


def _put_texts_aside(data_dir: Path, memory_limit: str) -> Iterator[Path]:
    """Texts that cannot be read go as well; processing fetches them from the archive again."""
    texts = data_dir / TEXTS_FILE
    if not texts.exists():
        return
    try:
        check_log(texts)
        _check(texts, memory_limit, "texts")
    except StoreError:
        for path in (log_of(texts), texts):
            if path.exists():
                yield path.rename(aside(data_dir, path.name))


def _second_name(path: Path, other: Path) -> Path:
    try:
        os.link(path, other)
    except OSError:  # no hard links here
        copy_durably(path, other)
    return other
