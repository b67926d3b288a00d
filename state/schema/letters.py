"""The letter and the watches: drafts, issues, who reads them, what became of each mail."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table

from state.schema.base import Instant, metadata

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
    Column("public", Boolean, nullable=False, default=False, server_default="0"),
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
