"""An outlet's own rhythm: when to look again, and whether it has gone quiet. Pure functions.

A history is when its articles came, in any order: the date that their listing gives, or else when we first saw
them. Days and hours are those of Europe/Paris, where the newsrooms are.
"""

import math
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from itertools import islice

from core.days import PARIS, paris_day
from core.types import Source, Volume

MEMORY = timedelta(weeks=26)
"""How much history is worth reading: half a year shows the rhythm of a weekly, and what a monthly has of one."""

FIRST_WAIT = timedelta(hours=1)
MARGIN = timedelta(minutes=5)
"""An hourly job does not start on the second: without a margin it would find every other visit too early."""

_HOUR, _DAY, _WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
RECENT = timedelta(weeks=8)
"""How much of it says when to look again."""
_AROUND = 1.5  # hours before and after this time of day that count as "at this time"
_PRIOR = 24.0  # hours at the overall rate that smooth it: the deadest hour is not taken for eternity

_LEAST_KNOWN = 14  # days
_LEAST_ARTICLES = 8
_LEAST_DAYS = 5  # with an article: a monthly has no calendar after its first two issues
_LEAST_QUIET = 2  # days: nobody needs an alarm for one
_QUIET_ANYWAY = 91  # days: a quarter of silence is worth a look, whatever the rhythm
_SILENT_BELOW = 0.0003  # each pause of a daily is a test, some seven a week
_UNUSUAL_BELOW = 0.005  # on either side
_USUAL_WEEKS = 8
_LEAST_WEEKS = 4  # before the last one: from fewer, nobody knows how much they vary
_LEAST_ALIVE = 2  # of them with an article: one issue of a monthly does not say how much they vary either
_LEAST_OF_A_WEEK = 4  # of its days: fewer do not speak for it


# --- when to look again ----------------------------------------------------------------------


def poll_after(
    history: Sequence[datetime], now: datetime, minimum: timedelta, maximum: timedelta
) -> timedelta:
    """How long to leave an outlet's entry points alone: half its usual gap at this time of the week.

    The rate is counted over the last 8 weeks on days of the same kind (week, week-end) within an hour and a
    half of this time of day, smoothed with the overall rate. Articles of one minute come in one visit. It is
    an hour for an outlet of which nothing is known; the bounds win over everything.
    """
    past = [at for at in history if at <= now]
    wait = _half_a_gap(past, now) if past else FIRST_WAIT
    return max(minimum, min(wait, maximum)) if wait else maximum


def due(
    checked_at: datetime | None,
    history: Sequence[datetime],
    now: datetime,
    source: Source,
    minimum: timedelta,
    maximum: timedelta,
    *,
    answered: bool = True,
) -> bool:
    """Whether to visit an entry point last visited at `checked_at` (None: never) again.

    `source.poll_minutes` wins over the rhythm and its bounds. A visit in the future is a clock that was set
    right since: nothing is known of it. One that was not `answered` is made again at the `minimum`: what a
    weekly announces meanwhile should not wait for its day.
    """
    if checked_at is None or checked_at > now:
        return True
    return now - checked_at >= wait_of(history, now, source, minimum, maximum, answered=answered)


def wait_of(
    history: Sequence[datetime],
    now: datetime,
    source: Source,
    minimum: timedelta,
    maximum: timedelta,
    *,
    answered: bool,
) -> timedelta:
    """How long after a visit the next one is due, as `due` says."""
    fixed = source.poll_minutes
    wait = poll_after(history, now, minimum, maximum) if fixed is None else timedelta(minutes=fixed)
    wait = wait if answered else min(wait, minimum)
    return wait - min(MARGIN, wait / 2)


def _half_a_gap(past: Sequence[datetime], now: datetime) -> timedelta | None:
    """Half the usual gap at this time of the week; None when nothing came for 8 weeks."""
    since = max(now - RECENT, min(past))
    minutes = {at.astimezone(PARIS).replace(second=0, microsecond=0) for at in past if at >= since}
    if not minutes:
        return None
    overall = len(minutes) / max((now - since) / _HOUR, 24.0)
    near = sum(_same_time(at, now.astimezone(PARIS)) for at in minutes)
    watched = 2 * _AROUND * sum(_weekend(day) == _weekend(paris_day(now)) for day in _days(since, now))
    rate = (near + overall * _PRIOR) / (watched + _PRIOR)
    return timedelta(hours=min(0.5 / rate, RECENT / _HOUR))


def _same_time(at: datetime, now: datetime) -> bool:
    apart = abs((at.hour + at.minute / 60) - (now.hour + now.minute / 60))
    return _weekend(at.date()) == _weekend(now.date()) and min(apart, 24 - apart) <= _AROUND


def _weekend(day: date) -> bool:
    return day.weekday() >= 5


def _days(since: datetime, now: datetime) -> Iterator[date]:
    first = paris_day(since)
    return (first + _DAY * n for n in range((paris_day(now) - first).days + 1))


# --- is it as loud as usual? -----------------------------------------------------------------


def volume(history: Sequence[datetime], answered: AbstractSet[date], now: datetime) -> Volume | None:
    """What an outlet announced lately, against its own past; None while too little of it is known.

    `answered` are the days on which its entry points answered. A day is known when they did on the day before
    and on the day after as well: what came while our server was off or the site was shut to us may be lost (a
    feed is a short window), and it comes all at once when we are back, as a whole feed does on the first day.
    The other days are left out, on both sides of every comparison, and so is what follows the last answer. Too
    little is fewer than 14 known days, 8 articles in them, or 4 days of the last week (but a quarter without
    any article, at the end of which the outlet answers, is silence in any case).

    *Silent*: at least two days without an article (after five with one), and so many that its own calendar
    gives them less than one chance in 3,000. The calendar is, for each day of the week, how often it published
    anything: k days out of n are a chance of (k + p) / (n + 1), where p is that of any day, at most a half;
    over several quiet days that is a beta-binomial law. A quiet week-end costs an agency nothing, one missed
    issue of a weekly little, and an issue of thirty articles is one event and not thirty. A daily is heard
    after 3 days, a weekly after 4 weeks, a monthly after a quarter.

    *Drop*, *burst*: the last seven days under or over what the same days of four to eight weeks before let
    expect, with a chance under 1 % (both sides together) of a Poisson law widened by how much its weeks really
    vary and by how few they are: a negative binomial of that mean and variance. The quasi-Poisson threshold is
    that of Farrington, Andrews, Beale and Catchpole, "A statistical algorithm for the early detection of
    outbreaks of infectious disease", Journal of the Royal Statistical Society A 159 (1996).
    """
    today = max(answered, default=None)
    if today is None:
        return None
    oldest = today - MEMORY
    known = {day for day in answered if day > oldest and day - _DAY in answered and day + _DAY in answered}
    came = Counter(day for at in history if at <= now and (day := paris_day(at)) > oldest)
    newest = max(came, default=oldest)
    if (today - max(newest, min(answered))).days > _QUIET_ANYWAY:
        return Volume.SILENT
    counts = Counter({day: count for day, count in came.items() if day in known})
    if len(known) < _LEAST_KNOWN or counts.total() < _LEAST_ARTICLES:
        return None
    known = {
        day for day in known if day >= min(counts)
    }  # of those before, the caller may not have looked all up
    quiet = sorted(day for day in known if day > newest)
    settled = len(quiet) >= _LEAST_QUIET and len(counts) >= _LEAST_DAYS
    if settled and _chance_of(quiet, counts, known) < _SILENT_BELOW:
        return Volume.SILENT
    return _week_against_weeks(counts, known, today)


def _chance_of(quiet: Sequence[date], counts: Mapping[date, int], known: AbstractSet[date]) -> float:
    """How likely it is that the last known days passed without an article."""
    watched = Counter(day.weekday() for day in known if day < quiet[0])
    published = Counter(day.weekday() for day in counts)
    any_day = min(0.5, published.total() / watched.total())
    chance = 1.0
    for day in (day.weekday() for day in quiet):
        chance *= 1 - (published[day] + any_day) / (watched[day] + 1)
        watched[day] += 1  # it is now one more that was quiet: what was estimated from little is soon doubted
    return chance


def _week_against_weeks(counts: Mapping[date, int], known: set[date], today: date) -> Volume | None:
    """The known days of the seven before today, against the same days of the weeks in which they are known too."""
    days = [day for n in range(1, 8) if (day := today - n * _DAY) in known]
    weeks = ([day - w * _WEEK for day in days] for w in range(1, MEMORY // _WEEK))
    alike = islice((week for week in weeks if known.issuperset(week)), _USUAL_WEEKS)
    before = [sum(counts.get(day, 0) for day in week) for week in alike]
    if len(before) < _LEAST_WEEKS:
        return Volume.USUAL
    if len(days) < _LEAST_OF_A_WEEK:
        return None
    if sum(map(bool, before)) < _LEAST_ALIVE:
        return Volume.USUAL
    last = sum(counts.get(day, 0) for day in days)
    mean = (sum(before) + 0.5) / len(before)
    spread = max(1.0, statistics.variance(before) / mean)
    variance = mean * spread * (1 + 1 / len(before))
    if _at_most(last, mean, variance) < _UNUSUAL_BELOW:
        return Volume.DROP
    return Volume.BURST if 1 - _at_most(last - 1, mean, variance) < _UNUSUAL_BELOW else Volume.USUAL


def _at_most(count: int, mean: float, variance: float) -> float:
    """The chance of `count` articles or fewer: a negative binomial law; `variance` is over `mean`."""
    size = mean * mean / (variance - mean)
    once, more = math.log(size / (size + mean)), math.log(mean / (size + mean))
    return math.fsum(
        math.exp(math.lgamma(n + size) - math.lgamma(size) - math.lgamma(n + 1) + size * once + n * more)
        for n in range(count + 1)
    )
