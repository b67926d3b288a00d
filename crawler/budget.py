"""How many pages a crawl may ask for: in all, and of one source, so that none starves the others."""

from collections import Counter

from core.settings import CrawlerSettings
from crawler.agenda import Rank


class Budget:
    """Counts what is granted. What is owed, or read again, gets at most half of each share: news first."""

    def __init__(self, settings: CrawlerSettings) -> None:
        self._of_all, self._of_one = settings.max_pages, settings.max_pages_per_source
        self._granted: Counter[str] = Counter()
        self._late: Counter[str] = Counter()

    @property
    def spent(self) -> bool:
        """Whether no page of any source is granted any more."""
        return self._granted.total() >= self._of_all

    def grant(self, source: str, rank: Rank) -> bool:
        """Whether one more page of this source may be asked for."""
        if not self._fits(self._granted, source, 1):
            return False
        late = rank in (Rank.REVISIT, Rank.OWED)
        if late and not self._fits(self._late, source, 2):
            return False
        self._granted[source] += 1
        self._late[source] += late
        return True

    def _fits(self, counts: Counter[str], source: str, part: int) -> bool:
        """Whether one more is within the share of all and of one source, divided by `part`."""
        return counts.total() < self._of_all / part and counts[source] < self._of_one / part
