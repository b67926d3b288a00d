"""Keys of programs to the API: names, and hashes of secrets."""

from datetime import date, datetime

from sqlalchemy import delete, insert, select, update

from core.desk import Token
from state.open import State
from state.schema import tokens


def add(state: State, name: str, digest: str, at: datetime) -> bool:
    """Keep a token by the hash of its secret; False when the name is taken."""
    with state.write() as connection:
        if connection.scalar(select(tokens.c.name).where(tokens.c.name == name)):
            return False
        connection.execute(insert(tokens).values({"name": name, "hash": digest, "created_at": at}))
        return True


def every(state: State) -> list[Token]:
    """All tokens, by name."""
    with state.read() as connection:
        rows = connection.execute(select(tokens).order_by(tokens.c.name))
        return [Token(row.name, row.created_at, _day(row.last_used_day)) for row in rows]


def of_hash(state: State, digest: str) -> Token | None:
    """The token whose secret has this hash."""
    with state.read() as connection:
        row = connection.execute(select(tokens).where(tokens.c.hash == digest)).first()
    return Token(row.name, row.created_at, _day(row.last_used_day)) if row else None


def used(state: State, name: str, day: date) -> None:
    """Note that a token was of use on a day."""
    with state.write() as connection:
        connection.execute(update(tokens).where(tokens.c.name == name).values(last_used_day=day.isoformat()))


def remove(state: State, name: str) -> bool:
    """Take a token away; False when none has this name."""
    with state.write() as connection:
        return connection.execute(delete(tokens).where(tokens.c.name == name)).rowcount > 0


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
