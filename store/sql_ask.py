"""Putting a person's SQL to the newest snapshot, in a process that is killed when it takes too much.

What crosses back is bounded: rows come by a file without a name that the child may not make longer than it should,
and are read a batch at a time.
"""

import importlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from core import errors
from core.errors import NothingPublished, QueryError, StoreError
from store.lock import writer_lock
from store.manifest import published_folder
from store.sql_channel import Reply, Request, receive, send

if TYPE_CHECKING:
    import pyarrow as pa

SECONDS = 30.0
MAX_BYTES = 512_000_000
"""Bytes of an answer: 200,000 articles without their texts take 400 MB."""

_ATTEMPTS = 3
_GRACE_SECONDS = 5.0
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


class Child:
    """A process that waits for one question and loads DuckDB meanwhile. Use as a context manager: it ends with it.

    Started before a caller is ready to ask, it costs less time than it takes to load.
    """

    def __init__(self) -> None:
        self.file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  the answer, as long as the child
        self._channel, theirs = socket.socketpair()
        with theirs:
            self._process = _started(theirs.fileno(), self.file.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._channel.close()
        self.file.close()

    def ask(self, request: Request) -> Reply:
        """Put the one question; the process is gone when this returns, whatever happened. Raises QueryError."""
        deadline = time.monotonic() + request.seconds
        try:
            send(self._channel, request, deadline)
            importlib.import_module("pyarrow")  # the answer will need it; the child is at work meanwhile
            return _reply(receive(self._channel, deadline))
        except TimeoutError as error:
            seconds = f"{request.seconds:g}".replace(".", ",")
            raise QueryError(f"Requête arrêtée : plus de {seconds}\u00a0s.", _HELPLESS) from error
        except (EOFError, ConnectionError) as error:
            raise self._fallen() from error
        finally:
            self._end()

    def _end(self) -> int:
        """Kill what is left of it and wait."""
        self._process.kill()
        return self._process.wait()

    def _fallen(self) -> QueryError:
        """It hung up without a word, so it is ending: how it ended is known once it has."""
        try:
            code = self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            code = self._end()
        how = signal.Signals(-code).name if code < 0 else f"code {code}"
        return QueryError(
            f"Requête arrêtée : le processus qui l’exécutait est tombé ({how}).",
            "Elle demande sans doute trop de mémoire : demandez moins à la fois (WHERE, moins de colonnes).",
        )


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
    raise NothingPublished(f"Rien n’est encore publié dans {data_dir}.", "Lancez beffroi run.")


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


def _started(channel: int, file: int) -> "subprocess.Popen[bytes]":
    """-P keeps the current folder off the path; our own packages are put on it, installed or not.

    A session of its own: Ctrl-C is the parent's to answer, and the child goes when its socket closes.
    """
    here = str(Path(__file__).resolve().parents[1])
    path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    # the usual allocator reserves 64 MB of addresses a thread; pyarrow's own, 1 GB
    lean = {"PYTHONPATH": path, "MALLOC_ARENA_MAX": "2", "ARROW_DEFAULT_MEMORY_POOL": "system"}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "store.sql_child", str(channel), str(file)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[channel, file],
        env={**os.environ, **lean},
        start_new_session=True,
    )


def _reply(said: dict[str, Any]) -> Reply:
    known = {field.name for field in fields(Reply)}
    reply = {name: value for name, value in said.items() if name in known}
    return Reply(**reply | {name: tuple(reply[name]) for name in ("columns", "types")})


def _raise(reply: Reply) -> None:
    """The child's error, with the whole of what DuckDB said as its cause."""
    if reply.error:
        kind = getattr(errors, reply.error)
        raise kind(reply.message, reply.next_step) from (RuntimeError(reply.detail) if reply.detail else None)
