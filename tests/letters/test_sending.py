"""Letters as a real server gets them, and what is recorded of each."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from mail_server import Box, free_port, listening
from sent_workspace import ICS, WEEK, approve, made, opened, records, render, states, subscribe, token_of
from sqlalchemy import update

from commands.letters.send import _issue as named
from core.errors import InputError, SendError, SettingsError, StoreBusy
from core.letters import DeliveryState, Issue, IssueState, LetterAction, LetterEdit, ReaderState
from core.lines import one_line
from jobs.letters import archive, sending, subscribing
from jobs.letters.mails import Rendered
from jobs.letters.sending import How
from jobs.workspace import Workspace
from state import copies, deliveries, letters, readers
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


def test_sending_twice_is_sending_once_and_newcomers_wait(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE, LUC)
    sending.send(space, WEEK, render, how=how)
    subscribe(space, ZOE)
    sending.send(space, WEEK, render, how=how)
    assert box.counts == {ODILE: 1, LUC: 1}
    with opened(space) as state:
        found = deliveries.issue(state, WEEK)
    assert found
    assert found.state is IssueState.SENT
    assert found.sent_at


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


def test_resending_is_for_those_who_were_to_get_it(space: Workspace, how: How) -> None:
    approve(space)
    subscribe(space, ODILE)
    sending.send(space, WEEK, render, how=how)
    subscribe(space, LUC)
    with pytest.raises(InputError, match="pas des destinataires"):
        sending.resend(space, WEEK, LUC, render, how=how)
    with pytest.raises(InputError, match="pas abonné"):
        sending.resend(space, WEEK, ZOE, render, how=how)


def test_no_server_leaves_everything_waiting(tmp_path: Path, box: Box, how: How) -> None:
    port = free_port()
    space = made(tmp_path / "w", port)
    approve(space)
    subscribe(space, ODILE, LUC)
    done = sending.send(space, WEEK, render, how=how)
    assert {one.email for one in done.waiting} == {ODILE, LUC}
    with listening(box, port):
        assert sending.send(space, WEEK, render, how=how).counts == {"sent": 2}


def archived(space: Workspace) -> dict[Path, bytes]:
    """Its files; of a mail, whose parts are bounded by chance, only that it is there."""
    files = [path for path in archive.folder(space).rglob("*") if path.is_file()]
    return {path: b"" if path.suffix == ".eml" else path.read_bytes() for path in files}


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


def test_who_waited_for_what_left_elsewhere_waits_no_more(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE)
    box.at_rcpt = lambda _: "451 plus tard"
    sending.send(space, WEEK, render, how=how)
    archive.publish(space, WEEK)
    box.at_rcpt = lambda _: None
    assert sending.send(space, WEEK, render, how=how).counts == {}
    assert box.taken == []


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
