"""The runner: what the desk asked for, in order, one at a time.

One runner at a time: it holds a lock that the kernel frees when its process dies, however it dies. So whoever has the
lock knows that a request which says it runs was cut short, without asking which process wore that number.
"""

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import structlog

from core import logs
from core.desk import Request, RequestKind, RequestState
from core.errors import BeffroiError, StoreBusy
from core.os_errors import said as said_of
from jobs.desk import came
from jobs.desk.came import Came
from jobs.workspace import Workspace
from state import requests
from state.open import State, open_state
from store.lock import is_held, writer_lock

LOCK = "requests.lock"
ATTEMPTS = 3
"""Of a request whose process was killed: by then it is likely to be what kills it."""
_GLANCE_SECONDS = 0.5
"""So long does `is_wanted` of another process take at the most, which holds the lock while it looks at it."""

_DOES = {
    RequestKind.APPLY: ("jobs.desk.applying", "apply"),
    RequestKind.COLLECT: ("jobs.desk.collecting", "collect"),
    RequestKind.ADD: ("jobs.desk.adding", "add"),
    RequestKind.SEND: ("jobs.desk.sending", "send"),
}
"""Where each kind is done: a function of the workspace and the payload."""
Does = Callable[[Workspace, Mapping[str, Any]], Came]


def run_waiting(workspace: Workspace) -> list[Request]:
    """Do all that waits, and what a killed runner left; returns what was ended, in order.

    A failing request does not stop the next, nor does one that another process holds up: it goes on waiting.

    Raises:
        StoreBusy: another runner is at it.
    """
    ended: list[Request] = []
    with (
        writer_lock(workspace.data, _GLANCE_SECONDS, "demandes de la rédaction", name=LOCK),
        closing(open_state(workspace.state)) as state,
    ):
        ended += _left(state)
        held: list[int] = []  # up by something that those behind may not need: a letter waits for no crawl
        while (request := requests.begin(state, datetime.now(UTC), held)) is not None:
            outcome = _done(workspace, state, request)
            if outcome is None:
                held.append(request.number)
            else:
                ended.append(_ended(state, request, outcome))
    return ended


def is_wanted(workspace: Workspace) -> bool:
    """Whether a runner would have something to do: something waits, and none is at it."""
    if is_held(workspace.data, LOCK) or not workspace.state.exists():
        return False
    with closing(open_state(workspace.state)) as state:
        return requests.waits(state)


def going_on(workspace: Workspace) -> list[Request]:
    """What waits or runs, the oldest first, then the last that ended."""
    with closing(open_state(workspace.state)) as state:
        waiting = requests.going_on(state)
        known = {one.number for one in waiting}
        return [*waiting, *(one for one in requests.latest(state) if one.number not in known)]


def _left(state: State) -> list[Request]:
    """What a killed runner left: begun again, unless it was begun too often or may not be done twice."""
    ended = []
    for request in requests.left_running(state):
        logs.get(__name__).warning("request was cut short", request=request.number, attempts=request.attempts)
        if _is_trial(request):
            ended.append(_ended(state, request, came.failed(_TRIAL)))
        elif request.attempts >= ATTEMPTS:
            ended.append(_ended(state, request, came.failed(_TOO_OFTEN)))
        else:
            requests.again(state, request)
    return ended


_TRIAL = "l’essai a été interrompu : s’il n’est pas arrivé, demandez-en un autre"
_TOO_OFTEN = (
    f"interrompue {ATTEMPTS} fois de suite, elle n’est plus tentée : manque-t-il de la mémoire ou de la place "
    "(« beffroi doctor ») ? Demandez-la de nouveau ensuite"
)


def _is_trial(request: Request) -> bool:
    """A letter to one address, of which no record is kept: nobody can say whether it left.

    Those to readers have a record each (state.deliveries): done again, they go to those whose letter has not left; once
    more to one reader, only if the record is still what it was when somebody asked.
    """
    trial = request.payload.get("to") and not request.payload.get("again")
    return request.kind is RequestKind.SEND and bool(trial)


def _done(workspace: Workspace, state: State, request: Request) -> Came | None:
    """What came of a request; None when it waits again, because another process writes."""
    names = {"request": request.number, "kind": request.kind.value}
    with structlog.contextvars.bound_contextvars(**names):
        try:
            return _does(request.kind)(workspace, request.payload)
        except StoreBusy as error:
            logs.get(__name__).info("request waits", why=str(error))
            requests.put_back(state, request, _WAITS)
            return None
        except BeffroiError as error:
            return came.of_error(error, workspace.root)
        except OSError as error:
            return came.failed(f"{Path(error.filename or 'disque').name} : {said_of(error)}", _CHECK)
        except Exception as error:  # noqa: BLE001  a fault of ours stops one request, not those behind it
            logs.get(__name__).exception("request failed")
            return came.failed(f"panne inattendue ({type(error).__name__}) : le journal la dit en entier")
        except BaseException:  # stopped in order: nothing was learnt of the request
            if _is_trial(request):
                _ended(state, request, came.failed(_TRIAL))
            else:
                requests.put_back(state, request)
            raise


_WAITS = "Un autre programme travaille : elle attend qu’il finisse, et sera faite d’elle-même."
_CHECK = "Vérifiez les droits et la place libre"


def _does(kind: RequestKind) -> Does:
    """What does a kind: loaded when it is needed, each brings heavy libraries of its own."""
    module, name = _DOES[kind]
    does: Does = getattr(import_module(module), name)
    return does


def _ended(state: State, request: Request, outcome: Came) -> Request:
    requests.finish(state, request, outcome.state, outcome.said, datetime.now(UTC))
    logs.get(__name__).info("request ended", request=request.number, state=outcome.state.value)
    return requests.latest(state, 1, (request.number,))[0]


LOOKS = frozenset({RequestState.LOOK, RequestState.FAILED})
"""Outcomes that somebody should see."""
