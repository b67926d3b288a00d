"""What is watched: sources and their policies."""

from dataclasses import dataclass
from enum import StrEnum


class EntryKind(StrEnum):
    """How an outlet lists its articles."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class Entry:
    """One address that lists articles; a listing needs the regular expression of article URLs."""

    kind: EntryKind
    url: str
    pattern: str | None = None


class Policy(StrEnum):
    """What we keep of an outlet's articles: pages, what its listing gives, or title, date and link alone."""

    FULL = "full"
    EXCERPT = "excerpt"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet. `outlet_group` is its owner: many titles, one voice.

    `poll_minutes` is a fixed rhythm for its entry points, None when it follows the outlet's own. `headers`
    are sent to its own hosts only. `verified` is False while nobody has seen its entry points answer.
    """

    slug: str
    name: str
    homepage: str
    entries: tuple[Entry, ...]
    kind: str | None = None
    outlet_group: str | None = None
    departements: tuple[str, ...] = ()
    enabled: bool = True
    evidence: str | None = None
    verified: bool = True
    policy: Policy = Policy.FULL
    poll_minutes: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    verify_tls: bool = True
