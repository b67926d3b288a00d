"""The nouns of the demo newsroom: what an outlet is, what a story is, and a story as one outlet prints it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


class EntryKind(StrEnum):
    """How a reader's program finds an outlet's articles. SILENT: the feed it once had answers 410."""

    RSS = "rss"
    ATOM = "atom"
    SITEMAP = "sitemap"
    LISTING = "listing"
    SILENT = "silent"


class JsonLd(StrEnum):
    """The shape of an outlet's JSON-LD: one object, inside a @graph, in a list, or none at all."""

    PLAIN = "plain"
    GRAPH = "graph"
    LIST = "list"
    NONE = "none"


class Flag(StrEnum):
    """The traps a story may set; each is one thing that happens on real sites."""

    PAYWALLED = "paywalled"
    TDM_RESERVED = "tdm-reserved"
    REDIRECTED = "redirected"
    MISSING = "missing"
    WINDOWS_1252 = "windows-1252"
    GALLERY = "gallery"
    NOAI = "noai"
    RATE_LIMITED = "rate-limited"


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented title, as `outlets.toml` describes it.

    `article_path` is a format string over {section}, {slug} and {number}, `section_path` over {section};
    `curly` tells whether it prints typographic apostrophes; `entry_path` is the path of the
    feed, sitemap or listing; `feed_query` is what the feed appends to its links ("" for nothing);
    `disallow` are the paths its robots.txt closes, `tdm_reserved` those its tdmrep.json reserves (none: it has
    no such file); `sections` maps a section's slug to its label.
    """

    slug: str
    name: str
    tagline: str
    kind: EntryKind
    entry_path: str
    article_path: str
    section_path: str
    feed_query: str
    json_ld: JsonLd
    curly: bool
    disallow: tuple[str, ...]
    tdm_reserved: tuple[str, ...]
    sections: Mapping[str, str]

    @property
    def host(self) -> str:
        """The virtual host, without port. RFC 6761 makes every `*.localhost` name resolve to loopback."""
        return f"{self.slug}.localhost"

    def section_url(self, section: str) -> str:
        """The path of a section's page."""
        return self.section_path.format(section=section)


@dataclass(frozen=True, slots=True)
class Override:
    """What one outlet changes in a shared story: None keeps the story's own value.

    `blocks` is how many leading blocks it prints (an outlet that cuts a dispatch from the end).
    """

    title: str | None = None
    section: str | None = None
    number: int | None = None
    hour: time | None = None
    blocks: int | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """What edition 2 changes: a title, (old, new) pairs of text, and the day offset and time of it."""

    title: str
    day: int
    hour: time
    replace: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One file of `articles/`: texts are still Jinja sources, `day` is an offset in days from today."""

    slug: str
    title: str
    standfirst: str
    author: str
    agency: str
    section: str
    outlets: tuple[str, ...]
    number: int
    day: int
    hour: time
    flags: frozenset[Flag]
    overrides: Mapping[str, Override]
    revision: Revision | None
    body: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of body: kind is "p", "h2" or "question" (an interviewer's line)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A story as one outlet prints it in one edition: texts resolved, instants in Europe/Paris.

    `path` is where the page lies; `link` is the path the feed or listing gives, which may carry a query
    string or be redirected to `path`.
    """

    slug: str
    path: str
    link: str
    title: str
    standfirst: str
    author: str
    agency: str
    section: str
    number: int
    published: datetime
    modified: datetime
    flags: frozenset[Flag]
    revisable: bool
    blocks: tuple[Block, ...]
