"""The crawl process: `python -P -m crawler.run PLAN.json [--while-stdin-open]`.

A Twisted reactor cannot be started twice, so each crawl has a process of its own. SIGINT and SIGTERM end it
cleanly: the requests under way get some seconds to finish, the segment gets its final name.
"""

import logging
import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import structlog
from scrapy import signals
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.error import ReactorNotRunning
from twisted.python.failure import Failure

from core import logs
from crawler.archiving.archive import ArchiveWriter
from crawler.net.scrapy_settings import scrapy_settings
from crawler.plan import CrawlPlan, read_plan
from crawler.spider import PressSpider
from state.open import State, open_state

STOP_SECONDS = 10.0


def main(arguments: list[str]) -> None:
    """Run one plan to its end; an unexpected error ends the process with its traceback."""
    if "--while-stdin-open" in arguments:
        threading.Thread(target=_follow_parent, daemon=True).start()
    plan = read_plan(Path(arguments[0]))
    logs.configure(plan.log_level, plan.log_file, console=plan.log_file is None)
    structlog.contextvars.bind_contextvars(run_id=plan.run_id)
    state = open_state(plan.state_path, read_only=True) if plan.state_path else None
    archive = ArchiveWriter(plan.archive_dir, plan.run_id)
    crash = _crawl(plan, archive, state)
    if crash is not None:
        # What the archive holds is left as it is, for salvage: the error may come from writing to it.
        raise crash
    archive.close()


def _crawl(plan: CrawlPlan, archive: ArchiveWriter, state: State | None) -> BaseException | None:
    """Run the reactor until the spider is done; returns the first error that is a bug or a full disk."""
    crashes: list[Failure] = []
    process = CrawlerProcess(scrapy_settings(plan))
    logging.getLogger("scrapy").setLevel(logging.WARNING)  # it has just set it to DEBUG: a line a request
    crawler = process.create_crawler(PressSpider)

    def crash(failure: Failure) -> None:
        crashes.append(failure)
        deferred_from_coro(crawler.stop_async())

    crawler.signals.connect(crash, signals.spider_error)
    process.crawl(crawler, plan=plan, archive=archive, state=state).addErrback(crashes.append)
    _stop_on_signals(crawler)
    _stop_in_time(crawler, plan.settings.max_minutes * 60)
    process.start(install_signal_handlers=False)
    return crashes[0].value if crashes else None


def _stop_on_signals(crawler: Crawler) -> None:
    """Ask the spider to end, then end the reactor: Scrapy alone would wait for a whole queue and its delays."""
    from twisted.internet import reactor as installed  # only now: Scrapy has installed it

    reactor: Any = installed  # a Zope interface, which is no type

    def begin() -> None:
        deferred_from_coro(crawler.stop_async())
        reactor.callLater(STOP_SECONDS, halt)

    def halt() -> None:
        with suppress(ReactorNotRunning):
            reactor.stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: reactor.callFromThread(begin))


def _stop_in_time(crawler: Crawler, seconds: float) -> None:
    """Let a crawl end: what waits then is for the next one, what is under way gets its answer."""
    from twisted.internet import reactor as installed

    reactor: Any = installed

    def end() -> None:
        spider: Any = crawler.spider
        spider.time_is_up()

    reactor.callLater(seconds, end)


def _follow_parent() -> None:
    """Stop when the parent is gone, however it went: its end of the pipe closes."""
    while os.read(sys.stdin.fileno(), 1):  # not sys.stdin's own read: its lock would abort our exit
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Exception as error:
        logging.getLogger(__name__).critical("crawl_failed", exc_info=True)
        # The last line of stderr is what the parent quotes.
        sys.exit(f"{type(error).__name__} : {str(error).partition(chr(10))[0]}")
