"""The real pages that lie beside a checkout, and the scorer that lies beside them: both stay outside the project."""

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared"
SETS = ("publishers", "french")
_SCORER = SHARED / "acceptance" / "score_extract.py"
_FIGURE = re.compile(r"^(\w+) .*=(\d\.\d+)$", re.MULTILINE)

Line = dict[str, Any]


def present() -> bool:
    """Whether there is anything to measure on."""
    return _SCORER.exists() and all(_path(name).exists() for name in SETS)


def pages(name: str, count: int | None = None) -> list[Line]:
    """The first pages of a set: id, url, html, and what is known of them."""
    with gzip.open(_path(name), "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()][:count]


def score(gold: Sequence[Line], answers: Path, folder: Path) -> dict[str, float]:
    """The last figure of each line that the scorer prints (text and snippets: F1; title, date, authors: exact)."""
    known = folder / "gold.jsonl"
    bare = ({key: value for key, value in line.items() if key != "html"} for line in gold)
    known.write_text("".join(json.dumps(line) + "\n" for line in bare), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, _SCORER, known, answers], capture_output=True, text=True, check=True
    )
    return {name: float(value) for name, value in _FIGURE.findall(done.stdout)}


def _path(name: str) -> Path:
    return SHARED / "data" / "pages" / f"{name}.jsonl.gz"
