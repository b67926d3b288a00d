"""The tables of the state, as the code sees them; `state/migrations` creates them."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Column,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
    text,
)


class Instant(TypeDecorator[datetime]):
    """A timezone-aware instant, kept as fixed-width ISO 8601 text in UTC: it sorts and can be read."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        """Refuse a naive datetime: nobody could say later which instant it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """An aware datetime in UTC."""
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("run_id", String, primary_key=True),
    Column("job", String, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("status", String, nullable=False),
    Column("counts", JSON, nullable=False),
    Index("ix_runs_started_at", "started_at"),
)

# A row says that a crawl's whole journal is in the tables below.
segments = Table(
    "segments",
    metadata,
    Column("name", String, primary_key=True),
    Column("run_id", String, nullable=False),
    Column("ingested_at", Instant, nullable=False),
)

entry_points = Table(
    "entry_points",
    metadata,
    Column("url", String, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("etag", String),
    Column("last_modified", String),
    Column("checked_at", Instant, nullable=False),
    Column("last_change_at", Instant),
)

# `url` is the canonical URL; `retry` is the candidate while it should be asked for again.
frontier = Table(
    "frontier",
    metadata,
    Column("url", String, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("article_id", String),
    Column("first_seen_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("fetched_at", Instant),
    Column("outcome", String, nullable=False),
    Column("reason", String),
    Column("attempts", Integer, nullable=False),
    Column("hint_updated_at", Instant),
    Column("retry", JSON(none_as_null=True)),
    Index("ix_frontier_retry", "source_id", sqlite_where=text("retry IS NOT NULL")),
)

# One row a journal line; `url` as requested. `candidate` is NULL for an entry point.
captures = Table(
    "captures",
    metadata,
    Column("capture_id", Integer, primary_key=True, autoincrement=True),
    Column("run_id", String, nullable=False),
    Column("source_id", String, nullable=False),
    Column("url", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("outcome", String, nullable=False),
    Column("reason", String),
    Column("status", Integer),
    Column("final_url", String),
    Column("etag", String),
    Column("last_modified", String),
    Column("segment", String),
    Column("offset", Integer),
    Column("candidate", JSON(none_as_null=True)),
    Column("processed_at", Instant),
    UniqueConstraint("run_id", "url", "at", name="uq_captures_run_url_at"),
    Index(
        "ix_captures_pending",
        "capture_id",
        sqlite_where=text("processed_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)
