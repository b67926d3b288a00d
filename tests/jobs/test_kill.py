"""`kill -9` of `beffroi run` at any moment costs nothing but time."""

import random
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from demo import MANDATES, Newsroom, serve, sources
from jobs import workspace
from store.query import run_sql

TABLES = {
    "articles": "* EXCLUDE (first_seen_at, first_seen_day, version_seen_at, revision)",
    "article_versions": "* EXCLUDE (seen_at)",
    "article_topics": "*",
    "mentions": "*",
    "persons": "*",
    "roles": "*",
    "rejections": '* EXCLUDE ("at", day)',
}
ROUNDS = 5
BUSY = "le-semainier-des-causses"
LONGEST = 9.0
"""Seconds of a whole run here, more or less: the moments fall in collect, process and publish."""


def made(root: Path, port: int) -> workspace.Workspace:
    crawler: dict[str, Any] = {
        "allow_private_addresses": True,
        "delay_seconds": 0.0,
        "contact": "t@example.invalid",
        "sitemap_days": 36_500,  # the newsroom's day is fixed
    }
    # What comes of a host that asks for an hour of peace depends on how many runs there are: it stays out.
    listed = sources(port).replace(f"[{BUSY}]", f"[{BUSY}]\nenabled = false")
    found = workspace.create(root, {"crawler": crawler}, listed)
    shutil.copyfile(MANDATES, root / "mandates.toml")
    return found


def started(space: workspace.Workspace) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "cli", "run", "-w", str(space.root)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def finished(space: workspace.Workspace) -> None:
    with started(space) as run:
        out, _ = run.communicate()
    assert run.returncode == 3, out.decode()  # one feed of the newsroom is dead, and that needs a look


def rows(space: workspace.Workspace) -> dict[str, list[tuple[Any, ...]]]:
    found = {t: run_sql(space.data, f"SELECT {c} FROM {t}", 100_000).rows for t, c in TABLES.items()}
    return {table: sorted(lines, key=repr) for table, lines in found.items()}


@pytest.mark.slow
def test_same_rows_as_an_undisturbed_run(tmp_path: Path) -> None:
    moments = random.Random()  # another five each time: a seed would always kill in the same places
    with serve(Newsroom(date(2026, 11, 23), 0), 0) as running:
        calm, shaken = made(tmp_path / "calm", running.port), made(tmp_path / "shaken", running.port)
        finished(calm)
        for _ in range(ROUNDS):
            with started(shaken) as run:
                try:
                    run.wait(moments.uniform(0.2, LONGEST))
                except subprocess.TimeoutExpired:
                    run.kill()
        finished(shaken)
    assert rows(shaken) == rows(calm)
