"""The tables of the state, as the code sees them; `state/migrations` creates them."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
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
        """An aware datetime in UTC; one that an earlier version wrote past this type has no offset, and is UTC."""
        if value is None:
            return None
        read = datetime.fromisoformat(value)
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read


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

# What editors said of stories, in order; nothing is ever changed or taken away here.
story_edits = Table(
    "story_edits",
    metadata,
    Column("edit_id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("story_id", String, nullable=False),
    Column("into_id", String, nullable=False),
    Column("articles", JSON, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("why", String),
    Column("before", JSON(none_as_null=True)),
    Column("undoes", Integer),
    sqlite_autoincrement=True,
)

# What editors said of everything else (core.types.Correction), likewise.
corrections = Table(
    "corrections",
    metadata,
    Column("correction_id", Integer, primary_key=True, autoincrement=True),
    Column("action", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    Column("article_id", String),
    Column("value", String, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("articles", JSON, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("why", String, nullable=False),
    Column("undoes", Integer),
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

# What was forgotten on request, as hashes with the key beside: never a name, never an address. `request` is common to
# the rows of one request; `words` is how many words of a name a digest is of.
tombstones = Table(
    "tombstones",
    metadata,
    Column("kind", String, primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("request", String, primary_key=True),
    Column("words", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)
tombstone_key = Table("tombstone_key", metadata, Column("secret", LargeBinary, nullable=False))

# The letter: what editors did to a week's draft, what they checked in it, what was approved word for word, who reads
# it, and one record per (issue, reader), which keeps a retry from sending twice (core/letters.py says what each is).
letter_edits = Table(
    "letter_edits",
    metadata,
    Column("edit_id", Integer, primary_key=True, autoincrement=True),
    Column("week", String, nullable=False),
    Column("action", String, nullable=False),
    Column("item", String, nullable=False),
    Column("value", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("undone", Boolean, nullable=False),
    Index("ix_letter_edits_week", "week"),
    sqlite_autoincrement=True,
)
letter_ticks = Table(
    "letter_ticks",
    metadata,
    Column("week", String, primary_key=True),
    Column("claim", String, primary_key=True),
    Column("right", Boolean, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
)
letter_issues = Table(
    "letter_issues",
    metadata,
    Column("week", String, primary_key=True),
    Column("erratum", Integer, primary_key=True),
    Column("state", String, nullable=False),
    Column("content", JSON, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("approved_by", String, nullable=False),
    Column("approved_at", Instant, nullable=False),
    Column("sent_at", Instant),
)
letter_readers = Table(
    "letter_readers",
    metadata,
    Column("reader_id", Integer, primary_key=True, autoincrement=True),
    Column("email", String, nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("token", String, nullable=False, unique=True),
    Column("asked_at", Instant, nullable=False),
    Column("confirmed_at", Instant),
    Column("gone_at", Instant),
    sqlite_autoincrement=True,
)
deliveries = Table(
    "deliveries",
    metadata,
    Column("issue", String, primary_key=True),
    Column("email", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("message_id", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("answer", String, nullable=False),
)

# Saved searches, and the articles that each has told of already.
watches = Table(
    "watches",
    metadata,
    Column("watch_id", Integer, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False),
    Column("slug", String, nullable=False, unique=True),
    Column("query", JSON, nullable=False),
    Column("rhythm", String, nullable=False),
    Column("by", String, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("readers", JSON, nullable=False),
    sqlite_autoincrement=True,
)
watch_told = Table(
    "watch_told",
    metadata,
    Column("watch_id", Integer, primary_key=True),
    Column("article_id", String, primary_key=True),
    Column("issue", String, nullable=False),  # the mail that told it, deliveries.issue
    Column("at", Instant, nullable=False),
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
    Index("ix_captures_batch", "batch"),
    Index(
        "ix_captures_pending",
        "capture_id",
        sqlite_where=text("processed_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)
