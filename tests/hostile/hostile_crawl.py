"""A crawl of hostile hosts in a workspace of its own, with the peak memory of its process."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hostile_cases import Case
from hostile_limits import (
    MAX_BODY_BYTES,
    MAX_ENTRIES,
    MAX_LISTING_PAGES,
    MAX_PAGES_PER_SOURCE,
    MAX_SITEMAPS,
    TIMEOUT_SECONDS,
)
from hostile_server import HostileServer

from core.ids import run_id
from core.types import Candidate, Fetch
from crawler.collect import ingest
from crawler.plan import CrawlPlan, write_plan
from jobs import workspace
from jobs.workspace import Workspace
from state.open import open_state

ROOT = Path(__file__).resolve().parents[2]
CRAWLER: dict[str, Any] = {
    "contact": "veille@example.org",
    "delay_seconds": 0.0,
    "timeout_seconds": TIMEOUT_SECONDS,
    "max_body_bytes": MAX_BODY_BYTES,
    "max_entries": MAX_ENTRIES,
    "max_listing_pages": MAX_LISTING_PAGES,
    "max_sitemaps": MAX_SITEMAPS,
    "max_pages_per_source": MAX_PAGES_PER_SOURCE,
    "allow_private_addresses": True,
}
PATIENCE_SECONDS = 240
"""After that a crawl is killed, and the test fails."""


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a crawl left: its lines, how long it took, its peak resident memory in bytes, its log."""

    space: Workspace
    lines: tuple[Fetch, ...]
    seconds: float
    peak_rss: int
    log: tuple[dict[str, Any], ...]


def crawl_cases(
    folder: Path,
    server: HostileServer,
    cases: Sequence[Case],
    candidates: Sequence[Candidate] = (),
    *,
    child: str = "measured_child.py",
    **changes: Any,
) -> Crawled:
    """Crawl these hosts in one run, in a new workspace in `folder`, and take its journal into the state.

    `child` is the script of this folder that runs the plan; `changes` are settings of the crawler.
    """
    space = workspace.create(folder, {"crawler": CRAWLER | changes})
    with closing(open_state(space.state)) as state:
        plan = CrawlPlan(
            run_id(),
            space.archive,
            space.settings.crawler,
            sources=tuple(case.source(server) for case in cases),
            candidates=tuple(candidates),
            state_path=space.state,
            log_file=space.logs,
        )
        path = folder / "plan.json"
        write_plan(plan, path)
        started = time.monotonic()
        peak = _run(child, path)
        seconds = time.monotonic() - started
        lines = tuple(ingest(space.archive, state, ()))
    logged = space.logs.read_text(encoding="utf-8").splitlines() if space.logs.exists() else []
    return Crawled(space, lines, seconds, peak, tuple(json.loads(line) for line in logged))


def _run(child: str, plan: Path) -> int:
    """The peak resident memory of the crawl, which the child says in its last line."""
    script = Path(__file__).with_name(child)
    command = [sys.executable, "-P", str(script), str(ROOT), str(plan)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"the crawl broke:\n{done.stderr[-4000:]}")
    return int(done.stdout.split()[-1])
