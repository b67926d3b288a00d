"""What was approved, as the mail that leaves."""

from pathlib import Path

import pytest
from letters import EMPTY, HOSTILE, LETTER, hostile
from sent_workspace import NOW, WEEK, made

from core.letters import Issue, IssueState
from digest import letterjson
from digest.letter import Letter
from digest.render.frame import UNSUBSCRIBE
from digest.render.mail import subject
from jobs.letters import mails
from jobs.letters.rendering import render_for


def issue(letter: Letter, erratum: int = 0) -> Issue:
    content = letterjson.to_json(letter)
    return Issue(WEEK, erratum, IssueState.APPROVED, content, letterjson.sha256(content), (), "Zoé", NOW)


def test_it_is_linked_and_has_a_way_out(tmp_path: Path) -> None:
    rendered = render_for(made(tmp_path / "w", 25).settings)(issue(LETTER))
    mails.check(rendered)
    assert rendered.subject == subject(LETTER)
    assert UNSUBSCRIBE in rendered.html
    assert UNSUBSCRIBE in rendered.text
    assert all(item.tellings[0].url in rendered.text for item in LETTER.items if item.tellings)
    assert rendered.ics.startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize("text", HOSTILE)
def test_it_is_escaped(tmp_path: Path, text: str) -> None:
    rendered = render_for(made(tmp_path / "w", 25).settings)(issue(hostile(text)))
    mails.check(rendered)
    assert "<script>" not in rendered.html
    assert "\n" not in rendered.subject


def test_a_week_without_anything_and_an_erratum_can_leave(tmp_path: Path) -> None:
    write = render_for(made(tmp_path / "w", 25).settings)
    mails.check(write(issue(EMPTY)))
    mended = write(issue(EMPTY, 1))
    mails.check(mended)
    assert mended.ics == b""
