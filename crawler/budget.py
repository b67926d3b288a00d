"""How many pages a crawl may ask for: in all, and of one source, so that none starves the others."""

from collections import Counter

from core.settings import CrawlerSettings
from crawler.agenda import Rank


class Budget:
    """Counts what is granted. What is owed, or read again, gets at most half: news first."""

    def __init__(self, settings: CrawlerSettings) -> None:
        self._settings = settings
        self._granted: Counter[str] = Counter()
        self._late = 0

    def grant(self, source: str, rank: Rank) -> bool:
        """Whether one more page of this source may be asked for."""
        late = rank in (Rank.REVISIT, Rank.OWED)
        if late and self._late * 2 >= self._settings.max_pages:
            return False
        if self._granted.total() >= self._settings.max_pages:
            return False
        if self._granted[source] >= self._settings.max_pages_per_source:
            return False
        self._granted[source] += 1
        self._late += late
        return True
