"""Results made anew from the archive: one at a time, begun and ended; what was cut short is known here."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from state.captures import give_out_again
from state.open import State
from state.schema import rebuilds

_STAMP = "%Y%m%dT%H%M%SZ"
_OPEN = rebuilds.c.ended_at.is_(None)


@dataclass(frozen=True, slots=True)
class Rebuild:
    """One that has not ended; `aside`: the old files are out of the way, what lies in their place is new."""

    stamp: str
    aside: bool


def begin(state: State, at: datetime) -> None:
    """Begin one, in one transaction with giving out all captures again; nothing when one is under way."""
    with state.write() as connection:
        if connection.scalar(select(rebuilds.c.stamp).where(_OPEN)) is None:
            connection.execute(insert(rebuilds).values(stamp=f"{at:{_STAMP}}", began_at=at))
            give_out_again(connection)


def under_way(state: State) -> Rebuild | None:
    """The one that has not ended, None when there is none."""
    with state.read() as connection:
        row = connection.execute(select(rebuilds.c.stamp, rebuilds.c.aside_at).where(_OPEN)).first()
    return row and Rebuild(row.stamp, row.aside_at is not None)


def moved(state: State, stamp: str, at: datetime) -> None:
    """The old files are out of the way."""
    _note(state, stamp, aside_at=at)


def end(state: State, stamp: str, at: datetime) -> None:
    """All that waited for it is processed."""
    _note(state, stamp, ended_at=at)


def _note(state: State, stamp: str, **values: datetime) -> None:
    with state.write() as connection:
        connection.execute(update(rebuilds).where(rebuilds.c.stamp == stamp).values(values))
