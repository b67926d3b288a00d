"""Taking the state back: from its newest copy that can be read, or anew from the archive where there is none."""

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.errors import InputError
from crawler.collect import ingest
from jobs.keeping import keep_copy
from jobs.workspace import CRAWL_LOCK, Workspace
from state import copies
from state.open import State, open_state
from state.said_again import say_again, undo_again
from state.trouble import EMPTY
from store.correcting.kept import kept_corrections
from store.files import copy_durably, sync_folder
from store.lock import writer_lock

_STAMP = "%Y%m%dT%H%M%S.%fZ"
_BESIDE = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Taken:
    """The copy that was taken back (None: none), those that could not be read, answers read from journals since.

    `said` counts the corrections that came back from the results; `aside` are the files that were replaced.
    """

    copy: Path | None
    skipped: tuple[Path, ...]
    answers: int
    said: int
    aside: tuple[Path, ...]


def restore_state(workspace: Workspace, *, empty: bool = False) -> Taken:
    """Put the state back, and take in the journals that it does not know; no site is asked.

    Raises:
        InputError: the state is sound; or there is no copy, and not `empty`.
        StoreBusy: a crawl or a writer is at work.
    """
    wait = workspace.settings.store.writer_wait_seconds
    with (
        writer_lock(workspace.data, wait, "restore", name=CRAWL_LOCK),
        writer_lock(workspace.data, wait, "restore"),
    ):
        if workspace.state.exists() and copies.sound(workspace.state):
            raise InputError(
                f"{workspace.state} : l’état est entier, il n’y a rien à reprendre",
                "« beffroi restore » sans --state reprend les résultats.",
            )
        found = [] if empty else copies.copies(workspace.data)
        usable = next((copy for copy in found if copies.sound(copy)), None)
        if usable is None and not empty:
            raise InputError(
                f"{workspace.data / copies.BACKUPS} : aucune copie utilisable de l’état",
                f"« {EMPTY} » repart de l’archive : les oublis demandés seront à redire.",
            )
        aside = _put_aside(workspace)
        if usable is not None:
            _put_back(usable, workspace.state)
        with closing(open_state(workspace.state, anew=True)) as state:
            answers = len(ingest(workspace.archive, state, workspace.settings.crawler.revisit_ages))
            said = _say_again(workspace, state)
            keep_copy(state)
    skipped = tuple(found[: found.index(usable)]) if usable else ()
    return Taken(usable, skipped, answers, said, aside)


def _put_aside(workspace: Workspace) -> tuple[Path, ...]:
    """The damaged file, with its log, under a name of its own."""
    kept, stamp, folder = [], f"{datetime.now(UTC):{_STAMP}}", workspace.data / "aside"
    for end in _BESIDE:
        path = workspace.state.with_name(workspace.state.name + end)
        if path.exists():
            folder.mkdir(exist_ok=True)
            kept.append(path.rename(folder / f"{stamp}-{path.name}"))
    if kept:
        sync_folder(folder)
    return tuple(kept)


def _put_back(copy: Path, state: Path) -> None:
    part = state.with_name(f".{state.name}.part")
    part.unlink(missing_ok=True)
    copy_durably(copy, part)
    shutil.copymode(copy, part)
    part.replace(state)
    sync_folder(state.parent)


def _say_again(workspace: Workspace, state: State) -> int:
    """What editors said is in the results as well: what the state lacks of it comes back from there; how much."""
    brought = 0
    for one in kept_corrections(workspace.data, workspace.settings.store.memory_limit):
        brought += say_again(state, one.said)
        if one.undone_at is not None:
            undo_again(state, one.said, one.undone_at, one.undone_by)
    return brought
