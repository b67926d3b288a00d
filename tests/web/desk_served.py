"""The desk as editors have it: `beffroi serve` in a process, the demonstration’s workspace, a mail server."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import tomlkit
from mail_server import Box, free_port, listening

from jobs import workspace
from jobs.workspace import Workspace

ROOT = Path(__file__).parents[2]
_READY = re.compile(r"http://127\.0\.0\.1:\d+/")


@dataclass(frozen=True, slots=True)
class Served:
    """A desk that answers at `url`; its mail goes to `box`."""

    space: Workspace
    url: str
    box: Box


@contextmanager
def served(demo: Path, root: Path) -> Iterator[Served]:
    """Serve a copy of the demonstration until the end of the block."""
    shutil.copytree(demo, root, symlinks=True)
    box, port = Box(), free_port()
    with listening(box) as smtp:
        _settle(root / "beffroi.toml", smtp, f"http://127.0.0.1:{port}")
        space = workspace.find(root)
        command = [sys.executable, "-P", "-m", "cli", "serve", "--workspace", str(root), "--port", str(port)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
        ) as child:
            try:
                assert child.stdout is not None
                assert _READY.search(child.stdout.readline())
                _answers(f"http://127.0.0.1:{port}/statique/desk.css")
                yield Served(space, f"http://127.0.0.1:{port}", box)
            finally:
                child.terminate()


def _settle(file: Path, smtp: int, url: str) -> None:
    settings = tomlkit.parse(file.read_text("utf-8"))
    settings["letter"].update({"sender": "lettre@marais.example", "base_url": url})  # type: ignore[union-attr]
    settings["smtp"].update(  # type: ignore[union-attr]
        {"host": "127.0.0.1", "port": smtp, "tls": "none", "per_minute": 1_000_000, "timeout_seconds": 10.0}
    )
    file.write_text(tomlkit.dumps(settings), encoding="utf-8")


def _answers(url: str) -> None:
    """The line that says the address comes once it is listened at: the first answer may wait, not be refused."""
    assert httpx.get(url, timeout=60).status_code == 200
