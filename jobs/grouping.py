"""Grouping: the story of each article of a batch; the weeks around its days are read once a run."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from core.days import paris_day
from core.types import LinkKind, Processed, Rule, StoryArticle, StoryTrace
from nlp.stories.admission import FOLLOWED, Admission, admission
from nlp.stories.alike import OPEN_DAYS
from nlp.stories.edits import Edits
from nlp.stories.features import SCHEME, trace
from nlp.stories.grouping import Arrival, group
from nlp.stories.memory import Memory
from store.batch import Batch
from store.live import LiveStore
from store.stories import Told, history, memberships, ungrouped_days

_AROUND = timedelta(days=OPEN_DAYS)
_SAME_TEXT = frozenset({LinkKind.EXACT, LinkKind.NEAR, LinkKind.SYNDICATED})


class Grouper:
    """One for each run of `process`: what it has grouped, it remembers for the batches to come."""

    def __init__(self, live: LiveStore, edits: Edits) -> None:
        self._live = live
        self._edits = edits
        self._memory = Memory()
        self._read: set[date] = set()

    def backlog(self) -> Batch:
        """The stories of stored articles that were never grouped: those of before there were stories."""
        days = ungrouped_days(self._live.connection, FOLLOWED)
        late = self._history(days)
        return Batch(
            story_articles=tuple(group(self._memory, late, self._edits)),
            story_traces=tuple(arrival.trace for arrival in late),
        )

    def edited(self) -> Batch:
        """The stored articles that editors have put elsewhere since, in their new story."""
        moved = self._edits.articles
        stored = memberships(self._live.connection, moved, self._edits.merged)
        wanted = {m.article_id: moved.get(m.article_id) or self._edits.current(m.story_id) for m in stored}
        return Batch(
            story_articles=tuple(
                StoryArticle(wanted[m.article_id], m.article_id, Rule.EDITED, 1.0)
                for m in stored
                if m.story_id != wanted[m.article_id]
            )
        )

    def grouped(self, batch: Batch) -> Batch:
        """The batch with the stories of its articles; store it before the next one.

        One that has a story keeps it when it is read again.
        """
        analysed = {
            done.article.id: done
            for done in batch.articles
            if admission(done.analysis, done.article.form) is not Admission.NOTHING
        }
        if not analysed:
            return batch
        copies = [(link.article_id, link.other_id) for link in batch.links if link.kind in _SAME_TEXT]
        repeats, repeated_by = _by_first(copies), _by_first((one, other) for other, one in copies)
        asked = {*analysed, *chain.from_iterable(copies)}
        stored = {m.article_id: m.story_id for m in memberships(self._live.connection, asked)}
        days = {_day(done) for done in analysed.values()}
        waiting = [one for one in self._history(days) if one.trace.article_id not in analysed]
        new = [
            *waiting,
            *(
                _arrival(done)._replace(repeats=repeats.get(key, ()), repeated_by=repeated_by.get(key, ()))
                for key, done in analysed.items()
            ),
        ]
        self._remember_again([a for a in new if a.trace.article_id in stored], stored)
        fresh = [arrival for arrival in new if arrival.trace.article_id not in stored]
        return replace(
            batch,
            story_articles=tuple(group(self._memory, fresh, self._edits, stored)),
            story_traces=tuple(arrival.trace for arrival in new),
        )

    def _remember_again(self, known: Iterable[Arrival], stored: dict[str, str]) -> None:
        """Articles read again: their newest words, in the story that they have."""
        traces = [arrival.trace for arrival in known]
        self._memory.add(traces)
        for one in traces:
            self._memory.join(one.article_id, stored[one.article_id])

    def _history(self, days: Iterable[date]) -> list[Arrival]:
        """Read the weeks around these days that were not read yet; the articles among them without a story."""
        wanted = {day + timedelta(n) for day in days for n in range(-_AROUND.days, _AROUND.days + 1)}
        unplaced: list[Arrival] = []
        for first, last in _spans(wanted - self._read):
            told = history(self._live.connection, first, last, FOLLOWED, SCHEME)
            traces = {one.article_id: _trace(one) for one in told}
            self._memory.add(traces[one.article_id] for one in told if one.story_id or not one.founds)
            for one in told:
                if one.story_id:
                    self._memory.join(one.article_id, one.story_id)
            unplaced += [Arrival(traces[one.article_id]) for one in told if one.founds and not one.story_id]
        self._read |= wanted
        return unplaced


def _arrival(done: Processed) -> Arrival:
    article, found = done.article, done.analysis
    mentions = found.mentions if found else ()
    made = trace(article.id, article.version, _day(done), article.title, article.body, mentions)
    return Arrival(made, admission=admission(found, article.form))


def _trace(one: Told) -> StoryTrace:
    return one.trace or trace(one.article_id, one.version, one.day, *one.source)


def _day(done: Processed) -> date:
    return paris_day(done.article.published_at or done.seen_at)


def _by_first(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for one, other in pairs:
        found.setdefault(one, {})[other] = None
    return {one: tuple(others) for one, others in found.items()}


def _spans(days: Iterable[date]) -> list[tuple[date, date]]:
    """Days as spans of days in a row."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and day - spans[-1][1] == timedelta(days=1):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans
