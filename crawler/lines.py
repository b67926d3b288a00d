"""The journal lines of a crawl: what an answer, or the lack of one, means."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import urlsplit

from scrapy.http import Request, Response

from core.types import Fetch, Outcome
from crawler.agenda import Wanted
from crawler.net import answers, resolver
from crawler.net.reasons import Refused, why
from crawler.net.rights import reserved_by
from crawler.net.walls import wall
from crawler.plan import CrawlPlan


class Lines:
    """Makes the lines of one run."""

    def __init__(self, plan: CrawlPlan) -> None:
        self._plan = plan

    def unasked(self, wanted: Wanted, reason: str, outcome: Outcome = Outcome.REFUSED) -> Fetch:
        """A line for what is not asked, by our own decision."""
        return replace(self._line(wanted), outcome=outcome, reason=reason)

    def failed(self, wanted: Wanted, error: BaseException, request: Request) -> Fetch:
        """A line for a request that brought no answer."""
        outcome, reason = why(error, urlsplit(request.url).hostname or "", resolver.refused)
        retry_at = error.retry_at if isinstance(error, Refused) else None
        moved = (
            request.url if request.url != wanted.url else None
        )  # the host after a redirect may have said it
        return replace(self._line(wanted), outcome=outcome, reason=reason, retry_at=retry_at, final_url=moved)

    def entry(self, wanted: Wanted, response: Response) -> Fetch:
        """A line for an entry point's answer; `fetched` when its body is to be read."""
        line = self._answered(wanted, response)
        if self._plan.since is not None:  # a walk through the past reads another part than the next run will
            line = replace(line, etag=None, last_modified=None)
        if response.status == 304 and _conditional(response):
            return replace(line, outcome=Outcome.UNCHANGED)
        return self._refused(line, response)

    def page(self, wanted: Wanted, response: Response) -> Fetch:
        """A line for a page's answer; `fetched` when its body is to be kept."""
        line = self._answered(wanted, response)
        if response.status == 304 and _conditional(response):
            return replace(line, outcome=Outcome.UNCHANGED)
        line = self._refused(line, response)
        if line.outcome is not Outcome.FETCHED:
            return line
        if not self._plan.probe and not answers.is_text(response):
            return replace(line, outcome=Outcome.FAILED, reason="not_html")
        if self.reserved(response):
            return replace(line, outcome=Outcome.RESERVED, reason="tdm")
        digest = sha256(response.body).hexdigest()
        if wanted.known is not None and wanted.known.sha256 == digest:
            return replace(line, outcome=Outcome.UNCHANGED, sha256=digest)
        return replace(line, sha256=digest)

    def reserved(self, response: Response) -> bool:
        """Whether the answer itself reserves text and data mining, and we obey that."""
        if not self._plan.obey_reservations:
            return False
        return reserved_by(answers.headers(response), response.body) is not None

    @staticmethod
    def _refused(line: Fetch, response: Response) -> Fetch:
        """A wall, or a status that is no answer."""
        walled = wall(response.status, answers.headers(response), response.body)
        if walled:
            return replace(line, outcome=Outcome.BLOCKED, reason=walled)
        if response.status not in (200, 203):
            return replace(line, outcome=Outcome.FAILED, reason=f"http_{response.status}")
        if response.headers.get("Content-Encoding"):  # what Scrapy could undo is gone from the headers
            return replace(line, outcome=Outcome.FAILED, reason="bad_encoding")
        return line

    def _answered(self, wanted: Wanted, response: Response) -> Fetch:
        return replace(
            self._line(wanted),
            status=response.status,
            final_url=response.url,
            etag=answers.header(response, "ETag"),
            last_modified=answers.header(response, "Last-Modified"),
        )

    def _line(self, wanted: Wanted) -> Fetch:
        return Fetch(
            run_id=self._plan.run_id,
            source=wanted.source,
            url=wanted.url,
            at=datetime.now(UTC),
            outcome=Outcome.FETCHED,
            candidate=wanted.candidate,
            revisit=wanted.known is not None and wanted.known.fetched_at is not None,
        )


def _conditional(response: Response) -> bool:
    """Whether validators were sent: without them there is nothing to be unchanged."""
    asked = response.request
    return asked is not None and ("If-None-Match" in asked.headers or "If-Modified-Since" in asked.headers)
