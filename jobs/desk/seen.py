"""The sources as the room shows them: what sources.toml says, what the state knows, what was published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from core import sources as sources_file
from core.types import Source, SourceRun, SourceState, Volume
from digest.french import STATES, VOLUMES, listed, reason
from jobs import rhythm
from jobs.workspace import Workspace
from state import entries, runs, source_runs
from state.entries import EntryPoint
from state.open import State
from store.readers.desk.sources import Health

CLOSED = frozenset({SourceState.BLOCKED, SourceState.MISSED})
"""A source that gave nothing to read."""


def needs_a_look(line: SourceRun) -> bool:
    """Whether a source was not heard, or brings far more or less than usual (jobs/reading.py says which)."""
    return line.state in CLOSED or line.volume not in {None, Volume.USUAL}


def is_well(line: SourceRun | None) -> bool:
    """Whether a source was heard, and is as usual."""
    return line is not None and line.state is not SourceState.WAITING and not needs_a_look(line)


@dataclass(frozen=True, slots=True)
class Seen:
    """A source. `points` are its entry points that were asked, `line` the last of the ledger that says something."""

    source: Source
    points: tuple[EntryPoint, ...]
    line: SourceRun | None
    health: Health | None

    @property
    def asked(self) -> datetime | None:
        """When it was last visited."""
        return max((point.checked_at for point in self.points), default=None)

    @property
    def answered(self) -> datetime | None:
        """When it last answered."""
        return max((at for point in self.points if (at := point.answered_at)), default=None)

    @property
    def state(self) -> str:
        """How it last answered, in words."""
        return STATES[self.line.state] if self.line else "jamais visité"

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why its entry points did not answer the last time: codes."""
        codes = self.line.reasons if self.line else ()
        return tuple(code.removeprefix("entry.") for code in codes if code.startswith("entry."))

    @property
    def unread(self) -> tuple[tuple[str, int], ...]:
        """Why pages were not read the last time, and how many."""
        told = self.line.reasons.items() if self.line else ()
        return tuple(sorted(((c, n) for c, n in told if not c.startswith("entry.")), key=lambda one: -one[1]))

    @property
    def wrong(self) -> tuple[str, ...]:
        """What needs a look, in words; nothing of a source that is not visited."""
        if not self.source.enabled or self.line is None or not needs_a_look(self.line):
            return ()
        said = []
        if self.line.state in CLOSED:
            whys = listed([reason(code) for code in self.reasons])
            said.append(f"{STATES[self.line.state]} ({whys})" if whys else STATES[self.line.state])
        if self.line.volume not in {None, Volume.USUAL}:
            said.append(VOLUMES[self.line.volume])
        return tuple(said)

    @property
    def is_silent(self) -> bool:
        """Whether it is suspiciously quiet."""
        return self.source.enabled and self.line is not None and self.line.volume == "silent"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many sources there are of which kind."""

    every: int
    enabled: int
    to_see: int
    silent: int
    answered: int


def stamp(workspace: Workspace, state: State) -> tuple[object, ...]:
    """What changes when the list may have: the file, or the newest run."""
    about = workspace.sources_file.stat()
    last = [(run.run_id, run.status) for run in runs.latest(state, 1)]
    return (about.st_mtime_ns, about.st_size, *last)


def seen(workspace: Workspace, state: State, health: Mapping[str, Health]) -> list[Seen]:
    """All sources, in the order of the file."""
    every = sources_of(workspace)
    known, last = entries.known(state), source_runs.last_by_source(state)
    return [
        Seen(
            source,
            tuple(known[entry.url] for entry in source.entries if entry.url in known),
            last.get(source.slug),
            health.get(source.slug),
        )
        for source in every
    ]


def planned(workspace: Workspace, state: State) -> dict[str, datetime]:
    """From when on each source that is visited is due again (jobs.rhythm.planned)."""
    return rhythm.planned(workspace, state, [one for one in sources_of(workspace) if one.enabled])


def counts(every: Iterable[Seen]) -> Counts:
    """What stands above the list."""
    rows = list(every)
    enabled = [one for one in rows if one.source.enabled]
    well = [one for one in enabled if is_well(one.line)]
    return Counts(
        len(rows),
        len(enabled),
        sum(bool(one.wrong) for one in enabled),
        sum(one.is_silent for one in enabled),
        len(well),
    )


def sources_of(workspace: Workspace) -> Sequence[Source]:
    """The sources of the file, read again only when it has changed: hundreds of tables take a tenth of a second."""
    about = workspace.sources_file.stat()
    return _read(workspace.sources_file, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int, size: int) -> Sequence[Source]:
    del changed, size
    return sources_file.load(path)
