"""When a watch has a mail to send, and what is in it. Pure: articles and what was told in, news out."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.days import PARIS, paris_day
from core.letters import Rhythm, Watch
from digest.letter import week_of
from digest.watched.news import MOST, Entry, News, Seen, entries
from jobs.watching.searching import moment

TRIED = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Due:
    """A mail that could leave now: its key, and until when what it tells was seen."""

    key: str
    until: datetime


def due(watch: Watch, now: datetime) -> Due | None:
    """The mail of the day, or of the week that is over: a Monday that was missed is made up for, not doubled."""
    today = paris_day(now)
    if watch.rhythm is Rhythm.NONE or not watch.readers:
        return None
    if watch.rhythm is Rhythm.DAILY:
        return Due(f"{prefix(watch)}{today.isoformat()}", now)
    week = week_of(today)
    return Due(f"{prefix(watch)}{week.label}", datetime.combine(week.first, time(), PARIS))


def prefix(watch: Watch) -> str:
    """How the keys of a watch's mails begin; a watch made anew under the same name has others."""
    return f"suivi/{watch.watch_id}/"


def new(watch: Watch, found: Iterable[Seen], told: Collection[str], until: datetime) -> list[Seen]:
    """What was seen since the watch is there, before an instant, and was never told."""
    return [one for one in found if watch.created_at <= one.seen_at < until and one.article_id not in told]


def composed(
    name: str, found: Iterable[Seen], told_groups: Collection[str], url: str = "", leave: str = "",
    notes: tuple[str, ...] = (),
) -> News:  # fmt: skip
    """The mail of some articles: at most ten entries, and how many more."""
    made = entries(found, told_groups)
    return News(name, tuple(made[:MOST]), max(0, len(made) - MOST), url, leave=leave, notes=notes)


@dataclass(frozen=True, slots=True)
class Would:
    """A mail that would have left on a day."""

    day: date
    entries: tuple[Entry, ...]
    more: int


def would_have(watch: Watch, found: Sequence[Seen], today: date) -> Iterator[Would]:
    """The mails of the last four weeks, had the watch been there: by the day on which articles appeared."""
    told: set[str] = set()
    for first, last in _periods(watch.rhythm, today):
        seen = [one for one in found if first <= moment(one) <= last]
        made = composed(watch.name, seen, told)
        told |= {one.group for one in seen}
        if made.entries:
            yield Would(
                last if watch.rhythm is Rhythm.DAILY else last + timedelta(days=1), made.entries, made.more
            )


def _periods(rhythm: Rhythm, today: date) -> Iterator[tuple[date, date]]:
    """The days, or the weeks, that a mail would have been of; a watch without mails is tried by the week.

    The week under way comes last: it is all that a new workspace has.
    """
    first = week_of(today - TRIED).first
    step = timedelta(days=1 if rhythm is Rhythm.DAILY else 7)
    while first <= today:
        yield first, first + step - timedelta(days=1)
        first += step
