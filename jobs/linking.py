"""Linking: what a batch repeats or rounds up, of itself and of the month before; signatures are read once a run."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from core.types import Form, Link, Processed, Source, Trace
from extract import near, roundup
from extract.memory import Memory, remember
from extract.shingles import SCHEME, sign
from store.batch import Batch
from store.live import LiveStore

WINDOW = timedelta(days=30)
_SIGNED_AT_ONCE = 500

Traces = dict[str, Trace]


class Linker:
    """One for each run of `process`: what it has linked, it remembers for the batches to come."""

    def __init__(self, live: LiveStore, sources: Iterable[Source]) -> None:
        self._live = live
        self._owners = {source.slug: source.outlet_group or source.slug for source in sources}
        self._memory: Memory | None = None

    def linked(self, batch: Batch) -> Batch:
        """The batch with its links and signatures, and the form of its articles; store it before the next one."""
        if not batch.articles:
            return batch
        if self._memory is None:
            self._memory = self._history(min(done.seen_at for done in batch.articles) - WINDOW)
        texts = {done.article.id: done.article.text for done in batch.articles}  # of two versions, the later
        traces = {done.article.id: self._trace(done) for done in batch.articles}
        self._memory = remember(self._memory, (trace.signature for trace in traces.values()))
        pairs = near.pairs(self._memory, traces)
        said = {key: roundup.runs_of(text) for key, text in texts.items()}
        named = roundup.named(self._memory, said)
        known = self._known(traces, {pair.other for pair in pairs}.union(*named.values()))
        rounded: Traces = {}
        links: list[Link] = []
        for key, text in texts.items():
            others = [known[other] for other in named[key] if other in known]
            items = roundup.items(known[key], text, said[key], others)
            if items is not None:
                rounded[key] = known[key]._replace(form=Form.ROUND_UP)
                links += roundup.links(known[key], text, items)
        known |= rounded
        links += near.links((p for p in pairs if p.other in known), known)
        forms = {key: known[key].form for key in traces}
        return replace(
            batch,
            articles=tuple(_formed(done, forms[done.article.id]) for done in batch.articles),
            links=tuple(links),
            signatures=tuple(trace.signature for trace in traces.values()),
        )

    def _history(self, since: datetime) -> Memory:
        """The articles first seen since then; those stored before there were signatures are signed first."""
        while texts := self._live.unsigned(since, SCHEME, _SIGNED_AT_ONCE):
            self._live.write(Batch(signatures=tuple(sign(*text) for text in texts)))
        return remember(None, self._live.signatures(since, SCHEME))

    def _known(self, traces: Traces, others: Iterable[str]) -> Traces:
        """The batch's articles, each as first seen, and these others as they are stored.

        One that is missing is older than the history and was read again in this run.
        """
        stored = {t.signature.article_id: t for t in self._live.traces({*traces, *others}, SCHEME)}
        again = ((key, trace, stored.get(key, trace)) for key, trace in traces.items())
        return stored | {
            key: trace._replace(seen_at=min(trace.seen_at, before.seen_at)) for key, trace, before in again
        }

    def _trace(self, done: Processed) -> Trace:
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
            seen_at=done.seen_at,
        )


def _formed(done: Processed, form: Form) -> Processed:
    return replace(done, article=replace(done.article, form=form))
