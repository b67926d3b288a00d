"""After a request, what was forgotten is in no letter: neither in those that left nor in those that wait."""

import shutil
from contextlib import closing
from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from told_letter import LETTER, ONE, WEEK, made

from core.letters import Issue
from digest.letter import Letter
from jobs.correcting.words import Words
from jobs.forgetting.forget import forget
from jobs.forgetting.wish import Wish, WishKind
from jobs.letters import approving, archive, checking
from jobs.letters.editing import drafted
from jobs.workspace import Workspace
from state import letters
from state.open import open_state
from tests.jobs.byte_search import found

REDACTION = Words("La rédaction")
PERSON = Wish(WishKind.PERSON, "Odile Ferrandou")
ARTICLE = Wish(WishKind.URL, ONE.url)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    built = made(tmp_path_factory.mktemp("oubli") / "veille")
    built.sources_file.write_text("", "utf-8")
    return built


@pytest.fixture
def space(root: Workspace, tmp_path: Path) -> Workspace:
    """A copy of it."""
    shutil.copytree(root.root, tmp_path / "veille", symlinks=True)
    return replace(root, root=tmp_path / "veille")


def approved(space: Workspace, letter: Letter = LETTER) -> None:
    checking.tick(space, drafted(space, letter), ["tout"], [], REDACTION)
    approving.approve(space, drafted(space, letter), REDACTION)


def issue_of(space: Workspace) -> Issue:
    with closing(open_state(space.state)) as state:
        found = letters.issue(state, WEEK.label)
    assert found is not None
    return found


def holding(space: Workspace, words: str) -> list[str]:
    """The files of the archive that hold words, in mails too: their encoding hides them from a search of bytes."""
    hidden = [
        path.name
        for path in archive.folder(space).rglob("*.eml")
        if any(
            words in part.get_content()
            for part in message_from_bytes(path.read_bytes(), policy=SMTP).walk()
            if part.get_content_maintype() == "text"
        )
    ]
    return [*found(archive.folder(space), words), *hidden]


def test_a_person_is_in_no_letter_that_left(space: Workspace) -> None:
    approved(space)
    archive.publish(space, WEEK.label)
    assert len({hit.split()[0] for hit in holding(space, "Ferrandou")}) >= 5
    forget(space, PERSON)
    assert holding(space, "Ferrandou") == []
    assert "assistant vocal" in (archive.folder(space) / WEEK.label / "letter.txt").read_text("utf-8")
