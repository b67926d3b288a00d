"""Process: what the crawls brought back becomes articles, analyses and rows, batch by batch.

At-least-once: a batch is marked as processed after it is stored, and storing by key makes the effect
exactly-once.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

from core import logs
from core.types import RunReport
from extract.worker import Worker
from jobs.analysing import analyst
from jobs.correcting import corrections
from jobs.extraction import Ahead, batch_of, readings
from jobs.ingesting import take_in
from jobs.keeping import keep_daily_copy
from jobs.preparing import keep, prepared
from jobs.recording import recorded
from jobs.renewal import ended, renewed
from jobs.sessions import Sessions
from jobs.workspace import Workspace
from state import captures, frontier, runs
from state.open import State, open_state
from store.live import LiveStore, open_live
from store.registers import note_model

Progress = Callable[[int, int], None]
JOBS = ("process", "reprocess", "publish")
"""The jobs that hold the writer's lock: none of them can be alive when another has it."""


def process(workspace: Workspace, progress: Progress | None = None) -> RunReport:
    """Extract, analyse and store all that is waiting, journals included that the state does not know yet."""
    with closing(open_state(workspace.state)) as state:
        take_in(workspace, state)
        renewed(workspace, state)
        with open_live(workspace.data, workspace.settings.store, job="process") as live:
            runs.interrupt_unfinished(state, datetime.now(UTC), JOBS)
            with recorded(state, "process") as run:
                run.count(_drain(workspace, state, live, run.report.run_id, progress))
            keep(state, live)
        keep_daily_copy(state)
    return run.report


def _drain(
    workspace: Workspace, state: State, live: LiveStore, run_id: str, progress: Progress | None
) -> Counter[str]:
    """Batch after batch until nothing waits; pipeline and worker are loaded only if something does."""
    if live.empty and captures.requeue(state):
        logs.get(__name__).warning("results are empty: all that is archived is processed again")
    registers = prepared(workspace, state, live)
    counts = corrections.apply(state, live)
    sessions = Sessions(workspace, state, live)
    total, done = captures.pending_count(state), 0
    if total:
        size = workspace.settings.store.batch_size
        with Worker() as worker:  # it starts while the pipeline is loaded
            reader = analyst(workspace, registers)
            note_model(live, reader.pipeline.model)
            stream = Ahead(readings(workspace, state, worker, size), size, batch_of)
            while read := stream.take(size):
                first = read[0][0]
                session = sessions.before(first.by) if first.by else sessions.of(run_id)
                made = session.made(reader, read, stream.draw)
                live.write(made.batch, later=True)
                frontier.identify(state, made.names)
                captures.mark_processed(state, [c.capture_id for c, _ in read], datetime.now(UTC), run_id)
                counts.update(made.counts)
                done += len(read)
                if progress:
                    progress(done, total)
    sessions.of(run_id)  # what editors said takes effect even when nothing waited
    counts["article.carried"] = ended(workspace, state, live)
    return counts + sessions.counts
