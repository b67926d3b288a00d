"""What to ask for: entry points that are due, news among what they announce, young articles, what is owed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from scrapy.http import Request

from core import logs
from core.ids import article_id
from core.types import Candidate, EntryKind, Fetch, Policy
from crawler.agenda import Agenda, Rank, Visit, Wanted
from crawler.budget import Budget
from crawler.discovery.discover import Discovery
from crawler.discovery.traps import trap
from crawler.plan import CrawlPlan
from state import entries, frontier, tombstones
from state.frontier import Known
from state.open import State
from state.tombstones import Tombstones

Unasked = Callable[[Wanted, str], None]
_REST = frozenset({"cooldown", "wall", "robots_unavailable", "tdmrep_unavailable"})
_log = logs.get(__name__)


class Desk:
    """The editor of a crawl: fills the agenda, within the budget."""

    def __init__(self, plan: CrawlPlan, state: State | None) -> None:
        self.plan = plan
        self.agenda = Agenda()
        recent = datetime.now(UTC) - timedelta(days=plan.settings.sitemap_days)
        self.since = plan.since or recent
        self._state = state
        self._forgotten = Tombstones() if state is None else tombstones.load(state)
        self._sources = {source.slug: source for source in plan.sources if source.enabled}
        self._budget = Budget(plan.settings)
        self._asked: set[str] = set()
        self._closed = False
        self._secret = {name.lower() for source in plan.sources for name, _ in source.headers}
        self._validators: dict[str, entries.EntryPoint] = {}

    def open(self, unasked: Unasked) -> None:
        """Entry points; what was asked for by name; then what earlier runs owe, and young articles."""
        if self._state is not None:
            self._validators = entries.known(self._state)
        for source in self._sources.values():
            for entry in source.entries:
                if self.plan.due is None or entry.url in self.plan.due:
                    self._ask_entry(Visit(source.slug, entry), entry.url)
        for candidate in self.plan.candidates:
            self._ask_page(Wanted(candidate.url, Rank.FRESH, candidate.source, None, candidate), unasked)
        for wanted in self._late():
            self._ask_page(wanted, unasked)

    def close(self) -> list[Wanted]:
        """Ask for nothing more; returns what was waiting."""
        self._closed = True
        return self.agenda.clear()

    def follow(self, found: Discovery, visit: Visit, unasked: Unasked) -> None:
        """Ask for what is new among the announced, and for the next part of the listing."""
        if found.announced > len(found.candidates) >= self.plan.settings.max_entries:
            counts = {"announced": found.announced, "kept": len(found.candidates)}
            _log.warning("entries capped", source=visit.source, url=visit.entry.url, **counts)
        met = [one for one in found.candidates if article_id(one.url) not in self._asked]
        wished = [one for one in met if not self._is_past(one)]
        news = self._news(wished)
        for candidate, known in news:
            page = Wanted(candidate.url, Rank.FRESH, visit.source, visit, candidate, known)
            self._ask_page(page, unasked)
        # A walk through the past goes on over what an earlier walk has read already.
        if found.sitemaps or (wished if self.plan.since else news):
            self._ask_more(found, visit)

    def _is_past(self, candidate: Candidate) -> bool:
        """Whether a walk through the past does not go back so far."""
        since = self.plan.since
        return since is not None and candidate.published_at is not None and candidate.published_at < since

    def conditions(self, wanted: Wanted) -> dict[str, bytes]:
        """The headers that let a server answer "unchanged"."""
        known = wanted.known if wanted.candidate else self._validators.get(wanted.url)
        if known is None or self.plan.since is not None:
            return {}
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value.encode("latin-1", "replace") for name, value in headers.items() if value}

    def sent(self, request: Request | None) -> tuple[tuple[str, str], ...]:
        """The headers of a request that may be archived: none that is a source's own."""
        pairs = request.headers.items() if request else ()
        named = ((name.decode("latin-1"), values) for name, values in pairs)
        return tuple(
            (name, value.decode("latin-1"))
            for name, values in named
            if name.lower() not in self._secret
            for value in values
        )

    def still_owed(self, wanted: Wanted, line: Fetch) -> bool:
        """Whether nothing was learnt: the host is at rest, and the state knows already what is owed."""
        return wanted.is_late and line.reason in _REST

    def _news(self, candidates: Iterable[Candidate]) -> list[tuple[Candidate, Known | None]]:
        if self._state is None:
            return [(candidate, None) for candidate in candidates]
        return frontier.to_visit(self._state, candidates, datetime.now(UTC))

    def _ask_more(self, found: Discovery, visit: Visit) -> None:
        """The sitemaps of an index, or the next page of a listing (of a feed too, through the past)."""
        urls = list(found.sitemaps)
        paged = visit.entry.kind is EntryKind.LISTING or self.plan.since is not None
        if not urls and paged and found.next_url and not trap(found.next_url):
            urls = [found.next_url]
        settings = self.plan.settings
        most = settings.max_sitemaps if found.sitemaps else settings.max_listing_pages - 1
        urls = [url for url in urls if url not in self._asked]
        room = 0 if self._closed or self._is_enough() else max(most - visit.pages, 0)
        for url in urls[:room]:
            visit.pages += 1
            self._ask_entry(visit, url)
        if room < len(urls) and (found.sitemaps or self._closed):
            visit.whole, visit.left = False, self.plan.since is not None
            _log.warning("not followed", source=visit.source, url=visit.entry.url, left=len(urls) - room)

    def _is_enough(self) -> bool:
        """Whether a walk through the past has all the pages that it may have."""
        return self.plan.since is not None and self._budget.spent

    def _late(self) -> Iterator[Wanted]:
        """Young articles again, and what is owed: an unchanged feed announces nothing again."""
        if self._state is None or self.plan.since is not None:
            return
        names, limit = list(self._sources), self.plan.settings.max_pages_per_source
        now = datetime.now(UTC)
        for known in frontier.to_revisit(self._state, names, now, limit):
            assert known.revisit is not None  # noqa: S101  the query's condition
            yield _again(known, known.revisit, Rank.REVISIT)
        for known in frontier.to_retry(self._state, names, now, limit):
            assert known.retry is not None  # noqa: S101  the query's condition
            yield _again(known, known.retry, Rank.OWED)

    def _ask_entry(self, visit: Visit, url: str) -> None:
        if url not in self._asked:
            self._asked.add(url)
            visit.open += 1
            self.agenda.add(Wanted(url, Rank.ENTRY, visit.source, visit))

    def _ask_page(self, wanted: Wanted, unasked: Unasked) -> None:
        """At most one request for an article in a run; what is not asked leaves a line that says why."""
        key = article_id(wanted.url)
        # no line either: it would write down again what was forgotten
        if key in self._asked or self._forgotten.forgets(wanted.url):
            return
        self._asked.add(key)
        reason = self._objection(wanted)
        if reason is None:
            if wanted.visit is not None:
                wanted.visit.open += 1
            self.agenda.add(wanted)
        else:
            self.give_up(wanted, reason, unasked)

    def give_up(self, wanted: Wanted, reason: str, unasked: Unasked) -> None:
        """Leave a page unasked, and say so; not what the state knows already, nor what a walk meets again."""
        if wanted.candidate is None or wanted.is_late:
            return
        if reason == "budget" and self.plan.since is not None and wanted.visit is not None:
            wanted.visit.left = True
        else:
            unasked(wanted, reason)

    def _objection(self, wanted: Wanted) -> str | None:
        """Why not to ask for this page: the outlet's policy, an endless address, the budget."""
        source = self._sources.get(wanted.source)
        if source is not None and source.policy is not Policy.FULL:
            return f"policy_{source.policy.value}"
        if wanted.visit is not None and trap(wanted.url):
            return "trap"
        if self._closed or not self._budget.grant(wanted.source, wanted.rank):
            return "budget"
        return None


def _again(known: Known, candidate: Candidate, rank: Rank) -> Wanted:
    return Wanted(candidate.url, rank, known.source_id, None, candidate, known)
