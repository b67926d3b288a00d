"""A published snapshot, read-only and closed to the outside."""

from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from core.errors import StoreError
from store.database import RESULTS
from store.manifest import DATABASE, Manifest, nothing_published, published_folder, read_manifest
from store.meta import get_meta
from store.readonly import read_only
from store.search import INDEX_DIR, Found, Ranked, SearchQuery, ranked, search

_ATTEMPTS = 3


class Snapshot:
    """One folder of snapshots/. It opens with the first use of `connection` and stays what it was then.

    A connection serves one thread; others take what `shared` gives.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        memory_limit: str = "1GB",
        texts: Path | None = None,
        threads: int | None = None,
        temporary: Path | None = None,
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self._memory_limit = memory_limit
        self._texts, self._threads, self._temporary = texts, threads, temporary
        self._connection: duckdb.DuckDBPyConnection | None = None

    @property
    def number(self) -> int:
        """Its number: later snapshots have higher ones."""
        return self.manifest.number

    @property
    def revision(self) -> int:
        """The revision of the results that it holds."""
        return self.manifest.revision

    @property
    def database(self) -> Path:
        """The DuckDB file."""
        return self.folder / DATABASE

    @property
    def index_dir(self) -> Path:
        """The search index that was published with it."""
        return self.folder / INDEX_DIR

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The results: read-only, no file and no setting within reach."""
        if self._connection is None:
            self._connection = read_only(
                self.database, self._memory_limit, self._texts, self._threads, self._temporary
            )
        return self._connection

    def shared(self) -> "Snapshot":
        """The same snapshot for another thread: a connection of its own to the file that is open already (0.2 ms)."""
        other = Snapshot(self.folder, self.manifest, self._memory_limit)
        other._connection = self.connection.cursor()
        other.connection.execute(f"USE {RESULTS}")
        return other

    def search(self, query: str, limit: int = 20) -> list[Ranked]:
        """The ids of the best articles (store.search.ranked)."""
        return ranked(self.index_dir, query, limit)

    def find(self, asked: SearchQuery, *, facets: bool = False) -> Found:
        """Full-text search (store.search.search)."""
        return search(self.index_dir, asked, facets=facets)

    def close(self) -> None:
        """Let go of the file; an old snapshot that was removed meanwhile then disappears."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_snapshot(
    data_dir: Path | str,
    memory_limit: str = "1GB",
    texts: Path | None = None,
    threads: int | None = None,
    temporary: Path | None = None,
) -> Snapshot:
    """The newest snapshot, opened; NothingPublished when there is none.

    `texts` is a file of texts to read beside it, whose writer the caller keeps away; `threads` the most that one
    question may use, all cores by default; what does not fit in memory lies under `temporary`, or is refused.
    """
    for _ in range(
        _ATTEMPTS
    ):  # between reading the link and opening, publishing may remove what it pointed at
        folder = published_folder(Path(data_dir))
        manifest = read_manifest(folder) if folder else None
        if folder is None or manifest is None:
            continue
        snapshot = Snapshot(folder, manifest, memory_limit, texts, threads, temporary)
        try:
            _ = snapshot.connection
        except FileNotFoundError:
            continue
        return snapshot
    raise nothing_published(Path(data_dir))


def is_sound(folder: Path, manifest: Manifest | None) -> bool:
    """Whether the folder's database opens, and is the one that its manifest speaks of."""
    if manifest is None:
        return False
    try:
        with Snapshot(folder, manifest) as snapshot:
            known = {key: get_meta(snapshot.connection, key) for key in ("lineage", "revision", "snapshot")}
    except (StoreError, FileNotFoundError, duckdb.Error):
        return False
    stated = {"lineage": manifest.lineage, "revision": manifest.revision, "snapshot": manifest.number}
    return known == {key: str(value) for key, value in stated.items()}
