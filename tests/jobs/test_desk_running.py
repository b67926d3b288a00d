"""Requests of the desk: done in order and once, whatever kills the runner; a failing one does not stop the next."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import scheduler
from core.desk import Request, RequestKind, RequestState
from core.errors import StoreBusy
from core.settings import StoreSettings
from jobs import workspace
from jobs.desk import running
from jobs.workspace import Workspace
from state import requests
from state.open import State, open_state
from store.live import open_live
from store.lock import writer_lock

ROOT = Path(__file__).parents[2]
WAITING, RUNNING, DONE, LOOK, FAILED = RequestState


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return workspace.create(tmp_path / "w", {"store": {"writer_wait_seconds": 0.2}})


@pytest.fixture
def state(space: Workspace) -> Iterator[State]:
    with closing(open_state(space.state)) as state:
        yield state


def ask(state: State, kind: RequestKind, **payload: Any) -> Request:
    return requests.ask(state, Request(kind, "Odile", datetime.now(UTC), payload))


def quick(state: State) -> Request:
    """What ends at once, and needs no writer: no such source is followed."""
    return ask(state, RequestKind.COLLECT, sources=["le-canard"])


def states(state: State) -> list[RequestState]:
    return [one.state for one in reversed(requests.latest(state))]


def runner(space: Workspace, *options: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-P", "-m", "cli", "requests", "run", "-w", str(space.root), *options]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "BEFFROI_STORE__WRITER_WAIT_SECONDS": "600"}
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def at_work(state: State, child: "subprocess.Popen[str]") -> None:
    """Wait until the child has begun a request: it then waits for a lock that the test holds."""
    while states(state)[0] is not RUNNING:
        assert child.poll() is None, child.stdout and child.stdout.read()
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(0.05)


def test_they_are_done_in_order_and_say_what_came_of_them(space: Workspace, state: State) -> None:
    asked = [quick(state), ask(state, RequestKind.APPLY)]
    ended = running.run_waiting(space)
    assert [one.number for one in ended] == [one.number for one in asked]
    assert [one.state for one in ended] == [FAILED, DONE]
    assert ended[1].said == "Rien n’attendait. Publié."
    assert running.run_waiting(space) == []


def test_a_failing_request_says_why_and_does_not_stop_the_next(space: Workspace, state: State) -> None:
    ask(state, RequestKind.COLLECT, sources=["le-canard"])  # an expected error: no such source
    ask(state, RequestKind.COLLECT, sources=[])
    ask(state, RequestKind.ADD, clipping="un nombre ?")  # a fault, as one of ours would be
    ask(state, RequestKind.APPLY)
    ended = running.run_waiting(space)
    assert [one.state for one in ended] == [FAILED, FAILED, FAILED, DONE]
    assert "le-canard" in ended[0].said
    assert ended[1].said == "Aucun titre à visiter. Choisissez-en un dans la salle des sources."
    assert "ValueError" in ended[2].said
    assert "un nombre" not in ended[2].said


def test_while_another_process_writes_it_waits_and_no_attempt_counts(space: Workspace, state: State) -> None:
    ask(state, RequestKind.APPLY)
    quick(state)
    with open_live(space.data, StoreSettings(), "process"):
        assert [one.kind for one in running.run_waiting(space)] == [RequestKind.COLLECT]
    waiting = requests.going_on(state)
    assert [(one.state, one.attempts) for one in waiting] == [(WAITING, 0)]
    assert "elle attend qu’il finisse" in waiting[0].said
    assert [one.state for one in running.run_waiting(space)] == [DONE]


def test_one_runner_at_a_time(space: Workspace, state: State) -> None:
    quick(state)
    with writer_lock(space.data, 0, name=running.LOCK):
        assert not running.is_wanted(space)
        with pytest.raises(StoreBusy):
            running.run_waiting(space)
    assert states(state) == [WAITING]
    assert running.is_wanted(space)


def test_killed_at_work_it_is_done_again_and_once(space: Workspace, state: State) -> None:
    ask(state, RequestKind.APPLY)
    quick(state)
    with open_live(space.data, StoreSettings(), "process"), runner(space) as child:
        at_work(state, child)
        child.kill()
    assert states(state) == [RUNNING, WAITING]
    assert running.is_wanted(space)  # what says that it runs does not, and somebody must see to it
    ended = running.run_waiting(space)
    assert [(one.state, one.attempts) for one in ended] == [(DONE, 2), (FAILED, 1)]
    assert states(state) == [DONE, FAILED]


def test_stopped_in_order_it_waits_again_as_if_nothing_had_been(space: Workspace, state: State) -> None:
    ask(state, RequestKind.APPLY)
    with open_live(space.data, StoreSettings(), "process"), runner(space) as child:
        at_work(state, child)
        child.send_signal(signal.SIGTERM)
        assert child.wait() == 143
    (waiting,) = requests.going_on(state)
    assert (waiting.state, waiting.attempts) == (WAITING, 0)


def test_killed_before_it_said_what_came_of_it_the_effect_is_the_same(space: Workspace, state: State) -> None:
    ask(state, RequestKind.APPLY)
    running.run_waiting(space)
    published = space.published.resolve()
    ask(state, RequestKind.APPLY)
    taken = requests.begin(state, datetime.now(UTC))  # the work below is done, its outcome is not written
    assert taken is not None
    running._does(taken.kind)(space, taken.payload)
    (ended,) = running.run_waiting(space)
    assert (ended.number, ended.state, ended.attempts) == (taken.number, DONE, 2)
    assert space.published.resolve() == published


def test_what_kills_its_process_each_time_is_given_up(space: Workspace, state: State) -> None:
    asked = ask(state, RequestKind.APPLY)
    quick(state)
    for attempt in range(1, running.ATTEMPTS + 1):
        taken = requests.begin(state, datetime.now(UTC))  # and its process dies
        assert taken is not None
        assert (taken.number, taken.attempts) == (asked.number, attempt)
        if attempt < running.ATTEMPTS:
            requests.again(state, taken)
    ended = running.run_waiting(space)
    assert [one.state for one in ended] == [FAILED, FAILED]
    assert "3 fois de suite" in ended[0].said
    assert "le-canard" in ended[1].said


def test_a_trial_letter_is_not_sent_twice(space: Workspace, state: State) -> None:
    ask(state, RequestKind.SEND, week="2026-W47", to="odile@aulne.example")
    requests.begin(state, datetime.now(UTC))
    (ended,) = running.run_waiting(space)
    assert (ended.state, ended.attempts) == (FAILED, 1)
    assert "demandez-en un autre" in ended.said


def test_the_same_that_waits_is_not_asked_twice(state: State) -> None:
    assert ask(state, RequestKind.APPLY).number == ask(state, RequestKind.APPLY).number
    assert not requests.latest(state)[0].said


def test_the_commands_say_the_same(space: Workspace, state: State) -> None:
    ask(state, RequestKind.COLLECT, sources=["le-canard"])
    with runner(space, "--json") as child:
        out, _ = child.communicate()
    assert child.returncode == 3
    assert '"state": "failed"' in out
    command = [sys.executable, "-P", "-m", "cli", "requests", "list", "--json", "-w", str(space.root)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    told = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert '"kind": "collect"' in told.stdout


def test_the_daemon_runs_them_when_something_waits(space: Workspace, state: State) -> None:
    assert scheduler.run_requests(space) is None
    ask(state, RequestKind.APPLY)
    assert scheduler.run_requests(space) == 0
    assert states(state) == [DONE]
