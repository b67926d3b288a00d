"""The live results and their single writer."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from core.errors import DamagedFile, StoreError
from core.settings import StoreSettings
from core.types import Signature, Trace
from store.batch import Batch
from store.database import RESULTS, TEXTS, attach, instance
from store.lock import writer_lock
from store.meta import get_meta, revision, set_meta
from store.migrate import migrate
from store.rows import trace, utc
from store.searching.following import follow
from store.searching.index import INDEX_DIR, open_index
from store.settling import settle
from store.sql import query
from store.upkeep.failures import BREAKING, REMEDY, explained, explanation
from store.upkeep.leftovers import sweep
from store.upkeep.lineage import acknowledged, own
from store.upkeep.room import MB, require_room
from store.upkeep.wal import check_log
from store.write import transaction, write_batch

LIVE_FILE = "live.duckdb"
TEXTS_FILE = "texts.duckdb"

MOST_WAITING = 5000
"""Articles after which what follows from them is worked out in the midst of a job: the end must not take long."""

LOG = "64MB"
"""The log that is folded in by itself. It costs about a second among 200,000 articles, however little there is in it:
from 16 MB on, as DuckDB does, a fifth of the time of writing them. To replay one of this size takes a second."""

_FILES = ((TEXTS_FILE, TEXTS, "texts"), (LIVE_FILE, RESULTS, "live"))
"""File, catalog, kind; the last one is the connection's default."""


class LiveStore:
    """The open live files: results (`connection`'s default), `texts` beside them, and the search index.

    After an error that makes DuckDB refuse a file, they are opened again: `connection` is then another one.
    """

    def __init__(self, data_dir: Path, memory_limit: str) -> None:
        """Open them, migrated and checkpointed; the caller holds the writer's lock and calls `close`."""
        self.data_dir = data_dir
        self._memory_limit = memory_limit
        self._opened = ExitStack()
        self._waiting = 0
        self._open()

    def _open(self) -> None:
        with ExitStack() as opened:
            self.connection = instance(self._memory_limit, self.data_dir / "spill")
            opened.callback(self.connection.close)
            self.connection.execute(f"SET checkpoint_threshold = '{LOG}'")
            for name, catalog, kind in _FILES:
                check_log(self.data_dir / name)
                attach(self.connection, self.data_dir / name, catalog)
                migrate(self.connection, catalog, kind, self.data_dir / name)
            if get_meta(self.connection, "lineage") is None:
                set_meta(self.connection, lineage=secrets.token_hex(8))
            self.index = opened.enter_context(open_index(self.data_dir / INDEX_DIR, self._indexed()))
            own(self.data_dir / INDEX_DIR, self.lineage)
            # A killed writer leaves a log that was replayed just now: fold it in before adding to it.
            self.checkpoint()
            self.settle()
            self._opened = opened.pop_all()

    def _indexed(self) -> int:
        """Up to which revision an index may be ours; DamagedFile when it knows what the results lost."""
        known = acknowledged(self.data_dir / INDEX_DIR, self.lineage)
        if known is None:
            return -1
        if known > self.revision and not self.empty:
            raise DamagedFile(
                f"{self.data_dir / LIVE_FILE} a perdu des résultats : il en est à la révision {self.revision},"
                f" son index de recherche à la révision {known}.",
                REMEDY,
            )
        return self.revision

    def close(self) -> None:
        """Let go of the files; what could not be folded in stays in the log, for the next opening."""
        self._opened.close()

    def reopen(self) -> None:
        """Open the files again: the log is replayed, and all that was acknowledged is there."""
        self.close()
        self._open()

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

    def write(self, batch: Batch, *, later: bool = False) -> int:
        """Store a batch and return how many rows it changed; once this returns, nothing of it can be lost.

        `later`: what follows from it may wait for batches to come (`settle`).
        When a file fails, it is opened again and the batch tried once more; StoreError when that fails too, and
        then a later run may give the same batch again.
        """
        try:
            return self._stored(batch, later=later)
        except (*BREAKING, StoreError) as error:
            from core import logs  # structlog loads Twisted, which readers of results can do without

            logs.get(__name__).warning("results opened again", cause=str(error).partition("\n")[0][:200])
        self.reopen()
        return self._stored(batch, later=later)

    def _stored(self, batch: Batch, *, later: bool) -> int:
        changed = write_batch(self.connection, batch)
        self._waiting += len(batch.articles)
        if not later or self._waiting >= MOST_WAITING:
            self.settle()
        return changed

    def settle(self) -> None:
        """Bring what follows from the batches to them: derived tables, then the search index, which names by these.

        Done at opening, after batches that may not wait, after many that may, and at the end of a job.
        """
        with transaction(self.connection):
            settle(self.connection)
        self._waiting = 0
        self.refresh_search()

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
        """Bring the index to the results' revision: after batches, a crash before it followed them, or a rebuild."""
        if self.index.revision == (target := self.revision):
            return
        try:
            follow(self.connection, self.index, target)
        except (ValueError, OSError) as error:  # all that tantivy raises is ValueError
            raise explanation(self.data_dir, error) from error

    def checkpoint(self) -> None:
        """Fold the logs into the files."""
        self.connection.execute(f"CHECKPOINT {RESULTS}")
        self.connection.execute(f"CHECKPOINT {TEXTS}")


@contextmanager
def open_live(data_dir: Path, settings: StoreSettings, job: str = "") -> Iterator[LiveStore]:
    """The one writer of `data_dir`.

    Raises:
        StoreBusy: another process writes; it is named.
        StoreError: less than `store.min_free_mb` is free on the disk, or a file fails.
    """
    with explained(data_dir), writer_lock(data_dir, settings.writer_wait_seconds, job):
        require_room(data_dir, settings.min_free_mb * MB, "écrire des résultats")
        with open_files(data_dir, settings.memory_limit) as live:
            yield live


@contextmanager
def open_files(data_dir: Path, memory_limit: str) -> Iterator[LiveStore]:
    """The live files, migrated and checkpointed; the caller holds the writer's lock.

    What breaks inside the block because a file or the disk failed comes out as a StoreError.
    """
    sweep(data_dir)
    with explained(data_dir), closing(LiveStore(data_dir, memory_limit)) as live:
        yield live
        live.settle()


def live_files(data_dir: Path) -> tuple[Path, Path]:
    """The two DuckDB files: results, texts."""
    return data_dir / LIVE_FILE, data_dir / TEXTS_FILE
