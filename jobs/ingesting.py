"""Journals that lie in the archive and are not in the state: a killed crawl's, or all, when the state was lost."""

from core.errors import StoreBusy
from crawler.collect import ingest
from jobs.workspace import CRAWL_LOCK, Workspace
from state.open import State
from store.lock import writer_lock


def take_in(workspace: Workspace, state: State) -> int:
    """Take them in without asking any site; returns how many answers. A crawl at work takes its own in itself."""
    try:
        with writer_lock(workspace.data, 0, "ingest", name=CRAWL_LOCK):
            return len(ingest(workspace.archive, state, workspace.settings.crawler.revisit_ages))
    except StoreBusy:
        return 0
