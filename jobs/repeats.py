"""What each source repeats, learned as its articles come, and the stored texts that were read before it was known."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from core.types import Article
from extract.boilerplate import Learned, Told, cut, form, learn, lines_of, told, told_of
from store.live import LiveStore
from store.readers.past import current_articles, recent_texts

RECENT = 100
"""Articles of a source that are looked back at: a site's template of last year says nothing of today's."""


class Repeats:
    """The recent articles of each source, loaded when it first comes up in a run and kept up to date."""

    def __init__(self, live: LiveStore) -> None:
        self._live = live
        self._recent: dict[str, dict[str, Told]] = {}

    def cleaned(self, articles: Sequence[Article]) -> tuple[list[Article], dict[str, Learned]]:
        """The articles without what their sources repeat, and what that is by source, they themselves included."""
        sources = dict.fromkeys(article.source for article in articles)
        self._load([source for source in sources if source not in self._recent])
        for article in articles:
            self._remember(article)
        repeated = {source: learn(self._recent[source].values()) for source in sources}
        cleaned = [cut(article, repeated[article.source]) for article in articles]
        for article in cleaned:
            self._remember(article)
        return cleaned, repeated

    def _remember(self, article: Article) -> None:
        """Hold the article as it is now, as the last of its source."""
        recent = self._recent[article.source]
        recent.pop(article.id, None)
        recent[article.id] = told_of(article)

    def stale(
        self, repeated: Mapping[str, Learned], fresh: Iterable[Article]
    ) -> list[tuple[Article, datetime]]:
        """The stored articles that hold a line known by now to be repeated: without it, and when they were seen.

        `fresh` are those of the batch, which are cut already. Forgets what is older than the recent ones.
        """
        new = {article.id for article in fresh}
        held = [
            one.article_id
            for source, learned in repeated.items()
            for one in self._recent[source].values()
            if one.article_id not in new and _holds(one, learned)
        ]
        stored = current_articles(self._live.connection, held) if held else []
        cleaned = [(article, cut(article, repeated[article.source]), seen_at) for article, seen_at in stored]
        for source in repeated:
            self._trim(source)
        return [(after, seen_at) for before, after, seen_at in cleaned if after.body != before.body]

    def _load(self, sources: list[str]) -> None:
        self._recent |= {source: {} for source in sources}
        if sources:
            for one in recent_texts(self._live.connection, sources, RECENT):
                lines = lines_of(one.summary, one.text)
                self._recent[one.source][one.article_id] = told(one.article_id, one.title, lines, one.cut)

    def _trim(self, source: str) -> None:
        recent = self._recent[source]
        for article_id in list(recent)[:-RECENT]:
            del recent[article_id]


def _holds(one: Told, learned: Learned) -> bool:
    titles = learned.titles - {form(one.title)}
    return any(line.key in learned.lines or line.form in titles for line in one.kept)
