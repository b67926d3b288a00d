"""Who may sit at the desk: names, roles, and hashes of passwords."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, insert, select, true, update
from sqlalchemy.dialects.sqlite import insert as upsert

from core.desk import Role, User
from state.open import State
from state.schema import ended_sessions, users

_LONGEST = timedelta(days=366)
"""The longest that desk.session_days allows, whatever it was when a cookie was signed."""


def add(state: State, user: User, password: str, at: datetime) -> bool:
    """Keep somebody with the hash of their password; False when the name is taken.

    The epoch begins with the moment: sessions of somebody who had the name before are worth nothing.
    """
    with state.write() as connection:
        if connection.scalar(select(users.c.name).where(users.c.name == user.name)):
            return False
        epoch = int(at.timestamp() * 1000)
        row = {
            "name": user.name,
            "role": user.role.value,
            "password": password,
            "epoch": epoch,
            "created_at": at,
        }
        connection.execute(insert(users).values(row))
        return True


def every(state: State) -> list[User]:
    """Everybody, by name."""
    with state.read() as connection:
        rows = connection.execute(select(users).order_by(users.c.name))
        return [User(row.name, Role(row.role), row.epoch) for row in rows]


def by_name(state: State, name: str) -> tuple[User, str] | None:
    """Somebody, and the hash of their password."""
    with state.read() as connection:
        row = connection.execute(select(users).where(users.c.name == name)).first()
    return (User(row.name, Role(row.role), row.epoch), row.password) if row else None


def sitting(state: State, name: str, epoch: int, session: str) -> User | None:
    """Who has a session: nobody once their password or role has changed since, or they signed out of it."""
    ended = exists().where(ended_sessions.c.number == session)
    mine = select(users).where(users.c.name == name, users.c.epoch == epoch, ~ended)
    with state.read() as connection:
        row = connection.execute(mine).first()
    return User(row.name, Role(row.role), row.epoch) if row else None


def end(state: State, session: str, at: datetime) -> None:
    """End a session, and forget those whose cookies are too old by now anyway."""
    with state.write() as connection:
        connection.execute(delete(ended_sessions).where(ended_sessions.c.at < at - _LONGEST))
        connection.execute(upsert(ended_sessions).values(number=session, at=at).on_conflict_do_nothing())


def change(state: State, name: str, *, role: Role | None = None, password: str | None = None) -> bool:
    """Give somebody another role or password, which ends their sessions.

    False when nobody has this name, and when the last owner would be none any more.
    """
    new = {"role": role.value} if role else {}
    new |= {"password": password} if password else {}
    chosen = (users.c.name == name) & (_not_the_last(name) if role and role is not Role.OWNER else true())
    with state.write() as connection:
        done = connection.execute(update(users).where(chosen).values({**new, "epoch": users.c.epoch + 1}))
        return done.rowcount > 0


def rehash(state: State, name: str, old: str, new: str) -> None:
    """Keep the same password with other parameters, unless it was changed meanwhile; sessions go on."""
    with state.write() as connection:
        same = (users.c.name == name) & (users.c.password == old)
        connection.execute(update(users).where(same).values({"password": new}))


def remove(state: State, name: str) -> bool:
    """Take somebody's place away; False when nobody has this name, and for the last owner."""
    with state.write() as connection:
        chosen = (users.c.name == name) & _not_the_last(name)
        return connection.execute(delete(users).where(chosen)).rowcount > 0


def _not_the_last(name: str) -> ColumnElement[bool]:
    """Somebody who owns nothing, or beside whom another owner stands."""
    others = users.alias()
    another = exists().where((others.c.role == Role.OWNER.value) & (others.c.name != name))
    return (users.c.role != Role.OWNER.value) | another
