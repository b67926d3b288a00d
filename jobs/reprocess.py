"""Reprocessing: what another model, lexicon or register read, or another extractor, is read again; the rest is let be.

In order of days, each batch one transaction: what is done bears the present model's name, so that a run that was cut
short goes on where it stood. No version is made of it, and facts of past versions stay as they are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from core.types import Processed, RunReport
from extract import EXTRACTOR
from extract.worker import Worker
from jobs import corrections
from jobs.analysing import LANGUAGES, Analyst, analyst, model_of, obeys_reservations
from jobs.grouping import AROUND
from jobs.identities import identified
from jobs.preparing import keep, prepared
from jobs.process import JOBS, Progress
from jobs.recording import recorded
from jobs.reextraction import again
from jobs.renewal import refuse_half_made
from jobs.sessions import Session, Sessions
from jobs.workspace import Workspace
from nlp.stories.admission import admission, admitted
from state import runs
from state.open import State, open_state
from store import stale
from store.batch import Batch
from store.changes import Changes
from store.live import LiveStore, open_live
from store.past import current_articles
from store.registers import note_model
from store.stale import Stale, Wanted

if TYPE_CHECKING:
    from registers import Registers


class Stage(StrEnum):
    """From where on articles are read again."""

    EXTRACT = "extract"
    ANALYSE = "analyse"


@dataclass(slots=True)
class Reprocessed:
    """What was done, and what it changed."""

    report: RunReport
    changes: Changes


@dataclass(frozen=True, slots=True)
class _Work:
    """What every batch is read again with. `worker` is None where no page is to be extracted."""

    workspace: Workspace
    state: State
    live: LiveStore
    reader: Analyst
    session: Session
    worker: Worker | None
    changes: Changes
    counts: Counter[str] = field(default_factory=Counter)


def reprocess(
    workspace: Workspace,
    since: date = date.min,
    stage: Stage = Stage.EXTRACT,
    progress: Progress | None = None,
    *,
    everything: bool = False,
) -> Reprocessed:
    """Read again what is out of date (`everything`: all), of articles of `since` and later.

    Raises:
        StoreBusy: another process writes, or the results are being made anew.
    """
    changes = Changes()
    with (
        closing(open_state(workspace.state)) as state,
        open_live(workspace.data, workspace.settings.store, job="reprocess") as live,
    ):
        refuse_half_made(state)
        runs.interrupt_unfinished(state, datetime.now(UTC), JOBS)
        with recorded(state, "reprocess") as run:
            registers = prepared(workspace, state, live)
            corrections.apply(state, live)
            sessions = Sessions(workspace, state, live)
            session = sessions.of(run.report.run_id)
            wanted = _wanted(workspace, registers, since, stage, everything=everything)
            counts = Counter[str]()
            if total := stale.count(live.connection, wanted):
                with _pages(stage) as worker:
                    reader = analyst(workspace, registers)
                    note_model(live, reader.pipeline.model)
                    work = _Work(workspace, state, live, reader, session, worker, changes, counts)
                    _redo_all(work, wanted, total, progress)
            run.count(+(counts + sessions.counts))
        keep(state, live)
    return Reprocessed(run.report, changes)


def _wanted(
    workspace: Workspace, registers: "Registers", since: date, stage: Stage, *, everything: bool
) -> Wanted:
    return Wanted(
        model=model_of(workspace, registers),
        extractor=EXTRACTOR if stage is Stage.EXTRACT else None,
        since=since,
        obeys=obeys_reservations(workspace),
        languages=tuple(filter(None, LANGUAGES)),
        everything=everything,
    )


def _pages(stage: Stage) -> "AbstractContextManager[Worker | None]":
    """The process that reads pages, where they are to be read."""
    return Worker() if stage is Stage.EXTRACT else nullcontext()


def _redo_all(work: _Work, wanted: Wanted, total: int, progress: Progress | None) -> None:
    done = 0
    for found in stale.batches(work.live.connection, wanted, work.workspace.settings.store.batch_size):
        _redo(work, found)
        done += len(found)
        if progress:
            progress(done, total)


def _redo(work: _Work, found: Sequence[Stale]) -> None:
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


def _read(work: _Work, found: Sequence[Stale]) -> Iterator[tuple[Processed, bool]]:
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


def _linked(work: _Work, read: Iterable[tuple[Processed, bool]]) -> Batch:
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
