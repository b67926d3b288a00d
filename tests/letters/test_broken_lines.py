"""Lines that break, servers that are busy, silent or away: tried again before the last line, never after it."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mail_server import Box, free_port, listening
from sent_workspace import WEEK, approve, archived, made, opened, records, render, states, subscribe

from core.errors import InputError
from core.letters import DeliveryState, IssueState, LetterAction, LetterEdit
from jobs.letters import archive, sending
from jobs.letters.sending import How
from jobs.workspace import Workspace
from state import letters

ODILE, LUC, ZOE = "odile@aulne.example", "luc@aulne.example", "zoe@aulne.example"


def test_what_waits_is_tried_again_in_the_same_run(
    space: Workspace, box: Box, how: How, waits: list[float]
) -> None:
    approve(space)
    subscribe(space, ODILE, LUC)
    busy = ["451 plus tard", "421 plus tard"]
    box.at_rcpt = lambda to: busy.pop() if to == ODILE and busy else None
    done = sending.send(space, WEEK, render, how=how)
    assert done.counts == {"sent": 2}
    assert records(space)[ODILE].attempts == 3
    assert waits == [5.0, 20.0]
    assert box.counts == {ODILE: 1, LUC: 1}


def test_three_times_then_the_next_run(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE, LUC)
    box.at_end = lambda to: "452 plein" if to == ODILE else None
    done = sending.send(space, WEEK, render, how=how)
    assert done.needs_a_look
    assert [(one.email, one.state, one.attempts) for one in done.waiting] == [
        (ODILE, DeliveryState.FAILED, 3)
    ]
    box.at_end = lambda _: None
    assert sending.send(space, WEEK, render, how=how).counts == {"sent": 2}
    assert box.counts == {ODILE: 1, LUC: 1}


def test_a_line_that_breaks_before_the_end_is_tried_again(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE, LUC, ZOE)
    box.drop_at_rcpt = {LUC}
    assert sending.send(space, WEEK, render, how=how).counts == {"sent": 3}
    assert box.counts == {ODILE: 1, LUC: 1, ZOE: 1}


def test_a_line_that_breaks_at_the_end_is_never_tried_again(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE, LUC, ZOE)
    box.drop_at_end = {LUC}
    done = sending.send(space, WEEK, render, how=how)
    assert done.counts == {"handed": 1, "sent": 2}
    assert [one.email for one in done.unsure] == [LUC]
    assert done.needs_a_look
    box.drop_at_end.clear()
    assert sending.send(space, WEEK, render, how=how).needs_a_look
    assert box.counts[LUC] == 1
    sending.resend(space, WEEK, LUC, render, how=how)
    assert (box.counts[LUC], states(space)[LUC]) == (2, "sent")
    ids = {re.search(rb"Message-ID: (.*)\r\n", raw)[1] for to, raw in box.taken if to == LUC}  # type: ignore[index]
    assert len(ids) == 1


def test_no_server_leaves_everything_waiting(tmp_path: Path, box: Box, how: How) -> None:
    port = free_port()
    space = made(tmp_path / "w", port)
    approve(space)
    subscribe(space, ODILE, LUC)
    done = sending.send(space, WEEK, render, how=how)
    assert {one.email for one in done.waiting} == {ODILE, LUC}
    with listening(box, port):
        assert sending.send(space, WEEK, render, how=how).counts == {"sent": 2}


def test_a_letter_that_reached_nobody_has_not_left(tmp_path: Path, box: Box, how: How) -> None:
    port = free_port()
    space = made(tmp_path / "w", port)
    approve(space)
    subscribe(space, ODILE, LUC)
    done = sending.send(space, WEEK, render, how=how)
    assert done.stays
    assert {one.answer for one in done.waiting} == {f"connexion refusée par 127.0.0.1:{port}", ""}
    assert archived(space) == {}
    assert sending.approved(space, WEEK).state is IssueState.APPROVED
    with pytest.raises(InputError, match="pas encore partie"):
        sending.resend(space, WEEK, ODILE, render, how=how)
    subscribe(space, ZOE)
    assert sending.recipients(space, WEEK) == [ODILE, LUC, ZOE]
    with opened(space) as state:
        edit = LetterEdit(WEEK, LetterAction.SUBJECT, "", "Autre", "Zoé", datetime.now(UTC))
        assert letters.append(state, edit)[1]  # takes the approval back
        assert letters.mark(state, letters.issues(state)[0], IssueState.APPROVED)
    with listening(box, port):
        assert sending.send(space, WEEK, render, how=how).counts == {"sent": 3}
    assert (archive.folder(space) / WEEK / "index.html").is_file()


@contextmanager
def deaf_after(lines: bytes) -> Iterator[int]:
    """A server that says these lines, whatever it is told, then nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                connection.sendall(lines)
                kept.append(connection)

        kept: list[socket.socket] = []
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
        for one in kept:
            one.close()


def test_a_server_that_falls_silent_is_left(
    tmp_path: Path, how: How, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEFFROI_SMTP__TIMEOUT_SECONDS", "0.1")
    with deaf_after(b"220 bonjour\r\n") as port:
        space = made(tmp_path / "w", port)
        approve(space)
        readers = [f"lectrice-{number}@aulne.example" for number in range(8)]
        subscribe(space, *readers)
        done = sending.send(space, WEEK, render, how=how)
    assert len(done.waiting) == 8
    assert (
        sum(one.state is DeliveryState.FAILED for one in done.waiting) == 3
    )  # it was not waited for eight times


@contextmanager
def silent_at_the_end() -> Iterator[int]:
    """A server that takes all but says nothing to the last line of a mail."""

    def serve(connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 bonjour\r\n")
            inside = False
            for line in lines:
                inside = (inside or line == b"DATA\r\n") and line != b".\r\n"
                if not inside and line != b".\r\n":
                    connection.sendall(b"250 OK\r\n")
                elif line == b"DATA\r\n":
                    connection.sendall(b"354 j'ecoute\r\n")

    def accept() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_server_that_never_says_whether_it_took_them_does_not_put_all_in_doubt(
    tmp_path: Path, how: How, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEFFROI_SMTP__TIMEOUT_SECONDS", "0.1")
    with silent_at_the_end() as port:
        space = made(tmp_path / "w", port)
        approve(space)
        subscribe(space, *(f"lectrice-{number}@aulne.example" for number in range(8)))
        done = sending.send(space, WEEK, render, how=how)
    assert done.counts == {"handed": 3, "queued": 5}


@pytest.mark.parametrize(("answer", "then"), [("252 pris", "sent"), ("354 encore", "handed")])
def test_the_first_digit_of_the_last_answer_decides(
    space: Workspace, box: Box, how: How, answer: str, then: str
) -> None:
    """RFC 5321, 4.2: what a server took under another number than 250 must not leave twice."""
    approve(space)
    subscribe(space, ODILE)
    box.at_end = lambda _: answer
    sending.send(space, WEEK, render, how=how)
    assert (states(space), box.asked) == ({ODILE: then}, [ODILE])
