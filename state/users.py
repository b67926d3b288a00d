"""Who may sit at the desk: names, roles, and hashes of passwords."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from core.desk import Role, User
from state.open import State
from state.schema import users


def add(state: State, user: User, password: str, at: datetime) -> bool:
    """Keep somebody with the hash of their password; False when the name is taken."""
    with state.write() as connection:
        if connection.scalar(select(users.c.name).where(users.c.name == user.name)):
            return False
        row = {"name": user.name, "role": user.role.value, "password": password, "epoch": 0, "created_at": at}
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


def change(state: State, name: str, *, role: Role | None = None, password: str | None = None) -> bool:
    """Give somebody another role or password, which ends their sessions; False when nobody has this name."""
    new = {"role": role.value} if role else {}
    new |= {"password": password} if password else {}
    with state.write() as connection:
        done = connection.execute(
            update(users).where(users.c.name == name).values({**new, "epoch": users.c.epoch + 1})
        )
        return done.rowcount > 0


def remove(state: State, name: str) -> bool:
    """Take somebody's place away; False when nobody has this name."""
    with state.write() as connection:
        return connection.execute(delete(users).where(users.c.name == name)).rowcount > 0
