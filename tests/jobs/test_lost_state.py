"""A state that is lost or damaged: told, taken back from its copies, or begun anew from the archive."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.errors import InputError, StateError
from core.redaction import names_of
from core.types import Candidate, Correction, CorrectionAction, CorrectionKind, Page
from crawler.archiving.archive import write_saved
from jobs import workspace
from jobs.doctor import diagnose
from jobs.ingesting import take_in
from jobs.restoring import restore_state
from jobs.workspace import Workspace
from state import captures, copies, corrections, tombstones
from state.open import open_state
from store.batch import Batch
from store.live import open_live

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
SAID = Correction(
    CorrectionAction.IRRELEVANT, CorrectionKind.ARTICLE, "f" * 16, "rédaction", AT, "hors sujet"
)


def arrived(space: Workspace, hour: int) -> None:
    """A crawl's journal, which no state knows yet."""
    url = f"https://guet.example/{hour}"
    page = Page(
        url, url, "guet", AT.replace(hour=hour), 200, (("content-type", "text/html"),), b"<p>Rien.</p>"
    )
    write_saved(space.archive, f"20261123T{hour:02}0000Z-0000", [(Candidate(url, "guet", "e"), page)])


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """A workspace that forgot somebody and holds a correction, copied; a crawl came after the copy."""
    made = workspace.create(tmp_path / "w", {"store": {"writer_wait_seconds": 0, "min_free_mb": 0}})
    with closing(open_state(made.state)) as state:
        arrived(made, 8)
        take_in(made, state)
        tombstones.add(state, tombstones.of_person(names_of("Odile Ferrandou")), AT)
        said = corrections.append(state, SAID)
        copies.copy_state(made.state)
        with open_live(made.data, made.settings.store) as live:
            live.write(Batch(corrections=(said,)))
    arrived(made, 9)
    return made


def lose(space: Workspace) -> None:
    for path in space.data.glob("state.sqlite*"):
        path.unlink()


def damage(space: Workspace) -> None:
    for path in space.data.glob("state.sqlite-*"):
        path.unlink()
    with space.state.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (space.state.stat().st_size - 4096))


@pytest.mark.parametrize("harm", [lose, damage])
def test_the_newest_copy_comes_back_and_journals_since_are_read(
    space: Workspace, harm: Callable[[Workspace], None]
) -> None:
    harm(space)
    with pytest.raises(StateError) as told, closing(open_state(space.state)) as state:
        captures.pending_count(state)
    assert "beffroi restore --state" in told.value.next_step
    assert any("beffroi restore --state" in finding.command for finding in diagnose(space))
    done = restore_state(space)
    assert (done.copy is not None, done.answers, done.said) == (True, 1, 0)
    assert len(done.aside) == (harm is damage)
    with closing(open_state(space.state)) as state:
        assert captures.pending_count(state) == 2
        assert tombstones.count(state) > 0
        assert corrections.every(state) == [replace(SAID, number=1)]
    with pytest.raises(InputError, match="entier"):
        restore_state(space)


def test_a_damaged_copy_is_passed_over_and_named(space: Workspace) -> None:
    newest = copies.copy_state(space.state)
    newest.write_bytes(newest.read_bytes()[:5000])
    lose(space)
    done = restore_state(space)
    assert done.skipped == (newest,)
    assert done.copy in {path for path in (space.data / "backups").iterdir() if path != newest}


def test_without_a_copy_it_begins_anew_and_corrections_come_from_the_results(space: Workspace) -> None:
    lose(space)
    for copy in copies.copies(space.data):
        copy.unlink()
    with pytest.raises(InputError) as refused:
        restore_state(space)
    assert "--empty" in refused.value.next_step
    done = restore_state(space, empty=True)
    assert (done.copy, done.answers, done.said) == (None, 2, 1)
    with closing(open_state(space.state)) as state:
        assert corrections.every(state) == [replace(SAID, number=1)]
        assert tombstones.count(state) == 0


def test_a_new_workspace_begins_in_silence(tmp_path: Path) -> None:
    space = workspace.create(tmp_path / "new")
    open_state(space.state).close()
    assert space.state.exists()


def test_three_copies_are_kept_or_as_many_as_asked(space: Workspace) -> None:
    made = [copies.copy_state(space.state) for _ in range(5)]
    assert copies.copies(space.data) == sorted(made[-3:], reverse=True)
    assert not copies.is_due(space.state, datetime.now(UTC))
    assert copies.copies(space.data) != [last := copies.copy_state(space.state, kept=1)]
    assert copies.copies(space.data) == [last]
