"""The live index: it follows the results, and says up to which of their revisions it goes."""

import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import tantivy

from core import logs
from store.files import write_atomically
from store.searching.schema import FORMAT, ID, KEY, Row, build_schema, document, with_analysers

INDEX_DIR = "search"
STAMP = "beffroi.json"

_HEAP_BYTES = 50_000_000


class SearchIndex:
    """The live index; its writer thread starts with the first document."""

    def __init__(self, path: Path, index: tantivy.Index, revision: int) -> None:
        self._path = path
        self._index = index
        self._writer: tantivy.IndexWriter | None = None
        self._dirty = False
        self.revision = revision

    def add(self, rows: Iterable[Row]) -> None:
        """Replace the documents of these articles."""
        writer = self._open_writer()
        for row in rows:
            writer.delete_documents_by_term(ID, row.article_id)
            writer.add_document(document(row))

    def remove(self, article_ids: Iterable[str]) -> None:
        """Take the documents of these articles out; their words leave the files as segments are merged."""
        writer = self._open_writer()
        for article_id in article_ids:
            writer.delete_documents_by_term(ID, article_id)

    def commit(self, revision: int) -> None:
        """Make what was added durable, then say up to which revision of the results the index goes."""
        self.flush()
        write_atomically(self._path / STAMP, json.dumps({"format": FORMAT, "revision": revision}))
        self.revision = revision

    def flush(self) -> None:
        """Make what was added countable, without saying that it is all."""
        if self._writer is not None and self._dirty:
            self._writer.commit()
            self._dirty = False

    def count(self) -> int:
        """How many documents are committed."""
        self._index.reload()
        return int(self._index.searcher().num_docs)

    def article_ids(self) -> set[str]:
        """The articles that are committed."""
        self._index.reload()
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs), count=False).hits
        keys = searcher.fast_field_values(KEY, [address for _, address in found])
        return {f"{key:016x}" for key in keys}

    def close(self) -> None:
        """Wait for merges, so that the files stand still.

        A writer that has died (a full disk) said why when it did; what it did not commit follows at the next opening.
        """
        writer, self._writer = self._writer, None
        if writer is None:
            return
        try:
            writer.wait_merging_threads()
        except ValueError as error:
            logs.get(__name__).warning("search index closed after a failure", cause=str(error))

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(_HEAP_BYTES, 1)
        self._dirty = True
        return self._writer


@contextmanager
def open_index(path: Path, newest: int) -> Iterator[SearchIndex]:
    """The index at `path` of results at revision `newest`.

    One that is missing, old, foreign, damaged or ahead of the results starts again empty, at revision -1.
    """
    found = stamped(path)
    index = existing(path)
    if found is None or found > newest or index is None:
        found, index = -1, _fresh(path)
    live = SearchIndex(path, index, found)
    try:
        yield live
    finally:
        live.close()


def is_usable(index_dir: Path) -> bool:
    """Whether this folder can be searched."""
    return stamped(index_dir) is not None and existing(index_dir) is not None


def stamped(path: Path) -> int | None:
    """Up to which revision of the results the index goes; None when it is not one of ours, of this format."""
    try:
        stamp = json.loads((path / STAMP).read_text("utf-8"))
        return int(stamp["revision"]) if stamp["format"] == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def existing(path: Path) -> tantivy.Index | None:
    """The index, or None; whatever tantivy cannot open raises ValueError."""
    try:
        return with_analysers(tantivy.Index.open(str(path)))
    except (ValueError, OSError):
        return None if os.access(path, os.W_OK) else _unwritable(path)


def _unwritable(path: Path) -> tantivy.Index | None:
    """The index of a folder where nothing may be written: tantivy wants its lock, which then lies elsewhere."""
    try:
        links = Path(_links(path, (path / "meta.json").stat().st_mtime_ns).name)
        return with_analysers(tantivy.Index.open(str(links)))
    except (ValueError, OSError):
        return None


@lru_cache(maxsize=4)
def _links(path: Path, _modified: int) -> "tempfile.TemporaryDirectory[str]":
    """A folder of links to the index's files; it goes with the process."""
    folder = tempfile.TemporaryDirectory(prefix="beffroi-")
    for file in path.iterdir():
        if not file.name.endswith(".lock"):
            Path(folder.name, file.name).symlink_to(file.absolute())
    return folder


def discard(path: Path) -> None:
    """Put an index out of the way, then remove it.

    A thread of tantivy's may still write into the folder for a moment, which makes removing it in place
    fail; what could not be removed goes at the next occasion.
    """
    if path.exists():
        path.rename(path.with_name(f"{path.name}.old-{secrets.token_hex(4)}"))
    for old in path.parent.glob(f"{path.name}.old-*"):
        shutil.rmtree(old, ignore_errors=True)


def _fresh(path: Path) -> tantivy.Index:
    discard(path)
    path.mkdir(parents=True)
    return with_analysers(tantivy.Index(build_schema(), str(path)))
