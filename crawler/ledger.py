"""What one crawl came to, source by source: a pure function over its journal."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from core.types import Fetch, Outcome, Source, SourceRun, SourceState

READ = frozenset({Outcome.FETCHED, Outcome.UNCHANGED})
ANSWERED = frozenset({SourceState.NEW, SourceState.UNCHANGED, SourceState.EMPTY})
# Decided before any request left: a reserved path, a host that turned us away a moment ago.
_NOT_ASKED = frozenset({"tdmrep", "wall"})
# Refusals of ours that leave what the listing openly gives.
_LISTED = frozenset({"robots", "policy_excerpt", "policy_metadata"})
_LISTED_OUTCOMES = frozenset({Outcome.RESERVED, Outcome.BLOCKED})
_CLOSED = frozenset({"robots", "http_401", "http_403"})
_POSTPONED = frozenset({"cooldown", "budget"})
# A source with several entry points is as well as the best of them.
_BEST_FIRST = (
    SourceState.NEW,
    SourceState.UNCHANGED,
    SourceState.EMPTY,
    SourceState.BLOCKED,
    SourceState.MISSED,
    SourceState.WAITING,
)


def ledger(
    run_id: str, fetches: Iterable[Fetch], sources: Sequence[Source], at: datetime
) -> tuple[SourceRun, ...]:
    """One line for every source asked for, in their order, then for any other that the journal names.

    `announced` adds up what the entry points that answered list, known articles included; it is None when none
    gave a list: a 304 does not say it again. The rest counts pages: `asked` are those for which a request was
    tried, `new` + `updated` + `unchanged` + `failed` and, of `reserved` and `blocked`, those that only the
    answer could tell. A page that robots.txt, tdmrep.json, a policy, a budget or a host at rest kept us from
    asking for is in `reserved`, `blocked` or `refused`, not in `asked`. `excerpts` are pages not read, not known
    before either, that still become an article by what their listing gives. `volume` is left to the rhythm.

    `reasons` counts what was not read, by reason; those of entry points begin with `entry.`, so that one that
    failed shows even beside one that answered. Lines of other runs are left out.
    """
    lines: dict[str, list[Fetch]] = {source.slug: [] for source in sources}
    for fetch in fetches:
        if fetch.run_id == run_id:
            lines.setdefault(fetch.source, []).append(fetch)
    return tuple(_line(run_id, slug, own, at) for slug, own in lines.items())


def state_of(entries: Sequence[Fetch], *, fresh: bool) -> SourceState:
    """How the entry points of a source answered; `fresh` says that a page came up that was not known, or has changed.

    An answer that lists nothing and does not say so (`announced` None: an index of sitemaps) counts only when
    there is nothing else to go by.
    """
    told = [line for line in entries if line.outcome is not Outcome.FETCHED or line.announced is not None]
    states = {_entry_state(line, fresh=fresh) for line in told or entries}
    return next((state for state in _BEST_FIRST if state in states), SourceState.WAITING)


def _line(run_id: str, slug: str, lines: Sequence[Fetch], at: datetime) -> SourceRun:
    pages = [line for line in lines if line.candidate is not None]
    entries = [line for line in lines if line.candidate is None]
    outcomes = Counter(line.outcome for line in pages)
    lists = [line.announced for line in entries if line.announced is not None]
    updated = sum(line.outcome is Outcome.FETCHED and line.revisit for line in pages)
    return SourceRun(
        run_id=run_id,
        source=slug,
        at=at,
        state=state_of(
            entries, fresh=any(not line.revisit or line.outcome is Outcome.FETCHED for line in pages)
        ),
        announced=sum(lists) if lists else None,
        asked=sum(_asked(line) for line in pages),
        new=outcomes[Outcome.FETCHED] - updated,
        updated=updated,
        unchanged=outcomes[Outcome.UNCHANGED],
        reserved=outcomes[Outcome.RESERVED],
        blocked=outcomes[Outcome.BLOCKED],
        refused=outcomes[Outcome.REFUSED],
        failed=outcomes[Outcome.FAILED],
        excerpts=sum(leaves_an_excerpt(line) for line in pages),
        reasons=_reasons(lines),
    )


def _entry_state(line: Fetch, *, fresh: bool) -> SourceState:
    if line.outcome is Outcome.UNCHANGED:
        return SourceState.UNCHANGED
    if line.outcome is Outcome.FETCHED:
        if line.announced == 0:
            return SourceState.EMPTY
        return SourceState.NEW if fresh else SourceState.UNCHANGED
    if line.outcome in _LISTED_OUTCOMES or line.reason in _CLOSED:
        return SourceState.BLOCKED
    return SourceState.WAITING if line.reason in _POSTPONED else SourceState.MISSED


def _asked(line: Fetch) -> bool:
    return line.outcome is not Outcome.REFUSED and line.reason not in _NOT_ASKED


def leaves_an_excerpt(line: Fetch) -> bool:
    """Whether a page that was not read still becomes an article, by what its listing openly gives.

    Not one that was read before: the article is there already, and better.
    """
    if line.revisit or line.candidate is None or not line.candidate.title:
        return False
    return line.outcome in _LISTED_OUTCOMES or (line.outcome is Outcome.REFUSED and line.reason in _LISTED)


def _reasons(lines: Iterable[Fetch]) -> dict[str, int]:
    counted = Counter(
        ("" if line.candidate else "entry.") + (line.reason or line.outcome.value)
        for line in lines
        if line.outcome not in READ
    )
    return dict(sorted(counted.items()))
