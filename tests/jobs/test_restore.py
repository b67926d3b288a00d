"""Restoring and processing what came after the copy gives the tables that were lost."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jobs import workspace
from jobs.process import process
from jobs.upkeep import restore
from jobs.workspace import Workspace
from store.live import open_live

if TYPE_CHECKING:
    from jobs.demo import Shown

OWN_TIME = "revision"
"""When a row was written is the copy's affair."""
LEFT_OUT = {"meta", "runs"}


def tables(space: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    with open_live(space.data, space.settings.store) as live:
        names = live.connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'beffroi'"
        ).fetchall()
        found = {}
        for (name,) in names:
            if name not in LEFT_OUT:
                kept = f"COLUMNS(c -> c <> '{OWN_TIME}')"
                found[name] = live.connection.execute(f"SELECT {kept} FROM {name}").fetchall()
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


@pytest.mark.slow
def test_a_restored_workspace_comes_to_the_same_tables(shown: "Shown", tmp_path: Path) -> None:
    shutil.copytree(shown.workspace.root, tmp_path / "w", symlinks=True)
    space = workspace.find(tmp_path / "w")
    original = tables(space)
    numbers = sorted(int(path.name) for path in (space.data / "snapshots").iterdir())
    report, _ = restore(space, str(numbers[0]))
    assert report.counts["requeued"] > 0, "the older copy lacks what came after it"
    process(space)
    assert tables(space) == original
