"""Full-text search in French: a tantivy index that follows the results.

The text is indexed twice. Stemming before folding accents brings « déployée » and « déploiement » together
but misses « securite » for « sécurité »; folding first does the reverse.
The index stores no text: only what a list of hits shows.
"""

import json
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tantivy

from core.errors import QueryError
from store.files import write_atomically
from store.lenient import lenient, without_elisions

INDEX_DIR = "search"
STAMP = "beffroi.json"
FORMAT = 1  # raise it when fields or analysers change: older indexes are then rebuilt

_SHOWN = ("article_id", "title", "url", "source", "day")
_BOOSTS = {"title_stem_fold": 2.0, "title_fold_stem": 2.0, "body_stem_fold": 1.0, "body_fold_stem": 1.0}
_HEAP_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found; scores compare within one query only."""

    article_id: str
    score: float
    title: str
    url: str
    source: str
    day: date | None


class SearchIndex:
    """The live index; its writer thread starts with the first document."""

    def __init__(self, path: Path, index: tantivy.Index, revision: int) -> None:
        self._path = path
        self._index = index
        self._writer: tantivy.IndexWriter | None = None
        self.revision = revision

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Replace documents: rows of (article_id, title, url, source, day, body)."""
        if self._writer is None:
            self._writer = self._index.writer(_HEAP_BYTES, 1)
        for row in rows:
            self._writer.delete_documents_by_term("article_id", row[0])
            self._writer.add_document(_document(*row))

    def commit(self, revision: int) -> None:
        """Make what was added durable, then say up to which revision of the results the index goes."""
        if self._writer is not None:
            self._writer.commit()
        write_atomically(self._path / STAMP, json.dumps({"format": FORMAT, "revision": revision}))
        self.revision = revision

    def close(self) -> None:
        """Wait for merges, so that the files stand still."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None


@contextmanager
def open_index(path: Path, newest: int) -> Iterator[SearchIndex]:
    """The index at `path` of results at revision `newest`.

    One that is missing, old, foreign, damaged or ahead of the results starts again empty, at revision -1.
    """
    found = _stamped(path)
    index = _existing(path)
    if found is None or found > newest or index is None:
        found, index = -1, _fresh(path)
    live = SearchIndex(path, index, found)
    try:
        yield live
    finally:
        live.close()


def is_usable(index_dir: Path) -> bool:
    """Whether `search` can answer from this folder."""
    return _stamped(index_dir) is not None and _existing(index_dir) is not None


def search(index_dir: Path, query: str, limit: int = 20) -> list[Hit]:
    """The best hits of a query in French; all words are required unless it says OR."""
    index = _existing(index_dir)
    if _stamped(index_dir) is None or index is None:
        raise QueryError(f"Pas d’index de recherche utilisable dans {index_dir}.", "Lancez beffroi publish.")
    parsed, _ = index.parse_query_lenient(lenient(query), list(_BOOSTS), _BOOSTS, conjunction_by_default=True)
    searcher = index.searcher()
    found = searcher.search(parsed, limit).hits if limit > 0 else []
    return [_hit(score, searcher.doc(address)) for score, address in found]


def _hit(score: float, document: tantivy.Document) -> Hit:
    shown = {name: document.get_first(name) or "" for name in _SHOWN}
    day = shown.pop("day")
    return Hit(score=score, day=date.fromisoformat(day) if day else None, **shown)


def _document(
    article_id: str, title: str | None, url: str, source: str, day: date | None, body: str
) -> tantivy.Document:
    shown = (article_id, title or "", url, source, day.isoformat() if day else "")
    heading, text = without_elisions(title or ""), without_elisions(body)
    document = tantivy.Document()
    for name, value in zip((*_SHOWN, *_BOOSTS), (*shown, heading, heading, text, text), strict=True):
        document.add_text(name, value)
    return document


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in _SHOWN:
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in _BOOSTS:
        builder.add_text_field(name, tokenizer_name=name.split("_", 1)[1])
    return builder.build()


def _with_analysers(index: tantivy.Index) -> tantivy.Index:
    """Analysers are not kept in the index: each opening names them again."""
    lower, fold, stem = (
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stemmer("french"),
    )
    for name, filters in {"stem_fold": (lower, stem, fold), "fold_stem": (lower, fold, stem)}.items():
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        for step in filters:
            builder = builder.filter(step)
        index.register_tokenizer(name, builder.build())
    return index


def _existing(path: Path) -> tantivy.Index | None:
    """Whatever tantivy cannot open raises ValueError."""
    try:
        return _with_analysers(tantivy.Index.open(str(path)))
    except (ValueError, OSError):
        return None


def _fresh(path: Path) -> tantivy.Index:
    _discard(path)
    path.mkdir(parents=True)
    return _with_analysers(tantivy.Index(_schema(), str(path)))


def _discard(path: Path) -> None:
    """Put an index out of the way, then remove it.

    A thread of tantivy's may still write into the folder for a moment, which makes removing it in place
    fail; what could not be removed goes at the next occasion.
    """
    if path.exists():
        path.rename(path.with_name(f"{path.name}.old-{secrets.token_hex(4)}"))
    for old in path.parent.glob(f"{path.name}.old-*"):
        shutil.rmtree(old, ignore_errors=True)


def _stamped(path: Path) -> int | None:
    """Up to which revision of the results the index goes; None when it is not one of ours."""
    try:
        stamp = json.loads((path / STAMP).read_text("utf-8"))
        return int(stamp["revision"]) if stamp["format"] == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
