"""The wheel holds all that runs: lexicons, SQL, templates, registers, migrations."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


@pytest.mark.slow
def test_an_installed_wheel_runs_the_demo(tmp_path: Path) -> None:
    """Built from the tracked files alone, installed with its locked dependencies in an empty environment."""
    source, venv, away = tmp_path / "source", tmp_path / "venv", tmp_path / "away"
    away.mkdir()
    shutil.copytree(
        ROOT, source, ignore=shutil.ignore_patterns(".venv", ".git", "beffroi-demo", "*.egg-info", "build")
    )
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        tmp_path,
        source,
        cwd=away,
    )
    wheel = next(tmp_path.glob("beffroi-*.whl"))
    run(sys.executable, "-m", "venv", venv, cwd=away)
    python = venv / "bin/python"
    install = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    run(*install, "--require-hashes", "--only-binary", ":all:", "-r", ROOT / "requirements.lock", cwd=away)
    run(*install, "--no-deps", wheel, cwd=away)
    env = {"PATH": os.environ["PATH"], "HOME": str(away)}
    out = run(venv / "bin/beffroi", "demo", "--json", "--port", "8123", cwd=away, env=env)
    summary = json.loads(out)[0]
    assert summary["articles"] >= 25
    assert Path(summary["digest"]).is_file()
    where = run(python, "-c", "import cli, nlp; print(cli.__file__, nlp.__file__)", cwd=away, env=env)
    assert where.count(str(venv)) == 2
