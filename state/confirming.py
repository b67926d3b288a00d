"""The links by which those who were asked confirm: one for each asking, and for some days."""

import base64
import hashlib
import hmac
from datetime import datetime

from sqlalchemy import Connection, update

from core.letters import Reader, ReaderState
from state import reader_rows as rows
from state import removed_readers, tombstones
from state.open import State
from state.readers import CONFIRM_WITHIN
from state.schema import letter_readers


def asked(state: State, link: str, at: datetime) -> Reader | None:
    """The reader whose confirmation link this is, if it still holds."""
    with state.read() as connection:
        return next((one for one in rows.every(connection) if _confirms(connection, one, link, at)), None)


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
        removed_readers.lift(connection, found.email)
        return rows.by_id(connection, found.reader_id)


def confirmation(state: State, reader: Reader) -> str:
    """The secret of a reader's confirmation link: another one than in the letters, which people forward."""
    with state.write() as connection:
        return _link(connection, reader)


def _confirms(connection: Connection, reader: Reader, link: str, at: datetime) -> bool:
    waiting = reader.state is ReaderState.ASKED and at - reader.asked_at <= CONFIRM_WITHIN
    if not waiting and reader.state is not ReaderState.ACTIVE:
        return False
    return hmac.compare_digest(_link(connection, reader).encode(), link.encode("utf-8", "surrogatepass"))


def _link(connection: Connection, reader: Reader) -> str:
    words = f"confirm\0{reader.token}\0{reader.asked_at.isoformat()}"
    made = hmac.digest(tombstones.secret_of(connection), words.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made).decode().rstrip("=")
