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
    "captures",
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
    "rebuilds",
    "runs",
    "segments",
    "source_runs",
    "story_edits",
    "tombstone_key",
    "tombstones",
    "watch_told",
    "watches",
]
