"""Linking: what a batch repeats or rounds up, of itself and of the month before; history is read once a run."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from core.types import Form, Link, Processed, Source, Trace
from extract import near, roundup
from extract.shingles import SCHEME, sign
from store.batch import Batch
from store.live import LiveStore

WINDOW = timedelta(days=30)
_SIGNED_AT_ONCE = 500


class Linker:
    """One for each run of `process`: what it has linked, it remembers for the batches to come."""

    def __init__(self, live: LiveStore, sources: Iterable[Source]) -> None:
        self._live = live
        self._owners = {source.slug: source.outlet_group or source.slug for source in sources}
        self._known: dict[str, Trace] | None = None
        self._memory = near.NOTHING

    def linked(self, batch: Batch) -> Batch:
        """The batch with its links and signatures, and the form of its articles."""
        if not batch.articles:
            return batch
        if self._known is None:
            self._known = self._history(min(done.seen_at for done in batch.articles) - WINDOW)
            self._memory = near.remember(near.NOTHING, self._known.values())
        # of two versions in one batch the later one counts
        texts = {done.article.id: done for done in batch.articles}
        traces = {key: self._trace(done, self._known.get(key)) for key, done in texts.items()}
        self._known = _newest(self._known | traces)
        forms, told = _rounded_up(traces.values(), texts, self._known.values())
        self._known |= forms
        self._memory = near.remember(self._memory, (self._known[key] for key in traces))
        repeated = near.links(self._memory, (self._known[key] for key in traces))
        return replace(
            batch,
            articles=tuple(_formed(done, self._known) for done in batch.articles),
            links=(*repeated, *told),
            signatures=tuple(trace.signature for trace in traces.values()),
        )

    def _history(self, since: datetime) -> dict[str, Trace]:
        """The articles first seen since then; those stored before there were signatures are signed first."""
        while texts := self._live.unsigned(since, SCHEME, _SIGNED_AT_ONCE):
            self._live.write(Batch(signatures=tuple(sign(*text) for text in texts)))
        return {trace.signature.article_id: trace for trace in self._live.traces(since, SCHEME)}

    def _trace(self, done: Processed, before: Trace | None) -> Trace:
        article = done.article
        return Trace(
            signature=sign(article.id, article.version, article.title, article.summary, article.text),
            source=article.source,
            owner=self._owners.get(article.source, article.source),
            agencies=article.agencies,
            title=article.title,
            summary=article.summary,
            form=Form.ARTICLE,
            published_at=article.published_at,
            precision=article.published_precision,
            seen_at=min(done.seen_at, before.seen_at) if before else done.seen_at,
        )


def _rounded_up(
    traces: Iterable[Trace], texts: dict[str, Processed], known: Iterable[Trace]
) -> tuple[dict[str, Trace], list[Link]]:
    """The round-ups among these, by article id, and their links."""
    found = list(traces)
    shelves = roundup.shelf(known, {trace.source for trace in found})
    forms: dict[str, Trace] = {}
    links: list[Link] = []
    for trace in found:
        text = texts[trace.signature.article_id].article.text
        items = roundup.items(trace, text, shelves[trace.source])
        if items is not None:
            forms[trace.signature.article_id] = trace._replace(form=Form.ROUND_UP)
            links += roundup.links(trace, text, items)
    return forms, links


def _newest(known: dict[str, Trace]) -> dict[str, Trace]:
    """As many as are remembered, the last to come: a backfill of years goes through here too."""
    return dict(islice(known.items(), max(0, len(known) - near.KEPT), None))


def _formed(done: Processed, known: dict[str, Trace]) -> Processed:
    return replace(done, article=replace(done.article, form=known[done.article.id].form))
