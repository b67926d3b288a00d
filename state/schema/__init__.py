"""The tables of the state, as the code sees them; `state/migrations` creates them."""

from state.schema.base import Instant, metadata
from state.schema.crawl import (
    aliases,
    captures,
    entry_points,
    frontier,
    hosts,
    rebuilds,
    runs,
    segments,
    source_runs,
)
from state.schema.desk import (
    article_notes,
    article_tags,
    checked,
    clippings,
    reading,
    requests,
    tokens,
    users,
    visits,
)
from state.schema.letters import (
    deliveries,
    letter_edits,
    letter_issues,
    letter_readers,
    letter_ticks,
    watch_told,
    watches,
)
from state.schema.words import corrections, story_edits, tombstone_key, tombstones

__all__ = [
    "Instant",
    "aliases",
    "article_notes",
    "article_tags",
    "captures",
    "checked",
    "clippings",
    "corrections",
    "deliveries",
    "entry_points",
    "frontier",
    "hosts",
    "letter_edits",
    "letter_issues",
    "letter_readers",
    "letter_ticks",
    "metadata",
    "reading",
    "rebuilds",
    "requests",
    "runs",
    "segments",
    "source_runs",
    "story_edits",
    "tokens",
    "tombstone_key",
    "tombstones",
    "users",
    "visits",
    "watch_told",
    "watches",
]
