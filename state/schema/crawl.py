"""What the crawl knows: runs, the frontier, hosts, the ledger, the journal of captures."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, UniqueConstraint, text

from state.schema.base import Instant, metadata

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
    Column("removed_at", Instant),  # when its file was removed, by age
    Column("swept_at", Instant),  # when it was last searched for what is to be forgotten
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
    Column("answered_at", Instant),
)

# `url` is the canonical URL; `retry` is the candidate while it should be asked for again, `revisit` while the
# article is young: then `next_visit_at` says when.
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
    Column("etag", String),
    Column("last_modified", String),
    Column("sha256", String),
    Column("next_visit_at", Instant),
    Column("revisit", JSON(none_as_null=True)),
    Index("ix_frontier_retry", "source_id", sqlite_where=text("retry IS NOT NULL")),
    Index("ix_frontier_next_visit", "next_visit_at", sqlite_where=text("next_visit_at IS NOT NULL")),
)

# Other canonical URLs of a page of the frontier: where it was redirected, what it calls itself.
aliases = Table(
    "aliases",
    metadata,
    Column("url", String, primary_key=True),
    Column("target", String, nullable=False),
)

# Until when a host is left in peace: `rest` says from what (cooldown: everything; wall: article pages).
hosts = Table(
    "hosts",
    metadata,
    Column("host", String, primary_key=True),
    Column("rest", String, primary_key=True),
    Column("until_at", Instant, nullable=False),
    Column("strikes", Integer, nullable=False),
)

# The ledger: one row a source and a crawl (core.types.SourceRun; `counts` holds its integers by name).
source_runs = Table(
    "source_runs",
    metadata,
    Column("run_id", String, primary_key=True),
    Column("source_id", String, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("state", String, nullable=False),
    Column("volume", String),
    Column("counts", JSON, nullable=False),
    Column("reasons", JSON, nullable=False),
    Index("ix_source_runs_source", "source_id", "at"),
)

# One row a journal line; `url` as requested. `candidate` is NULL for an entry point. `batch` and `processed_by` (a run)
# say with which others it was processed the first time; they stay when it waits again, so that it can be done alike.
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
    Column("revisit", Boolean),
    Column("announced", Integer),
    Column("processed_at", Instant),
    Column("batch", Integer),
    Column("processed_by", String),
    UniqueConstraint("run_id", "url", "at", name="uq_captures_run_url_at"),
    Index("ix_captures_at", "at"),
    Index("ix_captures_processed", "processed_at"),
    Index("ix_captures_batch", "batch"),
    Index(
        "ix_captures_pending",
        "capture_id",
        sqlite_where=text("processed_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)

# Results made anew from the archive: from when on, under which name the old files lie aside, and until when.
rebuilds = Table(
    "rebuilds",
    metadata,
    Column("stamp", String, primary_key=True),
    Column("began_at", Instant, nullable=False),
    Column("aside_at", Instant),  # when the old files were out of the way
    Column("ended_at", Instant),
)
