"""A session: what one run of `process` remembers from batch to batch. Captures that wait again find that of then."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from core.types import Article, Rejection
from jobs.analysing import Analyst
from jobs.counting import counted, grouped, repetitions
from jobs.extraction import Read
from jobs.grouping import Grouper
from jobs.identities import identified
from jobs.linking import Linker
from jobs.repeats import Repeats
from jobs.versions import numbered, without_losses
from jobs.workspace import Workspace
from nlp.stories.edits import Edits
from state import runs, story_edits
from state.captures import Capture
from state.open import State
from store.batch import Batch
from store.live import LiveStore
from store.readers.past import versions

Identity = tuple[str, str, str]  # address asked for, article id, the article's own URL


class Made(NamedTuple):
    """All that a batch of captures comes to: rows, which articles their pages are, and what to count."""

    batch: Batch
    names: list[Identity]
    counts: Counter[str]


class Session:
    """The steps that a batch goes through, in order; each remembers those before it of the same session."""

    def __init__(self, workspace: Workspace, live: LiveStore, edits: Edits) -> None:
        self.live = live
        self.repeats = Repeats(live)
        self.linker = Linker(live, workspace.sources())
        self.grouper = Grouper(live, edits)

    def caught_up(self) -> Counter[str]:
        """Store what editors said since, and the stories of what was never grouped; what to count of it."""
        counts: Counter[str] = Counter()
        for late in self.grouper.catch_up():
            self.live.write(late, later=True)
            counts.update(grouped(late))
        return counts

    def made(
        self, analyst: Analyst, read: Sequence[tuple[Capture, Read]], meanwhile: Callable[[], None]
    ) -> Made:
        """What a batch comes to: read, linked, identified, grouped; store it before the next one."""
        made = self._read(analyst, read, meanwhile)
        batch = self.grouper.grouped(identified(self.live, self.linker.linked(made.batch)))
        made.counts.update([*repetitions(batch), *grouped(batch)])
        return made._replace(batch=batch)

    def _read(
        self, analyst: Analyst, read: Sequence[tuple[Capture, Read]], meanwhile: Callable[[], None]
    ) -> Made:
        """Keep what is no loss, cut what its source repeats, number the version, analyse."""
        found = [(c, r) for c, r in read if isinstance(r, Article)]
        better = without_losses([a for _, a in found], self.live.read_in_full([a.id for _, a in found]))
        kept = [pair for pair, keep in zip(found, better, strict=True) if keep]
        cleaned, repeated = self.repeats.cleaned([a for _, a in kept])
        known = versions(self.live.connection, [a.id for a in cleaned])
        seen = [c.fetch.at for c, _ in kept]
        fresh = zip(numbered(cleaned, known, repeated), seen, strict=True)
        done = [analyst.analysed(a, at, meanwhile) for a, at in fresh]
        again = [analyst.analysed(a, at, meanwhile) for a, at in self.repeats.stale(repeated, cleaned)]
        rejections = tuple(r for _, r in read if isinstance(r, Rejection))
        batch = Batch(
            articles=(*again, *done), fetches=tuple(c.fetch for c, _ in read), rejections=rejections
        )
        counts = Counter(counted(done, rejections))
        counts["article.recut"] = len(again)
        return Made(batch, [(c.fetch.url, a.id, a.url) for c, a in found], +counts)


class Sessions:
    """One session at a time, each caught up when it begins; `counts` are of that.

    A capture that was processed before belongs to the session of that run: with its edits of then, and nothing
    remembered of the session before. Thus results made anew come out as they were.
    """

    def __init__(self, workspace: Workspace, state: State, live: LiveStore) -> None:
        self._workspace = workspace
        self._state = state
        self._live = live
        self._run_id: str | None = None
        self._session: Session | None = None
        self.counts: Counter[str] = Counter()

    def of(self, run_id: str, until: datetime | None = None) -> Session:
        """The session of a run; `until`: only what editors had said by then."""
        if self._session is None or self._run_id != run_id:
            said = story_edits.every(self._state)
            edits = Edits(edit for edit in said if until is None or edit.at <= until)
            self._session, self._run_id = Session(self._workspace, self._live, edits), run_id
            self.counts.update(self._session.caught_up())
        return self._session

    def before(self, run_id: str) -> Session:
        """The session of a run of before, as it was then."""
        return self.of(run_id, runs.started_at(self._state, run_id))
