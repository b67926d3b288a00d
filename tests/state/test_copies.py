"""Copies of the state, made by several processes."""

import os
import time
from contextlib import closing
from pathlib import Path

from state import copies
from state.open import open_state

HOUR = 3600


def test_a_copy_leaves_alone_what_another_is_making_and_removes_what_a_killed_one_left(
    tmp_path: Path,
) -> None:
    state = tmp_path / "state.sqlite"
    with closing(open_state(state)):
        (folder := tmp_path / copies.BACKUPS).mkdir(exist_ok=True)
        young, old = (folder / f"state-2026112{day}T080000.000000Z.sqlite.part" for day in (1, 2))
        young.touch()
        old.touch()
        os.utime(old, (time.time() - 2 * HOUR,) * 2)
        copy = copies.copy_state(state)
    assert sorted(folder.iterdir()) == sorted([copy, young])
