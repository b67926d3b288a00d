"""An outlet's own rhythm: when to look again, and whether it has gone quiet. Pure functions.

A history is when its articles came, in any order: the date that their listing gives, or else when we first saw
them. Days and hours are those of Europe/Paris, where the newsrooms are.
"""

import math
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from core.days import PARIS, paris_day
from core.types import Source, Volume

MEMORY = timedelta(weeks=26)
"""How much history is worth reading: half a year shows the rhythm of a weekly, and what a monthly has of one."""

FIRST_WAIT = timedelta(hours=1)
MARGIN = timedelta(minutes=5)
"""An hourly job does not start on the second: without a margin it would find every other visit too early."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_RECENT = timedelta(weeks=8)
_AROUND = 1.5  # hours before and after this time of day that count as "at this time"
_PRIOR = 24.0  # hours at the overall rate that smooth it: the deadest hour is not taken for eternity

_LEAST_WATCHED = 14  # days
_LEAST_ARTICLES = 8
_LEAST_DAYS = 5  # with an article: a monthly has no calendar after its first two issues
_LEAST_QUIET = 2  # days: nobody needs an alarm for one
_QUIET_ANYWAY = 91  # days: a quarter of silence is worth a look, whatever the rhythm
_SILENT_BELOW = 0.0003  # each pause of a daily is a test, some seven a week
_UNUSUAL_BELOW = 0.005  # on either side
_USUAL_WEEKS = 8
_LEAST_WEEKS = 4  # before the last one: from fewer, nobody knows how much they vary


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
) -> bool:
    """Whether to visit an entry point last visited at `checked_at` (None: never) again.

    `source.poll_minutes` wins over the rhythm and its bounds. A visit in the future is a clock that was set
    right since: nothing is known of it.
    """
    if checked_at is None or checked_at > now:
        return True
    fixed = source.poll_minutes
    wait = poll_after(history, now, minimum, maximum) if fixed is None else timedelta(minutes=fixed)
    return now - checked_at >= wait - min(MARGIN, wait / 2)


def _half_a_gap(past: Sequence[datetime], now: datetime) -> timedelta | None:
    """Half the usual gap at this time of the week; None when nothing came for 8 weeks."""
    since = max(now - _RECENT, min(past))
    minutes = {at.astimezone(PARIS).replace(second=0, microsecond=0) for at in past if at >= since}
    if not minutes:
        return None
    overall = len(minutes) / max((now - since) / _HOUR, 24.0)
    near = sum(_same_time(at, now.astimezone(PARIS)) for at in minutes)
    watched = 2 * _AROUND * sum(_weekend(day) == _weekend(paris_day(now)) for day in _days(since, now))
    rate = (near + overall * _PRIOR) / (watched + _PRIOR)
    return timedelta(hours=min(0.5 / rate, _RECENT / _HOUR))


def _same_time(at: datetime, now: datetime) -> bool:
    apart = abs((at.hour + at.minute / 60) - (now.hour + now.minute / 60))
    return _weekend(at.date()) == _weekend(now.date()) and min(apart, 24 - apart) <= _AROUND


def _weekend(day: date) -> bool:
    return day.weekday() >= 5


def _days(since: datetime, now: datetime) -> Iterator[date]:
    first = paris_day(since)
    return (first + _DAY * n for n in range((paris_day(now) - first).days + 1))


# --- is it as loud as usual? -----------------------------------------------------------------


def volume(history: Sequence[datetime], watched_since: datetime, now: datetime) -> Volume | None:
    """What an outlet announced lately, against its own past; None while there is too little of it.

    Only whole days count, from the day after `watched_since`: on the first one a whole feed comes at once.
    Too little: under 14 days, or under 8 articles (but a quarter without any is silence in any case).

    *Silent*: at least two whole days without an article (after five with one), and so many that its own
    calendar gives them less than one chance in 3,000. The calendar is, for each day of the week, how often it
    published anything: k days out of n are a chance of (k + p) / (n + 1), where p is that of any day, at most
    a half; over several quiet days that is a beta-binomial law. A quiet week-end costs an agency nothing, one
    missed issue of a weekly little, and an issue of thirty articles is one event and not thirty. Simulated
    outlets raise a false alarm in at most 0.3 % of their weeks; a daily is heard after 3 days, a weekly after 4
    weeks, a monthly after a quarter.

    *Drop*, *burst*: the last seven whole days under or over what the four to eight weeks before let expect,
    with a chance under 1 % (both sides together) of a Poisson law widened by how much its weeks really vary
    and by how few they are: a negative binomial of that mean and variance. The quasi-Poisson threshold is that
    of Farrington, Andrews, Beale and Catchpole, "A statistical algorithm for the early detection of outbreaks
    of infectious disease", Journal of the Royal Statistical Society A 159 (1996).
    """
    today = paris_day(now)
    first = max(paris_day(watched_since) + _DAY, today - MEMORY)
    counts = Counter(day for at in history if at <= now and (day := paris_day(at)) >= first)
    if (today - first).days < _LEAST_WATCHED:
        return None
    quiet = (today - max(counts, default=first - _DAY)).days - 1
    if quiet >= _QUIET_ANYWAY:
        return Volume.SILENT
    if counts.total() < _LEAST_ARTICLES:
        return None
    first = min(counts)  # before it there may have been others, that the caller did not look up
    settled = quiet >= _LEAST_QUIET and len(counts) >= _LEAST_DAYS
    if settled and _chance_of_quiet(counts, first, quiet) < _SILENT_BELOW:
        return Volume.SILENT
    return _week_against_weeks(counts, first, today)


def _chance_of_quiet(counts: Mapping[date, int], first: date, quiet: int) -> float:
    """How likely `quiet` days in a row without an article are, after the newest one."""
    newest = max(counts)
    watched = Counter((first + _DAY * n).weekday() for n in range((newest - first).days + 1))
    published = Counter(day.weekday() for day in counts)
    any_day = min(0.5, published.total() / watched.total())
    chance = 1.0
    for day in ((newest + _DAY * n).weekday() for n in range(1, quiet + 1)):
        chance *= 1 - (published[day] + any_day) / (watched[day] + 1)
        watched[day] += 1  # it is now one more that was quiet: what was estimated from little is soon doubted
    return chance


def _week_against_weeks(counts: Mapping[date, int], first: date, today: date) -> Volume:
    """The seven days before today, against the whole weeks before them."""
    whole = min((today - first).days // 7, _USUAL_WEEKS + 1)
    if whole <= _LEAST_WEEKS:
        return Volume.USUAL
    last, *before = (
        sum(counts.get(today - _DAY * (7 * w + n), 0) for n in range(1, 8)) for w in range(whole)
    )
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
