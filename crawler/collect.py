"""The parent's side of a crawl: start the child, follow it, end it; then bring its journal into the state."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import IO

from core.errors import CrawlError
from core.types import Fetch
from crawler.archiving.archive import SEGMENT, salvage
from crawler.archiving.journal import PART, SUFFIX, read_journal
from crawler.plan import CrawlPlan, write_plan
from state import captures, forgetting
from state.open import State

Progress = Callable[[dict[str, int]], None]
POLL_SECONDS = 0.25
GRACE_SECONDS = 15.0
_TAIL_LINES = 5


def crawl(plan: CrawlPlan, on_progress: Progress | None = None) -> None:
    """Run a plan in a child process and wait for its end.

    `on_progress` gets the number of journal lines by outcome, now and then. Ctrl-C ends the child cleanly
    before it is raised again.

    Raises:
        CrawlError: the child ended badly; the message has the last line of its log. `ingest` still takes in
            what it had journalled.
    """
    plan.archive_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="beffroi-") as folder, tempfile.TemporaryFile() as errors:
        path = Path(folder) / "plan.json"
        write_plan(plan, path)
        child = _start(path, errors)
        try:
            _follow(child, _Counter(plan), on_progress)
        finally:
            _end(child)
        if child.returncode != 0:
            raise _failure(plan, child.returncode, errors)


def ingest(archive_dir: Path, state: State, ages: Sequence[timedelta]) -> list[Fetch]:
    """Bring every journal that the state does not know into it, oldest first; returns their lines.

    Crawls that died are salvaged first. `ages` are those at which an article is visited again.
    """
    salvage(archive_dir)
    known = captures.ingested(state)
    new: list[Fetch] = []
    for path in sorted(archive_dir.glob(f"*{SUFFIX}")):
        run_id = path.name.removesuffix(SUFFIX)
        if run_id + SEGMENT in known or run_id.startswith("."):
            continue
        fetches = forgetting.lines(state, read_journal(path))
        if captures.ingest(state, run_id + SEGMENT, run_id, fetches, ages):
            new += fetches
    return new


class _Counter:
    """Reads the journal as it grows."""

    def __init__(self, plan: CrawlPlan) -> None:
        final = plan.archive_dir / f"{plan.run_id}{SUFFIX}"
        self._paths = (final.with_name(final.name + PART), final)
        self._read = 0
        self.counts: Counter[str] = Counter()

    def update(self) -> bool:
        """Count the new lines; False when there are none."""
        lines = self._new_lines()
        self.counts.update(json.loads(line)["outcome"] for line in lines)
        return bool(lines)

    def _new_lines(self) -> list[bytes]:
        for path in self._paths:
            try:
                with path.open("rb") as file:
                    file.seek(self._read)
                    fresh = file.read()
            except FileNotFoundError:
                continue
            whole = fresh[: fresh.rfind(b"\n") + 1]
            self._read += len(whole)
            return whole.splitlines()
        return []


def _start(plan: Path, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """-P keeps the current folder off the path; our own packages are put on it, installed or not."""
    here = str(Path(__file__).resolve().parents[1])
    path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "crawler.run", str(plan), "--while-stdin-open"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    )


def _follow(child: subprocess.Popen[bytes], counter: _Counter, on_progress: Progress | None) -> None:
    while True:
        try:
            child.wait(POLL_SECONDS if on_progress else None)
        except subprocess.TimeoutExpired:
            if on_progress and counter.update():
                on_progress(dict(counter.counts))
            continue
        if on_progress and counter.update():
            on_progress(dict(counter.counts))
        return


def _end(child: subprocess.Popen[bytes]) -> None:
    """Whatever happened, no child is left behind: asked first, then killed with its group."""
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    if child.stdin:
        child.stdin.close()


def _failure(plan: CrawlPlan, code: int, errors: IO[bytes]) -> CrawlError:
    errors.seek(0)
    tail = errors.read()[-4000:].decode("utf-8", "replace").strip().splitlines()
    last = tail[-1].strip() if tail else f"code {code}"
    error = CrawlError(
        f"collecte {plan.run_id} : le processus de collecte s'est arrêté ({last})",
        "Ce qui était collecté est gardé ; relancez « beffroi collect »"
        + (f", et voyez {plan.log_file}." if plan.log_file else "."),
    )
    error.add_note("\n".join(tail[-_TAIL_LINES:]))
    return error
