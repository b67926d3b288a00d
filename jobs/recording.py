"""Every job leaves a row in the state: when it ran, how it ended, what it counted."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import structlog

from core import logs
from core.ids import run_id
from core.types import RunReport, SourceRun
from state import runs
from state.open import State


@dataclass(slots=True)
class Run:
    """A run in progress; the job replaces `counts`."""

    report: RunReport

    def count(
        self,
        counts: dict[str, int],
        problems: Iterable[tuple[str, str, str]] = (),
        sources: Iterable[SourceRun] = (),
    ) -> None:
        """Set what the run counted, in a stable order, what needs a look (source, address, reason), the ledger."""
        self.report = replace(
            self.report, counts=dict(sorted(counts.items())), problems=tuple(problems), sources=tuple(sources)
        )


@contextmanager
def recorded(state: State, job: str) -> Iterator[Run]:
    """Record a job as done, failed or interrupted; every log line inside carries its run id."""
    run = Run(RunReport(run_id(), job, datetime.now(UTC)))
    runs.start(state, run.report)
    with structlog.contextvars.bound_contextvars(run_id=run.report.run_id, job=job):
        try:
            yield run
        except BaseException as error:
            stopped = isinstance(error, (KeyboardInterrupt, SystemExit))
            _finish(state, run, "interrupted" if stopped else "failed")
            raise
        _finish(state, run, "done")


def _finish(state: State, run: Run, status: str) -> None:
    run.report = replace(run.report, finished_at=datetime.now(UTC), status=status)
    runs.finish(state, run.report)
    logs.get(__name__).info("run ended", status=status, counts=run.report.counts)
