"""Readers who asked to be forgotten: a hash of each is kept, so that no list brings them back."""

import hashlib
import hmac
from datetime import datetime

from sqlalchemy import Connection, and_, delete, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from state import reader_rows as rows
from state import tombstones
from state.deliveries import TO_SEND
from state.open import State
from state.schema import deliveries, letter_readers, requests
from state.schema import tombstones as stones

READER = "reader"
"""The kind of a tombstone of an address that asked to be forgotten."""


def remove(state: State, email: str, at: datetime) -> bool:
    """Erase an address everywhere, and remember its hash; False when it was not known.

    What was sent stays counted, under a part of the hash; a server's answers go, which may repeat the address. What
    still waits for them waits for nobody.
    """
    with state.write() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        digest = _digest(connection, email)
        connection.execute(
            insert_or(stones)
            .values(kind=READER, digest=digest, request=digest[:16], words=0, at=at)
            .on_conflict_do_nothing()
        )
        rows.leave_watches(connection, email)
        waits = and_(deliveries.c.email == email, deliveries.c.state.in_(TO_SEND))
        waited = connection.execute(delete(deliveries).where(waits)).rowcount
        sent = connection.execute(
            update(deliveries)
            .where(deliveries.c.email == email)
            .values(email=f"oublié-{digest[:16]}", answer="")
        ).rowcount
        _leave_requests(connection, email)
        gone = connection.execute(delete(letter_readers).where(letter_readers.c.email == email)).rowcount
    return bool(gone or sent or waited)


def _leave_requests(connection: Connection, email: str) -> None:
    """Letters that the desk asked to send to this address alone, and what was said of others that names it."""
    for row in connection.execute(select(requests)).all():
        mine = requests.c.number == row.number
        if row.payload.get("to") == email:
            connection.execute(delete(requests).where(mine))
        elif email in row.said:
            connection.execute(update(requests).where(mine).values(said=row.said.replace(email, "…")))


def lift(connection: Connection, email: str) -> None:
    """Who comes back by their own answer is no longer to be forgotten."""
    digest = _digest(connection, email)
    connection.execute(delete(stones).where(stones.c.kind == READER, stones.c.digest == digest))


def forgotten(connection: Connection, email: str) -> bool:
    """Whether an address asked to be forgotten."""
    kept = connection.scalars(select(stones.c.digest).where(stones.c.kind == READER)).all()
    return bool(kept) and _digest(connection, email) in kept


def _digest(connection: Connection, email: str) -> str:
    secret = tombstones.secret_of(connection)
    return hmac.digest(secret, f"{READER}\0{email}".encode(), hashlib.sha256).hex()
