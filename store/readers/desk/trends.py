"""What the trends show: weeks, what was read and heard in them, and how often the press told of what."""

from datetime import date, timedelta
from typing import NamedTuple

from store.snapshot import Snapshot
from store.sql import query

MOST = 20
"""Technologies that are shown."""


class Week(NamedTuple):
    """A week of publication, by its Monday. `watched` is before, watched, ongoing or after; see the macro trend().

    `outage`: a tenth of the outlets, or of what they usually bring (`missing_share`),
    could not be heard; None: nobody knows.
    """

    week: date
    articles_read: int
    followed: int
    silent: int
    missing_share: float
    watched: str
    outage: bool | None


class Count(NamedTuple):
    """Articles of a week that tell of a technology or of a topic; `kind` "all": of anything.

    `steady` are those of the outlets that were read all along.
    """

    kind: str
    code: str
    name: str
    week: date
    articles: int
    steady: int


class Chosen(NamedTuple):
    """Of which articles; None: any."""

    departement: str | None = None
    technology: str | None = None
    topic: str | None = None


def last_day(snapshot: Snapshot, today: date) -> date | None:
    """The day of the newest article, but none that is to come; None when there is no article with a day."""
    asked = "SELECT max(published_day) FROM articles WHERE published_day <= $today"
    row = snapshot.connection.execute(asked, {"today": today}).fetchone()
    return row[0] if row else None


def weeks(snapshot: Snapshot, first: date, last: date) -> list[Week]:
    """The weeks of these two Mondays, and between them."""
    found = snapshot.connection.execute(query("desk/trends_weeks"), {"first": first, "last": last})
    return [Week._make(row) for row in found.fetchall()]


def counts(
    snapshot: Snapshot, first: date, last: date, chosen: Chosen, steady: tuple[date, date]
) -> list[Count]:
    """Articles of the weeks of these two Mondays; `steady` are the first and the last Monday that outlets must hold."""
    asked = {
        **chosen._asdict(), "first": first, "last": last + timedelta(6), "most": MOST,
        "steady_first": steady[0], "steady_last": steady[1] + timedelta(6),
    }  # fmt: skip
    return [Count._make(row) for row in snapshot.connection.execute(query("desk/trends"), asked).fetchall()]
