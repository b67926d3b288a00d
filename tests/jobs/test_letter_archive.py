"""The archive of letters that left: whole or not at all."""

import shutil
from contextlib import closing
from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from told_letter import LETTER, PLAIN, WEEK, made, retold

from core.erasure import Erasure
from core.errors import InputError, StoreBusy
from core.letters import IssueState
from core.redaction import Sought, names_of
from digest import letterjson
from digest.letter import Letter
from digest.shelf import shelf
from jobs.correcting.words import Words
from jobs.letters import approving, archive, checking
from jobs.letters.editing import drafted
from jobs.letters.forms import eml, letter_of, mail_parts
from jobs.letters.listing import listed
from jobs.workspace import Workspace
from state import letters
from state.erasing import scrub
from state.open import open_state
from tests.jobs.byte_search import found

ODILE = Words("Odile")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return made(tmp_path_factory.mktemp("archive") / "veille")


@pytest.fixture
def space(root: Workspace, tmp_path: Path) -> Workspace:
    """A state of its own: archives are made from nothing else."""
    space = replace(root, root=tmp_path)
    open_state(space.state).close()
    approved(space, LETTER)
    return space


def approved(space: Workspace, letter: Letter) -> None:
    checking.tick(space, drafted(space, letter), ["tout"], [], ODILE)
    approving.approve(space, drafted(space, letter), ODILE)


def test_a_letter_that_leaves_by_other_means_is_marked_and_put_away(space: Workspace) -> None:
    folder = archive.publish(space, "2026-W47", PLAIN)
    names = {path.name for path in folder.iterdir()}
    assert names == {"index.html", "letter.html", "letter.txt", "letter.md", "letter.eml"}
    assert {path.name for path in folder.parent.iterdir()} >= {
        "index.html",
        "atom.xml",
        "agenda.ics",
        "2026-W47",
    }
    assert [issue.state for issue in listed(space)] == [IssueState.SENT]
    assert "https://voix.example/lettres/2026-W47/" in (folder / "index.html").read_text("utf-8")
    assert "Odile" in (folder / "index.html").read_text("utf-8")
    before = (folder / "index.html").read_bytes()
    archive.publish(space, "2026-W47", PLAIN)
    assert (folder / "index.html").read_bytes() == before


@pytest.mark.parametrize("key", ["2026-W46", "2026-W47/1", "2026-W47/x", "W47"])
def test_what_is_not_approved_does_not_leave(space: Workspace, key: str) -> None:
    with pytest.raises(InputError):
        archive.publish(space, key, PLAIN)
    assert not archive.folder(space).exists()


def test_a_letter_that_is_on_its_way_is_left_to_the_sender(space: Workspace) -> None:
    with closing(open_state(space.state)) as state:
        issue = letters.issues(state)[0]
        letters.mark(state, issue, IssueState.SENDING)
    with pytest.raises(InputError, match="en train de partir"):
        archive.publish(space, "2026-W47", PLAIN)
    # its page is there for the first who opens the mail
    assert (archive.write(space, "2026-W47", PLAIN) / "index.html").is_file()


def test_a_letter_that_is_only_approved_has_no_page(space: Workspace) -> None:
    with pytest.raises(InputError, match="n’est pas partie"):
        archive.write(space, "2026-W47", PLAIN)


def broken(*_: object, **__: object) -> bytes:
    raise InputError("rendu impossible")


def test_a_rendering_that_fails_leaves_what_was_there(space: Workspace) -> None:
    folder = archive.publish(space, "2026-W47", PLAIN)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for wrong in (
        replace(PLAIN, markdown=broken),
        replace(PLAIN, atom=broken),
        replace(PLAIN, calendar=broken),
    ):
        with pytest.raises(InputError, match="impossible"):
            archive.write(space, "2026-W47", wrong)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith(".")] == []


def test_a_swap_that_was_cut_short_is_made_good(space: Workspace) -> None:
    folder = archive.publish(space, "2026-W47", PLAIN)
    folder.rename(folder.with_name(".2026-W47.old"))
    archive.write(space, "2026-W47", PLAIN)
    assert (folder / "index.html").is_file()
    assert not folder.with_name(".2026-W47.old").exists()


def test_the_list_shows_the_newest_letter_first(space: Workspace) -> None:
    archive.publish(space, "2026-W47", PLAIN)
    older = replace(WEEK, first=WEEK.first.replace(day=9), last=WEEK.last.replace(day=15))
    approved(space, retold(LETTER, week=older, subject="<script>alert(1)</script> « Rodez »"))
    archive.publish(space, "2026-W46", PLAIN)
    html = (archive.folder(space) / "index.html").read_text("utf-8")
    assert html.index("2026-W47/") < html.index("2026-W46/")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; «\u00a0Rodez\u00a0»" in html
    assert "Rectifié" not in html
    assert shelf("Vide", []).startswith("<!doctype html>")


def test_the_mail_to_copy_is_a_draft_without_injected_headers(space: Workspace) -> None:
    at = listed(space)[0].approved_at
    raw = eml(space.settings, "Objet\r\nBcc: x@y.example\u202e 👩‍🚀", "<p>é</p>", "é", at)
    message = message_from_bytes(raw, policy=SMTP)
    assert message["Bcc"] is None
    assert message["Subject"].startswith("Objet Bcc: x@y.example")
    assert (message["From"], message["X-Unsent"]) == ("lettre@voix.example", "1")
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]  # type: ignore[attr-defined]


def test_what_is_forgotten_meanwhile_is_not_written_again(space: Workspace) -> None:
    """A letter that is being rendered holds the archive: who forgets waits, and what is written then is clean."""
    busy: list[Exception] = []

    def page(letter: Letter, **around: object) -> str:
        try:
            with archive.alone(hasty):
                scrub(space.state, Erasure(Sought(names_of("Odile Ferrandou"))))
        except StoreBusy as error:
            busy.append(error)
        return PLAIN.page(letter, **around)

    store = space.settings.store.model_copy(update={"writer_wait_seconds": 0.0})
    hasty = replace(space, settings=space.settings.model_copy(update={"store": store}))
    folder = archive.publish(space, "2026-W47", replace(PLAIN, page=page))
    assert len(busy) == 1
    with archive.alone(space):
        scrub(space.state, Erasure(Sought(names_of("Odile Ferrandou"))))
        assert archive.rewrite(space, PLAIN) == ["2026-W47"]
    assert found(folder.parent, "Ferrandou") == []
    assert "ferrandou" not in repr(listed(space)[0].facts)


def test_what_a_kill_left_aside_is_forgotten_too(space: Workspace) -> None:
    folder = archive.publish(space, "2026-W47")
    shutil.copytree(folder, folder.with_name(".2026-W47.k1ll3d"))
    folder.rename(folder.with_name(".2026-W47.old"))
    (folder.parent / ".index.html.k1ll3d").write_text("Odile Ferrandou", "utf-8")
    with archive.alone(space):
        scrub(space.state, Erasure(Sought(names_of("Odile Ferrandou"))))
        assert archive.rewrite(space) == ["2026-W47"]
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith(".")] == []
    assert "Ferrandou" not in (folder / "letter.txt").read_text("utf-8")


def test_an_editors_line_stands_with_the_erratum(space: Workspace) -> None:
    letter = replace(LETTER, items=(), erratum=("Autun : « a » était « b ».",), editorial="Nos excuses.")
    made_of = replace(listed(space)[0], erratum=1, content=letterjson.to_json(letter))
    assert letter_of(made_of).erratum == ("Autun : « a » était « b ».", "Nos excuses.")
    assert letter_of(made_of).editorial == ""
    assert letter_of(replace(made_of, erratum=0)) == letter


def test_what_is_sent_is_what_was_approved(space: Workspace) -> None:
    subject, html, text, ics = mail_parts(PLAIN, space.settings, listed(space)[0])
    assert subject == LETTER.subject
    assert "Ostréa Données" in html
    assert "unsubscribe" not in text
    assert b"2026, 12, 3" in ics
