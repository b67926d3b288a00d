"""How an issue leaves: to whom it goes, since when it is on its way, and whether it has left at all."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, select, update

from core.errors import InputError
from core.letters import DeliveryState, Issue, IssueState, ReaderState
from state.deliveries import MAY_HAVE_IT, TO_SEND, of, queue, waiting
from state.open import State
from state.schema import deliveries, letter_issues, letter_readers


def begin(state: State, found: Issue, at: datetime) -> bool:
    """Queue an approved issue for its readers, once: who comes later gets the next letter, not this one.

    An erratum goes to those who got, or may have got, what it corrects: also to those who got it since it began. False,
    and nothing is queued, when `found` is no longer what is approved.

    Raises InputError for a letter that has no reader, and for an erratum whose letter somebody still waits for: they
    would get it after its correction.
    """
    with state.write() as connection:
        row = connection.execute(select(letter_issues).where(_is(found))).first()
        # the hash is of what was approved: forgetting leaves it as it was
        if (
            row is None
            or row.state == IssueState.DRAFT.value
            or (row.sha256, row.content) != (found.sha256, found.content)
        ):
            return False
        fresh = row.state == IssueState.APPROVED.value
        if found.erratum or fresh:
            _queue(connection, found, at, fresh=fresh)
        if fresh:
            _set_state(connection, found, state=IssueState.SENDING.value)
        return True


def to_come(state: State, found: Issue) -> list[str]:
    """To whom an approved issue would go now; raises as `begin` does for an erratum."""
    fresh = found.state is IssueState.APPROVED
    late = [one.email for one in waiting(state, found.key)]
    if not (found.erratum or fresh):
        return late
    known = {one.email for one in of(state, found.key)}
    with state.read() as connection:
        due = _due(connection, found, fresh=fresh)
        again = _refused(connection, found.key) if fresh else set()
        return late + [one for one in due if one not in known or one in again]


def settle(state: State, found: Issue, at: datetime) -> IssueState:
    """Where an issue is when a run is over; one that nobody has, or may have, has not left and can change again."""
    with state.write() as connection:
        now = IssueState(connection.execute(select(letter_issues.c.state).where(_is(found))).scalar_one())
        if now is not IssueState.SENDING:
            return now
        # an erratum that nobody is left to be told is still told by the archive
        nobody = bool(found.erratum) and not _corrected(connection, found)
        then = _after(_states(connection, found.key), nobody=nobody)
        sent = {"sent_at": at} if then is IssueState.SENT else {}
        _set_state(connection, found, state=then.value, **sent)
        return then


def _after(known: Collection[str], *, nobody: bool) -> IssueState:
    """Where records of these states leave an issue; `nobody`: there is no other to send it to. Pure."""
    waits = not set(known).isdisjoint(TO_SEND)
    if not set(known).isdisjoint(MAY_HAVE_IT):
        return IssueState.SENDING if waits else IssueState.SENT
    return IssueState.SENT if nobody and not waits else IssueState.APPROVED


def left_elsewhere(state: State, found: Issue, at: datetime) -> bool:
    """Say that an approved issue left through another service: nobody waits for it here. False: it has changed."""
    with state.write() as connection:
        row = connection.execute(select(letter_issues).where(_is(found))).first()
        if row is None or row.state != IssueState.APPROVED.value or row.sha256 != found.sha256:
            return False
        waits = and_(deliveries.c.issue == found.key, deliveries.c.state.in_(TO_SEND))
        connection.execute(delete(deliveries).where(waits))
        _set_state(connection, found, state=IssueState.SENT.value, sent_at=at)
        return True


def _queue(connection: Connection, found: Issue, at: datetime, *, fresh: bool) -> None:
    """Those an issue is for; of one that nobody got, those too whose server refused it and whose address is good."""
    due = _due(connection, found, fresh=fresh)
    if fresh and not found.erratum and not due:
        raise InputError(
            f"{found.key} n’a pas de destinataire : personne n’est abonné",
            "« beffroi digest readers add » ou « import » en donnent ; par un autre service : « beffroi digest"
            f" publish {found.key} ».",
        )
    if fresh and (again := _refused(connection, found.key) & {*due}):
        mine = and_(deliveries.c.issue == found.key, deliveries.c.email.in_(again))
        queued = {"state": DeliveryState.QUEUED.value, "at": at}
        connection.execute(update(deliveries).where(mine).values(queued))
    queue(connection, found.key, due, at)


def _refused(connection: Connection, key: str) -> set[str]:
    refused = deliveries.c.state == DeliveryState.REFUSED.value
    return set(connection.scalars(select(deliveries.c.email).where(deliveries.c.issue == key, refused)))


def _states(connection: Connection, key: str) -> set[str]:
    return set(connection.scalars(select(deliveries.c.state).where(deliveries.c.issue == key)))


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
    waits = select(deliveries.c.email).where(deliveries.c.issue == week, deliveries.c.state.in_(TO_SEND))
    return len(set(connection.scalars(waits)) & set(_active(connection)))


def _corrected(connection: Connection, found: Issue) -> list[str]:
    """Who has what an erratum corrects, or may have it, and still reads."""
    got = select(deliveries.c.email).where(
        deliveries.c.issue == found.week, deliveries.c.state.in_(MAY_HAVE_IT)
    )
    had = set(connection.scalars(got))
    return [email for email in _active(connection) if email in had]


def _set_state(connection: Connection, found: Issue, **values: Any) -> None:
    connection.execute(update(letter_issues).where(_is(found)).values(**values))


def _is(found: Issue) -> Any:
    return and_(letter_issues.c.week == found.week, letter_issues.c.erratum == found.erratum)
