"""A letter under way when somebody is forgotten: the rest waits for whoever reads what is left of it."""

from dataclasses import replace

import pytest
from letters import LETTER
from mail_server import Box
from sent_workspace import NOW, WEEK, approve, opened, states, subscribe
from sqlalchemy import update
from typer.testing import CliRunner

import cli
from core.erasure import Erasure
from core.errors import Undecided
from core.letters import Issue, IssueState
from core.redaction import Sought, names_of
from digest import letterjson
from jobs.letters import sending
from jobs.letters.rendering import render_for
from jobs.letters.sending import How
from jobs.workspace import Workspace
from state.erasing import scrub
from state.schema import letter_issues

ODILE, LUC = "odile@aulne.example", "luc@aulne.example"
NAME = "Maëlle Kervran"


@pytest.fixture
def half(space: Workspace, box: Box, how: How) -> Workspace:
    """A letter that one of two readers has, when a person in it is forgotten, and a fact with her."""
    approve(space)
    subscribe(space, ODILE, LUC)
    with opened(space) as state, state.write() as connection:
        facts = [["speaker", "0000000000000001:0", NAME, "story:1"]]
        connection.execute(update(letter_issues).values(facts=facts))
    box.at_rcpt = lambda to: "451 plus tard" if to == LUC else None
    sending.send(space, WEEK, render_for(space.settings), how=how)
    assert NAME in told(box, ODILE)
    scrub(space.state, Erasure(Sought(names_of(NAME))))
    box.at_rcpt = lambda _: None
    return space


def told(box: Box, email: str) -> str:
    body = box.mail(email).get_body(("plain",))
    assert body
    words: str = body.get_content()
    return words


def test_nobody_gets_the_rest_before_it_is_approved(half: Workspace, box: Box, how: How) -> None:
    with pytest.raises(Undecided, match="demande d’oubli") as refused:
        sending.send(half, WEEK, render_for(half.settings), how=how)
    assert f"digest approve {WEEK}" in refused.value.next_step
    with pytest.raises(Undecided):
        sending.resend(half, WEEK, ODILE, render_for(half.settings), how=how)
    assert states(half) == {ODILE: "sent", LUC: "failed"}
    nobody, done = (
        CliRunner().invoke(cli.app, ["digest", "approve", WEEK, "--by", by, "--workspace", str(half.root)])
        for by in ("root", "Zoé")
    )
    assert "n’est le nom de personne" in str(nobody.exception)
    assert (done.exit_code, "Lettre approuvée" in done.stdout) == (0, True)
    assert sending.approved(half, WEEK).approved_at == NOW  # errata are found by that day
    assert sending.send(half, WEEK, render_for(half.settings), how=how).counts == {"sent": 2}
    assert box.counts == {ODILE: 1, LUC: 1}
    assert NAME not in told(box, LUC)
    assert "Relu par Zoé" in told(box, LUC)


def test_what_all_have_left_needs_no_other_approval(space: Workspace, how: How) -> None:
    approve(space)
    subscribe(space, ODILE)
    sending.send(space, WEEK, render_for(space.settings), how=how)
    scrub(space.state, Erasure(Sought(names_of(NAME))))
    assert sending.send(space, WEEK, render_for(space.settings), how=how).still == "left"


def test_an_issue_that_lost_nothing_is_not_approved_that_way(space: Workspace) -> None:
    from jobs.correcting.words import Words
    from jobs.letters import reapproving
    from jobs.letters.weeks import week_named

    approve(space, state=IssueState.SENDING)
    assert reapproving.approve(space, week_named(WEEK), 0, Words("Zoé")) is None
    content = letterjson.to_json(LETTER)
    issue = Issue(WEEK, 0, IssueState.SENDING, content, letterjson.sha256(content), (), "x", None)  # type: ignore[arg-type]
    reapproving.check(issue)
    with pytest.raises(Undecided):
        reapproving.check(replace(issue, content=content | {"subject": "x"}))
