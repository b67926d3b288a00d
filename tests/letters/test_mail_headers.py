"""Mails as their readers' programs read them: nothing given adds a header, addresses are as servers know them."""

from pathlib import Path

import pytest
from mail_server import Box, listening
from sent_workspace import WEEK, approve, made, render, states, subscribe, token_of

from core.errors import SettingsError
from core.lines import one_line
from jobs.letters import sending
from jobs.letters.mails import Rendered
from jobs.letters.sending import How
from jobs.workspace import Workspace

ODILE, LUC, ZOE = "odile@aulne.example", "luc@aulne.example", "zoe@aulne.example"


def test_an_address_in_other_letters_than_ascii_leaves_as_servers_know_it(
    tmp_path: Path, box: Box, how: How
) -> None:
    with listening(box) as port:
        space = made(tmp_path / "w", port, base_url="https://bréville-sur-aulne.example:8443/été%20à/")
        approve(space)
        subscribe(space, ODILE)
        assert sending.send(space, WEEK, render, how=how).counts == {"sent": 1}
    base = "https://xn--brville-sur-aulne-ctb.example:8443/%C3%A9t%C3%A9%20%C3%A0"
    assert f"<{base}/lettre/desabonner/{token_of(space, ODILE)}>" in box.mail(ODILE)["List-Unsubscribe"]


@pytest.mark.parametrize(
    "base",
    [
        "https://é..mple.example",
        "https://a\u202eb.example",
        "https://x.example?a=é",
        "https://[::1",
        "https://x:y",
    ],
)
def test_an_address_that_no_mail_can_hold_is_refused_before_anything_begins(
    tmp_path: Path, how: How, base: str
) -> None:
    space = made(tmp_path / "w", 25, base_url=base)
    approve(space)
    subscribe(space, ODILE)
    with pytest.raises(SettingsError, match=r"letter\.base_url"):
        sending.send(space, WEEK, render, how=how)
    assert states(space) == {}


def test_an_address_to_answer_to_is_no_end_of_a_link(tmp_path: Path, box: Box) -> None:
    with listening(box) as port:
        space = made(tmp_path / "w", port, reply_to="a?b%c@marais.example")
        sending.test_send(space, Rendered("s", "{{UNSUBSCRIBE}}", "{{UNSUBSCRIBE}}"), ODILE)
    assert "<mailto:a%3Fb%25c@marais.example?subject=" in box.mail(ODILE)["List-Unsubscribe"]


HOSTILE = {
    "newline": "Titre\r\nBcc: tous@aulne.example\r\n\r\n<script>",
    "long": "x" * 2000,
    "bidi": "\u202egnp.exe\u2066\u200f fin",
    "separator": "un\u2028deux\u2029trois\x00quatre\x85cinq",
    "surrogate": "a\ud800b",
    "emoji": "🗼 Beffroi 👩‍💻",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_given_adds_no_header(
    name: str, space: Workspace, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject = HOSTILE[name]
    if name != "surrogate":  # the environment cannot hold one
        monkeypatch.setenv("BEFFROI_WORKSPACE__NAME", subject.replace("\x00", ""))
    from jobs import workspace

    found = workspace.find(space.root)
    sending.test_send(found, Rendered(subject, "<a href='{{UNSUBSCRIBE}}'>", "{{UNSUBSCRIBE}}"), ODILE)
    mail = box.mail(ODILE)
    assert sorted(mail.keys()) == sorted(
        ["Subject", "From", "To", "Reply-To", "Date", "Message-ID", "MIME-Version", "Content-Type",
         "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id"]
    )  # fmt: skip
    assert len(mail["Subject"]) <= 208
    assert not set(mail["Subject"]) & set("\r\n\u202e\u2066\u200f\u2028\u2029\x00\x85\ud800")
    assert one_line(HOSTILE["emoji"]) == HOSTILE["emoji"]


def test_a_message_keeps_its_dots_and_its_end() -> None:
    from jobs.letters.smtp import stuffed

    assert stuffed(b".\na\r.b\r\n..c\n\n") == b"..\r\na\r\n..b\r\n...c\r\n"
