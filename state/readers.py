"""Who reads the letter: asked, active, gone. A removed reader is a hash, so that a list does not bring them back."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from core.letters import Reader, ReaderState
from state import tombstones
from state.open import State
from state.schema import deliveries, letter_readers, watches
from state.schema import tombstones as stones

READER = "reader"
"""The kind of a tombstone of an address that asked to be forgotten."""
CONFIRM_WITHIN = timedelta(days=14)
"""How long a confirmation link holds; whoever has not answered by then is erased at the next asking."""


def ask(state: State, email: str, token: str, at: datetime) -> Reader:
    """Somebody is asked to confirm. Who is active stays so; who left, or was refused, is asked again.

    The token of a reader who comes back stays: the links of the letters of before must go on working.
    """
    with state.write() as connection:
        _erase_unanswered(connection, at)
        known = _by_email(connection, email)
        if known is None:
            return _insert(connection, email, ReaderState.ASKED, token, at)
        if known.state is not ReaderState.ACTIVE:
            _update(connection, known.reader_id, state=ReaderState.ASKED.value, asked_at=at)
        return _by_id(connection, known.reader_id)


def admit(state: State, emails: list[str], tokens: list[str], at: datetime) -> list[str]:
    """Take in addresses that were confirmed elsewhere; returns those that are new.

    Who left, who was refused and who asked to be forgotten does not come back this way.
    """
    with state.write() as connection:
        new = []
        for email, token in zip(emails, tokens, strict=True):
            known = _by_email(connection, email)
            if known is None and not _forgotten(connection, email):
                _insert(connection, email, ReaderState.ACTIVE, token, at, confirmed_at=at)
                new.append(email)
            elif known is not None and _only_asked(connection, known):
                _update(connection, known.reader_id, state=ReaderState.ACTIVE.value, confirmed_at=at)
                new.append(email)
        return new


def _only_asked(connection: Connection, known: Reader) -> bool:
    """Whether somebody was asked and had neither left nor been erased: else only their own answer counts."""
    return (
        known.state is ReaderState.ASKED and known.gone_at is None and not _forgotten(connection, known.email)
    )


def asked(state: State, link: str, at: datetime) -> Reader | None:
    """The reader whose confirmation link this is, if it still holds."""
    with state.read() as connection:
        return next((one for one in _all(connection) if _confirms(connection, one, link, at)), None)


def confirm(state: State, link: str, at: datetime) -> Reader | None:
    """The reader whose confirmation link this is, active from now on; None when it is nobody's, or too old.

    Confirming twice is confirming once. A link that is nobody's never waits for the right to write. Who had been erased
    is no longer to be forgotten.
    """
    found = asked(state, link, at)
    if found is None or found.state is ReaderState.ACTIVE:
        return found
    with state.write() as connection:
        still = letter_readers.c.state == ReaderState.ASKED.value
        connection.execute(
            update(letter_readers)
            .where(letter_readers.c.reader_id == found.reader_id, still)
            .values(state=ReaderState.ACTIVE.value, confirmed_at=at, gone_at=None)
        )
        _lift(connection, found.email)
        return _by_id(connection, found.reader_id)


def _confirms(connection: Connection, reader: Reader, link: str, at: datetime) -> bool:
    waiting = reader.state is ReaderState.ASKED and at - reader.asked_at <= CONFIRM_WITHIN
    if not waiting and reader.state is not ReaderState.ACTIVE:
        return False
    return hmac.compare_digest(_link(connection, reader).encode(), link.encode("utf-8", "surrogatepass"))


def confirmation(state: State, reader: Reader) -> str:
    """The secret of a reader's confirmation link: another one than in the letters, which people forward."""
    with state.write() as connection:
        return _link(connection, reader)


def leave(state: State, token: str, at: datetime) -> Reader | None:
    """The reader of an unsubscribe link, gone from now on, from the letter and from all watches; None: nobody's."""
    found = by_token(state, token)
    if found is None:
        return None
    with state.write() as connection:
        if found.state is not ReaderState.GONE:
            _update(connection, found.reader_id, state=ReaderState.GONE.value, gone_at=at)
        _leave_watches(connection, found.email)
        return _by_id(connection, found.reader_id)


def refuse(state: State, email: str, at: datetime) -> None:
    """The server of an address said that it does not exist: it gets no more letters."""
    with state.write() as connection:
        known = _by_email(connection, email)
        if known is not None and known.state is ReaderState.ACTIVE:
            _update(connection, known.reader_id, state=ReaderState.REFUSED.value, gone_at=at)


def by_token(state: State, token: str) -> Reader | None:
    """The reader of an unsubscribe link."""
    with state.read() as connection:
        row = connection.execute(select(letter_readers).where(letter_readers.c.token == token)).first()
        return _reader(row) if row else None


def by_email(state: State, email: str) -> Reader | None:
    """The reader of an address."""
    with state.read() as connection:
        return _by_email(connection, email)


def every(state: State) -> list[Reader]:
    """All readers, in the order in which they came."""
    with state.read() as connection:
        return _all(connection)


def remove(state: State, email: str, at: datetime) -> bool:
    """Erase an address everywhere, and remember its hash; False when it was not known.

    What was sent stays counted, under a part of the hash; a server's answers go, which may repeat the address.
    """
    with state.write() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        digest = _digest(connection, email)
        connection.execute(
            insert_or(stones)
            .values(kind=READER, digest=digest, request=digest[:16], words=0, at=at)
            .on_conflict_do_nothing()
        )
        _leave_watches(connection, email)
        sent = connection.execute(
            update(deliveries)
            .where(deliveries.c.email == email)
            .values(email=f"oublié-{digest[:16]}", answer="")
        ).rowcount
        gone = connection.execute(delete(letter_readers).where(letter_readers.c.email == email)).rowcount
    return bool(gone or sent)


def is_removed(state: State, email: str) -> bool:
    """Whether an address asked to be forgotten."""
    with state.read() as connection:
        return _forgotten(connection, email)


def _lift(connection: Connection, email: str) -> None:
    digest = _digest(connection, email)
    connection.execute(delete(stones).where(stones.c.kind == READER, stones.c.digest == digest))


def _erase_unanswered(connection: Connection, at: datetime) -> None:
    """Forget who never answered; who had left before is gone again, which a list must go on knowing."""
    old = and_(
        letter_readers.c.state == ReaderState.ASKED.value,
        letter_readers.c.asked_at < at - 2 * CONFIRM_WITHIN,
    )
    had_left = letter_readers.c.gone_at.is_not(None)
    connection.execute(update(letter_readers).where(old, had_left).values(state=ReaderState.GONE.value))
    connection.execute(delete(letter_readers).where(old))


def _leave_watches(connection: Connection, email: str) -> None:
    for row in connection.execute(select(watches.c.watch_id, watches.c.readers)).all():
        if email in row.readers:
            kept = [reader for reader in row.readers if reader != email]
            connection.execute(update(watches).where(watches.c.watch_id == row.watch_id).values(readers=kept))


def _link(connection: Connection, reader: Reader) -> str:
    words = f"confirm\0{reader.token}\0{reader.asked_at.isoformat()}"
    made = hmac.digest(tombstones.secret_of(connection), words.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _digest(connection: Connection, email: str) -> str:
    secret = tombstones.secret_of(connection)
    return hmac.digest(secret, f"{READER}\0{email}".encode(), hashlib.sha256).hex()


def _forgotten(connection: Connection, email: str) -> bool:
    kept = connection.scalars(select(stones.c.digest).where(stones.c.kind == READER)).all()
    return bool(kept) and _digest(connection, email) in kept


def _insert(
    connection: Connection,
    email: str,
    state: ReaderState,
    token: str,
    at: datetime,
    confirmed_at: datetime | None = None,
) -> Reader:
    values = {
        "email": email, "state": state.value, "token": token, "asked_at": at, "confirmed_at": confirmed_at,
    }  # fmt: skip
    key = connection.execute(insert(letter_readers).values(values)).inserted_primary_key
    return _by_id(connection, key[0] if key else 0)


def _update(connection: Connection, reader_id: int, **values: Any) -> None:
    connection.execute(update(letter_readers).where(letter_readers.c.reader_id == reader_id).values(**values))


def _all(connection: Connection) -> list[Reader]:
    rows = connection.execute(select(letter_readers).order_by(letter_readers.c.reader_id))
    return [_reader(row) for row in rows]


def _by_id(connection: Connection, reader_id: int) -> Reader:
    return _reader(
        connection.execute(select(letter_readers).where(letter_readers.c.reader_id == reader_id)).one()
    )


def _by_email(connection: Connection, email: str) -> Reader | None:
    row = connection.execute(select(letter_readers).where(letter_readers.c.email == email)).first()
    return _reader(row) if row else None


def _reader(row: Row[Any]) -> Reader:
    return Reader(
        reader_id=row.reader_id,
        email=row.email,
        state=ReaderState(row.state),
        token=row.token,
        asked_at=row.asked_at,
        confirmed_at=row.confirmed_at,
        gone_at=row.gone_at,
    )
