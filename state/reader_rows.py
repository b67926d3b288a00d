"""Rows of readers, inside a transaction of whoever asks."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from core.letters import Reader, ReaderState
from state.schema import letter_readers, watches


def every(connection: Connection) -> list[Reader]:
    """All readers, in the order in which they came."""
    found = connection.execute(select(letter_readers).order_by(letter_readers.c.reader_id))
    return [reader(row) for row in found]


def by_id(connection: Connection, reader_id: int) -> Reader:
    """The reader of a number of ours."""
    return reader(
        connection.execute(select(letter_readers).where(letter_readers.c.reader_id == reader_id)).one()
    )


def by_email(connection: Connection, email: str) -> Reader | None:
    """The reader of an address."""
    row = connection.execute(select(letter_readers).where(letter_readers.c.email == email)).first()
    return reader(row) if row else None


def add(
    connection: Connection,
    email: str,
    state: ReaderState,
    token: str,
    at: datetime,
    confirmed_at: datetime | None = None,
) -> Reader:
    """Take in a new reader."""
    values = {
        "email": email, "state": state.value, "token": token, "asked_at": at, "confirmed_at": confirmed_at,
    }  # fmt: skip
    key = connection.execute(insert(letter_readers).values(values)).inserted_primary_key
    return by_id(connection, key[0] if key else 0)


def change(connection: Connection, reader_id: int, **values: Any) -> None:
    """Change some columns of a reader."""
    connection.execute(update(letter_readers).where(letter_readers.c.reader_id == reader_id).values(**values))


def leave_watches(connection: Connection, email: str) -> None:
    """Take an address off all watches."""
    for row in connection.execute(select(watches.c.watch_id, watches.c.readers)).all():
        if email in row.readers:
            kept = [one for one in row.readers if one != email]
            connection.execute(update(watches).where(watches.c.watch_id == row.watch_id).values(readers=kept))


def reader(row: Row[Any]) -> Reader:
    """A row as a reader."""
    return Reader(
        reader_id=row.reader_id,
        email=row.email,
        state=ReaderState(row.state),
        token=row.token,
        asked_at=row.asked_at,
        confirmed_at=row.confirmed_at,
        gone_at=row.gone_at,
    )
