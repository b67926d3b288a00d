"""The runs of every job: when each started, how it ended, what it counted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from core.types import RunReport
from state.open import State
from state.schema import runs

RUNNING = "running"
INTERRUPTED = "interrupted"


def start(state: State, report: RunReport) -> None:
    """Write that a run has begun."""
    with state.write() as connection:
        connection.execute(insert(runs).values(**_values(report)))


def finish(state: State, report: RunReport) -> None:
    """Write how a run ended; a run whose start was not written is written whole."""
    with state.write() as connection:
        known = connection.execute(
            update(runs).where(runs.c.run_id == report.run_id).values(**_values(report))
        )
        if not known.rowcount:
            connection.execute(insert(runs).values(**_values(report)))


def latest(state: State, limit: int = 20) -> list[RunReport]:
    """The newest runs first."""
    query = select(runs).order_by(runs.c.started_at.desc(), runs.c.run_id.desc()).limit(limit)
    with state.read() as connection:
        return [_report(row) for row in connection.execute(query)]


def since(state: State, at: datetime | None) -> list[RunReport]:
    """The runs that something happened to since then (None: ever), or that have not ended; oldest first."""
    query = select(runs).order_by(runs.c.started_at, runs.c.run_id)
    if at is not None:
        query = query.where(
            (runs.c.started_at >= at) | (runs.c.finished_at >= at) | runs.c.finished_at.is_(None)
        )
    with state.read() as connection:
        return [_report(row) for row in connection.execute(query)]


def started_at(state: State, run_id: str) -> datetime | None:
    """When a run began; None when it is not known."""
    with state.read() as connection:
        began: datetime | None = connection.scalar(select(runs.c.started_at).where(runs.c.run_id == run_id))
    return began


def interrupt_unfinished(state: State, at: datetime, jobs: Sequence[str]) -> list[str]:
    """Mark as interrupted every run of these jobs that says it is running; returns their ids.

    Call it only when none of them can be alive: holding the lock that they need.
    """
    running = (runs.c.status == RUNNING) & runs.c.job.in_(jobs)
    with state.write() as connection:
        stale = list(connection.scalars(select(runs.c.run_id).where(running).order_by(runs.c.run_id)))
        connection.execute(update(runs).where(running).values(status=INTERRUPTED, finished_at=at))
    return stale


def _values(report: RunReport) -> dict[str, Any]:
    return {
        "run_id": report.run_id,
        "job": report.job,
        "started_at": report.started_at,
        "finished_at": report.finished_at,
        "status": report.status,
        "counts": report.counts,
    }


def _report(row: Row[Any]) -> RunReport:
    return RunReport(row.run_id, row.job, row.started_at, row.finished_at, row.status, dict(row.counts))
