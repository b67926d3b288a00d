"""Letters as a real server gets them, and what is recorded of each."""

import os
import re
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mail_server import Box, listening
from sent_workspace import (
    ICS,
    WEEK,
    approve,
    archived,
    made,
    opened,
    records,
    render,
    states,
    subscribe,
    token_of,
)
from sqlalchemy import update

from core.errors import InputError, SendError, SettingsError, StoreBusy
from core.letters import Issue, IssueState
from jobs.letters import archive, sending, subscribing
from jobs.letters.mails import Rendered
from jobs.letters.sending import How
from jobs.workspace import Workspace
from state import copies, deliveries, leaving, letters
from state.schema import letter_issues
from store.lock import writer_lock

ODILE, LUC, ZOE = "odile@aulne.example", "luc@aulne.example", "zoe@aulne.example"


def test_a_letter_arrives_with_its_headers_and_parts(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE)
    done = sending.send(space, WEEK, render, how=how)
    assert (done.counts, done.needs_a_look) == ({"sent": 1}, False)
    mail, url = box.mail(ODILE), f"http://127.0.0.1:8080/lettre/desabonner/{token_of(space, ODILE)}"
    assert mail["Subject"] == f"Semaine {WEEK}\u00a0: l’assistant vocal"
    assert mail["From"] == "La Lettre du Marais <lettre@marais.example>"
    assert (mail["To"], mail["Reply-To"]) == (ODILE, "La Lettre du Marais <lettre@marais.example>")
    assert mail["List-Id"] == "<lettre.marais.example>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.findall(r"<([^>]*)>", mail["List-Unsubscribe"]) == [
        url,
        f"mailto:lettre@marais.example?subject=desabonner%20{token_of(space, ODILE)}",
    ]
    assert mail["Precedence"] is None
    assert abs(mail["Date"].datetime - datetime.now(UTC)).total_seconds() < 60
    assert mail["Message-ID"] == records(space)[ODILE].message_id
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text
    assert html
    assert text.get_content().splitlines() == [".un point", "..deux", url]
    assert f'<a href="{url}">' in html.get_content()
    (calendar,) = mail.iter_attachments()
    assert (calendar.get_content_type(), calendar.get_payload(decode=True)) == ("text/calendar", ICS)
    raw = box.taken[0][1]
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) < 200
    assert b"=?" not in raw.partition(b"List-Unsubscribe:")[2].partition(b"MIME")[0]


def test_nothing_unapproved_leaves(space: Workspace, box: Box, how: How) -> None:
    subscribe(space, ODILE)
    with pytest.raises(InputError, match="rien n’est approuvé"):
        sending.send(space, WEEK, render, how=how)
    approve(space, state=IssueState.DRAFT)
    with pytest.raises(InputError, match="rien n’est approuvé"):
        sending.send(space, WEEK, render, how=how)
    assert box.asked == []


def test_a_letter_without_readers_does_not_leave(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    with pytest.raises(InputError, match="personne n’est abonné"):
        sending.send(space, WEEK, render, how=how)
    assert sending.recipients(space, WEEK) == []
    assert archived(space) == {}
    subscribe(space, ODILE)  # the list came too late once
    assert sending.send(space, WEEK, render, how=how).counts == {"sent": 1}
    assert box.to == [ODILE]


def test_sending_twice_is_sending_once_and_newcomers_wait(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE, LUC)
    sending.send(space, WEEK, render, how=how)
    subscribe(space, ZOE)
    sending.send(space, WEEK, render, how=how)
    assert box.counts == {ODILE: 1, LUC: 1}
    with opened(space) as state:
        found = letters.issue(state, WEEK)
    assert found
    assert found.state is IssueState.SENT
    assert found.sent_at


def test_a_day_that_an_earlier_version_wrote_without_its_zone_is_read_as_utc(
    space: Workspace, how: How
) -> None:
    approve(space, state=IssueState.SENT)
    approve(space, week="2026-W48")
    with opened(space) as state, state.write() as connection:
        connection.exec_driver_sql("UPDATE letter_issues SET sent_at = '2026-11-23 07:00:00.000000'")
    subscribe(space, ODILE)
    assert sending.send(space, "2026-W48", render, how=how).counts == {"sent": 1}
    with opened(space) as state:
        found = letters.issue(state, WEEK)
    assert found
    assert found.sent_at == datetime(2026, 11, 23, 7, tzinfo=UTC)


def test_a_state_taken_back_from_its_last_copy_does_not_send_again(
    space: Workspace, box: Box, how: How
) -> None:
    approve(space)
    subscribe(space, ODILE)
    sending.send(space, WEEK, render, how=how)
    space.state.write_bytes(copies.copies(space.data)[0].read_bytes())
    sending.send(space, WEEK, render, how=how)
    assert box.counts == {ODILE: 1}


def test_resending_is_for_those_who_were_to_get_it(space: Workspace, how: How) -> None:
    approve(space)
    subscribe(space, ODILE)
    sending.send(space, WEEK, render, how=how)
    subscribe(space, LUC)
    with pytest.raises(InputError, match="pas des destinataires"):
        sending.resend(space, WEEK, LUC, render, how=how)
    with pytest.raises(InputError, match="pas abonné"):
        sending.resend(space, WEEK, ZOE, render, how=how)


def test_who_waited_for_what_left_elsewhere_waits_no_more(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE)
    box.at_rcpt = lambda _: "451 plus tard"
    sending.send(space, WEEK, render, how=how)
    archive.publish(space, WEEK)
    box.at_rcpt = lambda _: None
    assert sending.send(space, WEEK, render, how=how).counts == {}
    assert box.taken == []


def test_a_test_send_is_no_delivery(space: Workspace, box: Box) -> None:
    sending.test_send(space, Rendered("Semaine 47", "<a href='{{UNSUBSCRIBE}}'>", "{{UNSUBSCRIBE}}"), ODILE)
    mail = box.mail(ODILE)
    assert mail["Subject"] == "[essai] Semaine 47"
    assert "/lettre/desabonner/essai>" in mail["List-Unsubscribe"]
    assert states(space) == {}


def test_two_do_not_send_at_once(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE)
    with writer_lock(space.data, 0, name=sending.SEND_LOCK), pytest.raises(StoreBusy):
        sending.send(space, WEEK, render, how=how)
    assert box.asked == []


def test_two_processes_at_once_send_once(tmp_path: Path, how: How) -> None:
    box, second = Box(), []

    def another(_: str) -> None:
        command = [sys.executable, "-m", "cli", "digest", "send", WEEK, "--workspace", str(space.root)]
        if not second:
            second.append(subprocess.run(command, capture_output=True, text=True, check=False))

    box.at_rcpt = another
    with listening(box) as port:
        space = made(tmp_path / "w", port)
        approve(space)
        subscribe(space, ODILE)
        assert sending.send(space, WEEK, render, how=how).counts == {"sent": 1}
    assert (second[0].returncode, box.to) == (3, [ODILE])
    assert str(os.getpid()) in second[0].stderr


def test_a_process_that_is_killed_leaves_one_in_doubt_and_nobody_twice(tmp_path: Path, how: How) -> None:
    box, children = Box(), []

    def kill(to: str) -> None:
        if to == ODILE:  # the second of three; it was taken, and nobody hears of that
            children[0].kill()

    box.at_end = kill
    with listening(box) as port:
        space = made(tmp_path / "w", port)
        approve(space)
        subscribe(space, ODILE, LUC, ZOE)
        command = [sys.executable, "-m", "cli", "digest", "send", WEEK, "--workspace", str(space.root)]
        children.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        assert children[0].wait() == -signal.SIGKILL
        box.at_end = lambda _: None
        done = sending.send(space, WEEK, render, how=how)
    assert (done.counts, [one.email for one in done.unsure]) == ({"handed": 1, "sent": 2}, [ODILE])
    assert box.counts == {ODILE: 1, LUC: 1, ZOE: 1}


def test_a_letter_whose_readers_all_leave_meanwhile_has_not_left(space: Workspace) -> None:
    approve(space)
    subscribe(space, ODILE)
    with opened(space) as state:
        found = sending.approved(space, WEEK)
        assert leaving.begin(state, found, datetime.now(UTC))
        deliveries.drop(state, WEEK, ODILE)
        assert leaving.settle(state, found, datetime.now(UTC)) is IssueState.APPROVED


def test_who_leaves_meanwhile_gets_none(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE, LUC)

    def leaves(to: str) -> None:
        if to == LUC:  # who comes first
            with opened(space) as state:
                subscribing.leave(state, token_of(space, ODILE))

    box.at_rcpt = leaves
    assert sending.send(space, WEEK, render, how=how).counts == {"sent": 1}
    assert box.to == [LUC]


def test_so_many_a_minute(
    space: Workspace, how: How, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEFFROI_SMTP__PER_MINUTE", "6")
    from jobs import workspace

    found = workspace.find(space.root)
    approve(found)
    subscribe(found, ODILE, LUC, ZOE)
    sending.send(found, WEEK, render, how=how)
    assert [round(seconds) for seconds in waits] == [
        10,
        20,
    ]  # from the first on, whose clock stands still here


def test_a_letter_without_a_way_out_does_not_leave(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE)
    with pytest.raises(InputError, match="désabonnement"):
        sending.send(space, WEEK, lambda _: Rendered("s", "<p>", "{{UNSUBSCRIBE}}"), how=how)
    assert (box.asked, states(space)) == ([], {})  # not begun: it can still be edited


def test_what_changes_while_it_is_about_to_leave_stays(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE)

    def meanwhile(issue: Issue) -> Rendered:
        with opened(space) as state, state.write() as connection:
            connection.execute(update(letter_issues).values(sha256="1" * 64))
        return render(issue)

    with pytest.raises(InputError, match="a changé"):
        sending.send(space, WEEK, meanwhile, how=how)
    assert (box.asked, states(space)) == ([], {})


def test_letters_do_not_cross_a_network_in_clear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: How
) -> None:
    monkeypatch.setenv("BEFFROI_SMTP__HOST", "mail.marais.example")
    space = made(tmp_path / "w", 25)
    approve(space)
    subscribe(space, ODILE)
    with pytest.raises(SettingsError, match="en clair"):
        sending.send(space, WEEK, render, how=how)


def test_a_server_without_tls_is_refused_when_tls_is_asked_for(
    space: Workspace, box: Box, monkeypatch: pytest.MonkeyPatch, how: How
) -> None:
    monkeypatch.setenv("BEFFROI_SMTP__TLS", "starttls")
    from jobs import workspace

    approve(space)
    subscribe(space, ODILE)
    with pytest.raises(SendError, match="STARTTLS"):
        sending.send(workspace.find(space.root), WEEK, render, how=how)
    assert box.asked == []


def test_one_click_needs_https(tmp_path: Path, how: How) -> None:
    space = made(tmp_path / "w", 25, base_url="http://lettre.marais.example")
    with pytest.raises(SettingsError, match="https"):
        sending.send(space, WEEK, render, how=how)
