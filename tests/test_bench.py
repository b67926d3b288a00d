"""The benchmarks run: on a few pages, for their rows and not for their figures."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from nlp.training import articles

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "script",
    [
        ["crawl_speed.py", "--pages", "40", "--hosts", "4", "--rounds", "1"],
        ["crawl_memory.py", "--pages", "40"],
        ["hostile.py", "redir-self"],
        ["extract_speed.py", "--pages", "2", "--rounds", "1"],
        ["bad_pages.py", "empty", "json-wrong-types"],
        ["analysis_speed.py", "--texts", "12", "--rounds", "1"],
        ["analysis_memory.py", "--texts", "10"],
        ["noise.py", "--headlines", "20"],
        ["sql_attacks.py", "nothing", "ATTACH"],
        ["store_volume.py", "--articles", "400"],
        ["send_kill.py", "--readers", "6", "--kills", "2"],
        ["stories.py", "--known", "40", "80", "--added", "10", "--no-headlines"],
    ],
)
def test_a_benchmark_brings_its_rows(script: list[str]) -> None:
    command = [sys.executable, str(ROOT / "bench" / script[0]), *script[1:], "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr  # 1: a promise that so few pages cannot keep
    assert done.stdout, done.stderr
    rows = json.loads(done.stdout)
    assert rows
    assert all(isinstance(row, dict) and row for row in rows)


def test_the_page_of_figures_is_written_from_a_run(shared: Path) -> None:
    assert shared.is_dir()
    command = [
        sys.executable,
        str(ROOT / "bench/accuracy.py"),
        "--headlines",
        "5",
        "--half",
        "none",
        "--own",
        "--blind",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"{len(articles.packaged())} invented articles of our own" in done.stdout
    assert "| communes (INSEE code) | " in done.stdout
    assert "Of 5 headlines" in done.stdout
    told = done.stdout.partition("written and annotated blind")[2].partition("## Noise")[0]
    assert "| quotes (span and speaker) | " in told
    assert "communes" not in told
    assert "missed:" not in told
    kept = (ROOT / "docs/accuracy.md").read_text("utf-8").partition("## Extraction")[2]
    assert kept.strip() in done.stdout
