"""The one spider: entry points, then the pages that they announce; every answer becomes a journal line."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from core import logs
from core.types import Fetch, Outcome
from crawler.agenda import Visit, Wanted
from crawler.archiving.archive import ArchiveWriter
from crawler.desk import Desk
from crawler.discovery.discover import Discovery, discover
from crawler.lines import Lines
from crawler.net import answers
from crawler.net.peace import Peace
from crawler.net.site_files import ENTRY, KIND, PAGE
from crawler.plan import CrawlPlan
from state import hosts
from state.open import State

_PEACE = frozenset({"http_429", "http_503"})
_log = logs.get(__name__)


class PressSpider(Spider):
    """Asks, archives, journals. What to ask next is the desk's, what an answer means the lines'."""

    name = "beffroi"

    def __init__(self, plan: CrawlPlan, archive: ArchiveWriter, state: State | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.plan = plan
        self.archive = archive
        self.lines = Lines(plan)
        self.peace = Peace([*plan.rests, *(hosts.rests(state) if state else ())])
        self.desk = Desk(plan, state)
        self.desk.open(self.journal_unasked)  # an error here ends the crawl; in `start` it would be logged

    async def start(self) -> AsyncIterator[Request]:
        """What the crawl begins with: one request a host."""
        for request in self._next():
            yield request

    def time_is_up(self) -> None:
        """Ask for nothing more: what waits is journalled as owed."""
        for wanted in self.desk.close():
            self.desk.give_up(wanted, "budget", self.journal_unasked)
            if wanted.visit is not None:
                wanted.visit.whole &= wanted.candidate is not None
            self._leave(wanted.visit)

    # --- asking

    def _next(self) -> Iterator[Request]:
        """A request for each host that has none under way."""
        while (wanted := self.desk.agenda.take()) is not None:
            try:
                yield self._request(wanted)
            except ValueError:  # no scheme: only an address given by hand can be so
                self._settle(wanted, self.lines.unasked(wanted, "bad_url", Outcome.FAILED))

    def _request(self, wanted: Wanted) -> Request:
        return Request(
            wanted.url,
            headers=self.desk.conditions(wanted),
            callback=self.on_page if wanted.candidate else self.on_entry,
            errback=self.on_failure,
            cb_kwargs={"wanted": wanted},
            meta={KIND: PAGE if wanted.candidate else ENTRY},
            dont_filter=True,
        )

    # --- answers

    def on_entry(self, response: Response, wanted: Wanted) -> Iterator[Request]:
        """304, a wall, a status that is no answer, a body that is no feed, or candidates."""
        line = self._guarded(wanted, lambda: self.lines.entry(wanted, response))
        line = replace(line, retry_at=self.met(response, response.url))
        if line.outcome is Outcome.FETCHED:
            line = self._read_entry(response, wanted, line)
        self._settle(wanted, line)
        yield from self._next()

    def _read_entry(self, response: Response, wanted: Wanted, line: Fetch) -> Fetch:
        visit = wanted.visit
        assert visit is not None  # noqa: S101  an entry point has a visit
        found = self._discovered(response, wanted, visit)
        if found.refusal:
            return replace(line, outcome=Outcome.FAILED, reason=found.refusal)
        # A feed's links and titles are openly given whatever its rights; its text is not kept if reserved.
        reserved = self.lines.reserved(response)
        if reserved:
            titles = tuple(replace(candidate, extract=None) for candidate in found.candidates)
            found, line = replace(found, candidates=titles), replace(line, reason="tdm")
        if found.sitemaps:  # unchanged, an index says nothing of its sitemaps; and it lists no article
            line = replace(line, etag=None, last_modified=None)
        else:
            line = replace(line, announced=found.announced)
        self.desk.follow(found, visit, self.journal_unasked)
        return self._archived(response, line, body=not reserved)

    def _discovered(self, response: Response, wanted: Wanted, visit: Visit) -> Discovery:
        try:
            return discover(
                visit.entry,
                wanted.source,
                response.url,
                response.body,
                max_entries=self.plan.settings.max_entries,
                content_type=answers.header(response, "Content-Type") or "",
                since=self.desk.since,
            )
        except Exception:  # noqa: BLE001  whatever a hostile feed can set off
            _log.exception("entry point not understood", source=wanted.source, url=wanted.url)
            return Discovery(refusal="internal")

    def _guarded(self, wanted: Wanted, reading: Callable[[], Fetch]) -> Fetch:
        """One answer must never end the crawl: what it breaks is logged with its trace, and its line says so."""
        try:
            return reading()
        except Exception:  # noqa: BLE001  whatever a hostile page can set off
            _log.exception("answer not understood", source=wanted.source, url=wanted.url)
            return self.lines.unasked(wanted, "internal", Outcome.FAILED)

    def on_page(self, response: Response, wanted: Wanted) -> Iterator[Request]:
        """Archive the page, unless it is none, the same as before, or reserved."""
        line = self._guarded(wanted, lambda: self.lines.page(wanted, response))
        line = replace(line, retry_at=self._rest(response, line))
        self._settle(wanted, self._archived(response, line, body=line.outcome is Outcome.FETCHED))
        yield from self._next()

    def on_failure(self, failure: Failure) -> Iterator[Request]:
        """No answer, or not asked."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        wanted: Wanted = request.cb_kwargs["wanted"]
        error = failure.value
        assert error is not None  # noqa: S101  a Failure without an error does not exist
        line = self.lines.failed(wanted, error, request)
        _log.debug("request failed", source=line.source, url=line.url, error=str(error)[:200])
        self._settle(wanted, self.archive.add(line) if wanted.candidate else line)
        yield from self._next()

    def met(self, response: Response, url: str) -> datetime | None:
        """A host that asks for peace gets it: until when, or None."""
        retry_after = answers.header(response, "Retry-After")
        if response.status != 429 and not (response.status == 503 and retry_after):
            return None
        host = urlsplit(url).hostname or ""
        return self.peace.cool(host, retry_after, datetime.now(UTC))

    def keep(self, response: Response, url: str) -> None:
        """Archive what a site says to robots: it shows later what was allowed."""
        sent = self.desk.sent(response.request)
        self.archive.keep(answers.page(response, url, "", datetime.now(UTC)), sent)

    def _rest(self, response: Response, line: Fetch) -> datetime | None:
        """Until when this answer closes its host, or its pages."""
        host = urlsplit(response.url).hostname or ""
        if line.outcome is Outcome.BLOCKED:
            return self.peace.met_wall(host, line.reason or "", line.at)
        if line.reason in _PEACE:
            return self.met(response, response.url)
        if line.outcome in {Outcome.FETCHED, Outcome.UNCHANGED}:
            self.peace.met_page(host, line.at)
        return None

    # --- lines

    def _archived(self, response: Response, line: Fetch, *, body: bool) -> Fetch:
        if not body:
            return self.archive.add(line)
        page = answers.page(response, line.url, line.source, line.at)
        return self.archive.add(line, page, self.desk.sent(response.request))

    def _settle(self, wanted: Wanted, line: Fetch) -> None:
        """Write what is known now: a page's line at once, an entry point's with the last of its pages."""
        self.desk.agenda.release(wanted.url)
        if wanted.candidate is not None:
            if not self.desk.still_owed(wanted, line):
                self._journal(line)
        elif wanted.visit is not None:
            wanted.visit.lines.append(line)
            wanted.visit.whole &= line.outcome in {Outcome.FETCHED, Outcome.UNCHANGED}
        self._leave(wanted.visit)

    def journal_unasked(self, wanted: Wanted, reason: str) -> None:
        """A line for a candidate that is announced and not asked for."""
        self._journal(self.archive.add(self.lines.unasked(wanted, reason)))

    def _leave(self, visit: Visit | None) -> None:
        """One of the requests behind a visit is settled; with the last one, its lines are written."""
        if visit is None:
            return
        visit.open -= 1
        if visit.open == 0:
            for line in visit.lines:
                self._journal(_as_had(line, visit))

    def _journal(self, line: Fetch) -> None:
        """Write a line, and log what did not go as hoped under the name of its source."""
        self.archive.acknowledge(line)
        if line.outcome not in {Outcome.FETCHED, Outcome.UNCHANGED}:
            _log.info(
                "not fetched", source=line.source, url=line.url, outcome=line.outcome, reason=line.reason
            )


def _as_had(line: Fetch, visit: Visit) -> Fetch:
    """An entry point's line, without validators when a part of what lies behind it is still to be had."""
    if not visit.whole:
        line = replace(line, etag=None, last_modified=None)
    return replace(line, reason="budget") if visit.left and line.outcome is Outcome.FETCHED else line
