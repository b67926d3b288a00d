"""A copy from before a request holds what was forgotten since: it is taken out of results that were taken back."""

from dataclasses import replace

from core.erasure import Erasure
from jobs.forgetting.forget import results
from jobs.workspace import Workspace
from state import tombstones
from state.open import State
from store.live import LIVE_FILE, TEXTS_FILE
from store.lock import writer_lock
from store.upkeep import forget as store_forget


def forget_again(workspace: Workspace, state: State) -> int:
    """Take all that was ever forgotten here out of the results; how many rows went or changed.

    Every row is looked into, since hashes tell no words to look for; nothing is done where nobody ever asked.
    """
    stones = tombstones.load(state)
    if stones.empty:
        return 0
    with writer_lock(workspace.data, workspace.settings.store.writer_wait_seconds, "restore"):
        articles = store_forget.addresses_in(
            workspace.data / LIVE_FILE, workspace.settings.store.memory_limit
        )
        gone = {known for known, url, of in articles if stones.forgets(url) or stones.forgets_source(of)}
        slugs: list[str | None] = [*sorted({of for _, _, of in articles if stones.forgets_source(of)})]
        found = _loose(workspace, Erasure(stones, frozenset(gone), unseen=True))
        every = [replace(found, slug=slug) for slug in slugs or [None]]
        return sum(results(workspace, one, dry=False).total() for one in every)


def _loose(workspace: Workspace, erasure: Erasure) -> Erasure:
    """It, with the articles that name somebody in full."""
    limit = workspace.settings.store.memory_limit
    files = [path for name in (TEXTS_FILE, LIVE_FILE) if (path := workspace.data / name).exists()]
    named = {one for path in files for one in store_forget.named_in(path, erasure, limit)}
    return replace(erasure, loose=frozenset(named - erasure.ids))
