"""What the parent asks the crawl process to do: plain data that travels as one JSON file."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from core.settings import CrawlerSettings
from core.types import Candidate, Entry, EntryKind, Policy, Source
from state.codec import candidate_from_json, candidate_to_json
from state.hosts import Rest


@dataclass(frozen=True, slots=True)
class CrawlPlan:
    """One crawl. `candidates` are asked for whatever the state says; without a state, everything is new.

    `due` are the entry points to ask; None is all of them. `since` walks the past: sitemaps and archives
    back to that instant. `rests` are hosts to leave in peace, beside those that the state
    remembers. `probe` keeps every 200 answer, whatever its type.
    """

    run_id: str
    archive_dir: Path
    settings: CrawlerSettings
    sources: tuple[Source, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    state_path: Path | None = None
    due: frozenset[str] | None = None
    rests: tuple[Rest, ...] = ()
    since: datetime | None = None
    probe: bool = False
    obey_reservations: bool = True
    log_file: Path | None = None
    log_level: str = "INFO"

    @property
    def user_agent(self) -> str:
        """Who asks, and whom to write to."""
        contact = self.settings.contact.strip()
        return f"Beffroi/{_version()} (+{contact})" if contact else f"Beffroi/{_version()}"


def write_plan(plan: CrawlPlan, path: Path) -> None:
    """Save a plan for the child."""
    value = {
        "run_id": plan.run_id,
        "archive_dir": str(plan.archive_dir.absolute()),
        "settings": plan.settings.model_dump(),
        "sources": [asdict(source) for source in plan.sources],
        "candidates": [candidate_to_json(candidate) for candidate in plan.candidates],
        "state_path": plan.state_path and str(plan.state_path.absolute()),
        "due": None if plan.due is None else sorted(plan.due),
        "rests": [rest._asdict() | {"until_at": rest.until_at.isoformat()} for rest in plan.rests],
        "since": plan.since and plan.since.isoformat(),
        "probe": plan.probe,
        "obey_reservations": plan.obey_reservations,
        "log_file": plan.log_file and str(plan.log_file.absolute()),
        "log_level": plan.log_level,
    }
    path.write_text(json.dumps(value), encoding="utf-8")


def read_plan(path: Path) -> CrawlPlan:
    """Load a plan written by `write_plan`."""
    value = json.loads(path.read_text(encoding="utf-8"))
    return CrawlPlan(
        run_id=value["run_id"],
        archive_dir=Path(value["archive_dir"]),
        settings=CrawlerSettings(**value["settings"]),
        sources=tuple(_source(item) for item in value["sources"]),
        candidates=tuple(candidate_from_json(item) for item in value["candidates"]),
        state_path=value["state_path"] and Path(value["state_path"]),
        due=None if value["due"] is None else frozenset(value["due"]),
        rests=tuple(_rest(item) for item in value["rests"]),
        since=value["since"] and datetime.fromisoformat(value["since"]),
        probe=value["probe"],
        obey_reservations=value["obey_reservations"],
        log_file=value["log_file"] and Path(value["log_file"]),
        log_level=value["log_level"],
    )


def _rest(value: dict[str, Any]) -> Rest:
    return Rest(**value | {"until_at": datetime.fromisoformat(value["until_at"])})


def _source(value: dict[str, Any]) -> Source:
    """The inverse of `asdict`, after JSON made lists of tuples and strings of enumerations."""
    entries = tuple(Entry(EntryKind(item["kind"]), item["url"], item["pattern"]) for item in value["entries"])
    known = {
        "entries": entries,
        "departements": tuple(value["departements"]),
        "policy": Policy(value["policy"]),
        "headers": tuple((name, content) for name, content in value["headers"]),
    }
    return Source(**value | known)


def _version() -> str:
    try:
        return metadata.version("beffroi")
    except metadata.PackageNotFoundError:  # a checkout that was not installed
        return "0"
