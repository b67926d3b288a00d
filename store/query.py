"""Reading what is published: SQL typed by a person, and the counts.

Everything here works while the pipeline writes; only the texts need the writer to be away.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from core.errors import QueryError, StoreError
from store.live import TEXTS_FILE
from store.lock import writer_lock
from store.snapshot import Snapshot, open_snapshot
from store.week import (
    CommuneSeen,
    MayorSeen,
    Novel,
    Refusal,
    WeekArticle,
    covered_weeks,
    novelties,
    refusals,
    week_articles,
)

__all__ = [
    "CommuneSeen",
    "MayorSeen",
    "Novel",
    "Refusal",
    "Result",
    "Snapshot",
    "WeekArticle",
    "counts",
    "covered_weeks",
    "heading",
    "novelties",
    "open_snapshot",
    "reader",
    "refusals",
    "run_sql",
    "week_articles",
]

_KIND = re.compile(r"^\w[\w ]* Error: ")
_MESSAGE_LENGTH = 300
_COLUMNS = "Les tables et colonnes : FROM duckdb_columns()."


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a query; `truncated` when it had more rows than the limit."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    truncated: bool


def run_sql(
    data_dir: Path, sql: str, limit: int = 1000, *, with_text: bool = False, memory_limit: str = "1GB"
) -> Result:
    """Run SQL on the newest snapshot, with no access to anything else.

    `with_text` adds `texts.article_texts` and `texts.article_notes`, which are not published: StoreBusy while a
    writer holds them.
    Raises NothingPublished, or QueryError with DuckDB's message shortened.
    """
    with reader(data_dir, memory_limit, with_text=with_text) as snapshot:
        try:
            sql.encode()  # a lone surrogate is refused as such, before DuckDB's own TypeError
            if len(snapshot.connection.extract_statements(sql)) != 1:
                raise QueryError(
                    "Requête refusée : une instruction SQL attendue, ni plus ni moins.", _COLUMNS
                )
            snapshot.connection.execute(sql)
            described = snapshot.connection.description or []
            rows = snapshot.connection.fetchmany(limit + 1) if described else []
        except (duckdb.Error, UnicodeEncodeError) as error:
            raise QueryError(f"Requête refusée : {_short(error)}", _COLUMNS) from error
    return Result(
        columns=tuple(str(column[0]) for column in described),
        types=tuple(str(column[1]) for column in described),
        rows=rows[:limit],
        truncated=len(rows) > limit,
    )


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
    texts = data_dir / TEXTS_FILE
    if not texts.exists():
        raise StoreError(
            f"Pas de textes ici : {texts} manque.",
            "Sans eux il reste « beffroi sql » ; « beffroi process » les refait depuis l’archive.",
        )
    with (
        writer_lock(data_dir, 0, "sql --with-text"),
        open_snapshot(data_dir, memory_limit, texts) as snapshot,
    ):
        yield snapshot


def _short(error: Exception) -> str:
    """The first paragraph on one line, without the kind of error and without the drawing of where it is."""
    paragraph = str(error).split("\n\nLINE", 1)[0].split("\n\n", 1)[0]
    line = " ".join(_KIND.sub("", paragraph).split())
    return line if len(line) <= _MESSAGE_LENGTH else f"{line[: _MESSAGE_LENGTH - 1]}…"
