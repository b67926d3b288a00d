"""One record per (issue, reader): what keeps a crash, a retry or a second run from sending twice."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from core.letters import Delivery, DeliveryState
from state.open import State
from state.schema import deliveries, watch_told

TO_SEND = (DeliveryState.QUEUED.value, DeliveryState.FAILED.value)
MAY_HAVE_IT = (DeliveryState.SENT.value, DeliveryState.HANDED.value)
_LONGEST_ANSWER = 500


class Was(NamedTuple):
    """What a record said when somebody decided about it."""

    state: str
    attempts: int


def mailed(state: State, key: str) -> bool:
    """Whether an issue leaves from here: somebody has it, may have it, or waits for it."""
    return any(one.state.value in {*MAY_HAVE_IT, *TO_SEND} for one in of(state, key))


def waiting(state: State, key: str) -> list[Delivery]:
    """Whom an issue is still to be sent to, the first queued first."""
    return [one for one in of(state, key) if one.state.value in TO_SEND]


def unfinished(state: State, prefix: str) -> list[str]:
    """The keys of issues that begin so, and that somebody still waits for."""
    with state.read() as connection:
        asked = (
            select(deliveries.c.issue)
            .where(deliveries.c.issue.startswith(prefix, autoescape=True), deliveries.c.state.in_(TO_SEND))
            .distinct()
            .order_by(deliveries.c.issue)
        )
        return list(connection.scalars(asked))


def of(state: State, key: str) -> list[Delivery]:
    """All records of an issue, in the order in which they were queued."""
    with state.read() as connection:
        rows = connection.execute(
            select(deliveries).where(deliveries.c.issue == key).order_by(deliveries.c.at, deliveries.c.email)
        )
        return [_delivery(row) for row in rows]


def counts(state: State, keys: Collection[str]) -> dict[str, dict[str, int]]:
    """How many records of each of these issues are in which state."""
    table = deliveries.c
    asked = select(table.issue, table.state, func.count()).where(table.issue.in_(keys))
    found: dict[str, dict[str, int]] = {}
    with state.read() as connection:
        for issue, of_it, n in connection.execute(asked.group_by(table.issue, table.state)):
            found.setdefault(issue, {})[of_it] = n
    return found


def drop(state: State, key: str, email: str) -> None:
    """Take somebody who left out of the queue."""
    with state.write() as connection:
        connection.execute(delete(deliveries).where(_one(key, email), deliveries.c.state.in_(TO_SEND)))


def again(state: State, key: str, email: str, at: datetime, was: Was | None = None) -> bool:
    """A person decides that somebody shall get it (again); False: there is no such record.

    `was`: what that person saw. Then a record that says anything else stays as it is: somebody may have it since.
    Who is still waited for has nothing since, and may be queued whatever was seen.
    """
    which = _one(key, email)
    if was is not None:
        seen = and_(deliveries.c.state == was.state, deliveries.c.attempts == was.attempts)
        which = and_(which, or_(deliveries.c.state.in_(TO_SEND), seen))
    with state.write() as connection:
        queued = {"state": DeliveryState.QUEUED.value, "at": at}
        return bool(connection.execute(update(deliveries).where(which).values(queued)).rowcount)


def record(
    state: State,
    key: str,
    email: str,
    now: DeliveryState,
    at: datetime,
    *,
    message_id: str = "",
    answer: str = "",
) -> None:
    """What became of one letter; going to hand it over is an attempt."""
    values: dict[str, Any] = {"state": now.value, "at": at, "answer": answer[:_LONGEST_ANSWER]}
    if message_id:
        values |= {"message_id": message_id, "attempts": deliveries.c.attempts + 1}
    with state.write() as connection:
        connection.execute(update(deliveries).where(_one(key, email)).values(values))


def begin_watch(
    state: State, watch_id: int, key: str, emails: Iterable[str], told: Iterable[str], at: datetime
) -> None:
    """Queue a watch's mail and keep what it tells, both or neither: a restart tells the same to the same."""
    with state.write() as connection:
        rows = [{"watch_id": watch_id, "article_id": one, "issue": key, "at": at} for one in told]
        if rows:
            connection.execute(insert_or(watch_told).on_conflict_do_nothing(), rows)
        queue(connection, key, emails, at)


def queue(connection: Connection, key: str, emails: Iterable[str], at: datetime) -> None:
    """Records of those who have none yet, in the transaction of whoever asks."""
    rows = [
        {
            "issue": key,
            "email": email,
            "state": DeliveryState.QUEUED.value,
            "message_id": "",
            "at": at,
            "attempts": 0,
            "answer": "",
        }
        for email in emails
    ]
    if rows:
        connection.execute(insert_or(deliveries).on_conflict_do_nothing(), rows)


def _one(key: str, email: str) -> Any:
    return and_(deliveries.c.issue == key, deliveries.c.email == email)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        issue=row.issue,
        email=row.email,
        state=DeliveryState(row.state),
        message_id=row.message_id,
        at=row.at,
        attempts=row.attempts,
        answer=row.answer,
    )
