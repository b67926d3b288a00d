"""What servers refuse: one reader, all of them, or ourselves."""

import pytest
from mail_server import Box
from sent_workspace import WEEK, approve, archived, opened, render, states, subscribe

from core.errors import SendError
from core.letters import IssueState, ReaderState
from jobs.letters import archive, sending
from jobs.letters.sending import How
from jobs.workspace import Workspace
from state import readers

ODILE, LUC, ZOE = "odile@aulne.example", "luc@aulne.example", "zoe@aulne.example"


def test_one_refused_of_many_stops_nobody(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE, LUC, ZOE)
    box.at_rcpt = lambda to: "550 5.1.1 boîte inconnue" if to == LUC else None
    done = sending.send(space, WEEK, render, how=how)
    assert done.counts == {"refused": 1, "sent": 2}
    assert [(one.email, one.answer) for one in done.refused] == [(LUC, "550 5.1.1 boîte inconnue")]
    assert not done.needs_a_look
    with opened(space) as state:
        luc = readers.by_email(state, LUC)
    assert luc
    assert luc.state is ReaderState.REFUSED
    assert box.asked.count(LUC) == 1


@pytest.mark.parametrize(
    "answer",
    [
        "550 5.7.1 relayage refusé",
        "550 5.7.1 client host [85.1.2.33] blocked",
        "554 Client host 85.1.2.33 is blacklisted",
        "550-5.7.26 This mail is unauthenticated\r\n550 5.1.1 voyez l’aide",
        "550 5.1.8 expéditeur inconnu",
    ],
)
def test_a_refusal_of_ourselves_takes_nobody_off_the_list(
    space: Workspace, box: Box, how: How, answer: str
) -> None:
    approve(space)
    subscribe(space, ODILE)
    box.at_rcpt = lambda _: answer
    done = sending.send(space, WEEK, render, how=how)
    with opened(space) as state:
        odile = readers.by_email(state, ODILE)
    assert odile
    assert odile.state is ReaderState.ACTIVE
    assert (done.counts, done.needs_a_look, box.asked) == ({"failed": 1}, True, [ODILE])
    box.at_rcpt = lambda _: None
    assert sending.send(space, WEEK, render, how=how).counts == {"sent": 1}


@pytest.mark.parametrize(
    ("answer", "then"),
    [
        ("550 5.1.1 boîte inconnue", ReaderState.REFUSED),
        ("550 5.1.10 NULL MX", ReaderState.REFUSED),
        ("550 5.2.1 mailbox blocked", ReaderState.REFUSED),
        ("550 5.2.10 autre chose", ReaderState.ACTIVE),
        ("550 voir 10.5.1.1", ReaderState.ACTIVE),
    ],
)
def test_only_a_code_at_the_start_says_that_there_is_no_such_reader(
    space: Workspace, box: Box, how: How, answer: str, then: ReaderState
) -> None:
    approve(space)
    subscribe(space, ODILE)
    box.at_rcpt = lambda _: answer
    assert sending.send(space, WEEK, render, how=how).counts == {"refused": 1}
    with opened(space) as state:
        odile = readers.by_email(state, ODILE)
    assert odile
    assert odile.state is then


def test_a_refused_sender_stops_the_run_and_keeps_everybody_waiting(
    space: Workspace, box: Box, how: How
) -> None:
    approve(space)
    subscribe(space, ODILE, LUC)
    box.at_mail = "553 expéditeur inconnu"
    with pytest.raises(SendError, match="expéditeur"):
        sending.send(space, WEEK, render, how=how)
    box.at_mail = ""
    assert sending.send(space, WEEK, render, how=how).counts == {"sent": 2}


def test_a_letter_that_all_refused_has_not_left(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE, LUC, ZOE)
    box.at_end = lambda _: "554 5.6.0 contenu refusé"
    box.at_rcpt = lambda to: "550 5.1.1 inconnue" if to == ZOE else None
    done = sending.send(space, WEEK, render, how=how)
    assert (done.counts, done.stays, done.needs_a_look) == ({"refused": 3}, True, True)
    assert sending.approved(space, WEEK).state is IssueState.APPROVED
    assert archived(space) == {}
    assert sending.recipients(space, WEEK) == [ODILE, LUC]
    box.at_end = lambda _: None
    assert sending.send(space, WEEK, render, how=how).counts == {"refused": 1, "sent": 2}
    assert (box.counts, states(space)[ZOE]) == ({ODILE: 1, LUC: 1}, "refused")
    found = sending.approved(space, WEEK)
    assert (found.state, bool(found.sent_at)) == (IssueState.SENT, True)


def test_a_letter_that_all_refused_may_leave_elsewhere_with_its_errata(
    space: Workspace, box: Box, how: How
) -> None:
    approve(space)
    subscribe(space, ODILE)
    box.at_rcpt = lambda _: "554 non"
    sending.send(space, WEEK, render, how=how)
    archive.publish(space, WEEK)
    approve(space, erratum=1)
    assert (archive.publish(space, f"{WEEK}/1") / "rectificatif-1.html").is_file()


def test_who_has_it_is_not_tried_again_with_those_who_refused(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE, LUC)
    box.at_rcpt = lambda to: "554 non" if to == LUC else None
    sending.send(space, WEEK, render, how=how)
    box.at_rcpt = lambda _: None
    assert sending.send(space, WEEK, render, how=how).counts == {"refused": 1, "sent": 1}
    assert box.counts == {ODILE: 1}
