"""The annotated texts beside the checkout: figures must not fall below what was landed (docs/accuracy.md)."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

LANDED = {
    "commune": 0.95,
    "mayor": 0.9,
    "role": 0.85,
    "technology": 0.86,
    "relevant": 0.9,
    "organisation": 0.8,
}


@pytest.mark.slow
def test_figures_do_not_fall(shared: Path, tmp_path: Path) -> None:
    scorer, gold = shared / "acceptance/score_analyse.py", shared / "gold/gold.jsonl"
    command = [sys.executable, str(scorer), "--inputs", str(gold), str(shared / "gold/texts")]
    inputs = subprocess.run(command, capture_output=True, check=True).stdout
    answers = tmp_path / "answers.jsonl"
    beffroi = [sys.executable, "-P", "-m", "cli", "analyse", "--jsonl"]
    answers.write_bytes(subprocess.run(beffroi, input=inputs, capture_output=True, check=True).stdout)
    assert len(answers.read_text("utf-8").splitlines()) == len(inputs.splitlines())
    assert all(json.loads(line)["model"] for line in answers.read_text("utf-8").splitlines())
    report = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(answers)], capture_output=True, text=True, check=True
    )
    figures = {
        m[1]: float(m[2]) for m in re.finditer(r"^(\w+) +P=.*?F1=([\d.]+)", report.stdout, re.MULTILINE)
    }
    assert {name: figures[name] for name in LANDED if figures[name] < LANDED[name]} == {}
