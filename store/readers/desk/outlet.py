"""An outlet: what is known of it, how its visits went, and what its ledger says week by week."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from store.readers.desk.asking import one, rows
from store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Outlet:
    """A watched outlet (sources.toml), and what is kept of its articles; `declared` is where it reserves its rights."""

    source_id: str
    name: str
    homepage: str
    outlet_group: str
    departements: tuple[str, ...]
    enabled: bool
    evidence: str
    kind: str
    policy: str
    verified: bool
    articles: int
    analysed: int
    relevant: int
    reserved: int
    declared: tuple[str, ...]
    excerpts: int


class Health(NamedTuple):
    """How an outlet is doing (v_source_health)."""

    source_id: str
    name: str
    outlet_group: str
    departements: list[str]
    enabled: bool
    state: str | None
    volume: str
    last_asked_at: datetime | None
    last_answer_at: datetime | None
    entry_outcome: str
    entry_reason: str
    asked_7_days: int
    failed_7_days: int
    announced_7_days: int | None
    announced_usual_week: float | None
    articles: int
    articles_7_days: int
    last_article_day: date | None
    silent_days: int | None


class Run(NamedTuple):
    """A visit."""

    ended_at: datetime | None
    state: str
    volume: str
    announced: int | None
    asked: int
    new: int
    updated: int
    reserved: int
    blocked: int
    refused: int
    failed: int


class Refusal(NamedTuple):
    """Pages that did not become articles."""

    stage: str
    reason: str
    n: int
    last_day: date | None


def outlet(snapshot: Snapshot, slug: str) -> Outlet | None:
    """The outlet of a slug; None where there is none."""
    found = one(snapshot, "outlet", id=slug)
    if not found:
        return None
    read: list[Any] = [tuple(value) if isinstance(value, list) else value for value in found]
    return Outlet(*read)


def outlets(snapshot: Snapshot) -> list[Health]:
    """All outlets with their health, by name."""
    return [Health(*row) for row in rows(snapshot, "outlets")]


def runs(snapshot: Snapshot, slug: str, most: int) -> list[Run]:
    """Its last visits, the newest first."""
    return [Run(*row) for row in rows(snapshot, "outlet_runs", id=slug, most=most)]


def refusals(snapshot: Snapshot, slug: str) -> list[Refusal]:
    """What did not become an article, the most frequent reason first."""
    return [Refusal(*row) for row in rows(snapshot, "outlet_refusals", id=slug)]
