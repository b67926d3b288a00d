"""Errata reach those who may have what they correct, after it, and once."""

import pytest
import typer
from mail_server import Box
from sent_workspace import WEEK, approve, archived, opened, render, states, subscribe, token_of

from commands.letters.send import _issue as named
from core.errors import InputError
from core.letters import IssueState
from jobs.letters import archive, sending, subscribing
from jobs.letters.sending import How
from jobs.workspace import Workspace
from state import letters

ODILE, LUC, ZOE = "odile@aulne.example", "luc@aulne.example", "zoe@aulne.example"


def test_one_letter_after_another_each_with_its_errata(space: Workspace, box: Box, how: How) -> None:
    subscribe(space, ODILE)
    for week in (WEEK, "2026-W48"):
        for erratum in (0, 1, 2):
            approve(space, erratum, week=week)
            assert sending.send(space, week, render, erratum=erratum, how=how).counts == {"sent": 1}
    assert box.counts == {ODILE: 6}
    with opened(space) as state:
        when = [one.sent_at for one in letters.issues(state)]
    assert when == sorted(one for one in when if one and one.tzinfo)


def test_an_erratum_goes_to_those_who_may_have_what_it_corrects(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE, LUC, ZOE)
    box.at_rcpt = lambda to: "550 5.1.1 inconnue" if to == LUC else None
    sending.send(space, WEEK, render, how=how)
    approve(space, erratum=1)
    with opened(space) as state:
        subscribing.leave(state, token_of(space, ZOE))
    assert sending.recipients(space, WEEK, erratum=1) == [ODILE]
    for _ in range(2):
        sending.send(space, WEEK, render, erratum=1, how=how)
    assert states(space, f"{WEEK}/1") == {ODILE: "sent"}
    assert box.counts == {ODILE: 2, ZOE: 1}


def test_an_erratum_waits_for_its_letter(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE, LUC)
    box.at_rcpt = lambda to: "451 plus tard" if to == LUC else None
    sending.send(space, WEEK, render, how=how)
    approve(space, erratum=1)
    for call in (
        lambda: sending.send(space, WEEK, render, erratum=1, how=how),
        lambda: sending.recipients(space, WEEK, erratum=1),
    ):
        with pytest.raises(InputError, match="encore à envoyer") as refused:
            call()
        assert f"beffroi digest send {WEEK}" in refused.value.next_step
    assert states(space, f"{WEEK}/1") == {}
    box.at_rcpt = lambda _: None
    sending.send(space, WEEK, render, how=how)
    assert sending.send(space, WEEK, render, erratum=1, how=how).counts == {"sent": 2}


def test_who_left_meanwhile_holds_no_erratum_back(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE, LUC)
    box.at_rcpt = lambda to: "452 pleine" if to == LUC else None
    sending.send(space, WEEK, render, how=how)
    subscribing.unsubscribe(space, LUC)
    approve(space, erratum=1)
    assert sending.send(space, WEEK, render, erratum=1, how=how).counts == {"sent": 1}


def test_who_gets_a_letter_after_its_erratum_gets_that_too(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE, LUC)
    box.at_rcpt = lambda to: "552 5.2.2 pleine" if to == LUC else None
    sending.send(space, WEEK, render, how=how)
    approve(space, erratum=1)
    sending.send(space, WEEK, render, erratum=1, how=how)
    box.at_rcpt = lambda _: None
    sending.resend(space, WEEK, LUC, render, how=how)
    assert sending.recipients(space, WEEK, erratum=1) == [LUC]
    for _ in range(2):
        sending.send(space, WEEK, render, erratum=1, how=how)
    assert states(space, f"{WEEK}/1") == {ODILE: "sent", LUC: "sent"}
    assert box.counts == {ODILE: 2, LUC: 2}


def test_a_command_names_an_erratum_by_its_key() -> None:
    assert named("2026-w47/1", 0) == named("2026-W47", 1) == (WEEK, 1)
    assert named("2026-W47", 0) == (WEEK, 0)
    with pytest.raises(typer.BadParameter, match="contredisent"):
        named("2026-W47/1", 2)


def test_an_erratum_that_reached_nobody_leaves_the_archive(space: Workspace, box: Box, how: How) -> None:
    subscribe(space, ODILE)
    approve(space, week="2026-W46")
    sending.send(space, "2026-W46", render, how=how)
    before = archived(space)
    approve(space, 1, week="2026-W46")
    approve(space)
    box.at_rcpt = lambda _: "451 plus tard"
    sending.send(space, "2026-W46", render, erratum=1, how=how)
    sending.send(space, WEEK, render, how=how)
    assert archived(space) == before


def test_an_erratum_that_nobody_is_left_to_be_told_is_in_the_archive(
    space: Workspace, box: Box, how: How
) -> None:
    approve(space)
    subscribe(space, ODILE, LUC)
    sending.send(space, WEEK, render, how=how)
    subscribing.unsubscribe(space, LUC)
    approve(space, erratum=1)
    box.at_rcpt = lambda _: "550 5.1.1 inconnue"
    done = sending.send(space, WEEK, render, erratum=1, how=how)
    assert (done.counts, done.still, done.needs_a_look) == ({"refused": 1}, "nobody", False)
    assert sending.approved(space, WEEK, 1).state is IssueState.SENT
    assert (archive.folder(space) / WEEK / "rectificatif-1.html").is_file()


def test_an_erratum_that_was_refused_is_tried_again(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE)
    sending.send(space, WEEK, render, how=how)
    approve(space, erratum=1)
    box.at_rcpt = lambda _: "554 non"
    assert sending.send(space, WEEK, render, erratum=1, how=how).stays
    box.at_rcpt = lambda _: None
    assert sending.send(space, WEEK, render, erratum=1, how=how).counts == {"sent": 1}
