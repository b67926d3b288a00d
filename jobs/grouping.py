"""Grouping: the story of each article of a batch; the weeks around its days are read once a run."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from store.readers.stories import Told, copies, history, memberships, ungrouped_days

BACKLOG = 300
"""Articles of before there were stories that are grouped and stored at once."""

AROUND = timedelta(days=OPEN_DAYS)
"""How far from an article's day others may be that it is held against."""
_SAME_TEXT = frozenset({LinkKind.EXACT, LinkKind.NEAR, LinkKind.SYNDICATED})


class Grouper:
    """One for each run of `process`: what it has grouped, it remembers for the batches to come."""

    def __init__(self, live: LiveStore, edits: Edits) -> None:
        self._live = live
        self._edits = edits
        self._memory = Memory()
        self._read: set[date] = set()
        self._made: list[StoryTrace] = []

    def catch_up(self) -> Iterator[Batch]:
        """What is to be stored before new articles are grouped; store each batch before the next is asked for.

        Editors' words come first: what was never grouped joins stories as they are after them.
        """
        if (moved := self.edited()).story_articles:
            yield moved
        yield from self.backlog()

    def backlog(self) -> Iterator[Batch]:
        """The stories of stored articles that were never grouped: those of before there were stories.

        In order of days, some hundreds at a time: being killed loses one batch, and what is two weeks behind is
        forgotten, so that a hundred thousand articles take the memory of some weeks.
        """
        late: list[Arrival] = []
        for days in _portions(ungrouped_days(self._live.connection, FOLLOWED)):
            self.forget_before(days[0] - AROUND)
            late = sorted(
                [*late, *self._history(days)], key=lambda one: (one.trace.day, one.trace.article_id)
            )
            due = sum(one.trace.day <= days[-1] for one in late)
            for start in range(0, due, BACKLOG):
                yield self._caught_up(late[start : min(start + BACKLOG, due)])
            late = late[due:]

    def _caught_up(self, late: Iterable[Arrival]) -> Batch:
        """The stories of stored articles, and of those that have the text of one of them."""
        arrivals = {one.trace.article_id: one for one in late}
        linked = copies(self._live.connection, arrivals, _SAME_TEXT)
        others = set(chain.from_iterable(linked)) - arrivals.keys()
        stored = {m.article_id: m.story_id for m in memberships(self._live.connection, others)}
        found = group(self._memory, _repeating(arrivals, linked), self._edits, stored)
        found += self._copied(linked, found, stored)
        return Batch(story_articles=tuple(found), story_traces=self._newly_traced())

    def _copied(
        self, linked: Iterable[tuple[str, str]], found: Iterable[StoryArticle], stored: Mapping[str, str]
    ) -> list[StoryArticle]:
        """Articles without a story that have the text of one that was just put into a story."""
        placed = {member.article_id: member.story_id for member in found}
        joined: list[StoryArticle] = []
        for one, other in chain(linked, [(other, one) for one, other in linked]):
            if other in placed and one not in placed and one not in stored:
                said = self._edits.pinned(one)
                placed[one] = said or placed[other]
                joined.append(StoryArticle(placed[one], one, Rule.EDITED if said else Rule.LINKED, 1.0))
                if self._memory.get(one) is not None:
                    self._memory.join(one, placed[one])
        return joined

    def edited(self) -> Batch:
        """The stored articles that editors have put elsewhere since, or back by an undoing, in their new story."""
        stored = memberships(self._live.connection, self._edits.known, self._edits.merged)
        wanted = [(member, self._edits.placed(member)) for member in stored]
        moved = [(old, new) for old, new in wanted if new.story_id != old.story_id]
        back = {
            old.article_id: (old.story_id, new.story_id) for old, new in moved if new.rule is not Rule.EDITED
        }
        return Batch(story_articles=(*(new for _, new in moved), *self._following(back)))

    def _following(self, back: Mapping[str, tuple[str, str]]) -> Iterator[StoryArticle]:
        """Copies that came since to the story that an article is taken out of, (out of, into): they go with it."""
        if not back:
            return
        linked = copies(self._live.connection, back, _SAME_TEXT)
        pairs = [(one, other) for pair in linked for one, other in (pair, pair[::-1]) if other in back]
        of = {m.article_id: m for m in memberships(self._live.connection, [one for one, _ in pairs])}
        for one, (out, into) in {one: back[other] for one, other in pairs}.items():
            if (
                one in of
                and one not in self._edits.known
                and of[one].story_id == out
                and of[one].rule is Rule.LINKED
            ):
                yield of[one]._replace(story_id=into)

    def grouped(self, batch: Batch, settled: Collection[str] = ()) -> Batch:
        """The batch with the stories of its articles; store it before the next one.

        One that has a story keeps it when it is read again; one that is `settled` has none and gets none.
        """
        analysed = {
            done.article.id: done
            for done in batch.articles
            if admission(done.analysis, done.article.form) is not Admission.NOTHING
        }
        if not analysed:
            return batch
        linked = [(link.article_id, link.other_id) for link in batch.links if link.kind in _SAME_TEXT]
        asked = {*analysed, *chain.from_iterable(linked)}
        stored = {m.article_id: m.story_id for m in memberships(self._live.connection, asked)}
        days = {_day(done) for done in analysed.values()}
        waiting = [one for one in self._history(days) if one.trace.article_id not in analysed]
        arrivals = {key: _arrival(done) for key, done in analysed.items()}
        new = [*waiting, *_repeating(arrivals, linked)]
        self._remember_again([a for a in new if a.trace.article_id in stored], stored)
        free = [arrival for arrival in new if arrival.trace.article_id not in stored]
        fresh = [arrival for arrival in free if arrival.trace.article_id not in settled]
        idle = [a.trace for a in free if a.trace.article_id in settled and a.admission >= Admission.JOINS]
        self._memory.add(idle)
        return replace(
            batch,
            story_articles=tuple(group(self._memory, fresh, self._edits, stored)),
            story_traces=(*self._newly_traced(), *(arrival.trace for arrival in new)),
        )

    def _newly_traced(self) -> tuple[StoryTrace, ...]:
        """Traces of stored articles that were made since this was asked last: stored, none is made again."""
        made, self._made = tuple(self._made), []
        return made

    def _remember_again(self, known: Iterable[Arrival], stored: dict[str, str]) -> None:
        """Articles read again: their newest words, in the story that they have."""
        traces = [arrival.trace for arrival in known]
        self._memory.add(traces)
        for one in traces:
            self._memory.join(one.article_id, stored[one.article_id])

    def _history(self, days: Iterable[date]) -> list[Arrival]:
        """Read the weeks around these days that were not read yet; the articles among them without a story."""
        wanted = {day + timedelta(n) for day in days for n in range(-AROUND.days, AROUND.days + 1)}
        unplaced: list[Arrival] = []
        for first, last in _spans(wanted - self._read):
            for one in history(self._live.connection, first, last, FOLLOWED, SCHEME):
                made = one.trace or self._traced(one)
                if one.founds and not one.story_id:
                    unplaced.append(Arrival(made))
                    continue
                self._memory.add([made])
                if one.story_id:
                    self._memory.join(one.article_id, one.story_id)
        self._read |= wanted
        return unplaced

    def forget_before(self, day: date) -> None:
        """Forget the weeks that going on in order of days does not come back to."""
        self._memory.forget_before(day)
        self._read = {read for read in self._read if read >= day}

    def _traced(self, one: Told) -> StoryTrace:
        made = trace(one.article_id, one.version, one.day, *one.source)
        self._made.append(made)
        return made


def _arrival(done: Processed) -> Arrival:
    article, found = done.article, done.analysis
    mentions = found.mentions if found else ()
    made = trace(article.id, article.version, _day(done), article.title, article.body, mentions)
    return Arrival(made, admission=admission(found, article.form))


def _repeating(arrivals: Mapping[str, Arrival], linked: Sequence[tuple[str, str]]) -> list[Arrival]:
    """The arrivals, each with the articles that it shares its text with; of a link, the later article comes first."""
    repeats, repeated_by = _by_first(linked), _by_first((one, other) for other, one in linked)
    return [
        one._replace(repeats=repeats.get(key, ()), repeated_by=repeated_by.get(key, ()))
        for key, one in arrivals.items()
    ]


def _day(done: Processed) -> date:
    return paris_day(done.article.published_at or done.seen_at)


def _by_first(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for one, other in pairs:
        found.setdefault(one, {})[other] = None
    return {one: tuple(others) for one, others in found.items()}


def _portions(counted: Iterable[tuple[date, int]]) -> Iterator[list[date]]:
    """Days in order, as many at a time as have enough articles for a batch."""
    days: list[date] = []
    waiting = 0
    for day, articles in counted:
        days.append(day)
        waiting += articles
        if waiting >= BACKLOG:
            yield days
            days, waiting = [], 0
    if days:
        yield days


def _spans(days: Iterable[date]) -> list[tuple[date, date]]:
    """Days as spans of days in a row."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and day - spans[-1][1] == timedelta(days=1):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans
