"""The two crawls that are compared, each in a child process, each counted by the server that it asked."""

import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from articles import article_path
from loopback import Asked, Handle
from measure import Cost, measured

from core.ids import run_id
from core.settings import CrawlerSettings
from core.types import Entry, EntryKind, Outcome, Source
from crawler.collect import crawl, ingest
from crawler.plan import CrawlPlan
from state.open import open_state

_BARE = Path(__file__).with_name("bare_spider.py")


@dataclass(frozen=True, slots=True)
class Crawl:
    """One crawl: what it took, what the server saw; sizes in MB, `ingest` in seconds (ours only)."""

    name: str
    pages: int
    cost: Cost
    asked: Asked
    archive_mb: float = 0.0
    ingest: float = 0.0

    @property
    def per_second(self) -> float:
        """Pages a second over the whole life of the child process, its start included."""
        return self.pages / self.cost.wall

    @property
    def steady(self) -> float:
        """Pages a second between the first page request and the last."""
        return (self.pages - 1) / self.asked.seconds

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of processor a page, the start of the process included."""
        return 1000 * self.cost.cpu / self.pages


class Incomplete(RuntimeError):
    """A crawl that did not bring every page: its speed means nothing."""


def bare(press: Handle, hosts: int, pages: int) -> Crawl:
    """Scrapy alone."""
    each = pages // hosts
    urls = [press.url(h + 1, article_path(h * each + n)) for n in range(each) for h in range(hosts)]
    press.reset()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "urls.txt"
        path.write_text("\n".join(urls), encoding="ascii")
        with measured() as cost:
            subprocess.run([sys.executable, _BARE, path], check=True)
    return _whole(Crawl("bare Scrapy", pages, cost, press.asked()))


def ours(press: Handle, hosts: int, pages: int) -> Crawl:
    """Feeds read, robots.txt obeyed, every page archived and journalled, a state consulted and then updated."""
    each = pages // hosts
    press.reset()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with closing(open_state(folder / "state.db")) as state:
            plan = CrawlPlan(
                run_id=run_id(),
                archive_dir=folder / "archive",
                settings=_settings(pages, each),
                sources=tuple(_source(press, number) for number in range(1, hosts + 1)),
                state_path=state.path,
                log_file=folder / "crawl.log",
            )
            with measured() as cost:
                crawl(plan)
            began = time.perf_counter()
            lines = ingest(plan.archive_dir, state, plan.settings.revisit_ages)
            took = time.perf_counter() - began
        fetched = sum(line.candidate is not None and line.outcome is Outcome.FETCHED for line in lines)
        if fetched != pages:
            raise Incomplete(f"{fetched} pages in the archive instead of {pages}")
        size = sum(file.stat().st_size for file in plan.archive_dir.iterdir()) / 1e6
    return replace(_whole(Crawl("Beffroi", pages, cost, press.asked())), archive_mb=size, ingest=took)


def _settings(pages: int, each: int) -> CrawlerSettings:
    return CrawlerSettings(
        contact="banc@example.org",
        delay_seconds=0,
        max_pages=pages,
        max_pages_per_source=each,
        max_entries=each,
        allow_private_addresses=True,
    )


def _source(press: Handle, number: int) -> Source:
    slug = f"h{number:02d}"
    feed = press.url(number, "/rss")
    return Source(slug, slug, press.url(number, "/"), (Entry(EntryKind.FEED, feed),))


def _whole(crawl: Crawl) -> Crawl:
    seen = crawl.asked.kinds["page"]
    if seen != crawl.pages:
        raise Incomplete(f"{crawl.name}: the server saw {seen} page requests instead of {crawl.pages}")
    return crawl
