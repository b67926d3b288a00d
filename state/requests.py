"""What the desk asked of the writer: in the order in which it was asked, each done once.

Only whoever holds the runner's lock (jobs.desk.running) begins, ends and takes back.
"""

import os
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from core.desk import Request, RequestKind, RequestState
from state.open import State
from state.schema import requests

_GOING_ON = (RequestState.WAITING.value, RequestState.RUNNING.value)


def ask(state: State, request: Request) -> Request:
    """Keep a request; one of the same kind and payload that waits already is returned instead."""
    with state.write() as connection:
        waiting = select(requests).where(requests.c.state == RequestState.WAITING.value)
        for row in connection.execute(waiting.order_by(requests.c.number)):
            if (row.kind, dict(row.payload)) == (request.kind.value, dict(request.payload)):
                return _request(row)
        row_of = {
            "kind": request.kind.value, "payload": dict(request.payload), "by": request.by,
            "asked_at": request.asked_at, "state": RequestState.WAITING.value, "said": "",
        }  # fmt: skip
        key = connection.execute(insert(requests).values(row_of)).inserted_primary_key
        return _request(
            connection.execute(select(requests).where(requests.c.number == (key[0] if key else 0))).one()
        )


def begin(state: State, now: datetime, without: Collection[int] = ()) -> Request | None:
    """Take the oldest request that waits, or None; from here on it is this process's. `without`: but none of these."""
    with state.write() as connection:
        waiting = select(requests.c.number).where(
            requests.c.state == RequestState.WAITING.value, requests.c.number.not_in(without)
        )
        number = connection.scalar(waiting.order_by(requests.c.number).limit(1))
        if number is None:
            return None
        taken = {
            "state": RequestState.RUNNING.value, "started_at": now, "pid": os.getpid(),
            "attempts": requests.c.attempts + 1,
        }  # fmt: skip
        connection.execute(update(requests).where(requests.c.number == number).values(taken))
        return _request(connection.execute(select(requests).where(requests.c.number == number)).one())


def finish(state: State, request: Request, outcome: RequestState, said: str, now: datetime) -> None:
    """Keep what came of a request."""
    ended = {"state": outcome.value, "finished_at": now, "said": said, "pid": None}
    with state.write() as connection:
        connection.execute(update(requests).where(requests.c.number == request.number).values(ended))


def put_back(state: State, request: Request, said: str = "") -> None:
    """Let a request wait again that could not be begun, as if it had not been; `said` is why."""
    again = {
        "state": RequestState.WAITING.value, "started_at": None, "pid": None, "said": said,
        "attempts": requests.c.attempts - 1,
    }  # fmt: skip
    with state.write() as connection:
        connection.execute(update(requests).where(requests.c.number == request.number).values(again))


def left_running(state: State) -> list[Request]:
    """Those that say they run; when their runner is known to be dead, what a kill left behind."""
    running = select(requests).where(requests.c.state == RequestState.RUNNING.value)
    with state.read() as connection:
        return [_request(row) for row in connection.execute(running.order_by(requests.c.number))]


def again(state: State, request: Request) -> None:
    """Let a request wait again that was cut short: the attempt counts."""
    waits = {"state": RequestState.WAITING.value, "started_at": None, "pid": None}
    with state.write() as connection:
        connection.execute(update(requests).where(requests.c.number == request.number).values(waits))


def waits(state: State) -> bool:
    """Whether anything is to be done: a request waits, or a dead runner may have left one."""
    some = select(requests.c.number).where(requests.c.state.in_(_GOING_ON)).limit(1)
    with state.read() as connection:
        return connection.scalar(some) is not None


def going_on(state: State) -> list[Request]:
    """Those that wait or run, the oldest first."""
    with state.read() as connection:
        found = select(requests).where(requests.c.state.in_(_GOING_ON)).order_by(requests.c.number)
        return [_request(row) for row in connection.execute(found)]


def latest(state: State, most: int = 20, numbers: Iterable[int] = ()) -> list[Request]:
    """The last that were asked, or those of these numbers; the newest first."""
    chosen = tuple(numbers)
    found = select(requests).order_by(requests.c.number.desc()).limit(most)
    with state.read() as connection:
        rows = connection.execute(found.where(requests.c.number.in_(chosen)) if chosen else found)
        return [_request(row) for row in rows]


def of_kind(state: State, kind: RequestKind, most: int) -> list[Request]:
    """The last of a kind, the newest first."""
    found = select(requests).where(requests.c.kind == kind.value).order_by(requests.c.number.desc())
    with state.read() as connection:
        return [_request(row) for row in connection.execute(found.limit(most))]


def _request(row: Row[Any]) -> Request:
    return Request(
        kind=RequestKind(row.kind), by=row.by, asked_at=row.asked_at, payload=dict(row.payload), number=row.number,
        state=RequestState(row.state), started_at=row.started_at, finished_at=row.finished_at, said=row.said,
        attempts=row.attempts,
    )  # fmt: skip
