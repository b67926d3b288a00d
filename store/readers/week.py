"""What the digest reads from a snapshot."""

from datetime import date, datetime, time
from typing import NamedTuple

from core.days import PARIS
from store.rows import utc
from store.snapshot import Snapshot
from store.sql import query


class Refusal(NamedTuple):
    """How many pages of a source a stage refused for one reason; `source` is its name."""

    source: str
    stage: str
    reason: str
    n: int


def refusals(snapshot: Snapshot, since: datetime | date, until: datetime | date) -> list[Refusal]:
    """What did not become an article from `since` to `until`, the second excluded.

    A day stands for its beginning in France.
    """
    period = {"since": utc(_instant(since)), "until": utc(_instant(until))}
    found = snapshot.connection.execute(query("refusals"), period)
    return [Refusal(*row) for row in found.fetchall()]


def _instant(moment: datetime | date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(), PARIS)


class Novel(NamedTuple):
    """Something that an article of a period tells first. `kind` says what.

    first-anywhere: no authority was known with this technology, and none is told of it earlier in the period;
    first-initiative: this authority had none; first-technology: it had others, if only since earlier in the period;
    new-status: its initiative surely was at `before`, is at `after`, and no article said it had come that far;
    first-quote: `name`, a mayor, had not been quoted, nor anyone of that surname for that town. `evidence_text` is the
    sentence, or what was said.
    """

    kind: str
    day: date
    article_id: str
    actor_kind: str
    actor: str
    name: str
    technology_id: str | None
    technology: str | None
    before: str | None
    after: str | None
    evidence_text: str


def novelties(snapshot: Snapshot, first_day: date, last_day: date, sure: float) -> list[Novel]:
    """What is told first from `first_day` to `last_day` (both included), by dated articles that the digest shows.

    Facts under the confidence `sure` (0 to 1) are not announced, but count as known.
    """
    period = {"first": first_day, "last": last_day, "sure": sure}
    return [Novel._make(row) for row in snapshot.connection.execute(query("novelties"), period).fetchall()]


def covered_weeks(snapshot: Snapshot, day: date) -> list[tuple[date, int]]:
    """The Monday of each week before `day` that has articles by their day of publication, and how many it has.

    Only articles in which what they tell was looked for (`articles.told`), even if nothing was found.
    """
    return snapshot.connection.execute(query("covered_weeks"), {"day": day}).fetchall()
