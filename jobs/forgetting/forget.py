"""Forgetting on request: a person, an article's address, a source. Out of every file of the workspace, and for good.

The hashes that keep it from coming back are written first, the state is scrubbed last, and letters that left are
written anew from it: what a kill leaves in the middle, the same request finishes. A name is never written to the state,
the log or a run's counts.
"""

import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

from core.erasure import Erasure
from core.redaction import Sought
from core.types import RunReport
from crawler.archiving.archive import SEGMENT
from crawler.archiving.journal import PART
from crawler.collect import ingest
from jobs.forgetting import places
from jobs.forgetting import wish as forget_wish
from jobs.forgetting.sweep import Search, sweep
from jobs.forgetting.wish import Wish, WishKind
from jobs.keeping import keep_copy
from jobs.letters import archive
from jobs.letters.sending import SEND_LOCK
from jobs.process import process
from jobs.recording import recorded
from jobs.registers import registers_of
from jobs.retention import LOCK as RETENTION_LOCK
from jobs.watching.publishing import write_all
from jobs.workspace import CRAWL_LOCK, Workspace
from state import captures, copies, erasing, forgetting, rebuilds, runs, tombstones
from state.open import State, open_state
from state.tombstones import Stone
from store import publish as store_publish
from store.live import LIVE_FILE, TEXTS_FILE, open_files
from store.lock import writer_lock
from store.search import INDEX_DIR
from store.upkeep import forget as store_forget
from store.upkeep.forget import Copy


class Place(NamedTuple):
    """Where something was found: how many rows, records, lines or files went or were covered."""

    place: str
    found: int


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a request came to; `by_hand` are files beside the workspace's own that hold it, which nobody touched.

    `others`: pages of other articles that left the archive because they hold it. `copies`: other articles with the text
    of the forgotten one. `near`: published names like that of a person of whom nothing was found.
    """

    places: tuple[Place, ...]
    by_hand: tuple[str, ...]
    run: RunReport | None = None
    others: int = 0
    copies: tuple[Copy, ...] = ()
    near: tuple[str, ...] = ()


def look(workspace: Workspace, wish: Wish) -> Forgotten:
    """What a request would take away; nothing is changed. Pages that wait to be processed are not counted."""
    with _alone(workspace) as state:
        wish = forget_wish.understood(workspace, state, wish)
        erasure = forget_wish.erasure(workspace, state, wish)
        counts = _everywhere(workspace, state, erasure, dry=True)
        return _told(workspace, wish, erasure, counts)


def forget(workspace: Workspace, wish: Wish) -> Forgotten:
    """Take it out of everything within reach, publish what is left, and see that it does not come back.

    Raises:
        InputError: not a whole name, not an address, not a source; nothing was done.
        RegisterError: the registers cannot be used; nothing was done.
        StoreBusy: a crawl, a writer, retention or the sending of a letter is at work.
    """
    with _alone(workspace) as state:
        wish = forget_wish.understood(workspace, state, wish)
        runs.interrupt_unfinished(state, datetime.now(UTC), ("forget",))
        ingest(
            workspace.archive, state, workspace.settings.crawler.revisit_ages
        )  # dead crawls are finished first
        erasure = forget_wish.erasure(workspace, state, wish)
        registers_of(workspace)  # unusable ones are told now: what is left is published with them
        _remember(state, wish, forget_wish.stones(workspace, state, wish, erasure))
        # before anything goes: what is lost from here on comes back forgotten
        copies.copy_state(workspace.state)
        if captures.pending_count(state) or rebuilds.under_way(state):
            # pages are read before those that name somebody go; results that are half made have nothing to publish
            process(workspace)
            erasure = forget_wish.erasure(workspace, state, wish)
        same = _copies(workspace, wish, erasure)  # while the links are still there
        with recorded(state, "forget") as run:
            counts = _everywhere(workspace, state, erasure, dry=False)
            _publish(workspace, erasure)
            with archive.alone(workspace):
                counts["state"] += erasing.scrub(workspace.state, erasure).total()
                archive.rewrite(workspace)  # letters are made from the state alone: not before it is clean
            if workspace.published.exists():
                write_all(workspace, state)
            run.count(dict(counts))
        copies.copy_state(workspace.state, kept=1)  # an older one lacks the hashes, and may hold what went
        return replace(_told(workspace, wish, erasure, counts), run=run.report, copies=same)


def _remember(state: State, wish: Wish, stones: Sequence[Stone]) -> None:
    """Write the hashes; of a source that is asked for again they may be fewer, and `lift` must find one request."""
    if wish.outlet and (wish.outlet.gone or tombstones.known(state, stones)):
        return
    tombstones.add(state, stones, datetime.now(UTC))


def lift(workspace: Workspace, wish: Wish) -> bool:
    """Take a request back, by the same words; what went does not come back by itself. False: it was not forgotten."""
    with closing(open_state(workspace.state)) as state, recorded(state, "forget.lift") as run:
        gone = tombstones.lift(state, forget_wish.own_stones(workspace, wish))
        run.count({"tombstones": gone})
        keep_copy(state)
    shutil.rmtree(workspace.registers / "tables", ignore_errors=True)  # made without that person
    return gone > 0


class _alone:  # noqa: N801  used as a function
    """No crawl, no retention, no letter that leaves, no other request meanwhile; gives the state."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stack = ExitStack()

    def __enter__(self) -> State:
        wait = self._workspace.settings.store.writer_wait_seconds
        for name in (CRAWL_LOCK, RETENTION_LOCK, SEND_LOCK):
            self._stack.enter_context(writer_lock(self._workspace.data, wait, "forget", name=name))
        return self._stack.enter_context(closing(open_state(self._workspace.state)))

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def _everywhere(workspace: Workspace, state: State, erasure: Erasure, *, dry: bool) -> Counter[str]:
    """The steps, in the order in which each still finds what the next ones need."""
    wait = workspace.settings.store.writer_wait_seconds
    with writer_lock(workspace.data, wait, "forget"):
        counts = places.files(workspace, erasure, dry=dry)
        counts += _archive(workspace, state, erasure, dry=dry)
        counts += results(workspace, erasure, dry=dry)
    if dry:
        counts["state"] += erasing.scrub(workspace.state, erasure, dry=True).total()
    return counts


def _archive(workspace: Workspace, state: State, erasure: Erasure, *, dry: bool) -> Counter[str]:
    # what others say of a source is theirs: only its own pages go
    sought = Erasure(Sought(), slug=erasure.slug) if erasure.slug else erasure
    search = Search(sought, lambda slug: slug == erasure.slug, linked=bool(sought.ids))
    names = sorted(path.name for path in workspace.archive.glob(f"*{SEGMENT}"))
    counts = sweep(workspace, state, names, search, dry=dry)
    if not dry:
        forgetting.swept(state, names, datetime.now(UTC))
        for part in workspace.archive.glob(f"*{PART}"):
            part.unlink()  # no crawl is alive, and salvage has taken what could be read
    return counts


def results(workspace: Workspace, erasure: Erasure, *, dry: bool) -> Counter[str]:
    """Texts, then results, then the index anew, then both files written anew."""
    limit = workspace.settings.store.memory_limit
    files = [path for name in (TEXTS_FILE, LIVE_FILE) if (path := workspace.data / name).exists()]
    counts: Counter[str] = Counter()
    for path in files:
        found = store_forget.scrub(path, erasure, limit, dry=dry)
        counts.update({f"{path.stem}.{table}": n for table, n in found.items()})
    if files and not dry:
        for index in workspace.data.glob(f"{INDEX_DIR}*"):
            shutil.rmtree(index)
        with open_files(workspace.data, limit) as live:
            store_forget.settle(live, erasure.ids | erasure.loose)
        for path in files:
            store_forget.rewrite(path, limit)
    return counts


def _publish(workspace: Workspace, erasure: Erasure) -> None:
    """A new snapshot and none of the old; the agenda and the drafts that held something are written anew from it."""
    if not (workspace.data / LIVE_FILE).exists():
        return
    settings = workspace.settings.store.model_copy(update={"snapshots_kept": 0})
    published = store_publish.publish(workspace.data, settings, emptied=True) is not None
    places.redraft(workspace, erasure, published=published)


def _told(workspace: Workspace, wish: Wish, erasure: Erasure, counts: Counter[str]) -> Forgotten:
    others = 0 if erasure.slug else counts["others"]
    found = _places(Counter({place: n for place, n in counts.items() if place != "others"}))
    return Forgotten(
        found,
        places.beside(workspace, erasure),
        others=others,
        copies=_copies(workspace, wish, erasure),
        near=() if found else forget_wish.near(workspace, wish),
    )


def _copies(workspace: Workspace, wish: Wish, erasure: Erasure) -> tuple[Copy, ...]:
    """Where the text of a forgotten article stays: whether these go too is for the person who asks to decide."""
    live, settings = workspace.data / LIVE_FILE, workspace.settings.store
    if wish.kind is not WishKind.URL or not erasure.ids or not live.exists():
        return ()
    with writer_lock(workspace.data, settings.writer_wait_seconds, "forget"):
        return tuple(store_forget.copies_of(live, erasure.ids, settings.memory_limit))


def _places(counts: Counter[str]) -> tuple[Place, ...]:
    return tuple(Place(place, count) for place, count in sorted(counts.items()) if count)
