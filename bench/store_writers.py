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


@contextmanager
def timed(what: str) -> Iterator[Times]:
    """Seconds of the block, and seconds of CPU: on a machine with other work these say more."""
    spent: Times = {}
    began, cpu = time.perf_counter(), time.process_time()
    yield spent
    spent |= {what: time.perf_counter() - began, f"{what} cpu": time.process_time() - cpu}


def added(one: Times, other: Times) -> Times:
    """Both, summed."""
    return {name: one.get(name, 0.0) + other.get(name, 0.0) for name in one | other}


def _handed(pipe: Connection) -> Iterator[Batch]:
    while (batch := pipe.recv()) is not None:
        yield batch


def store(folder: Path, pipe: Connection) -> None:
    """The real writer: what LiveStore.write does for a batch that may wait, its two halves timed apart.

    What follows from the last batches is added to the times of the very last.
    """
    import registers
    from nlp.technologies.lexicon import lexicon_version, table
    from store.live import MOST_WAITING, LiveStore, open_live
    from store.registers import load_registers, load_technologies
    from store.settling import settle
    from store.write import transaction, write_batch

    def followed(live: LiveStore) -> Times:
        with timed("write") as written, transaction(live.connection):
            settle(live.connection)
        with timed("index") as indexed:
            live.refresh_search()
        return written | indexed

    with open_live(folder, StoreSettings()) as live:
        known = registers.load()
        load_registers(live, known.communes, known.territories, known.mandates, known.manifest.fingerprint)
        load_technologies(live, table(), lexicon_version())
        waiting = 0
        for batch in _handed(pipe):
            with timed("write") as spent:
                write_batch(live.connection, batch)
            waiting += len(batch.articles)
            if waiting >= MOST_WAITING:
                spent, waiting = added(spent, followed(live)), 0
            pipe.send(added(spent, dict.fromkeys(("index", "index cpu"), 0.0)))
        last = followed(live)
    pipe.send({"peak": memory_mb()["VmHWM"]} | last)


def append(folder: Path, pipe: Connection) -> None:
    """The same Arrow tables inserted as they come, into files of the same tables and settings, and nothing else."""
    from store.database import RESULTS, TEXTS, attach, instance
    from store.live import LOG
    from store.migrate import migrate
    from store.tables import AT_HOME, NOTES
    from store.write import staged_tables

    folder.mkdir(parents=True)
    connection = instance(StoreSettings().memory_limit, folder / "spill")
    connection.execute(f"SET checkpoint_threshold = '{LOG}'")
    for kind, catalog in (("texts", TEXTS), ("live", RESULTS)):
        attach(connection, folder / f"{kind}.duckdb", catalog)
        migrate(connection, catalog, kind, folder / f"{kind}.duckdb")
    home = {table.name for table in (*AT_HOME, NOTES)}
    for batch in _handed(pipe):
        with timed("stage") as staged:
            tables = staged_tables(connection, batch, 1)
        with timed("append") as appended:
            _inserted(connection, {f"texts.{name}": rows for name, rows in tables.items() if name in home})
            _inserted(connection, {name: rows for name, rows in tables.items() if name not in home})
        pipe.send(staged | appended)
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
