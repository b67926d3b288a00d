"""What the results hold beside articles: brought up to date before a job that writes, and kept after it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jobs.forgetting.screening import followed
from jobs.registers import registers_of
from jobs.workspace import Workspace
from state import runs, source_runs
from state.open import State
from store.batch import Batch
from store.healing import heal
from store.live import LiveStore
from store.registers import load_registers, load_technologies

if TYPE_CHECKING:
    from registers import Registers

_RUNS_AT_ONCE = 500  # each may have a line for every source


def prepared(workspace: Workspace, state: State, live: LiveStore) -> "Registers":
    """Bring registers, lexicon, sources and what follows from them in the results up to date; the registers.

    The sources come before the first article: who owns an outlet tells a reprint from a dispatch.
    """
    found = registers_of(workspace)
    known = found.manifest
    load_registers(live, found.communes, found.territories, found.mandates, known.fingerprint, known.credits)
    _store_technologies(live)
    heal(live)
    live.write(Batch(sources=followed(state, workspace.sources())))
    return found


def keep(state: State, live: LiveStore) -> None:
    """Store the runs that the results do not know yet, and their ledger.

    Oldest first: what is stored of it when this is cut short is known to be complete.
    """
    for batch in _runs(state, live):
        live.write(batch, later=True)


def _runs(state: State, live: LiveStore) -> Iterator[Batch]:
    reports = runs.since(state, live.last_run_at)
    while reports:
        first, reports = reports[:_RUNS_AT_ONCE], reports[_RUNS_AT_ONCE:]
        ledger = source_runs.latest(state, [report.run_id for report in first])
        yield Batch(runs=tuple(first), source_runs=tuple(ledger))


def _store_technologies(live: LiveStore) -> None:
    from nlp.technologies.lexicon import lexicon_version, table

    load_technologies(live, table(), lexicon_version())
