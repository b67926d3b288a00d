"""Reprocessing: what another model, lexicon or register read, or another extractor, is read again; the rest is let be.

In order of days, each batch one transaction: what is done bears the present model's name, so that a run that was cut
short goes on where it stood. No version is made of it, and facts of past versions stay as they are.
"""

from collections import Counter
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from core.types import RunReport
from extract import EXTRACTOR
from extract.worker import Worker
from jobs.analysing import LANGUAGES, analyst, model_of, obeys_reservations
from jobs.correcting import corrections
from jobs.preparing import keep, prepared
from jobs.process import JOBS, Progress
from jobs.recording import recorded
from jobs.renewal import refuse_half_made
from jobs.rereading import Work, redo
from jobs.sessions import Sessions
from jobs.workspace import Workspace
from state import runs
from state.open import open_state
from store.live import open_live
from store.readers import stale
from store.readers.changes import Changes
from store.readers.stale import Wanted
from store.registers import note_model

if TYPE_CHECKING:
    from registers import Registers


class Stage(StrEnum):
    """From where on articles are read again."""

    EXTRACT = "extract"
    ANALYSE = "analyse"


@dataclass(slots=True)
class Reprocessed:
    """What was done, and what it changed."""

    report: RunReport
    changes: Changes


def reprocess(
    workspace: Workspace,
    since: date = date.min,
    stage: Stage = Stage.EXTRACT,
    progress: Progress | None = None,
    *,
    everything: bool = False,
) -> Reprocessed:
    """Read again what is out of date (`everything`: all), of articles of `since` and later.

    Raises:
        StoreBusy: another process writes, or the results are being made anew.
    """
    changes = Changes()
    with (
        closing(open_state(workspace.state)) as state,
        open_live(workspace.data, workspace.settings.store, job="reprocess") as live,
    ):
        refuse_half_made(state)
        runs.interrupt_unfinished(state, datetime.now(UTC), JOBS)
        with recorded(state, "reprocess") as run:
            registers = prepared(workspace, state, live)
            corrections.apply(state, live)
            sessions = Sessions(workspace, state, live)
            session = sessions.of(run.report.run_id)
            wanted = _wanted(workspace, registers, since, stage, everything=everything)
            counts = Counter[str]()
            if total := stale.count(live.connection, wanted):
                with _pages(stage) as worker:
                    reader = analyst(workspace, registers)
                    note_model(live, reader.pipeline.model)
                    work = Work(workspace, state, live, reader, session, worker, changes, counts)
                    _redo_all(work, wanted, total, progress)
            run.count(+(counts + sessions.counts))
        keep(state, live)
    return Reprocessed(run.report, changes)


def _wanted(
    workspace: Workspace, registers: "Registers", since: date, stage: Stage, *, everything: bool
) -> Wanted:
    return Wanted(
        model=model_of(workspace, registers),
        extractor=EXTRACTOR if stage is Stage.EXTRACT else None,
        since=since,
        obeys=obeys_reservations(workspace),
        languages=tuple(filter(None, LANGUAGES)),
        everything=everything,
    )


def _pages(stage: Stage) -> "AbstractContextManager[Worker | None]":
    """The process that reads pages, where they are to be read."""
    return Worker() if stage is Stage.EXTRACT else nullcontext()


def _redo_all(work: Work, wanted: Wanted, total: int, progress: Progress | None) -> None:
    done = 0
    for found in stale.batches(work.live.connection, wanted, work.workspace.settings.store.batch_size):
        redo(work, found)
        done += len(found)
        if progress:
            progress(done, total)
