"""The examples answer what their page says, on the demonstration."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from examples import EXAMPLES, PAGE, ROOT, page

if TYPE_CHECKING:
    from jobs.demo import Shown


def test_the_page_of_questions_says_what_the_demonstration_answers(shown: "Shown") -> None:
    assert page(shown.workspace.data) == PAGE.read_text("utf-8")


def test_there_are_ten_questions_and_each_begins_with_itself() -> None:
    asked = [path.read_text("utf-8").splitlines()[0] for path in sorted(EXAMPLES.glob("questions/*.sql"))]
    assert len(asked) == 10
    assert all(line.startswith("-- ") and "?" in line for line in asked)


def test_the_commands_that_the_page_shows_are_those_that_work(shown: "Shown", tmp_path: Path) -> None:
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    (tmp_path / "DATA").symlink_to(shown.workspace.data)
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, run in (("beffroi", "-P -m cli"), ("python", "")):
        (tools / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {run} "$@"\n')
        (tools / name).chmod(0o755)
    where = {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "BEFFROI_WORKSPACE": str(shown.workspace.root),
    }
    typed = re.findall(r"^    ((?:beffroi|python) .+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(typed) == 2
    for command in typed:
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=tmp_path,
            env=os.environ | where,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), command
        assert "2026-W47" in done.stdout, command
