"""Putting a person's SQL to the newest snapshot, in a process of its own (`store.sandbox.process`)."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from core import errors
from core.errors import StoreError
from store.lock import writer_lock
from store.manifest import nothing_published, published_folder
from store.sandbox.channel import Reply, Request
from store.sandbox.process import Child

if TYPE_CHECKING:
    import pyarrow as pa

SECONDS = 30.0
MAX_BYTES = 512_000_000
"""Bytes of an answer: 200,000 articles without their texts take 400 MB."""

_ATTEMPTS = 3
_HELPLESS = (
    "Restreignez la requête (WHERE, LIMIT), ou accordez-lui plus de temps : --timeout, store.sql_seconds."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a query; `truncated` when there were more than the limit.

    Types of `columns` are DuckDB's names. A type that Arrow cannot carry comes as text.
    """

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: int
    truncated: bool
    _file: IO[bytes]

    def batches(self) -> "Iterator[pa.RecordBatch]":
        """The rows, a few thousand at a time; may be asked for again."""
        import pyarrow as pa

        self._file.seek(0)
        with pa.ipc.open_stream(self._file) as stream:
            yield from stream

    @property
    def schema(self) -> "pa.Schema":
        """The types as Arrow has them."""
        import pyarrow as pa

        self._file.seek(0)
        with pa.ipc.open_stream(self._file) as stream:
            return stream.schema


@contextmanager
def asked(
    data_dir: Path,
    sql: str,
    limit: int = 1000,
    *,
    with_text: bool = False,
    search: str | None = None,
    memory_limit: str = "1GB",
    seconds: float = SECONDS,
    max_bytes: int = MAX_BYTES,
    child: Child | None = None,
) -> Iterator[Answer]:
    """Run SQL on the newest snapshot, with no access to anything else; in `child` if one is already started.

    `with_text` adds `article_texts` and `article_notes`, which are not published: StoreBusy while a writer holds
    them. `search` adds `hits(article_id, score)`, what these words find.
    Raises NothingPublished, or QueryError: refused, stopped after `seconds`, out of memory, too big.
    """
    texts = str(kept_texts(data_dir)) if with_text else None
    for _ in range(_ATTEMPTS):  # publishing may remove a snapshot between its choice and its opening
        folder = published_folder(data_dir)
        if folder is None:
            continue
        request = Request(str(folder), sql, limit, memory_limit, seconds, max_bytes, texts, search)
        with child or Child() as asking:
            with writer_lock(data_dir, 0, "sql --with-text") if with_text else nullcontext():
                reply = asking.ask(request)
            if reply.error == FileNotFoundError.__name__:
                child = None  # it took one question only
                continue
            _raise(reply)
            yield Answer(reply.columns, reply.types, reply.rows, reply.truncated, asking.file)
            return
    raise nothing_published(Path(data_dir))


def kept_texts(data_dir: Path) -> Path:
    """The file of the texts; StoreError where there is none."""
    from store.live import TEXTS_FILE

    texts = data_dir / TEXTS_FILE
    if not texts.exists():
        raise StoreError(
            f"Pas de textes ici : {texts} manque.",
            "Sans eux il reste « beffroi sql » ; « beffroi process » les refait depuis l’archive.",
        )
    return texts


def _raise(reply: Reply) -> None:
    """The child's error, with the whole of what DuckDB said as its cause."""
    if reply.error:
        kind = getattr(errors, reply.error)
        raise kind(reply.message, reply.next_step) from (RuntimeError(reply.detail) if reply.detail else None)
