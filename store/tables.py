"""How the tables of a batch are kept unique: their keys, and what happens when a key is already stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Keyed:
    """A table of one row a key, merged row by row; `t` is the stored row and `s` the staged one.

    `guard` is the SQL condition under which a staged value replaces the stored one; `values` gives some
    columns an expression of their own; the columns in `silent` follow a change but do not make one.
    """

    name: str
    key: tuple[str, ...]
    guard: str = "true"
    values: Mapping[str, str] = field(default_factory=dict)
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """A table of facts, replaced as a whole for each article; `key` is unique within the table.

    `current` tables hold facts of the current version only and have no version column.
    """

    name: str
    key: tuple[str, ...]
    current: bool = False

    @property
    def scope(self) -> tuple[str, ...]:
        """The columns that say whose facts these are."""
        return ("article_id",) if self.current else ("article_id", "version")


TEXTS = Keyed("article_texts", ("article_id", "version"), silent=("text",))
"""sha256 tells whether the text is the same: what is stored is not read for it."""
NOTES = Facts("article_notes", ("article_id", "version", "rule", "detail"))
SIGNATURES = Keyed("signatures", ("article_id", "version"))
STORY_TRACES = Keyed("story_traces", ("article_id", "version"))
ORIGINALS = Keyed("originals", ("article_id", "version"))
AT_HOME = (TEXTS, SIGNATURES, STORY_TRACES)

# An article read again from the archive may be older than what is stored: it may bring a better analysis of
# the same version, but only a version seen later becomes the current one.
ARTICLES = Keyed(
    "articles",
    ("article_id",),
    guard="(s.version = t.version OR s.version_seen_at >= t.version_seen_at)",
    values={
        "first_seen_at": "least(s.first_seen_at, t.first_seen_at)",
        "first_seen_day": "least(s.first_seen_day, t.first_seen_day)",
        "version_seen_at": "CASE WHEN s.version_seen_at >= t.version_seen_at"
        " THEN s.version_seen_at ELSE t.version_seen_at END",
        "revision": "s.revision",
    },
    silent=("version_seen_at", "revision"),
)
VERSIONS = Keyed(
    "article_versions",
    ("article_id", "version"),
    values={"seen_at": "least(s.seen_at, t.seen_at)", "changed": "coalesce(s.changed, t.changed)"},
)
SOURCES = Keyed("sources", ("source_id",))
RUNS = Keyed("runs", ("run_id",))
SOURCE_RUNS = Keyed("source_runs", ("run_id", "source_id"))
FETCHES = Keyed("fetches", ("run_id", "url"))
LINKS = Keyed(
    "article_links", ("article_id", "version", "other_id"), values={"seen_at": "least(s.seen_at, t.seen_at)"}
)
STORY_ARTICLES = Keyed("story_articles", ("article_id",))
REJECTIONS = Keyed("rejections", ("url", "stage"), guard='s."at" >= t."at"')

FACTS = (
    Facts("mentions", ("article_id", "version", "kind", "entity_key", "start_at", "end_at")),
    Facts("roles", ("article_id", "version", "person_key", "role", "insee")),
    Facts("article_topics", ("article_id", "topic"), current=True),
    Facts("persons", ("article_id", "person_key"), current=True),
    Facts("quotes", ("article_id", "version", "start_at", "end_at")),
    Facts("figures", ("article_id", "version", "start_at", "end_at")),
    Facts("events", ("article_id", "version", "start_at", "end_at")),
    Facts(
        "initiative_history",
        ("article_id", "version", "initiative_id", "evidence_start", "evidence_end", "use_case"),
    ),
)
# counted from the staged mentions of each article (queries/article_communes.sql, queries/article_technologies.sql)
COUNTED = (
    Facts("article_communes", ("article_id", "insee"), current=True),
    Facts("article_technologies", ("article_id", "technology_id"), current=True),
)
ORGANISATIONS = Keyed("organisations", ("organisation_key",))
CANDIDATES = Keyed("technologies", ("technology_id",), guard="t.status = 'candidate'")
INITIATIVES = Keyed("initiatives", ("initiative_id",))
STORIES = Keyed("stories", ("story_id",))
PLAIN = (SOURCES, RUNS, SOURCE_RUNS, FETCHES, REJECTIONS, LINKS, STORY_ARTICLES)

CORRECTIONS = Keyed("corrections", ("correction_id",), values={"changes": "t.changes"})
REDIRECTS = Keyed("redirects", ("kind", "old_id"))

REGISTER_KEYS: Mapping[str, tuple[str, ...]] = {
    "communes": ("insee",),
    "territories": ("kind", "code"),
    "mandates": ("insee", "name_key", "from_day", "basis"),
    "technologies": ("technology_id",),
    "meta": ("key",),
}

KEYS: Mapping[str, tuple[str, ...]] = {
    **{
        table.name: table.key
        for table in (
            ARTICLES,
            VERSIONS,
            *PLAIN,
            *FACTS,
            *COUNTED,
            ORGANISATIONS,
            INITIATIVES,
            STORIES,
            CORRECTIONS,
            REDIRECTS,
        )
    },
    **REGISTER_KEYS,
}
