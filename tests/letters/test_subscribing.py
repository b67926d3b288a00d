"""Readers come by a double opt-in, leave by one click, and are forgotten on request."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from mail_server import Box, free_port
from sent_workspace import WEEK, approve, made, opened, records, render, subscribe, token_of

from core.errors import InputError, SendError
from core.letters import ReaderState
from jobs.letters import lists, sending, subscribing
from jobs.letters.addresses import address
from jobs.letters.sending import How
from jobs.workspace import Workspace
from state import confirming, copies, readers, removed_readers

ODILE = "odile@aulne.example"
BAD = [
    "", "a@b", "a@b.fr\nBcc: c@d.fr", "a@b.fr\r", "a@b.fr, c@d.fr", "<a@b.fr>", "Odile <a@b.fr>", "a b@c.fr", "é@b.fr",
    "a@-b.fr", "a@b..fr", "a@.fr", "a\u202e@b.fr", "a@\u2066b.fr", '"a"@b.fr', "a@[127.0.0.1]", f"{'x' * 65}@b.fr",
    f"a@{'b' * 2000}.fr", "a@b.fr\x00", "a@@b.fr", ".a@b.fr", "a@exa mple.fr", "a@b_c.fr", "a" * 2000, "a@b.fr\u2028",
]  # fmt: skip


def link_of(box: Box, email: str = ODILE) -> str:
    body = box.mail(email).get_body(("plain",))
    assert body
    found = re.search(r"/lettre/confirmer/(\S+)", body.get_content())
    assert found
    return found[1]


def state_of(space: Workspace, email: str = ODILE) -> ReaderState | None:
    with opened(space) as state:
        found = readers.by_email(state, email)
    return found.state if found else None


@pytest.mark.parametrize("typed", BAD)
def test_what_is_no_single_address_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="adresse refusée"):
        address(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Odile@Aulne.EXAMPLE ", ODILE),
        ("o'd+x@a-b.fr", "o'd+x@a-b.fr"),
        ("a@été.fr", "a@xn--t-9fab.fr"),
        ("a@straße.example", "a@xn--strae-oqa.example"),
    ],
)
def test_an_address_is_kept_as_servers_know_it(typed: str, kept: str) -> None:
    assert address(typed) == kept


def test_nobody_reads_the_letter_without_having_said_so(space: Workspace, box: Box) -> None:
    subscribing.add(space, ODILE)
    approve(space)
    assert sending.recipients(space, WEEK) == []
    with opened(space) as state:
        assert (
            subscribing.confirm(state, token_of(space, ODILE)) is None
        )  # that of the letters confirms nothing
        assert subscribing.confirm(state, "x" * 43) is None
        link = link_of(box)
        for _ in range(2):
            confirmed = subscribing.confirm(state, link)
            assert confirmed
            assert confirmed.state is ReaderState.ACTIVE
    assert "List-Unsubscribe" not in box.mail(ODILE)
    assert sending.recipients(space, WEEK) == [ODILE]


def test_a_confirmation_is_for_one_asking_and_some_days(space: Workspace, box: Box) -> None:
    subscribing.add(space, ODILE)
    link = link_of(box)
    with opened(space) as state:
        assert (
            confirming.confirm(state, link, datetime.now(UTC) + readers.CONFIRM_WITHIN + timedelta(days=1))
            is None
        )
        subscribing.confirm(state, link)
        subscribing.leave(state, token_of(space, ODILE))
        assert subscribing.confirm(state, link) is None  # an old mail subscribes nobody again
    assert state_of(space) is ReaderState.GONE


def test_the_links_of_old_letters_work_after_a_return(space: Workspace, box: Box) -> None:
    subscribing.add(space, ODILE)
    token, link = token_of(space, ODILE), link_of(box)
    with opened(space) as state:
        subscribing.confirm(state, link)
        subscribing.leave(state, token)
    box.taken.clear()
    subscribing.add(space, ODILE)
    with opened(space) as state:
        subscribing.confirm(state, link_of(box))
        assert state_of(space) is ReaderState.ACTIVE
        subscribing.leave(state, token)
    assert state_of(space) is ReaderState.GONE


def test_who_reads_it_already_is_left_alone(space: Workspace, box: Box) -> None:
    subscribe(space, ODILE)
    assert subscribing.add(space, ODILE).state is ReaderState.ACTIVE
    assert box.taken == []


def test_a_mail_that_could_not_leave_is_asked_for_again(tmp_path: Path) -> None:
    space = made(tmp_path / "w", free_port())
    with pytest.raises(SendError, match="rien n’est parti"):
        subscribing.add(space, ODILE)
    assert state_of(space) is ReaderState.ASKED


def test_who_never_answered_is_erased(space: Workspace) -> None:
    old = datetime.now(UTC) - 3 * readers.CONFIRM_WITHIN
    with opened(space) as state:
        readers.ask(state, ODILE, "jeton", old)
    subscribing.add(space, "luc@aulne.example")
    assert state_of(space) is None


def test_a_list_is_taken_in_by_somebody_and_brings_nobody_back(space: Workspace, tmp_path: Path) -> None:
    subscribe(space, "partie@aulne.example", "oubliee@aulne.example")
    with opened(space) as state:
        subscribing.leave(state, token_of(space, "partie@aulne.example"))
    subscribing.remove(space, "oubliee@aulne.example")
    path = tmp_path / "liste.txt"
    path.write_text(
        "\ufeffOdile@aulne.example\n\npas une adresse\npartie@aulne.example\nOUBLIEE@aulne.example\n" + ODILE,
        "utf-8",
    )
    taken = subscribing.take_in(space, path, "Zoé Marchand")
    assert (taken.new, taken.known, taken.refused) == (1, 3, ("pas une adresse",))
    assert state_of(space) is ReaderState.ACTIVE
    assert state_of(space, "partie@aulne.example") is ReaderState.GONE
    assert state_of(space, "oubliee@aulne.example") is None


def test_lists_of_other_services_are_read() -> None:
    given = lists.sorted_out(
        "# abonnés de 2025\r\n\r\nAdresse e-mail;Prénom\r\n"
        '"Éva" <e@aulne.example>\r\n"Roc, Luc" <luc@aulne.example>,actif\r\nc@aulne.example;Claire\r\n'
        '12\t"d@aulne.example"\toui\r\n"f@aulne.example","Fée @ Marais"\r\n  # fin\r\nE@Aulne.example\r\n'
        "g@aulne.example, h@aulne.example\r\nemail\r\n"
    )
    assert given.emails == tuple(f"{one}@aulne.example" for one in ("e", "luc", "c", "d"))
    assert given.again == 1
    assert given.refused == (
        '"f@aulne.example","Fée @ Marais"', "g@aulne.example, h@aulne.example", "email",
    )  # fmt: skip
    assert given.lines == 8


@pytest.mark.parametrize("how_gone", ["left", "erased"])
def test_only_their_own_answer_brings_back_who_left_or_was_erased(
    space: Workspace, box: Box, tmp_path: Path, how_gone: str
) -> None:
    subscribe(space, ODILE)
    subscribing.unsubscribe(space, ODILE) if how_gone == "left" else subscribing.remove(space, ODILE)
    subscribing.add(space, ODILE)  # anybody can type an address
    path = tmp_path / "liste.txt"
    path.write_text(ODILE, "utf-8")
    assert subscribing.take_in(space, path, "Zoé Marchand").new == 0
    assert state_of(space) is ReaderState.ASKED
    with opened(space) as state:
        long_after = datetime.now(UTC) + 3 * readers.CONFIRM_WITHIN
        readers.ask(state, "luc@aulne.example", "jeton", long_after)
    assert state_of(space) is (ReaderState.GONE if how_gone == "left" else None)
    assert subscribing.take_in(space, path, "Zoé Marchand").new == 0
    box.taken.clear()
    subscribing.add(space, ODILE)
    with opened(space) as state:
        back = subscribing.confirm(state, link_of(box))
        assert back
        assert (back.state, back.gone_at) == (ReaderState.ACTIVE, None)
        with state.read() as connection:
            assert not removed_readers.forgotten(connection, ODILE)


def test_what_is_removed_is_nowhere_in_the_state(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE)
    box.at_end = lambda to: f"554 {to} n’en veut pas"
    sending.send(space, WEEK, render, how=how)
    copies.copy_state(space.state)
    subscribing.remove(space, ODILE.upper())
    (left,) = records(space).values()
    assert left.email.startswith("oublié-")
    files = [path for path in space.data.rglob("*") if path.is_file() and path != space.logs]
    assert len(copies.copies(space.data)) == 1
    assert [path for path in files if b"odile" in path.read_bytes()] == []
    with pytest.raises(InputError, match="pas connu"):
        subscribing.remove(space, ODILE)


def test_nothing_waits_for_who_was_removed(space: Workspace, box: Box, how: How) -> None:
    approve(space)
    subscribe(space, ODILE, "luc@aulne.example")
    box.at_rcpt = lambda to: "451 plus tard" if to == ODILE else None
    sending.send(space, WEEK, render, how=how)
    subscribing.remove(space, ODILE)
    assert set(records(space)) == {"luc@aulne.example"}


def test_who_was_removed_may_ask_again(space: Workspace, box: Box) -> None:
    subscribe(space, ODILE)
    subscribing.remove(space, ODILE)
    subscribing.add(space, ODILE)
    with opened(space) as state:
        assert subscribing.confirm(state, link_of(box))


def test_an_erased_reader_is_in_no_search_for_forgotten_people(space: Workspace) -> None:
    from state import tombstones

    subscribe(space, ODILE)
    subscribing.remove(space, ODILE)
    with opened(space) as state:
        assert tombstones.load(state).empty
        assert tombstones.count(state) == 0


def test_unsubscribing_by_hand(space: Workspace) -> None:
    subscribe(space, ODILE)
    assert subscribing.unsubscribe(space, token_of(space, ODILE)).state is ReaderState.GONE
    assert subscribing.unsubscribe(space, ODILE).state is ReaderState.GONE
    with pytest.raises(InputError, match="inconnu"):
        subscribing.unsubscribe(space, "luc@aulne.example")
