"""Reading a batch of stored articles again: the same versions, ids and stories; what comes out alike changes no row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.types import Processed
from extract.worker import Worker
from jobs.analysing import Analyst
from jobs.grouping import AROUND
from jobs.identities import identified
from jobs.reextraction import again
from jobs.sessions import Session
from jobs.workspace import Workspace
from nlp.stories.admission import admission, admitted
from state.open import State
from store.batch import Batch
from store.live import LiveStore
from store.readers import stale
from store.readers.changes import Changes
from store.readers.past import current_articles
from store.readers.stale import Stale


@dataclass(frozen=True, slots=True)
class Work:
    """What every batch is read again with. `worker` is None where no page is to be extracted."""

    workspace: Workspace
    state: State
    live: LiveStore
    reader: Analyst
    session: Session
    worker: Worker | None
    changes: Changes
    counts: Counter[str] = field(default_factory=Counter)


def redo(work: Work, found: Sequence[Stale]) -> None:
    """One batch: its texts, read again, with the ids and stories that they have; what differs is stored."""
    read = list(_read(work, found))
    work.counts["reprocess.without_text"] += sum(not one.kept for one in found)
    work.counts["reprocess.article"] += len(read)
    if not read:
        return
    work.session.grouper.forget_before(found[0].day - AROUND)
    batch = identified(work.live, _linked(work, read))
    batch = work.session.grouper.grouped(batch, _settled(found, batch.articles))
    with work.changes.watched(work.live.connection, [done.article.id for done, _ in read]):
        work.live.write(batch)


def _read(work: Work, found: Sequence[Stale]) -> Iterator[tuple[Processed, bool]]:
    """The articles with their new analysis, and whether their text is another than the one stored.

    One whose analysis fails stays as it is, and out of date: nothing is lost, and it is tried again.
    """
    stored = current_articles(work.live.connection, [one.article_id for one in found if one.kept])
    extracted = {one.article_id for one in found if one.extracted} if work.worker else None
    due = [pair for pair in stored if extracted is not None and pair[0].id not in extracted]
    fresh = again(work.workspace, work.state, work.worker, due, work.counts) if work.worker else {}
    current = {one.article_id for one in found if one.read}
    for before, seen_at in stored:
        article = fresh.get(before.id, before)
        if before.id in current and article is before:  # its page is gone: nothing can be done better
            continue
        analysis = work.reader.analysis(article)
        if analysis is None and not work.reader.forbids(article):
            work.counts["reprocess.failed"] += 1
            continue
        yield Processed(article, analysis, seen_at), article.body != before.body


def _linked(work: Work, read: Iterable[tuple[Processed, bool]]) -> Batch:
    """What is linked hangs on the texts: the links of a text that is the same are those that it has."""
    pairs = list(read)
    same = tuple(done for done, changed in pairs if not changed)
    batch = work.session.linker.linked(Batch(articles=tuple(done for done, changed in pairs if changed)))
    known = stale.links(work.live.connection, [done.article.id for done in same])
    return replace(batch, articles=(*same, *batch.articles), links=(*known, *batch.links))


def _settled(found: Iterable[Stale], read: Iterable[Processed]) -> set[str]:
    """The articles that are in no story and cannot do more than before: the answer was given when they came."""
    before = {one.article_id: admitted(one.gate, one.relevant, one.nature, one.form) for one in found}
    return {
        done.article.id
        for done in read
        if admission(done.analysis, done.article.form) <= before[done.article.id]
    }
