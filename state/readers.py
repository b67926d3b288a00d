"""Who reads the letter: asked, active, gone, refused by their server."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, delete, select, update

from core.letters import Reader, ReaderState
from state import reader_rows as rows
from state import removed_readers
from state.open import State
from state.schema import letter_readers

CONFIRM_WITHIN = timedelta(days=14)
"""How long a confirmation link holds; whoever has not answered by then is erased at the next asking."""


def ask(state: State, email: str, token: str, at: datetime) -> Reader:
    """Somebody is asked to confirm. Who is active stays so; who left, or was refused, is asked again.

    The token of a reader who comes back stays: the links of the letters of before must go on working.
    """
    with state.write() as connection:
        _erase_unanswered(connection, at)
        known = rows.by_email(connection, email)
        if known is None:
            return rows.add(connection, email, ReaderState.ASKED, token, at)
        if known.state is not ReaderState.ACTIVE:
            rows.change(connection, known.reader_id, state=ReaderState.ASKED.value, asked_at=at)
        return rows.by_id(connection, known.reader_id)


def admit(state: State, emails: list[str], tokens: list[str], at: datetime) -> list[str]:
    """Take in addresses that were confirmed elsewhere; returns those that are new.

    Who left, who was refused and who asked to be forgotten does not come back this way.
    """
    with state.write() as connection:
        new = []
        for email, token in zip(emails, tokens, strict=True):
            known = rows.by_email(connection, email)
            if known is None and not removed_readers.forgotten(connection, email):
                rows.add(connection, email, ReaderState.ACTIVE, token, at, confirmed_at=at)
                new.append(email)
            elif known is not None and _only_asked(connection, known):
                rows.change(connection, known.reader_id, state=ReaderState.ACTIVE.value, confirmed_at=at)
                new.append(email)
        return new


def _only_asked(connection: Connection, known: Reader) -> bool:
    """Whether somebody was asked and had neither left nor been erased: else only their own answer counts."""
    return (
        known.state is ReaderState.ASKED
        and known.gone_at is None
        and not removed_readers.forgotten(connection, known.email)
    )


def leave(state: State, token: str, at: datetime) -> Reader | None:
    """The reader of an unsubscribe link, gone from now on, from the letter and from all watches; None: nobody's."""
    found = by_token(state, token)
    if found is None:
        return None
    with state.write() as connection:
        if found.state is not ReaderState.GONE:
            rows.change(connection, found.reader_id, state=ReaderState.GONE.value, gone_at=at)
        rows.leave_watches(connection, found.email)
        return rows.by_id(connection, found.reader_id)


def refuse(state: State, email: str, at: datetime) -> None:
    """The server of an address said that it does not exist: it gets no more letters."""
    with state.write() as connection:
        known = rows.by_email(connection, email)
        if known is not None and known.state is ReaderState.ACTIVE:
            rows.change(connection, known.reader_id, state=ReaderState.REFUSED.value, gone_at=at)


def by_token(state: State, token: str) -> Reader | None:
    """The reader of an unsubscribe link."""
    with state.read() as connection:
        row = connection.execute(select(letter_readers).where(letter_readers.c.token == token)).first()
        return rows.reader(row) if row else None


def by_email(state: State, email: str) -> Reader | None:
    """The reader of an address."""
    with state.read() as connection:
        return rows.by_email(connection, email)


def every(state: State) -> list[Reader]:
    """All readers, in the order in which they came."""
    with state.read() as connection:
        return rows.every(connection)


def _erase_unanswered(connection: Connection, at: datetime) -> None:
    """Forget who never answered; who had left before is gone again, which a list must go on knowing."""
    old = and_(
        letter_readers.c.state == ReaderState.ASKED.value,
        letter_readers.c.asked_at < at - 2 * CONFIRM_WITHIN,
    )
    had_left = letter_readers.c.gone_at.is_not(None)
    connection.execute(update(letter_readers).where(old, had_left).values(state=ReaderState.GONE.value))
    connection.execute(delete(letter_readers).where(old))
