"""Process: what the crawls brought back becomes articles, analyses and rows, batch by batch.

At-least-once: a batch is marked as processed after it is stored, and storing by key makes the effect
exactly-once.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from core import logs
from core.types import Analysis, Article, Form, Processed, Rejection, RunReport
from extract.worker import Worker
from jobs.extraction import Ahead, Read, readings
from jobs.grouping import Grouper
from jobs.identities import identified
from jobs.judging import weights_of
from jobs.linking import Linker
from jobs.recording import recorded
from jobs.registers import analyser, registers_of
from jobs.repeats import Repeats
from jobs.screening import followed
from jobs.versions import numbered, without_losses
from jobs.workspace import Workspace
from nlp.stories.edits import Edits
from state import captures, frontier, runs, source_runs, story_edits
from state.captures import Capture
from state.open import State, open_state
from store.batch import Batch
from store.live import LiveStore, open_live
from store.past import versions
from store.registers import load_registers, load_technologies

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

Progress = Callable[[int, int], None]
_RUNS_AT_ONCE = 500  # each may have a line for every source
Identity = tuple[str, str, str]  # address asked for, article id, the article's own URL


def process(workspace: Workspace, progress: Progress | None = None) -> RunReport:
    """Extract, analyse and store all that is waiting."""
    with (
        closing(open_state(workspace.state)) as state,
        open_live(workspace.data, workspace.settings.store, job="process") as live,
    ):
        runs.interrupt_unfinished(
            state, datetime.now(UTC), ("process", "publish")
        )  # we hold the writer's lock
        with recorded(state, "process") as run:
            run.count(_drain(workspace, state, live, progress))
        for batch in _kept(state, live, workspace):
            live.write(batch)
    return run.report


def _kept(state: State, live: LiveStore, workspace: Workspace) -> Iterator[Batch]:
    """What the results keep of how they were made: the sources, the runs not yet stored and their ledger.

    Oldest first: what is stored of it when this is cut short is known to be complete.
    """
    yield Batch(sources=followed(state, workspace.sources()))
    reports = runs.since(state, live.last_run_at)
    while reports:
        first, reports = reports[:_RUNS_AT_ONCE], reports[_RUNS_AT_ONCE:]
        ledger = source_runs.latest(state, [report.run_id for report in first])
        yield Batch(runs=tuple(first), source_runs=tuple(ledger))


def _drain(workspace: Workspace, state: State, live: LiveStore, progress: Progress | None) -> Counter[str]:
    """Batch after batch until nothing waits; pipeline and worker are loaded only if something does."""
    counts: Counter[str] = Counter()
    if live.empty and captures.requeue(state):
        logs.get(__name__).warning("results are empty: all that is archived is processed again")
    total, done = captures.pending_count(state), 0
    found = registers_of(workspace)
    known = found.manifest
    load_registers(live, found.communes, found.territories, found.mandates, known.fingerprint, known.credits)
    _store_technologies(live)
    grouper = Grouper(live, Edits(story_edits.every(state)))
    for late in grouper.catch_up():
        live.write(late)
        counts.update(_grouped(late))
    if not total:
        return counts
    size = workspace.settings.store.batch_size
    with Worker() as worker:  # it starts while the pipeline is loaded
        limit = workspace.settings.analysis.max_characters
        pipeline = analyser(found, limit, weights_of(workspace))
        stream = Ahead(readings(workspace, state, worker, size), size)
        areas = {s.slug: s.departements for s in workspace.sources()}
        tools = _Tools(workspace, live, pipeline, areas, Repeats(live), stream.draw)
        linker = Linker(live, workspace.sources())
        while read := stream.take(size):
            made = _made(tools, read)
            batch = grouper.grouped(identified(live, linker.linked(made.batch)))
            live.write(batch)
            frontier.identify(state, made.names)
            captures.mark_processed(state, [c.capture_id for c, _ in read], datetime.now(UTC))
            counts.update(made.counts)
            counts.update(_repetitions(batch))
            counts.update(_grouped(batch))
            done += len(read)
            if progress:
                progress(done, total)
    return counts


@dataclass(frozen=True, slots=True)
class _Tools:
    """What every batch is made with; `meanwhile` is called at each analysis, so that the worker has its next page."""

    workspace: Workspace
    live: LiveStore
    pipeline: "Analyser"
    areas: dict[str, tuple[str, ...]]
    repeats: Repeats
    meanwhile: Callable[[], None]


class _Made(NamedTuple):
    """All that a batch of captures comes to: rows, which articles their pages are, and what to count."""

    batch: Batch
    names: list[Identity]
    counts: Counter[str]


def _made(tools: _Tools, read: Sequence[tuple[Capture, Read]]) -> _Made:
    """Keep what is no loss, cut what its source repeats, number the version, analyse."""
    live = tools.live
    found = [(c, r) for c, r in read if isinstance(r, Article)]
    better = without_losses([a for _, a in found], live.read_in_full([a.id for _, a in found]))
    kept = [pair for pair, keep in zip(found, better, strict=True) if keep]
    cleaned, repeated = tools.repeats.cleaned([a for _, a in kept])
    known = versions(live.connection, [a.id for a in cleaned])
    seen = [c.fetch.at for c, _ in kept]
    done = [_analysed(tools, a, at) for a, at in zip(numbered(cleaned, known, repeated), seen, strict=True)]
    again = [_analysed(tools, a, at) for a, at in tools.repeats.stale(repeated, cleaned)]
    rejections = tuple(r for _, r in read if isinstance(r, Rejection))
    batch = Batch(articles=(*again, *done), fetches=tuple(c.fetch for c, _ in read), rejections=rejections)
    counts = Counter(_counted(done, rejections))
    counts["article.recut"] = len(again)
    return _Made(batch, [(c.fetch.url, a.id, a.url) for c, a in found], +counts)


def _analysed(tools: _Tools, found: Article, seen_at: datetime) -> Processed:
    """The article with its analysis; the worker gets its next page meanwhile."""
    done = Processed(found, _analysis(tools, found), seen_at)
    tools.meanwhile()
    return done


def _analysis(tools: _Tools, found: Article) -> Analysis | None:
    """None for what is reserved under the general legal basis, or is not in French."""
    from nlp.pipeline import Text

    reserved = found.rights.tdm_reserved and tools.workspace.settings.workspace.legal_basis == "general"
    if reserved or not _is_french(found):
        return None
    stopped = tools.pipeline.screen.stopped(found.body)
    if stopped is not None:
        return stopped
    try:
        return tools.pipeline.analyse(Text(found.body, found.published_at, tools.areas.get(found.source, ())))
    except Exception:  # noqa: BLE001  whatever a hostile text can set off
        # the article stays, without facts; reprocessing finds it by its empty `model`
        logs.get(__name__).exception("analysis failed", source=found.source, url=found.url)
        return None


def _is_french(found: Article) -> bool:
    return found.lang in {None, "fr"}


def _counted(articles: Iterable[Processed], rejections: Iterable[Rejection]) -> Iterator[str]:
    """Names to count: what became of each capture, and in how many articles each rule had something to note."""
    for done in articles:
        yield f"article.{done.article.basis}"
        if done.article.rights.tdm_reserved:
            yield "article.reserved"
        if not _is_french(done.article):
            yield "article.other_language"
        if done.analysis and done.analysis.relevant:
            yield "article.relevant"
        for rule in {note.rule for note in done.article.notes}:
            yield f"note.{rule}"
    for rejection in rejections:
        yield f"rejected.{rejection.reason}"


def _repetitions(batch: Batch) -> Iterable[str]:
    """Names to count: what linking found."""
    yield from (f"link.{link.kind}" for link in batch.links)
    yield from (
        f"form.{done.article.form}" for done in batch.articles if done.article.form is not Form.ARTICLE
    )


def _grouped(batch: Batch) -> Iterable[str]:
    """Names to count: how articles came into their stories."""
    return (f"story.{member.rule}" for member in batch.story_articles)


def _store_technologies(live: LiveStore) -> None:
    from nlp.technologies.lexicon import lexicon_version, table

    load_technologies(live, table(), lexicon_version())
