"""What the desk reads of a snapshot, it reads through the one that is open: another opening has a memory of its own."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from desk_browser import Browser
from small_desk import MAYOR, ONE, OTHER_STORY, STORY, THREE, TWO, copied, small_space

from core.types import Correction
from jobs.correcting.corrections import every
from jobs.workspace import Workspace
from state import copies
from state.open import open_state
from store import snapshot

PAGE = f"/articles/{ONE}"
HERE = {"article": ONE, "retour": PAGE, "why": "lu dans l’article"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return small_space(tmp_path_factory.mktemp("made"))


@pytest.fixture
def space(made: Workspace, tmp_path: Path) -> Workspace:
    return copied(made, tmp_path)


@pytest.fixture
def browser(space: Workspace) -> Iterator[Browser]:
    with Browser(space) as opened:
        yield opened


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every file that DuckDB opens to read what is published."""
    seen: list[Path] = []
    read_only = snapshot.read_only

    def counted(database: Path, *more: Any) -> Any:
        seen.append(database)
        return read_only(database, *more)

    monkeypatch.setattr(snapshot, "read_only", counted)
    return seen


def said(space: Workspace) -> list[Correction]:
    with closing(open_state(space.state)) as state:
        return every(state)


def test_rooms_that_correct_and_follow_open_nothing_of_their_own(
    browser: Browser, opened: list[Path]
) -> None:
    forms: tuple[tuple[str, dict[str, str]], ...] = (
        ("/corriger", HERE | {"action": "rename", "kind": "person", "key": MAYOR, "value": "Odile F."}),
        ("/corriger", HERE | {"action": "status", "kind": "initiative", "key": "1a" * 8, "value": "deployed"}),
        ("/corriger", HERE | {"action": "delete", "kind": "commune", "key": "79901"}),
        ("/corriger", HERE | {"action": "merge", "kind": "story", "key": STORY, "value": OTHER_STORY}),
        ("/corrections/c1/annuler", {"retour": PAGE}),
        ("/juger", {"ids": f"{ONE},{TWO},{THREE}", "action": "irrelevant"}),
        ("/annuler", {"words": "c2,c3"}),
        ("/suivre", {"words": "assistant", "name": "Assistants"}),
    )  # fmt: skip
    for path, fields in forms:
        answer = browser.post(path, page="/demandes", **fields)
        assert (path, answer.status_code) == (path, 303), answer.text
    for path in ("/corrections?toutes=1", "/suivre", "/suivre/assistants", "/suivre/assistants/essai"):
        assert (path, browser.get(path).status_code) == (path, 200)
    assert len(opened) == 1


def test_many_articles_are_judged_at_once_and_the_state_is_copied_once(
    space: Workspace, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    copy = copies.copy_state

    def counted(path: Path) -> Any:
        made.append(path)
        return copy(path)

    monkeypatch.setattr(copies, "copy_state", counted)
    ids = f"{ONE},{'0' * 16},{TWO},{THREE}"
    answer = browser.post("/juger", page="/demandes", ids=ids, action="irrelevant")
    assert answer.status_code == 400
    assert "article inconnu" in answer.text
    assert [one.key for one in said(space)] == [ONE, TWO, THREE]  # one that is unknown hinders no other
    assert len(made) == 1
    answer = browser.post("/annuler", page="/demandes", words="c1,c9,c3")
    assert "correction inconnue" in answer.text
    assert [one.undoes for one in said(space)] == [None, None, None, 1, 3]
    assert len(made) == 2
