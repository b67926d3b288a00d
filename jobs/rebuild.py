"""Rebuild: the results made anew from the archive, record by record, in the batches of the first time.

The old files stay in `aside/`, and readers keep what was published, until the new results are published.
"""

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.errors import DamagedFile, ForeignFile
from core.types import RunReport
from jobs.ingesting import take_in
from jobs.process import Progress, process
from jobs.renewal import present
from jobs.workspace import Workspace
from state import captures, rebuilds
from state.open import open_state
from store.live import live_files, open_live
from store.search import INDEX_DIR
from store.upkeep.aside import kept
from store.upkeep.carry import Carried, counted
from store.upkeep.room import require_room, size_of

_ROOM = 1.2
"""Free bytes that are asked for, over those of the files that are made anew."""


NOTHING = Carried(0, 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a rebuild would do: records to replay, and what of the results is `older` than the archive.

    `withdrawn` is what stood on pages that left the archive on request. `older` is None when the results cannot be read
    (`trouble` says why): nobody knows what they hold. `resumes`: one was cut short, this goes on with it.
    """

    records: int
    older: Carried | None
    trouble: str
    resumes: bool
    withdrawn: Carried = NOTHING


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was done, and the old files."""

    report: RunReport
    aside: tuple[Path, ...]


def half_done(workspace: Workspace) -> bool:
    """Whether one was cut short: the next goes on with it, unasked."""
    with closing(open_state(workspace.state)) as state:
        return rebuilds.under_way(state) is not None


def planned(workspace: Workspace) -> Plan:
    """Look, and change nothing but take in what journals hold; raises StoreError when the disk has no room."""
    with closing(open_state(workspace.state)) as state:
        take_in(workspace, state)  # what is in no state would be told to be older than the archive
        resumes = rebuilds.under_way(state) is not None
        instants = list(present(workspace, state))
        withdrawn = [at for _, at in captures.withdrawn(state)]
        records = captures.pending_count(state) if resumes else captures.count(state)
    if resumes:
        return Plan(records, None, "", resumes=True)
    _refuse_without_room(workspace)
    try:
        with open_live(workspace.data, workspace.settings.store, job="rebuild") as live:
            every, older = (counted(live.connection, known) for known in (instants, instants + withdrawn))
            gone = Carried(every.articles - older.articles, every.versions - older.versions)
            return Plan(records, older, "", resumes=False, withdrawn=gone)
    except (ForeignFile, DamagedFile) as error:
        return Plan(records, None, str(error), resumes=False)


def rebuild(workspace: Workspace, progress: Progress | None = None) -> Rebuilt:
    """Make the results anew, or go on with it; process what waits as well."""
    with closing(open_state(workspace.state)) as state:
        rebuilds.begin(state, datetime.now(UTC))
        found = rebuilds.under_way(state)
    report = process(workspace, progress)
    return Rebuilt(report, tuple(kept(workspace.data, found.stamp)) if found else ())


def _refuse_without_room(workspace: Workspace) -> None:
    """The old files stay beside the new ones, which will be about as large."""
    index = (workspace.data / INDEX_DIR).glob("*")
    needed = int(_ROOM * size_of([*live_files(workspace.data), *index]))
    require_room(workspace.root, needed, "refaire les résultats à côté des anciens")
