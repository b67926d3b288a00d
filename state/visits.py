"""When people were here, and what was published then: where "since your last visit" begins.

An article is collected before it is published: what is new to somebody is what the results did not hold that they last
saw listed, whenever it was collected.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, select, text
from sqlalchemy.dialects.sqlite import insert

from core.desk import Seen, Start, Visits
from state.open import State
from state.schema import visits
from state.schema.base import Instant

PAUSE = timedelta(minutes=30)
"""After so long without a page, the next one begins another visit."""
NOTED = timedelta(minutes=1)
"""Presence is noted so often: every page writing would make all others wait for the disk."""
_LONGEST = timedelta(days=31)
"""What waits longer to be read than this is not new any more; while all is read again, everything waits."""

_READ_LATER = (
    text(
        "SELECT min(at) AS at FROM captures INDEXED BY ix_captures_processed WHERE processed_at > :made UNION ALL"
        " SELECT min(at) AS at FROM captures INDEXED BY ix_captures_processed WHERE processed_at IS NULL"
    )
    .bindparams(bindparam("made", type_=Instant))
    .columns(at=Instant)
)
"""Left alone, SQLite walks the index of `at` for a minimum: 100 ms of 200,000 captures, instead of one."""


class _Known(NamedTuple):
    """A row of `visits`, its instants with what was published then."""

    at: datetime
    saw: Seen | None
    since: Start | None
    before: Start | None


def of(state: State, user: str, now: datetime) -> Visits:
    """Where what is new to somebody begins, were they here now; nothing is written."""
    found = _turned(_known(state, user), now)
    return Visits(found.since, found.before) if found else Visits()


def note(state: State, user: str, now: datetime, saw: Seen | None = None) -> None:
    """Keep that somebody is here; and, of a page that lists what is new, which results it listed."""
    known = _known(state, user)
    turned = _turned(known, now) or _Known(now, None, None, None)
    stays = saw is None or saw == turned.saw
    if known and stays and timedelta(0) <= now - known.at < NOTED:
        return
    values = {
        "since": turned.since and turned.since.at, "since_saw": _packed(turned.since and turned.since.seen),
        "before": turned.before and turned.before.at, "before_saw": _packed(turned.before and turned.before.seen),
        "saw": _packed(saw or turned.saw), "at": now,
    }  # fmt: skip
    made = insert(visits).values({"user": user, **values})
    with state.write() as connection:
        connection.execute(made.on_conflict_do_update(index_elements=["user"], set_=values))


def unread_since(state: State, made: datetime) -> datetime:
    """When the first page was collected that results published at `made` could not hold: it was read later.

    Never later than `made`.
    """
    with state.read() as connection:
        found: list[datetime] = [at for at in connection.scalars(_READ_LATER, {"made": made}) if at]
    return max(made - _LONGEST, min([made, *found]))


def _turned(known: _Known | None, now: datetime) -> _Known | None:
    """After a pause, what was seen then is where another visit begins."""
    if known is None or now - known.at <= PAUSE:
        return known
    return _Known(known.at, known.saw, Start(known.at, known.saw), known.since)


def _known(state: State, user: str) -> _Known | None:
    with state.read() as connection:
        row = connection.execute(select(visits).where(visits.c.user == user)).first()
    if row is None:
        return None
    since, before = _start(row, "since"), _start(row, "before")
    return _Known(row.at, _unpacked(row.saw), since, before)


def _start(row: Row[Any], name: str) -> Start | None:
    at: datetime | None = getattr(row, name)
    return Start(at, _unpacked(getattr(row, f"{name}_saw"))) if at else None


def _packed(seen: Seen | None) -> dict[str, Any] | None:
    return seen and {**seen._asdict(), "made": seen.made.isoformat()}


def _unpacked(kept: dict[str, Any] | None) -> Seen | None:
    return Seen(kept["lineage"], kept["revision"], datetime.fromisoformat(kept["made"])) if kept else None
