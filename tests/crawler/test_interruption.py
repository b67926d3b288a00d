"""Crawls that are killed, stopped, or fail: nothing journalled is lost, nothing is fetched twice in the results."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from crawl_workspace import Workspace
from press_server import XML, Answer, Item, Press, feed_source, rss

from core.errors import CrawlError
from core.types import Fetch, Outcome, Source
from crawler.archiving.archive import read_page, salvage
from crawler.archiving.journal import Journal
from crawler.collect import crawl, ingest
from crawler.plan import write_plan
from state import captures, entries

ROOT = Path(__file__).parents[2]
PAGES = 12


def outlet(press: Press, host: str) -> tuple[Source, threading.Event]:
    """A feed of many pages; after the first ones, the server does not answer until the gate opens."""
    gate = press.hold_after(host, 7)
    urls = [press.page(host, f"/{n}", f"Page {n}") for n in range(PAGES)]
    feed = press.put(host, "/rss", Answer(rss(*map(Item, urls)), kind=XML, etag=f'"{host}"'))
    return feed_source(host.partition(".")[0], feed), gate


@contextmanager
def crawling(workspace: Workspace, source: Source) -> Iterator[subprocess.Popen[bytes]]:
    """A child at work, as `crawl` starts it, but in the hands of the test."""
    plan = workspace.folder / "plan.json"
    write_plan(workspace.plan(source), plan)
    command = [sys.executable, "-P", "-m", "crawler.run", str(plan)]
    child = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL)
    try:
        yield child
    finally:
        child.kill()
        child.wait()


def wait_for_lines(workspace: Workspace, gate: threading.Event, count: int) -> None:
    """Scrapy hands answers over a tenth of a second after they came; the closed gate keeps the crawl there."""
    for _ in range(1000):
        if sum(path.read_bytes().count(b"\n") for path in workspace.archive.glob("*.jsonl.part")) >= count:
            return
        gate.wait(0.01)
    pytest.fail("nothing was journalled")


def fetched_pages(fetches: list[Fetch]) -> list[str]:
    return sorted(fetch.url for fetch in fetches if fetch.candidate and fetch.outcome is Outcome.FETCHED)


def test_kill_9_loses_nothing_and_doubles_nothing(press: Press, workspace: Workspace) -> None:
    source, gate = outlet(press, "mort.localhost")
    with crawling(workspace, source) as child:
        press.wait_until_held("mort.localhost")
        wait_for_lines(workspace, gate, 5)
        assert salvage(workspace.archive) == []  # its journal is locked: it is alive
        child.send_signal(signal.SIGKILL)
        child.wait()
    gate.set()
    assert list(workspace.archive.glob("*.part"))

    before = ingest(workspace.archive, workspace.state, ())
    assert not list(workspace.archive.glob("*.part"))
    assert all(workspace.body(fetch) for fetch in before if fetch.pointer)
    # The feed is not settled, so nothing will answer 304 while pages are missing.
    assert entries.known(workspace.state) == {}

    after = workspace.run(source)
    assert 0 < len(fetched_pages(before)) < PAGES
    urls = sorted(press.url("mort.localhost", f"/{n}") for n in range(PAGES))
    assert fetched_pages(before + after) == urls
    kept = [capture.fetch for capture in captures.pending(workspace.state, 10_000)]
    assert fetched_pages(kept) == urls
    assert entries.known(workspace.state)[source.homepage].etag == '"mort.localhost"'


def test_sigterm_ends_a_crawl_cleanly(press: Press, workspace: Workspace) -> None:
    source, gate = outlet(press, "stop.localhost")
    with crawling(workspace, source) as child:
        press.wait_until_held("stop.localhost")
        child.send_signal(signal.SIGTERM)
        gate.set()
        assert child.wait(30) == 0
    assert not list(workspace.archive.glob("*.part"))
    before = ingest(workspace.archive, workspace.state, ())
    after = workspace.run(source)
    assert fetched_pages(before + after) == sorted(press.url("stop.localhost", f"/{n}") for n in range(PAGES))


def test_a_child_ends_when_its_parent_is_gone(press: Press, workspace: Workspace) -> None:
    source, gate = outlet(press, "orphelin.localhost")
    plan = workspace.folder / "plan.json"
    write_plan(workspace.plan(source), plan)
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "crawler.run", str(plan), "--while-stdin-open"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
    )
    assert child.stdin
    press.wait_until_held("orphelin.localhost")
    child.stdin.close()
    gate.set()
    assert child.wait(30) == 0


def test_ctrl_c_in_the_parent_ends_the_child(press: Press, workspace: Workspace) -> None:
    source, gate = outlet(press, "ctrlc.localhost")

    def interrupt(_: dict[str, int]) -> None:
        gate.set()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        crawl(workspace.plan(source), interrupt)
    assert not list(workspace.archive.glob("*.part"))
    assert ingest(workspace.archive, workspace.state, ())


def test_a_crawl_that_fails_says_why(press: Press, workspace: Workspace) -> None:
    source, _ = outlet(press, "casse.localhost")
    with sqlite3.connect(workspace.state.path) as database:
        database.execute("DROP TABLE entry_points")
    database.close()
    with pytest.raises(CrawlError, match="no such table: entry_points") as caught:
        crawl(workspace.plan(source))
    assert "relancez" in caught.value.next_step


def test_a_journal_that_is_being_written_is_not_salvaged(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "20261123T000000Z-aaaa")
    assert salvage(tmp_path) == []
    journal.close()
    assert [path.name for path in tmp_path.iterdir()] == ["20261123T000000Z-aaaa.journal.jsonl"]


def test_read_page_of_a_salvaged_crawl(press: Press, workspace: Workspace) -> None:
    source, gate = outlet(press, "lu.localhost")
    with crawling(workspace, source) as child:
        press.wait_until_held("lu.localhost")
        wait_for_lines(workspace, gate, 3)
        child.kill()
        child.wait()
    gate.set()
    pages = [fetch for fetch in ingest(workspace.archive, workspace.state, ()) if fetch.pointer]
    assert len(pages) >= 3
    assert {read_page(workspace.archive, fetch).requested_url for fetch in pages} == {f.url for f in pages}
