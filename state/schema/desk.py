"""The desk: who may sit at it, what they asked for, what they marked."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table

from state.schema.base import Instant, metadata

users = Table(
    "users",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("password", String, nullable=False),  # argon2id, with its parameters
    Column("epoch", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
)

# Sessions that somebody signed out of: a cookie that was copied before is worth nothing then. Kept for as long as a
# cookie can live.
ended_sessions = Table(
    "ended_sessions",
    metadata,
    Column("number", String, primary_key=True),
    Column("at", Instant, nullable=False),
)

# Of programs: a secret of 32 random bytes needs no slow hash, nobody can guess it.
tokens = Table(
    "tokens",
    metadata,
    Column("name", String, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("created_at", Instant, nullable=False),
    Column("last_used_day", String(10)),
)

requests = Table(
    "requests",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("by", String, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("state", String, nullable=False),
    Column("pid", Integer),
    Column("started_at", Instant),
    Column("finished_at", Instant),
    Column("said", String, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),  # how often it was begun
    Index("ix_requests_state", "state"),
    sqlite_autoincrement=True,
)

# Marks are somebody's own; tags and notes are the newsroom's.
reading = Table(
    "reading",
    metadata,
    Column("user", String, primary_key=True),
    Column("article_id", String, primary_key=True),
    Column("read_at", Instant),
    Column("starred_at", Instant),
)

article_tags = Table(
    "article_tags",
    metadata,
    Column("article_id", String, primary_key=True),
    Column("tag", String, primary_key=True),
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
)

article_notes = Table(
    "article_notes",
    metadata,
    Column("note_id", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String, nullable=False, index=True),
    Column("text", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

# When somebody was last here: `since` is where "since your last visit" begins, `before` where it began the time before,
# `at` the last page of this one. Beside each stands which results were listed to them then (core.desk.Seen): `saw` is
# that of the last list of what is new.
visits = Table(
    "visits",
    metadata,
    Column("user", String, primary_key=True),
    Column("since", Instant),
    Column("at", Instant, nullable=False),
    Column("saw", JSON(none_as_null=True)),
    Column("since_saw", JSON(none_as_null=True)),
    Column("before", Instant),
    Column("before_saw", JSON(none_as_null=True)),
)

# Facts that looked doubtful and were found right. `doubt` is a digest of the fact with its sentence: of another
# sentence it is asked again, and no name is kept here.
checked = Table(
    "checked",
    metadata,
    Column("doubt", String, primary_key=True),
    Column("article_id", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
)

# What somebody read elsewhere and pasted: the newsroom's own. It is no article of the results, so nothing that is
# published can hold it; `found` is what analysis found in it.
clippings = Table(
    "clippings",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("title", String, nullable=False),
    Column("outlet", String, nullable=False),
    Column("day", String(10)),
    Column("url", String, nullable=False),
    Column("text", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("found", JSON(none_as_null=True)),
    sqlite_autoincrement=True,
)
