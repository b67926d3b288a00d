"""One record per (issue, reader): what keeps a crash, a retry or a second run from sending twice."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, literal, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from core.errors import InputError
from core.letters import Delivery, DeliveryState, Issue, IssueState, ReaderState
from state.open import State
from state.schema import Instant, deliveries, letter_issues, letter_readers, watch_told

_TO_SEND = (DeliveryState.QUEUED.value, DeliveryState.FAILED.value)
_MAY_HAVE_IT = (DeliveryState.SENT.value, DeliveryState.HANDED.value)
_LONGEST_ANSWER = 500


def issue(state: State, week: str, erratum: int = 0) -> Issue | None:
    """The approved letter of a week, or its n-th erratum."""
    with state.read() as connection:
        row = connection.execute(select(letter_issues).where(_is(week, erratum))).first()
        return _issue(row) if row else None


def begin(state: State, found: Issue, at: datetime) -> bool:
    """Queue an approved issue for its readers, once: who comes later gets the next letter, not this one.

    An erratum goes to those who got, or may have got, what it corrects: also to those who got it since it began. False,
    and nothing is queued, when `found` is no longer what is approved.

    Raises InputError for an erratum whose letter somebody still waits for: they would get it after its correction.
    """
    with state.write() as connection:
        row = connection.execute(select(letter_issues).where(_is(found.week, found.erratum))).first()
        # the hash is of what was approved: forgetting leaves it as it was
        if (
            row is None
            or row.state == IssueState.DRAFT.value
            or (row.sha256, row.content) != (found.sha256, found.content)
        ):
            return False
        fresh = row.state == IssueState.APPROVED.value
        if found.erratum or fresh:
            _queue(connection, found.key, _due(connection, found, fresh=fresh), at)
        if fresh:
            _set_state(connection, found, state=IssueState.SENDING.value)
        return True


def to_come(state: State, found: Issue) -> list[str]:
    """To whom an approved issue would go now; raises as `begin` does."""
    fresh = found.state is IssueState.APPROVED
    late = [one.email for one in waiting(state, found.key)]
    if not (found.erratum or fresh):
        return late
    known = {one.email for one in of(state, found.key)}
    with state.read() as connection:
        return late + [one for one in _due(connection, found, fresh=fresh) if one not in known]


def end(state: State, found: Issue, at: datetime) -> bool:
    """Mark an issue as sent once nobody waits for it any more."""
    with state.write() as connection:
        waiting = select(func.count()).where(
            deliveries.c.issue == found.key, deliveries.c.state.in_(_TO_SEND)
        )
        if connection.scalar(waiting):
            return False
        first = func.coalesce(
            letter_issues.c.sent_at, literal(at, Instant)
        )  # a bare value would lose its zone
        _set_state(connection, found, state=IssueState.SENT.value, sent_at=first)
        return True


def take_back(state: State, found: Issue) -> bool:
    """Say that an issue has not left, which nobody has or may have and somebody waits for: it can be changed again."""
    states = select(deliveries.c.state).where(deliveries.c.issue == found.key)
    with state.write() as connection:
        row = connection.execute(select(letter_issues.c.state).where(_is(found.week, found.erratum))).one()
        known = set(connection.scalars(states))
        if row.state != IssueState.SENDING.value or known & {*_MAY_HAVE_IT} or not known & {*_TO_SEND}:
            return False
        _set_state(connection, found, state=IssueState.APPROVED.value)
        return True


def left_elsewhere(state: State, found: Issue, at: datetime) -> bool:
    """Say that an approved issue left through another service: nobody waits for it here. False: it has changed."""
    mine = _is(found.week, found.erratum)
    with state.write() as connection:
        row = connection.execute(select(letter_issues).where(mine)).first()
        if row is None or row.state != IssueState.APPROVED.value or row.sha256 != found.sha256:
            return False
        waits = and_(deliveries.c.issue == found.key, deliveries.c.state.in_(_TO_SEND))
        connection.execute(delete(deliveries).where(waits))
        _set_state(connection, found, state=IssueState.SENT.value, sent_at=at)
        return True


def begin_watch(
    state: State, watch_id: int, key: str, emails: Iterable[str], told: Iterable[str], at: datetime
) -> None:
    """Queue a watch's mail and keep what it tells, both or neither: a restart tells the same to the same."""
    with state.write() as connection:
        rows = [{"watch_id": watch_id, "article_id": one, "issue": key, "at": at} for one in told]
        if rows:
            connection.execute(insert_or(watch_told).on_conflict_do_nothing(), rows)
        _queue(connection, key, emails, at)


def waiting(state: State, key: str) -> list[Delivery]:
    """Whom an issue is still to be sent to, the first queued first."""
    return [one for one in of(state, key) if one.state.value in _TO_SEND]


def unfinished(state: State, prefix: str) -> list[str]:
    """The keys of issues that begin so, and that somebody still waits for."""
    with state.read() as connection:
        asked = (
            select(deliveries.c.issue)
            .where(deliveries.c.issue.startswith(prefix, autoescape=True), deliveries.c.state.in_(_TO_SEND))
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


def handed(state: State) -> list[Delivery]:
    """All whose arrival nobody can be sure of."""
    with state.read() as connection:
        rows = connection.execute(
            select(deliveries)
            .where(deliveries.c.state == DeliveryState.HANDED.value)
            .order_by(deliveries.c.at)
        )
        return [_delivery(row) for row in rows]


def drop(state: State, key: str, email: str) -> None:
    """Take somebody who left out of the queue."""
    with state.write() as connection:
        connection.execute(delete(deliveries).where(_one(key, email), deliveries.c.state.in_(_TO_SEND)))


def again(state: State, key: str, email: str, at: datetime) -> bool:
    """A person decides that somebody shall get it (again), whatever is recorded; False: nothing is."""
    with state.write() as connection:
        queued = {"state": DeliveryState.QUEUED.value, "at": at}
        return bool(connection.execute(update(deliveries).where(_one(key, email)).values(queued)).rowcount)


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


def _queue(connection: Connection, key: str, emails: Iterable[str], at: datetime) -> None:
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


def _active(connection: Connection) -> list[str]:
    active = letter_readers.c.state == ReaderState.ACTIVE.value
    return list(
        connection.scalars(select(letter_readers.c.email).where(active).order_by(letter_readers.c.reader_id))
    )


def _due(connection: Connection, found: Issue, *, fresh: bool) -> list[str]:
    """Whom an issue is for, as things stand."""
    if not found.erratum:
        return _active(connection)
    if fresh and (late := _late(connection, found.week)):
        raise InputError(
            f"la lettre {found.week} est encore à envoyer ({late} en attente) : son rectificatif part après elle",
            f"Finissez : beffroi digest send {found.week} ; qui ne peut plus la recevoir se retire par"
            " « beffroi digest readers unsubscribe ».",
        )
    return _corrected(connection, found)


def _late(connection: Connection, week: str) -> int:
    """How many readers still wait for a letter."""
    waits = select(deliveries.c.email).where(deliveries.c.issue == week, deliveries.c.state.in_(_TO_SEND))
    return len(set(connection.scalars(waits)) & set(_active(connection)))


def _corrected(connection: Connection, found: Issue) -> list[str]:
    got = select(deliveries.c.email).where(
        deliveries.c.issue == found.week, deliveries.c.state.in_(_MAY_HAVE_IT)
    )
    had = set(connection.scalars(got))
    return [email for email in _active(connection) if email in had]


def _set_state(connection: Connection, found: Issue, **values: Any) -> None:
    connection.execute(update(letter_issues).where(_is(found.week, found.erratum)).values(**values))


def _is(week: str, erratum: int) -> Any:
    return and_(letter_issues.c.week == week, letter_issues.c.erratum == erratum)


def _one(key: str, email: str) -> Any:
    return and_(deliveries.c.issue == key, deliveries.c.email == email)


def _issue(row: Row[Any]) -> Issue:
    return Issue(
        week=row.week,
        erratum=row.erratum,
        state=IssueState(row.state),
        content=row.content,
        sha256=row.sha256,
        facts=tuple((kind, key, value, item) for kind, key, value, item in row.facts),
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        sent_at=row.sent_at,
    )


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
