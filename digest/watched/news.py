"""What a watch has found, grouped by story: one entry for what several outlets tell. Pure: rows in, entries out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.lines import one_line
from digest.render.clean import address, line
from digest.watched.why import Why

MOST = 10
"""Entries of a mail: more is not read."""
_REPEATS = frozenset({"reprint", "copy"})
_LONGEST_URL = 2000


@dataclass(frozen=True, slots=True)
class Seen:
    """An article that answers a watch, and why.

    `group` is common to what tells one story; `repeats`: it is another's text, printed again.
    """

    article_id: str
    title: str
    url: str
    outlet: str
    day: date | None
    seen_at: datetime
    group: str
    repeats: bool
    why: Why


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who tells it, and where."""

    name: str
    title: str
    url: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A story, or an article alone. `again`: an earlier mail told of it, these outlets are new.

    `key` stays while the story grows: it is of the article that was seen first.
    """

    key: str
    title: str
    day: date | None
    updated: datetime
    outlets: tuple[Outlet, ...]
    why: Why
    again: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """What there is to say of a watch: at most so many entries, and how many more.

    `notes` are sentences about the watch itself: what became of its commune, or of its mayor.
    """

    name: str
    entries: tuple[Entry, ...]
    more: int = 0
    url: str = ""
    feed: str = ""
    leave: str = ""
    notes: tuple[str, ...] = ()


def seen(
    article_id: str, title: str, url: str, outlet: str, day: date | None, seen_at: datetime, group: str, why: Why,
    *, counted_as: str = "article",
) -> Seen:  # fmt: skip
    """An article as it may be shown: single lines, and web addresses only."""
    return Seen(
        article_id, _shown(title) or "Sans titre", _address(url), _shown(outlet), day, seen_at, group,
        counted_as in _REPEATS, why,
    )  # fmt: skip


def entries(found: Iterable[Seen], told: Collection[str] = ()) -> list[Entry]:
    """One entry a story, what is new first, then what most outlets tell; `told` are groups that were told before.

    A told story's reprints are no news.
    """
    groups: dict[str, list[Seen]] = {}
    for one in found:
        groups.setdefault(one.group, []).append(one)
    made = [
        _entry(members, again=key in told)
        for key, members in groups.items()
        if key not in told or not all(one.repeats for one in members)
    ]
    return sorted(
        made, key=lambda one: (one.again, -len({o.name for o in one.outlets}), -_ordinal(one.day), one.key)
    )


def by_day(found: Sequence[Entry]) -> list[Entry]:
    """The newest first, as feeds and pages want it."""
    return sorted(found, key=lambda one: (-_ordinal(one.day), -one.updated.timestamp(), one.key))


def _entry(members: list[Seen], *, again: bool) -> Entry:
    ordered = sorted(members, key=lambda one: (one.repeats, one.day or date.max, one.seen_at, one.article_id))
    first = ordered[0]
    outlets = {(one.outlet, one.url): Outlet(one.outlet, one.title, one.url, one.day) for one in ordered}
    latest = max((one.day for one in ordered if one.day), default=None)
    return Entry(
        min((one.seen_at, one.article_id) for one in members)[1],
        first.title,
        latest,
        max(one.seen_at for one in ordered),
        tuple(outlets.values()),
        first.why,
        again,
    )


def _shown(words: str) -> str:
    """One line, in which nobody but us writes what the sender replaces."""
    return one_line(line(words))


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _address(url: str) -> str:
    """Only web addresses become links, and none with braces: no `javascript:`, nothing that the sender replaces."""
    return address(url) if url.isprintable() and len(url) <= _LONGEST_URL else ""
