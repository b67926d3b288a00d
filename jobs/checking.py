"""A visit to each source: does it answer, is it fresh, can its pages be read, and what to do about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from core.sources_edit import Flags
from core.types import Entry, EntryKind, Fetch, Outcome, Source, SourceState
from crawler.ledger import state_of
from jobs.workspace import Workspace
from state import hosts
from state.frontier import POSTPONED, TRANSIENT

if TYPE_CHECKING:
    from crawler.collect import Progress

STALE_DAYS = 60
"""A title that announces nothing younger is asleep; a monthly review is not."""

_NOT_ASKED = frozenset({"budget", "trap", "policy_excerpt", "policy_metadata"})
_ANSWERS = frozenset({SourceState.NEW, SourceState.UNCHANGED, SourceState.EMPTY})
_PASSING = POSTPONED | TRANSIENT - {"dns", "connection", "tls"}
"""Reasons that may be gone at the next visit: a host asks for peace, or is tired."""


class Advice(StrEnum):
    """What a visit suggests."""

    KEEP = "keep"
    ENABLE = "enable"
    DISABLE = "disable"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class EntryHealth:
    """How one entry point answered; `newest` is the latest date that it announces."""

    url: str
    kind: EntryKind
    outcome: Outcome
    reason: str | None
    announced: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Health:
    """How a source answered. `page` is how its first article page did, None when none was asked."""

    source: Source
    state: SourceState
    entries: tuple[EntryHealth, ...]
    page: Outcome | None
    page_reason: str | None
    page_url: str | None
    advice: Advice

    @property
    def newest(self) -> datetime | None:
        """The latest date that any of its entry points announces."""
        return max((e.newest for e in self.entries if e.newest), default=None)

    @property
    def silent(self) -> bool:
        """Whether an enabled source gives nothing to read: somebody must look."""
        return self.source.enabled and self.state in {SourceState.MISSED, SourceState.BLOCKED}


def check(
    workspace: Workspace,
    slugs: tuple[str, ...] = (),
    progress: "Progress | None" = None,
    *,
    all_of_them: bool = False,
) -> list[Health]:
    """Visit the enabled sources, those named, or all, once each; all that is kept is which hosts want peace.

    Raises:
        SettingsError: an unknown name, no source at all, or no contact address.
        StoreBusy: a crawl goes on.
        CrawlError: the child process failed.
    """
    from crawler.fetch import visit

    sources = workspace.sources() if all_of_them and not slugs else workspace.chosen(slugs)
    workspace.refuse_idle(sources)
    with workspace.asking("sources check") as state:
        lines = visit(
            sources,
            workspace.settings.crawler,
            obey_reservations=workspace.settings.workspace.legal_basis == "general",
            rests=hosts.rests(state),
            progress=progress,
        )
        with state.write() as connection:
            hosts.settle(connection, lines)
    return judged(sources, lines, datetime.now(UTC))


def judged(sources: Sequence[Source], lines: Iterable[Fetch], now: datetime) -> list[Health]:
    """The health of these sources from the lines of a visit, in their order."""
    by_source: dict[str, list[Fetch]] = {source.slug: [] for source in sources}
    for line in lines:
        by_source.setdefault(line.source, []).append(line)
    looked = [_health(source, by_source[source.slug], now) for source in sources]
    if len(looked) == 1 or any(health.state in _ANSWERS for health in looked):
        return looked
    # When nobody at all answers, the fault is more likely here (the network, a proxy) than with everybody.
    return [replace(health, advice=Advice.LOOK) for health in looked]


def changes(healths: Iterable[Health], advised: Iterable[Advice]) -> dict[str, Flags]:
    """What to write into sources.toml: the advice taken, and that those which answered were seen to."""
    taken = set(advised)
    wanted: dict[str, Flags] = {}
    for health in healths:
        flags = Flags()
        if health.advice in taken and health.advice in {Advice.ENABLE, Advice.DISABLE}:
            flags["enabled"] = health.advice is Advice.ENABLE
        if health.state is SourceState.NEW and not health.source.verified:
            flags["verified"] = True
        if flags:
            wanted[health.source.slug] = flags
    return wanted


def _health(source: Source, lines: Sequence[Fetch], now: datetime) -> Health:
    points = tuple(_entry(entry, lines) for entry in source.entries)
    page = next((f for f in lines if f.candidate and f.reason not in _NOT_ASKED), None)
    # without a memory, all that is announced is fresh
    state = state_of([line for line in lines if line.candidate is None], fresh=True)
    return Health(
        source=source,
        state=state,
        entries=points,
        page=page.outcome if page else None,
        page_reason=page.reason if page else None,
        page_url=page.url if page else None,
        advice=_advice(source, state, points, now),
    )


def _entry(entry: Entry, lines: Sequence[Fetch]) -> EntryHealth:
    """An index announces nothing itself: its candidates, from the sitemaps behind it, are counted instead."""
    own = next((f for f in lines if f.candidate is None and f.url == entry.url), None)
    found = [f.candidate for f in lines if f.candidate and f.candidate.entry == entry.url]
    dates = [date for c in found if (date := c.published_at or c.updated_at)]
    return EntryHealth(
        url=entry.url,
        kind=entry.kind,
        outcome=own.outcome if own else Outcome.FAILED,
        reason=own.reason if own else "not_asked",
        announced=max(own.announced or 0 if own else 0, len(found)),
        newest=max(dates, default=None),
    )


def _advice(source: Source, state: SourceState, points: Sequence[EntryHealth], now: datetime) -> Advice:
    newest = max((point.newest for point in points if point.newest), default=now)
    asleep = now - newest > timedelta(STALE_DAYS)
    if state is SourceState.NEW and not asleep:
        return Advice.KEEP if source.enabled else Advice.ENABLE
    if state in _ANSWERS or state is SourceState.WAITING or any(_may_pass(point.reason) for point in points):
        return Advice.LOOK
    return Advice.DISABLE if source.enabled else Advice.KEEP


def _may_pass(reason: str | None) -> bool:
    return reason is not None and (reason in _PASSING or reason.startswith("http_5"))
