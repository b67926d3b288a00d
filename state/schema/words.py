"""What people said that outlives results: edits of stories, corrections, what is to stay forgotten."""

from sqlalchemy import JSON, Column, Integer, LargeBinary, String, Table

from state.schema.base import Instant, metadata

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
