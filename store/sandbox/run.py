"""One statement, checked and run: what `store.sandbox.child` does with a question."""

import errno
import re
from pathlib import Path
from typing import IO

import duckdb
import pyarrow as pa

from core.errors import QueryError
from core.os_errors import said
from store.manifest import DATABASE, read_manifest
from store.readonly import read_only
from store.sandbox.channel import Reply, Request

HITS = 100_000
"""The most hits of a search that become a table."""

_READING = {"SELECT", "EXPLAIN"}
_BATCH = 2048
"""Rows read at once, DuckDB's own step: what is in flight is small even when rows are wide."""
_THREADS = 4
_EXOTIC = re.compile(
    r"\b(UHUGEINT|BIGNUM|BIT|BITSTRING|INTERVAL|UNION|VARIANT|GEOMETRY|TIME WITH TIME ZONE|TIMETZ|TIME_NS)\b"
)
"""Types that Arrow would lose or that no other program reads: these columns come as text."""
_KIND = re.compile(r"^(?:\w+Exception: )?\w[\w ]* Error: ")
_MESSAGE_LENGTH = 300
_COLUMNS = "Les tables et colonnes : FROM duckdb_columns()."


def run(request: Request, file: IO[bytes]) -> Reply:
    """Write the first `limit` rows of the answer to `file`.

    Raises QueryError, FileNotFoundError when the snapshot is gone, or what `store.readonly` raises.
    """
    folder = Path(request.folder)
    texts = Path(request.texts) if request.texts else None
    with read_only(folder / DATABASE, request.memory_limit, texts, threads=_THREADS) as connection:
        if request.search is not None:
            _add_hits(connection, folder, request.search)
        try:
            _check(connection, request.sql)
            return _answer(connection, request, file)
        except (duckdb.Error, pa.ArrowException, UnicodeEncodeError) as error:
            raise _refusal(error, request.memory_limit) from error


def _check(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """One statement that reads. The locked connection is the wall; this says plainly what is asked for."""
    sql.encode()  # a lone surrogate is refused as such, before DuckDB's own TypeError
    kinds = [(s.type.name, s.query) for s in connection.extract_statements(sql)]
    if _is_pivot(kinds):
        return
    if len(kinds) != 1:
        raise QueryError("Requête refusée : une instruction SQL attendue, ni plus ni moins.", _COLUMNS)
    if kinds[0][0] not in _READING:
        raise QueryError(
            f"Requête refusée : {kinds[0][0]} ne lit pas les résultats.",
            "Ils se lisent seulement : SELECT, FROM, WITH, VALUES, PIVOT, DESCRIBE, SUMMARIZE, SHOW ou EXPLAIN.",
        )


def _is_pivot(kinds: list[tuple[str, str]]) -> bool:
    """DuckDB reads a PIVOT as several statements that nobody wrote: types to make, and a SELECT."""
    *before, last = kinds or [("", "")]
    return bool(before) and last == ("SELECT", "") and all(kind == ("CREATE", "") for kind in before)


def _answer(connection: duckdb.DuckDBPyConnection, request: Request, file: IO[bytes]) -> Reply:
    relation = connection.sql(request.sql)
    columns, types = tuple(relation.columns), tuple(map(str, relation.types))
    if any(map(_is_exotic, types)):
        places = (
            f"CAST(#{n} AS VARCHAR)" if _is_exotic(kind) else f"#{n}" for n, kind in enumerate(types, 1)
        )
        relation = relation.project(", ".join(places))
    rows, truncated = _write(relation.to_arrow_reader(_BATCH), request, file)
    return Reply(columns, types, rows, truncated)


def _is_exotic(kind: str) -> bool:
    """Names of fields are quoted when they could be taken for a type."""
    return bool(_EXOTIC.search(re.sub(r"\"[^\"]*\"|'[^']*'", "", kind)))


def _write(reader: pa.RecordBatchReader, request: Request, file: IO[bytes]) -> tuple[int, bool]:
    """Copy rows until the limit. What is too big is refused: cut at a size, an answer would mean nothing."""
    rows, more = 0, False
    out = pa.ipc.new_stream(file, reader.schema)
    try:
        for batch in reader:
            kept = batch.slice(0, request.limit - rows)
            out.write_batch(kept)
            rows += kept.num_rows
            if file.tell() > request.max_bytes:
                raise _too_big(request.max_bytes)
            if more := kept.num_rows < batch.num_rows:
                break
        out.close()
        file.flush()
    except OSError as error:  # past RLIMIT_FSIZE, or a disk that is full
        if error.errno == errno.EFBIG:
            raise _too_big(request.max_bytes) from error
        raise QueryError(f"Résultat impossible à garder : {said(error)}.", "Faites de la place.") from error
    return rows, more


def _too_big(most: int) -> QueryError:
    return QueryError(
        f"Résultat trop volumineux : plus de {most / 1e6:.0f}\u00a0Mo.",
        "Demandez moins de colonnes ou moins de lignes (--limit), ou « beffroi export ».",
    )


def _add_hits(connection: duckdb.DuckDBPyConnection, folder: Path, words: str) -> None:
    """What a search finds, as a table of this connection alone."""
    from store.snapshot import Snapshot

    manifest = read_manifest(folder)
    if manifest is None:
        raise FileNotFoundError(folder)
    hits = Snapshot(folder, manifest).search(words, HITS)
    connection.execute("CREATE TEMP TABLE hits (article_id VARCHAR, score DOUBLE)")
    connection.execute(
        "INSERT INTO hits SELECT unnest($1), unnest($2)",
        [[h.article_id for h in hits], [h.score for h in hits]],
    )


def in_bytes(size: str) -> int:
    """The bytes of a size as DuckDB writes it ("1GB", "300 MiB")."""
    found = re.fullmatch(r"([\d.]+) ?([KMGT]?)(i?)B", size)
    if found is None:
        raise QueryError(f"« {size} » n’est pas une taille.", "Écrivez par exemple « 1GB ».")
    base = 1024 if found[3] else 1000
    return int(float(found[1]) * base ** " KMGT".index(found[2] or " "))


def _refusal(error: Exception, memory_limit: str) -> QueryError:
    if isinstance(error, duckdb.OutOfMemoryException) or "Out of Memory Error" in str(error):
        return out_of_memory(memory_limit)
    return QueryError(f"Requête refusée. DuckDB répond : {_short(error)}", _COLUMNS)


def out_of_memory(memory_limit: str) -> QueryError:
    """What a query that asks for too much is told."""
    return QueryError(
        f"Requête arrêtée : elle demande plus que la mémoire accordée ({memory_limit}).",
        "Demandez moins à la fois (WHERE, moins de colonnes), ou augmentez store.memory_limit.",
    )


def _short(error: Exception) -> str:
    """The first paragraph on one line, without the kind of error and without the drawing of where it is."""
    paragraph = str(error).split("\n\nLINE", 1)[0].split("\n\n", 1)[0]
    line = " ".join(_KIND.sub("", paragraph).split())
    return line if len(line) <= _MESSAGE_LENGTH else f"{line[: _MESSAGE_LENGTH - 1]}…"
