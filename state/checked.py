"""Doubts that somebody settled with a yes; a no is a correction (state.corrections)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from state.open import State
from state.schema import checked

_AT_ONCE = 500


def settle(state: State, doubt: str, article_id: str, by: str, at: datetime) -> None:
    """Keep that what was found is right; said twice it is said once."""
    row = {"doubt": doubt, "article_id": article_id, "by": by, "at": at}
    with state.write() as connection:
        connection.execute(insert(checked).values(row).on_conflict_do_nothing())


def reopen(state: State, doubt: str) -> None:
    """Take it back."""
    with state.write() as connection:
        connection.execute(delete(checked).where(checked.c.doubt == doubt))


def settled(state: State, doubts: Iterable[str]) -> set[str]:
    """Those of these doubts that somebody settled."""
    asked = list(doubts)
    found: set[str] = set()
    with state.read() as connection:
        for start in range(0, len(asked), _AT_ONCE):
            some = checked.c.doubt.in_(asked[start : start + _AT_ONCE])
            found.update(connection.scalars(select(checked.c.doubt).where(some)))
    return found


def answers(state: State, doubts: Iterable[str]) -> dict[str, tuple[str, datetime]]:
    """Those of these doubts that somebody settled: who, and when."""
    known = settled(state, doubts)
    if not known:
        return {}
    with state.read() as connection:
        rows = connection.execute(select(checked).where(checked.c.doubt.in_(list(known)[:_AT_ONCE])))
        return {row.doubt: (row.by, row.at) for row in rows}
