"""An extractor in a process of its own, seen from the process that compares them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, Self, cast

PEERS = frozenset({"newspaper4k", "readability-lxml"})
_HERE = Path(__file__).resolve().parent
_PEERS_PYTHON = _HERE.parent / ".venv-peers" / "bin" / "python"


class Reader:
    """`missing` when its library is not installed; `rounds` are the seconds of each page, round by round."""

    def __init__(self, name: str, pages: Path, answers: Path) -> None:
        """Start it; it reads `pages` and writes `answers` (extractors.py)."""
        self.name, self.answers = name, answers
        self.rounds: list[list[float]] = []
        self.peak_mb = 0.0
        self._child: subprocess.Popen[str] | None = None
        python = str(_PEERS_PYTHON) if name in PEERS else sys.executable
        self.missing = not Path(python).exists()
        if not self.missing:
            command = [python, "-W", "ignore", str(_HERE / "extractors.py"), name, str(pages), str(answers)]
            self._child = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
            self.missing = "missing" in self._heard(self._child)

    def ask(self, word: str) -> Any:
        """What it answers to a word."""
        child = cast("subprocess.Popen[str]", self._child)
        print(word, file=child.stdin, flush=True)
        return self._heard(child)

    def _heard(self, child: "subprocess.Popen[str]") -> Any:
        line = cast("IO[str]", child.stdout).readline()
        if not line:
            raise RuntimeError(f"{self.name} ended without an answer")
        return json.loads(line)

    def __enter__(self) -> Self:
        """Nothing more to do."""
        return self

    def __exit__(self, *_: object) -> None:
        """It ends with its input."""
        if self._child is not None:
            self._child.communicate()

    @property
    def best(self) -> list[float]:
        """Seconds of each page, the best of its rounds."""
        return [min(page) for page in zip(*self.rounds, strict=True)]
