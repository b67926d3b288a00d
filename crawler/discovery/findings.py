"""What a site's entry points are worth: how each was found, what it announces, and which to take first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from core.ids import canonical_url
from core.types import Candidate, Entry, EntryKind
from crawler.discovery.discover import Discovery

FRESH = timedelta(days=14)
_SAMPLE = 3
_HOW = ("given", "declared", "robots", "common", "homepage")


@dataclass(frozen=True, slots=True)
class Finding:
    """An entry point that answered.

    `how`: "given" (the address asked about), "declared" (<link rel=alternate>), "robots" (its Sitemap lines),
    "common" (a usual path) or "homepage" (its links). Of its `announced` articles, `titled` have a title and
    `extracts` a text; `newest` is the latest date, None when nothing is dated. `sample` is up to three titles,
    or addresses.
    """

    entry: Entry
    how: str
    announced: int
    newest: datetime | None
    titled: int
    extracts: int
    sample: tuple[str, ...]


class Rank(IntEnum):
    """What to take first."""

    FEED_WITH_EXTRACTS = 0
    FEED = 1
    NEWS_SITEMAP = 2
    SITEMAP = 3
    LISTING = 4
    UNDATED = 5
    STALE = 6
    EMPTY = 7


def finding(entry: Entry, how: str, found: Discovery) -> Finding:
    """What an entry point's answer says of it."""
    candidates = found.candidates
    dates = [date for one in candidates for date in (one.published_at, one.updated_at) if date]
    return Finding(
        entry=entry,
        how=how,
        announced=found.announced,
        newest=max(dates, default=None),
        titled=sum(1 for candidate in candidates if candidate.title),
        extracts=sum(1 for candidate in candidates if candidate.extract),
        sample=tuple(candidate.title or candidate.url for candidate in candidates[:_SAMPLE]),
    )


def rank(one: Finding, now: datetime) -> Rank:
    """The finding's class, best first; it is fresh when something in it is less than FRESH old at `now`."""
    if not one.announced:
        return Rank.EMPTY
    if one.newest and one.newest < now - FRESH:
        return Rank.STALE
    if one.entry.kind is EntryKind.LISTING:
        return Rank.LISTING
    if one.entry.kind is EntryKind.FEED:  # a feed without dates is still the outlet's latest
        return Rank.FEED_WITH_EXTRACTS if one.extracts else Rank.FEED
    if one.newest is None:
        return Rank.UNDATED
    return Rank.NEWS_SITEMAP if one.titled else Rank.SITEMAP


def ordered(found: Iterable[Finding], now: datetime | None = None) -> tuple[Finding, ...]:
    """Best first; of equal ones the most openly declared, then as given. What was asked about stays in front.

    An empty or stale one comes last even when it was asked about.
    """
    moment = now or datetime.now(UTC)

    def place(one: Finding) -> tuple[bool, Rank, int]:
        grade = rank(one, moment)
        given = one.how == _HOW[0] and grade < Rank.STALE
        return not given, grade, _HOW.index(one.how)

    return tuple(sorted(found, key=place))


def content_key(kind: EntryKind, candidates: Iterable[Candidate]) -> tuple[EntryKind, frozenset[str]]:
    """What two addresses share when they announce the same articles in the same way."""
    return kind, frozenset(canonical_url(candidate.url) for candidate in candidates)
