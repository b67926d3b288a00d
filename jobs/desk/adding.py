"""What somebody read elsewhere: an address, asked for once as a crawl would; or a pasted text, which stays here."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from core import logs
from core.errors import InputError
from core.ids import canonical_url
from core.types import Candidate, Fetch, Outcome, Policy, Source
from crawler.collect import crawl, ingest
from crawler.plan import CrawlPlan
from digest.french import reason
from jobs.collect import counts
from jobs.desk import came, clippings
from jobs.desk.addresses import article_of, checked, outlet_of
from jobs.desk.advice import advice
from jobs.desk.sources import on_host
from jobs.process import process
from jobs.publish import publish
from jobs.recording import recorded
from jobs.workspace import Workspace
from state import runs, tombstones
from state.open import State, open_state
from store.readers.desk import sources as reading

ENTRY = "desk"
"""Stands where an entry point would: no address, so that the page is not visited again by itself."""


def add(workspace: Workspace, payload: Mapping[str, Any]) -> came.Came:
    """Do what an "add" request asks for. InputError when it asks for nothing that can be added."""
    if "clipping" in payload:
        return clippings.analyse(workspace, int(payload["clipping"]))
    url = checked(str(payload.get("url") or ""))
    line = _asked(workspace, url, str(payload.get("source") or ""))
    # what was asked is processed whatever the answer: a refusal is counted too
    process(workspace)
    reports = [publish(workspace)]
    if line.outcome not in {Outcome.FETCHED, Outcome.UNCHANGED}:
        why = line.reason or line.outcome.value
        return came.failed(f"pas ajoutée : {reason(why)}", advice(why))
    return _made(workspace, url, came.published(reports))


def _asked(workspace: Workspace, url: str, said: str) -> Fetch:
    """The journal line of this address, which is in the state from here on; `said` is whose it is said to be.

    The run is called a backfill: the ledger of coverage counts what sources announce, and nobody announced this.

    Raises:
        InputError: it was forgotten on request, or its outlet's pages are not to be kept.
        StoreBusy: a crawl goes on.
    """
    sources = workspace.sources()
    slug = _slug(url, sources, said)
    _refuse_by_policy(next((source for source in sources if source.slug == slug), None))
    with workspace.asking("ajout") as state:
        stones = tombstones.load(state)
        if stones.forgets_source(slug) or stones.forgets(url):
            raise InputError(
                "cette adresse fut oubliée à la demande", "« beffroi forget --lift » lève l’oubli."
            )
        runs.interrupt_unfinished(state, datetime.now(UTC), ("backfill",))  # we hold the crawl's lock
        with recorded(state, "backfill") as run:
            lines = _crawled(workspace, state, run.report.run_id, Candidate(url, slug, ENTRY))
            run.count(counts(lines))
    wanted = canonical_url(url)
    found = next((line for line in lines if canonical_url(line.url) == wanted), None)
    if found is None:
        raise InputError("cette adresse n’a pu être demandée", "Vérifiez-la dans un navigateur.")
    return found


def _slug(url: str, sources: Sequence[Source], said: str) -> str:
    """The source that somebody said, while there is one; never a guess: what nobody can tell is its host's."""
    if said in {source.slug for source in on_host(sources, url)}:
        return said
    return (outlet_of(url, sources) if not said else "") or outlet_of(url, sources, none=True)


def _refuse_by_policy(source: Source | None) -> None:
    if source is not None and source.policy is not Policy.FULL:
        raise InputError(
            f"{source.name} : {reason(f'policy_{source.policy.value}')}, ses pages ne sont pas gardées",
            f"La ligne « policy » de [{source.slug}] dans sources.toml le dit.",
        )


def _crawled(workspace: Workspace, state: State, run: str, candidate: Candidate) -> list[Fetch]:
    """One page, through the same guards, manners and rights as any; the lines of this run."""
    logs.get(__name__).info("page asked by hand", source=candidate.source, url=candidate.url)
    settings = workspace.settings.crawler
    plan = CrawlPlan(
        run_id=run,
        archive_dir=workspace.archive,
        settings=settings,
        candidates=(candidate,),
        state_path=workspace.state,
        obey_reservations=workspace.settings.workspace.legal_basis == "general",
        log_file=workspace.logs,
    )
    try:
        crawl(plan)
    finally:
        lines = ingest(workspace.archive, state, settings.revisit_ages)
    return [line for line in lines if line.run_id == run]


def _made(workspace: Workspace, url: str, published: str) -> came.Came:
    """What became of a page that was read: an article, or the reason why it is none."""
    with closing(open_state(workspace.state)) as state:
        article = article_of(state, url)
    with workspace.snapshot() as snapshot:
        found = reading.added(snapshot, article or "")
        refused = None if found else reading.refused(snapshot, url)
    if found is None:
        why = refused or "not_article"
        return came.failed(f"page lue, mais {reason(why)}", advice(why))
    ours = _OURS[found.relevant]
    part = "" if found.basis == "full" else "la page n’en donne qu’un extrait"
    return came.done(f"« {found.title or found.url} » ({found.outlet}), {ours}", part, published)


_OURS = {
    True: "pour nous",
    False: "jugé hors de notre sujet : sa page permet d’en juger autrement",
    None: "listé sans être analysé (fouille réservée par son éditeur, ou autre langue)",
}
