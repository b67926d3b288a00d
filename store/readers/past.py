"""What the results remember of articles: their texts, every version of them, and the articles themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

import duckdb

from core.types import Access, Article, Basis, Form, Note, Precision, Rights
from store.sql import query

Connection = duckdb.DuckDBPyConnection


class RecentText(NamedTuple):
    """The current text of an article; `cut` are the lines that it lost because its source repeats them."""

    source: str
    article_id: str
    title: str
    summary: str
    text: str
    cut: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article. Its text is empty when it is no longer `kept`.

    `changed` names the parts that differ from the version before, None when that one's text was not there.
    """

    article_id: str
    version: int
    seen_at: datetime
    text_sha256: str
    changed: tuple[str, ...] | None
    kept: bool
    title: str
    summary: str
    text: str
    notes: tuple[Note, ...]


def recent_texts(connection: Connection, sources: Iterable[str], limit: int) -> list[RecentText]:
    """The texts of the `limit` articles of each source that were seen last, the last of them last."""
    found = connection.execute(query("recent_texts"), {"sources": list(sources), "limit": limit})
    return [RecentText._make((*row[:5], tuple(row[5]))) for row in found.fetchall()]


def versions(connection: Connection, article_ids: Iterable[str]) -> list[Version]:
    """Every version of these articles, oldest first."""
    return [
        Version(
            **row
            | {
                "seen_at": row["seen_at"].replace(tzinfo=UTC),
                "changed": None if row["changed"] is None else tuple(row["changed"]),
                "notes": _notes(row["notes"]),
            }
        )
        for row in _rows(connection, "version_texts", article_ids)
    ]


def current_articles(connection: Connection, article_ids: Iterable[str]) -> list[tuple[Article, datetime]]:
    """These articles as they are stored, each with when its version was first seen.

    Instants are in UTC: the page's own offset is not stored.
    """
    rows = _rows(connection, "current_articles", article_ids)
    return [(_article(row), row["version_seen_at"].replace(tzinfo=UTC)) for row in rows]


def _rows(connection: Connection, name: str, ids: Iterable[str]) -> list[dict[str, Any]]:
    found = connection.execute(query(name), {"ids": list(ids)})
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _article(row: dict[str, Any]) -> Article:
    precision = row["published_precision"]
    return Article(
        id=row["article_id"], url=row["url"], source=row["source_id"], title=row["title"],
        summary=row["summary"], text=row["text"], authors=tuple(row["authors"] or ()),
        agencies=tuple(row["agencies"] or ()), published_at=_utc(row["published_at"]),
        published_precision=Precision(precision) if precision else None, published_by=row["published_by"],
        modified_at=_utc(row["modified_at"]), lang=row["lang"], site_name=row["site_name"],
        section=row["section"], image=row["image"], access=Access(row["access"]), basis=Basis(row["basis"]),
        rights=Rights(tdm_reserved=bool(row["tdm_reserved"]), declared_by=row["tdm_declared_by"]),
        extractor=row["extractor"], version=row["version"], tags=tuple(row["tags"] or ()),
        form=Form(row.get("form") or Form.ARTICLE), notes=_notes(row["notes"]),
    )  # fmt: skip


def _notes(rows: Iterable[dict[str, str]]) -> tuple[Note, ...]:
    return tuple(Note(row["rule"], row["detail"]) for row in rows)


def _utc(instant: datetime | None) -> datetime | None:
    return instant.replace(tzinfo=UTC) if instant else None
