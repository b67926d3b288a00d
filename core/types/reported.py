"""What a crawl reports of its sources."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class SourceState(StrEnum):
    """How a source's entry points answered in a run: something new, the same, nothing at all, a wall, silence.

    `WAITING`: none was asked, because none was due or the host asked for peace.
    """

    NEW = "new"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    BLOCKED = "blocked"
    MISSED = "missed"
    WAITING = "waiting"


class Volume(StrEnum):
    """What a source announced lately, against its own rhythm."""

    USUAL = "usual"
    SILENT = "silent"
    DROP = "drop"
    BURST = "burst"


@dataclass(frozen=True, slots=True)
class SourceRun:
    """The ledger line of one source in one crawl. Counts are of pages; `asked` those for which a request was tried.

    `excerpts` of the pages not read left what the listing gives; `reasons` counts those of the unread.
    `volume` is None while too little is known of the source's rhythm. `announced` is None when no entry point gave
    a list: beside a 304 it is not 0, it is the same as before.
    """

    run_id: str
    source: str
    at: datetime
    state: SourceState
    volume: Volume | None = None
    announced: int | None = None
    asked: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    reserved: int = 0
    blocked: int = 0
    refused: int = 0
    failed: int = 0
    excerpts: int = 0
    reasons: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a job did: `counts` by outcome or `outcome.reason`; `problems` are (source, address, reason)."""

    run_id: str
    job: str
    started_at: datetime
    finished_at: datetime | None = None
    status: str = "running"
    counts: dict[str, int] = field(default_factory=dict)
    problems: tuple[tuple[str, str, str], ...] = ()
    sources: tuple[SourceRun, ...] = ()
