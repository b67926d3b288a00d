"""Results made anew from the archive: one at a time, begun and ended; what was cut short is known here."""

from datetime import datetime

from sqlalchemy import insert, select, update

from state.captures import give_out_again
from state.open import State
from state.schema import rebuilds

_STAMP = "%Y%m%dT%H%M%SZ"


def begin(state: State, at: datetime) -> str:
    """Begin one, in one transaction with giving out all captures again; its stamp, or that of the one under way."""
    with state.write() as connection:
        known: str | None = connection.scalar(select(rebuilds.c.stamp).where(rebuilds.c.ended_at.is_(None)))
        if known is not None:
            return known
        stamp = f"{at:{_STAMP}}"
        connection.execute(insert(rebuilds).values(stamp=stamp, began_at=at))
        give_out_again(connection)
    return stamp


def under_way(state: State) -> str | None:
    """The stamp of the one that has not ended, None when there is none."""
    with state.read() as connection:
        stamp: str | None = connection.scalar(select(rebuilds.c.stamp).where(rebuilds.c.ended_at.is_(None)))
    return stamp


def end(state: State, stamp: str, at: datetime) -> None:
    """All that waited for it is processed."""
    with state.write() as connection:
        connection.execute(update(rebuilds).where(rebuilds.c.stamp == stamp).values(ended_at=at))
