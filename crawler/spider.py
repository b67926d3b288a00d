"""The one spider: entry points, then the pages that they announce; every answer becomes a journal line."""

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from core import logs
from core.ids import canonical_url
from core.types import Candidate, Entry, EntryKind, Fetch, Outcome, Source
from crawler import answers, resolver
from crawler.archive import ArchiveWriter
from crawler.discover import Discovery, discover
from crawler.plan import CrawlPlan
from crawler.reasons import why
from crawler.rights import reserved_by
from state import frontier
from state.open import State

_log = logs.get(__name__)


@dataclass(slots=True)
class Visit:
    """An entry point on its way.

    Its journal lines wait until everything it announced is settled: a crawl that dies before leaves no
    validators behind, the next one gets the feed whole (not a 304) and the missing pages with it.
    """

    source: str
    entry: Entry
    lines: list[Fetch] = field(default_factory=list)
    open: int = 1
    pages: int = 1


class PressSpider(Spider):
    """Asks, archives, journals. Decisions are the state's, the guard's and the discovery's."""

    name = "beffroi"

    def __init__(self, plan: CrawlPlan, archive: ArchiveWriter, state: State | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.plan = plan
        self.archive = archive
        self.state_db = state
        self.asked: set[str] = set()
        self.pages = 0
        self._first = list(
            self._first_requests()
        )  # an error here ends the crawl; in `start` it would be logged

    async def start(self) -> AsyncIterator[Request]:
        """What the crawl begins with."""
        for request in self._first:
            yield request

    def _first_requests(self) -> Iterator[Request]:
        """Entry points; then what was asked for by name, and what earlier runs owe."""
        enabled = [source for source in self.plan.sources if source.enabled]
        for source in enabled:
            for entry in source.entries:
                if entry.url not in self.asked:
                    yield self._ask_entry(Visit(source.slug, entry), entry.url)
        for candidate in (*self.plan.candidates, *self._owed(enabled)):
            yield from self._ask_page(candidate, None)

    # --- entry points

    def _ask_entry(self, visit: Visit, url: str) -> Request:
        self.asked.add(url)
        headers: dict[str, str | bytes] = {}
        etag, modified = frontier.validators(self.state_db, url) if self.state_db else (None, None)
        if etag:
            headers["If-None-Match"] = etag.encode("latin-1", "replace")
        if modified:
            headers["If-Modified-Since"] = modified.encode("latin-1", "replace")
        return Request(
            url,
            headers=headers,
            callback=self.on_entry,
            errback=self.on_entry_failure,
            cb_kwargs={"visit": visit, "url": url},
            priority=10,
            dont_filter=True,
        )

    def on_entry(self, response: Response, visit: Visit, url: str) -> Iterator[Request]:
        """304, a status that is no answer, a body that is no feed, or candidates."""
        line = self._line(visit.source, url, response)
        if response.status == 304:
            visit.lines.append(replace(line, outcome=Outcome.UNCHANGED))
        elif response.status != 200:
            visit.lines.append(replace(line, outcome=Outcome.FAILED, reason=f"http_{response.status}"))
        else:
            yield from self._read_entry(response, visit, line)
        self._leave(visit)

    def _read_entry(self, response: Response, visit: Visit, line: Fetch) -> Iterator[Request]:
        found = discover(
            visit.entry,
            visit.source,
            response.url,
            response.body,
            max_entries=self.plan.settings.max_entries,
            content_type=answers.header(response, "Content-Type") or "",
        )
        if found.refusal:
            visit.lines.append(replace(line, outcome=Outcome.FAILED, reason=found.refusal))
            return
        # A feed's links and titles are openly given whatever its rights; its text is not kept if reserved.
        if self._reserved(response):
            visit.lines.append(self.archive.add(replace(line, reason="tdm")))
        else:
            visit.lines.append(self.archive.add(line, answers.page(response, line)))
        yield from self._follow(found, visit, line)

    def _follow(self, found: Discovery, visit: Visit, line: Fetch) -> Iterator[Request]:
        if found.announced > len(found.candidates):
            kept = len(found.candidates)
            _log.warning(
                "entries capped", source=line.source, url=line.url, announced=found.announced, kept=kept
            )
        due = frontier.to_visit(self.state_db, found.candidates) if self.state_db else found.candidates
        new = [candidate for candidate in due if canonical_url(candidate.url) not in self.asked]
        for candidate in new:
            yield from self._ask_page(candidate, visit)
        more = found.next_url if visit.entry.kind is EntryKind.LISTING else None
        if more and new and visit.pages < self.plan.settings.max_listing_pages and more not in self.asked:
            visit.open += 1
            visit.pages += 1
            yield self._ask_entry(visit, more)

    def on_entry_failure(self, failure: Failure) -> None:
        """No answer."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        visit, url = request.cb_kwargs["visit"], request.cb_kwargs["url"]
        visit.lines.append(self._failed(visit.source, url, failure, request))
        self._leave(visit)

    def _leave(self, visit: Visit) -> None:
        """One of the requests behind a visit is settled; with the last one, its lines are written."""
        visit.open -= 1
        if visit.open == 0:
            for line in visit.lines:
                self._journal(line)

    # --- pages

    def _owed(self, sources: Iterable[Source]) -> list[Candidate]:
        if self.state_db is None:
            return []
        return frontier.to_retry(self.state_db, [source.slug for source in sources])

    def _ask_page(self, candidate: Candidate, visit: Visit | None) -> Iterator[Request]:
        """At most one request for a candidate in a run; beyond the budget, a line that says so."""
        key = canonical_url(candidate.url)
        if key in self.asked:
            return
        self.asked.add(key)
        if self.pages >= self.plan.settings.max_pages:
            line = self._line(candidate.source, candidate.url, candidate=candidate)
            self._journal(replace(line, outcome=Outcome.REFUSED, reason="budget"))
            return
        try:
            request = Request(
                candidate.url,
                callback=self.on_page,
                errback=self.on_page_failure,
                cb_kwargs={"candidate": candidate, "visit": visit},
                dont_filter=True,
            )
        except ValueError:  # no scheme: only an address given by hand can be so
            line = self._line(candidate.source, candidate.url, candidate=candidate)
            self._journal(replace(line, outcome=Outcome.FAILED, reason="bad_url"))
            return
        self.pages += 1
        if visit is not None:
            visit.open += 1
        yield request

    def on_page(self, response: Response, candidate: Candidate, visit: Visit | None) -> None:
        """Archive the page, unless it is none, or reserved."""
        line = self._line(candidate.source, candidate.url, response, candidate)
        if response.status not in (200, 203):
            line = replace(line, outcome=Outcome.FAILED, reason=f"http_{response.status}")
        elif not answers.is_text(response):
            line = replace(line, outcome=Outcome.FAILED, reason="not_html")
        elif self._reserved(response):
            line = replace(line, outcome=Outcome.RESERVED, reason="tdm")
        fetched = line.outcome is Outcome.FETCHED
        self._settle(self.archive.add(line, answers.page(response, line) if fetched else None), visit)

    def on_page_failure(self, failure: Failure) -> None:
        """No answer, or not asked."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        candidate: Candidate = request.cb_kwargs["candidate"]
        line = self._failed(candidate.source, candidate.url, failure, request)
        self._settle(self.archive.add(replace(line, candidate=candidate)), request.cb_kwargs["visit"])

    def _settle(self, line: Fetch, visit: Visit | None) -> None:
        self._journal(line)
        if visit is not None:
            self._leave(visit)

    # --- lines

    def _journal(self, line: Fetch) -> None:
        """Write a line, and log what did not go as hoped under the name of its source."""
        self.archive.acknowledge(line)
        if line.outcome not in {Outcome.FETCHED, Outcome.UNCHANGED}:
            _log.info(
                "not fetched", source=line.source, url=line.url, outcome=line.outcome, reason=line.reason
            )

    def _reserved(self, response: Response) -> bool:
        if not self.plan.obey_reservations:
            return False
        return reserved_by(answers.headers(response), response.body) is not None

    def _line(
        self, source: str, url: str, response: Response | None = None, candidate: Candidate | None = None
    ) -> Fetch:
        """A journal line that says fetched, until told otherwise."""
        line = Fetch(
            run_id=self.plan.run_id,
            source=source,
            url=url,
            at=datetime.now(UTC),
            outcome=Outcome.FETCHED,
            candidate=candidate,
        )
        if response is None:
            return line
        return replace(
            line,
            status=response.status,
            final_url=response.url,
            etag=answers.header(response, "ETag"),
            last_modified=answers.header(response, "Last-Modified"),
        )

    def _failed(self, source: str, url: str, failure: Failure, request: Request) -> Fetch:
        error = failure.value
        assert error is not None  # noqa: S101  a Failure without an error does not exist
        outcome, reason = why(error, urlsplit(request.url).hostname or "", resolver.refused)
        _log.debug("request failed", source=source, url=url, error=str(error)[:200])
        return replace(self._line(source, url), outcome=outcome, reason=reason)
