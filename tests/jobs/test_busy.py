"""A second writer, through the command line: it waits, then names the first and exits with 3."""

import os
import subprocess
import sys
from pathlib import Path

from core.settings import StoreSettings
from jobs import workspace
from store.live import open_live


def test_a_second_writer_waits_then_exits_with_3_and_names_the_first(tmp_path: Path) -> None:
    space = workspace.create(tmp_path / "w", {"store": {"writer_wait_seconds": 0.2}})
    with open_live(space.data, StoreSettings(), "process"):
        for command in (["process"], ["publish"], ["compact"], ["restore"], ["doctor"]):
            done = subprocess.run(
                [sys.executable, "-P", "-m", "cli", *command, "-w", str(space.root)],
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 3, done.stderr
            assert f"PID {os.getpid()}, depuis le " in done.stderr
            assert "« process »" in done.stderr
