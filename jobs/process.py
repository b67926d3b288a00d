"""Process: what the crawls brought back becomes articles, analyses and rows, batch by batch.

At-least-once: a batch is marked as processed after it is stored, and storing by key makes the effect
exactly-once.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core import logs
from core.errors import ArchiveError
from core.types import (
    Access,
    Analysis,
    Article,
    Candidate,
    Fetch,
    Form,
    Outcome,
    Processed,
    Rejection,
    Rights,
    RunReport,
)
from crawler.archiving.archive import read_page
from crawler.ledger import leaves_an_excerpt
from extract.article import article, from_listing
from jobs.linking import Linker
from jobs.recording import recorded
from jobs.registers import analyser, registers_of
from jobs.versions import numbered, without_losses
from jobs.workspace import Workspace
from state import captures, frontier, runs, source_runs
from state.captures import Capture
from state.open import State, open_state
from store.batch import Batch
from store.live import LiveStore, open_live
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
    yield Batch(sources=workspace.sources())
    reports = runs.since(state, live.last_run_at)
    while reports:
        first, reports = reports[:_RUNS_AT_ONCE], reports[_RUNS_AT_ONCE:]
        ledger = source_runs.latest(state, [report.run_id for report in first])
        yield Batch(runs=tuple(first), source_runs=tuple(ledger))


def _drain(workspace: Workspace, state: State, live: LiveStore, progress: Progress | None) -> Counter[str]:
    """Batch after batch until nothing waits; the pipeline is loaded only if something does."""
    counts: Counter[str] = Counter()
    if live.empty and captures.requeue(state):
        logs.get(__name__).warning("results are empty: all that is archived is processed again")
    total, done = captures.pending_count(state), 0
    found = registers_of(workspace)
    known = found.manifest
    load_registers(live, found.communes, found.territories, found.mandates, known.fingerprint, known.credits)
    _store_technologies(live)
    pipeline = analyser(found, workspace.settings.analysis.max_characters) if total else None
    areas = {s.slug: s.departements for s in workspace.sources()}
    linker = Linker(live, workspace.sources())
    while pipeline and (waiting := captures.pending(state, workspace.settings.store.batch_size)):
        batch, names = _batch(workspace, live, pipeline, waiting, areas)
        batch = linker.linked(batch)
        live.write(batch)
        frontier.identify(state, names)
        captures.mark_processed(state, [c.capture_id for c in waiting], datetime.now(UTC))
        counts.update(_counted(batch))
        done += len(waiting)
        if progress:
            progress(done, total)
    return counts


def _batch(
    workspace: Workspace,
    live: LiveStore,
    pipeline: "Analyser",
    waiting: Sequence[Capture],
    areas: dict[str, tuple[str, ...]],
) -> tuple[Batch, list[Identity]]:
    """Everything that these captures come to, and which articles their pages are."""
    read = [(c, _read(workspace, c)) for c in waiting]
    found = [(c, r) for c, r in read if isinstance(r, Article)]
    better = without_losses([a for _, a in found], live.read_in_full([a.id for _, a in found]))
    articles = [pair for pair, keep in zip(found, better, strict=True) if keep]
    rejections = tuple(r for _, r in read if isinstance(r, Rejection))
    versions = live.versions([a.id for _, a in articles])
    done = tuple(
        Processed(a, _analysed(workspace, pipeline, a, areas), c.fetch.at)
        for c, a in zip([c for c, _ in articles], numbered([a for _, a in articles], versions), strict=True)
    )
    names = [(c.fetch.url, a.id, a.url) for c, a in found]
    return Batch(articles=done, fetches=tuple(c.fetch for c in waiting), rejections=rejections), names


def _read(workspace: Workspace, capture: Capture) -> Article | Rejection | None:
    """An article from the page, or from the listing where the page may not be read, or the reason."""
    fetch = capture.fetch
    if fetch.outcome is Outcome.UNCHANGED or (fetch.candidate is None and not _is_missed(fetch)):
        return None
    if fetch.outcome is Outcome.FETCHED:
        return _extracted(workspace, fetch)
    if fetch.candidate and leaves_an_excerpt(fetch):
        return _listed(fetch, fetch.candidate)
    if fetch.revisit:  # the article is there already
        return None
    stage = "fetch" if fetch.candidate else "entry"
    return Rejection(fetch.url, fetch.source, stage, fetch.reason or fetch.outcome.value, fetch.at)


def _is_missed(entry: Fetch) -> bool:
    """Whether what lies behind an entry point is missed; one of a host at rest is only late."""
    return entry.outcome is not Outcome.FETCHED and entry.reason != "cooldown"


def _listed(fetch: Fetch, candidate: Candidate) -> Article | Rejection:
    reserved = fetch.outcome is Outcome.RESERVED
    rights = Rights(
        tdm_reserved=reserved, declared_by=_DECLARED.get(fetch.reason or "") if reserved else None
    )
    if fetch.reason == "policy_metadata":
        candidate = replace(candidate, extract=None)
    return from_listing(candidate, Access.EXCERPT, rights, fetch.at)


_DECLARED = {"tdm": "answer", "tdmrep": "tdmrep.json"}


def _extracted(workspace: Workspace, fetch: Fetch) -> Article | Rejection:
    """One page must never stop the others: what it breaks is logged with its trace, counted and kept."""
    try:
        return article(read_page(workspace.archive, fetch), fetch.candidate)
    except ArchiveError as error:
        logs.get(__name__).error("unreadable capture", source=fetch.source, url=fetch.url, error=str(error))
        return Rejection(fetch.url, fetch.source, "archive", "unreadable", fetch.at, str(error))
    except Exception as error:  # noqa: BLE001  whatever a hostile page can set off
        logs.get(__name__).exception("extraction failed", source=fetch.source, url=fetch.url)
        return Rejection(fetch.url, fetch.source, "extract", "extract_failed", fetch.at, repr(error)[:500])


def _analysed(
    workspace: Workspace, pipeline: "Analyser", found: Article, areas: dict[str, tuple[str, ...]]
) -> Analysis | None:
    """The analysis; None for what is reserved under the general legal basis, or is not in French."""
    from nlp.pipeline import Text

    reserved = found.rights.tdm_reserved and workspace.settings.workspace.legal_basis == "general"
    if reserved or found.lang not in {None, "fr"}:
        return None
    stopped = pipeline.screen.stopped(found.body)
    if stopped is not None:
        return stopped
    try:
        return pipeline.analyse(Text(found.body, found.published_at, areas.get(found.source, ())))
    except Exception:  # noqa: BLE001  whatever a hostile text can set off
        # the article stays, without facts; reprocessing finds it by its empty `model`
        logs.get(__name__).exception("analysis failed", source=found.source, url=found.url)
        return None


def _counted(batch: Batch) -> Iterable[str]:
    """Names to count: what became of each capture."""
    for done in batch.articles:
        yield f"article.{done.article.basis}"
        if done.article.rights.tdm_reserved:
            yield "article.reserved"
        if done.analysis and done.analysis.relevant:
            yield "article.relevant"
        if done.article.form is not Form.ARTICLE:
            yield f"form.{done.article.form}"
    for link in batch.links:
        yield f"link.{link.kind}"
    for rejection in batch.rejections:
        yield f"rejected.{rejection.reason}"


def _store_technologies(live: LiveStore) -> None:
    from nlp.technologies import lexicon_version, table

    load_technologies(live, table(), lexicon_version())
