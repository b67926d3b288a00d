"""A workspace of the tests: an archive, a state, and crawls into them."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update

from core.ids import run_id
from core.settings import CrawlerSettings
from core.types import Fetch, Outcome, Source
from crawler.archiving.archive import read_page
from crawler.collect import crawl, ingest
from crawler.plan import CrawlPlan
from state.open import State
from state.schema import frontier

SETTINGS = CrawlerSettings(
    contact="veille@example.org",
    delay_seconds=0,
    timeout_seconds=10,
    max_body_bytes=200_000,
    sitemap_days=36_500,  # the tests' dates are fixed
    allow_private_addresses=True,
)


@dataclass
class Workspace:
    """An archive and a state, and crawls into them."""

    folder: Path
    state: State
    settings: CrawlerSettings = SETTINGS
    progress: list[dict[str, int]] = field(default_factory=list)
    ages: list[timedelta] = field(default_factory=list)

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    def plan(self, *sources: Source, **changes: Any) -> CrawlPlan:
        plan: dict[str, Any] = {
            "run_id": run_id(),
            "archive_dir": self.archive,
            "settings": self.settings,
            "sources": sources,
            "state_path": self.state.path,
            "log_file": self.folder / "crawl.log",
        }
        return CrawlPlan(**(plan | changes))

    def run(self, *sources: Source, **changes: Any) -> list[Fetch]:
        """Crawl and ingest; the new journal lines."""
        crawl(self.plan(*sources, **changes), self.progress.append)
        return ingest(self.archive, self.state, self.ages)

    def move_visits_to(self, at: datetime) -> None:
        """As if the next visit of every young article were due now."""
        with self.state.write() as connection:
            young = frontier.c.next_visit_at.is_not(None)
            connection.execute(update(frontier).where(young).values(next_visit_at=at))

    def body(self, fetch: Fetch) -> bytes:
        return read_page(self.archive, fetch).body


def outcome_of(fetches: list[Fetch], url: str) -> tuple[Outcome, str | None]:
    """How one address ended; it must be there exactly once."""
    (line,) = [fetch for fetch in fetches if fetch.url == url]
    return line.outcome, line.reason


def members(data: bytes) -> Iterator[bytes]:
    """The gzip members of a segment, decompressed."""
    while data:
        inflate = zlib.decompressobj(wbits=31)
        yield inflate.decompress(data)
        data = inflate.unused_data
