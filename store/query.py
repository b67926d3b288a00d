"""Reading what is published: SQL typed by a person, and the counts.

Everything here works while the pipeline writes; only the texts need the writer to be away.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.lock import writer_lock
from store.readers.week import (
    Novel,
    Refusal,
    covered_weeks,
    novelties,
    refusals,
)
from store.sandbox.ask import SECONDS, asked, kept_texts
from store.sandbox.values import rows_of
from store.snapshot import Snapshot, open_snapshot

__all__ = [
    "Novel",
    "Refusal",
    "Result",
    "Snapshot",
    "counts",
    "covered_weeks",
    "heading",
    "novelties",
    "open_snapshot",
    "reader",
    "refusals",
    "run_sql",
]


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a query; `truncated` when it had more rows than the limit."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    truncated: bool


def run_sql(
    data_dir: Path,
    sql: str,
    limit: int = 1000,
    *,
    with_text: bool = False,
    search: str | None = None,
    memory_limit: str = "1GB",
    seconds: float = SECONDS,
) -> Result:
    """Run a person's SQL on the newest snapshot, in a process of its own (store.sandbox.ask.asked), all rows at once.

    Raises NothingPublished, StoreBusy, or QueryError.
    """
    with asked(
        data_dir, sql, limit, with_text=with_text, search=search, memory_limit=memory_limit, seconds=seconds
    ) as answer:
        rows = [row for batch in answer.batches() for row in rows_of(batch)]
    return Result(answer.columns, answer.types, rows, answer.truncated)


def counts(snapshot: Snapshot) -> dict[str, int]:
    """The number of rows of each table."""
    return dict(snapshot.manifest.rows)


def heading(snapshot: Snapshot, article_id: str) -> tuple[str, str]:
    """An article's address and title; empty when it is not known."""
    row = snapshot.connection.execute(
        "SELECT url, title FROM articles WHERE article_id = ?", [article_id]
    ).fetchone()
    return (row[0], row[1]) if row else ("", "")


@contextmanager
def reader(data_dir: Path, memory_limit: str = "1GB", *, with_text: bool) -> Iterator[Snapshot]:
    """The newest snapshot. The texts are a live file: reading them takes the writer's place for the time of it.

    Raises NothingPublished, or StoreError where there are no texts.
    """
    if not with_text:
        with open_snapshot(data_dir, memory_limit) as snapshot:
            yield snapshot
        return
    texts = kept_texts(data_dir)
    with (
        writer_lock(data_dir, 0, "sql --with-text"),
        open_snapshot(data_dir, memory_limit, texts) as snapshot,
    ):
        yield snapshot
