"""The live results and their single writer."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from core.settings import StoreSettings
from core.types import Signature, Trace
from store.batch import Batch
from store.database import RESULTS, TEXTS, attach, instance
from store.lock import writer_lock
from store.meta import get_meta, revision, set_meta
from store.migrate import migrate
from store.rows import trace, utc
from store.search import INDEX_DIR, SearchIndex, open_index
from store.sql import query
from store.write import write_batch

LIVE_FILE = "live.duckdb"
TEXTS_FILE = "texts.duckdb"

_DOCUMENTS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class LiveStore:
    """The open live files: results (`connection`'s default), `texts` beside them, and the search index."""

    data_dir: Path
    connection: duckdb.DuckDBPyConnection
    index: SearchIndex

    @property
    def revision(self) -> int:
        """How many times the results have changed."""
        return revision(self.connection)

    def meta(self, key: str) -> str | None:
        """A property of the results, such as `registers_version`."""
        return get_meta(self.connection, key)

    @property
    def lineage(self) -> str:
        """Which results these are: a file made anew has another."""
        return self.meta("lineage") or ""

    @property
    def empty(self) -> bool:
        """Whether there is no article, or no text and none removed by age: a new workspace, or files that were lost."""
        row = self.connection.execute(
            "SELECT NOT EXISTS (FROM articles) OR NOT (EXISTS (FROM texts.article_texts)"
            " OR EXISTS (FROM texts.meta WHERE key = 'kept_since'))"
        ).fetchone()
        return bool(row and row[0])

    @property
    def last_run_at(self) -> datetime | None:
        """When the newest run that the results know began."""
        row = self.connection.execute("SELECT max(started_at) FROM runs").fetchone()
        return row[0].replace(tzinfo=UTC) if row and row[0] else None

    def write(self, batch: Batch) -> int:
        """Store a batch and return how many rows it changed; once this returns, nothing of it can be lost."""
        changed = write_batch(self.connection, batch)
        self.refresh_search()
        return changed

    def read_in_full(self, article_ids: Iterable[str]) -> set[str]:
        """Those of these articles whose whole text is known."""
        rows = self.connection.execute(
            "SELECT article_id FROM articles WHERE basis = 'full'"
            " AND article_id IN (SELECT unnest($ids::VARCHAR[]))",
            {"ids": list(article_ids)},
        ).fetchall()
        return {article_id for (article_id,) in rows}

    def signatures(self, since: datetime, scheme: int) -> list[Signature]:
        """Those of the articles first seen since then, by this scheme, the oldest first."""
        found = self.connection.execute(query("signatures"), {"since": utc(since), "scheme": scheme})
        return [Signature._make(row) for row in found.fetchall()]

    def traces(self, article_ids: Iterable[str], scheme: int) -> list[Trace]:
        """What linking knows of those of these articles that are signed by this scheme."""
        wanted = {"ids": list(article_ids), "scheme": scheme}
        return [trace(row) for row in self.connection.execute(query("traces"), wanted).fetchall()]

    def unsigned(self, since: datetime, scheme: int, limit: int) -> list[tuple[str, int, str, str, str]]:
        """(article id, version, title, summary, text) of such articles that are not signed by this scheme."""
        wanted = {"since": utc(since), "scheme": scheme, "n": limit}
        return self.connection.execute(query("unsigned"), wanted).fetchall()

    def refresh_search(self) -> None:
        """Bring the index to the results' revision: after a batch, a crash between the two, or a rebuild."""
        if self.index.revision == (target := self.revision):
            return
        documents = self.connection.execute(query("search_documents"), {"after": self.index.revision})
        while rows := documents.fetchmany(_DOCUMENTS_AT_ONCE):
            self.index.add(rows)
        self.index.commit(target)

    def checkpoint(self) -> None:
        """Fold the logs into the files."""
        self.connection.execute(f"CHECKPOINT {RESULTS}")
        self.connection.execute(f"CHECKPOINT {TEXTS}")


@contextmanager
def open_live(data_dir: Path, settings: StoreSettings, job: str = "") -> Iterator[LiveStore]:
    """The one writer of `data_dir`; raises StoreBusy, naming the holder, when there is another."""
    with (
        writer_lock(data_dir, settings.writer_wait_seconds, job),
        open_files(data_dir, settings.memory_limit) as live,
    ):
        yield live


@contextmanager
def open_files(data_dir: Path, memory_limit: str) -> Iterator[LiveStore]:
    """The live files, migrated and checkpointed; the caller holds the writer's lock."""
    connection = instance(memory_limit, data_dir / "spill")
    try:
        attach(connection, data_dir / TEXTS_FILE, TEXTS)
        attach(connection, data_dir / LIVE_FILE, RESULTS)
        migrate(connection, TEXTS, "texts", data_dir / TEXTS_FILE)
        migrate(connection, RESULTS, "live", data_dir / LIVE_FILE)
        if get_meta(connection, "lineage") is None:
            set_meta(connection, lineage=secrets.token_hex(8))
        with open_index(data_dir / INDEX_DIR, revision(connection)) as index:
            live = LiveStore(data_dir, connection, index)
            # A killed writer leaves a log that was replayed just now: fold it in before adding to it.
            live.checkpoint()
            live.refresh_search()
            yield live
    finally:
        connection.close()
