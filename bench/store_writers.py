"""The two writers that store_volume.py compares: processes of their own that are handed the same batches in turn."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import duckdb
from measure import memory_mb

from core.settings import StoreSettings
from store.batch import Batch
from store.staging import NOTED, SCOPE

Times = dict[str, float]


@contextmanager
def writer(work: Callable[[Path, Connection], None], folder: Path) -> Iterator[Connection]:
    """A process that runs `work` on the folder; batches go in, seconds come out, None ends it."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=work, args=(folder, theirs))
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join()


def _handed(pipe: Connection) -> Iterator[Batch]:
    while (batch := pipe.recv()) is not None:
        yield batch


def store(folder: Path, pipe: Connection) -> None:
    """The real writer: what LiveStore.write does, its two halves timed apart."""
    import registers
    from nlp.technologies.lexicon import lexicon_version, table
    from store.live import open_live
    from store.registers import load_registers, load_technologies
    from store.write import write_batch

    with open_live(folder, StoreSettings()) as live:
        known = registers.load()
        load_registers(live, known.communes, known.territories, known.mandates, known.manifest.fingerprint)
        load_technologies(live, table(), lexicon_version())
        for batch in _handed(pipe):
            began = time.perf_counter()
            write_batch(live.connection, batch)
            written = time.perf_counter()
            live.refresh_search()
            pipe.send({"write": written - began, "index": time.perf_counter() - written})
    pipe.send({"peak": memory_mb()["VmHWM"]})


def append(folder: Path, pipe: Connection) -> None:
    """The same Arrow tables inserted as they come, into files of the same tables without anything else."""
    from store.database import RESULTS, TEXTS, attach, instance
    from store.migrate import migrate
    from store.tables import AT_HOME, NOTES
    from store.write import staged_tables

    folder.mkdir(parents=True)
    connection = instance(StoreSettings().memory_limit, folder / "spill")
    for kind, catalog in (("texts", TEXTS), ("live", RESULTS)):
        attach(connection, folder / f"{kind}.duckdb", catalog)
        migrate(connection, catalog, kind, folder / f"{kind}.duckdb")
    home = {table.name for table in (*AT_HOME, NOTES)}
    for batch in _handed(pipe):
        began = time.perf_counter()
        tables = staged_tables(connection, batch, 1)
        made = time.perf_counter()
        _inserted(connection, {f"texts.{name}": rows for name, rows in tables.items() if name in home})
        _inserted(connection, {name: rows for name, rows in tables.items() if name not in home})
        pipe.send({"stage": made - began, "append": time.perf_counter() - made})
    connection.close()
    pipe.send({"peak": memory_mb()["VmHWM"]})


def _inserted(connection: duckdb.DuckDBPyConnection, tables: dict[str, Any]) -> None:
    """One transaction: what follows from other rows is not among them, nor is the version of what has none."""
    connection.execute("BEGIN TRANSACTION")
    for name, rows in tables.items():
        if not rows.num_rows or name in _SCOPES:
            continue
        connection.register("appended", rows)
        columns = ", ".join(
            f'"{column}"' for column in rows.column_names if column != "version" or name not in _BARE
        )
        connection.execute(f"INSERT INTO {name} BY NAME SELECT {columns} FROM appended")  # noqa: S608  our own names
        connection.unregister("appended")
    connection.execute("COMMIT")


_BARE = ("article_topics", "persons")
_SCOPES = (SCOPE, NOTED)
