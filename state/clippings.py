"""Texts that somebody read elsewhere and pasted. They stay here: nothing that is published reads this table."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from core.desk import Clipping
from core.names import name_key
from state.open import State
from state.schema import clippings

_FOLD = name_key.__wrapped__
"""The same without its memory, which is meant for names."""


def add(state: State, clipping: Clipping) -> Clipping:
    """Keep a text; the same text, pasted again, is returned as it was kept."""
    with state.write() as connection:
        same = select(clippings).where(clippings.c.text == clipping.text, clippings.c.title == clipping.title)
        known = connection.execute(same.limit(1)).first()
        if known is not None:
            return _clipping(known)
        row = {
            "title": clipping.title, "outlet": clipping.outlet, "url": clipping.url, "text": clipping.text,
            "day": clipping.day and clipping.day.isoformat(), "by": clipping.by, "at": clipping.at,
        }  # fmt: skip
        key = connection.execute(insert(clippings).values(row)).inserted_primary_key
        found = select(clippings).where(clippings.c.number == (key[0] if key else 0))
        return _clipping(connection.execute(found).one())


def one(state: State, number: int) -> Clipping | None:
    """A text by its number."""
    with state.read() as connection:
        row = connection.execute(select(clippings).where(clippings.c.number == number)).first()
        return _clipping(row) if row else None


def analysed(state: State, number: int, found: Mapping[str, Any]) -> None:
    """Keep what analysis found in a text."""
    own = update(clippings).where(clippings.c.number == number)
    with state.write() as connection:
        connection.execute(own.values(found=dict(found)))


def empty_old(state: State, before: datetime) -> int:
    """Let go of the words of texts that were pasted earlier; what was found in them stays. Returns how many."""
    old = update(clippings).where(clippings.c.at < before, clippings.c.text != "")
    with state.write() as connection:
        connection.exec_driver_sql(_OVERWRITE)
        return connection.execute(old.values(text="")).rowcount


_OVERWRITE = "PRAGMA secure_delete = ON"
"""What goes is written over in the file; a copy of the state has it until it goes by age."""


def remove(state: State, number: int) -> None:
    """Let go of a text, and of all that was found in it."""
    with state.write() as connection:
        connection.exec_driver_sql(_OVERWRITE)
        connection.execute(delete(clippings).where(clippings.c.number == number))


def latest(state: State, most: int) -> list[Clipping]:
    """The last that were pasted, the newest first."""
    with state.read() as connection:
        rows = connection.execute(select(clippings).order_by(clippings.c.number.desc()).limit(most))
        return [_clipping(row) for row in rows]


def count(state: State) -> int:
    """How many there are."""
    with state.read() as connection:
        return connection.scalar(select(func.count()).select_from(clippings)) or 0


def search(state: State, words: str, most: int) -> list[Clipping]:
    """Those that hold all of these words, whatever their case and accents, the newest first.

    Every text is read: they are pasted by hand, and thousands of them are a second's work.
    """
    wanted = name_key(words).split()
    if not wanted:
        return []
    found: list[Clipping] = []
    with state.read() as connection:
        for row in connection.execute(select(clippings).order_by(clippings.c.number.desc())):
            own = f" {_FOLD(f'{row.title} {row.outlet} {row.text}')} "
            if all(f" {word}" in own for word in wanted):
                found.append(_clipping(row))
            if len(found) == most:
                break
    return found


def _clipping(row: Row[Any]) -> Clipping:
    return Clipping(
        title=row.title, outlet=row.outlet, text=row.text, by=row.by, at=row.at, url=row.url, number=row.number,
        day=date.fromisoformat(row.day) if row.day else None, found=row.found,
    )  # fmt: skip
