"""Days of an invented press for store_volume.py: what each collection would hand to the store, in batches of 200."""

import random
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from store_articles import Press, article
from store_world import World, world

from core.ids import article_id, story_id
from core.types import (
    Candidate,
    Fetch,
    Link,
    LinkKind,
    Nature,
    Outcome,
    Place,
    Processed,
    Rejection,
    Rule,
    RunReport,
    Signature,
    Source,
    SourceRun,
    SourceState,
    StoryArticle,
    StoryTrace,
    Volume,
)
from store.batch import Batch

A_DAY = 200
_LAST = date(2026, 11, 22)
_REPRINTS, _OUT, _MISSED = 0.15, 0.04, 0.12
_KINDS = (LinkKind.SYNDICATED, LinkKind.EXACT, LinkKind.NEAR)
_ENDS = (Outcome.FAILED, Outcome.BLOCKED, Outcome.REFUSED, Outcome.RESERVED)


def batches(seed: int, many: int) -> Iterator[Batch]:
    """`many` articles, a day's worth at once, the last day in November 2026; the same ones for the same seed."""
    import registers
    from nlp.technologies.lexicon import table

    draw = random.Random(seed)  # noqa: S311  a draw to repeat, not a secret
    days = -(-many // A_DAY)
    year = Year(seed, draw, world(draw, registers.load().communes, list(table())))
    yield Batch(sources=tuple(year.world.sources.things))
    for number in range(days):
        day = _LAST - timedelta(days - 1 - number)
        yield year.day(day, min(A_DAY, many - number * A_DAY))


class Year:
    """A press from day to day: reprints are of what came lately, stories go on for a week or two."""

    def __init__(self, seed: int, draw: random.Random, country: World) -> None:
        self.draw, self.world = draw, country
        self._first = seed * A_DAY  # another seed's articles have other addresses
        self._press = Press(draw, country)
        self._lately: deque[Processed] = deque(maxlen=2 * A_DAY)
        self._stories: deque[str] = deque(maxlen=3 * A_DAY)
        self._member: dict[str, str] = {}

    def day(self, day: date, many: int) -> Batch:
        """The articles of a day, and the ledger of the run that brought them."""
        up = [source for source in self.world.sources.things if not _out(source, day)]
        made = [self._one(day, self._first + number) for number in range(many)]
        links = tuple(link for _, found in made for link in found)
        articles = tuple(one for one, _ in made)
        run = f"{day:%Y%m%d}T060000Z-0000"
        return Batch(
            articles=articles,
            fetches=(*self._entries(run, day), *self._pages(run, day, articles)),
            rejections=tuple(
                self._rejection(day, source) for source in self.draw.sample(up, min(9, len(up)))
            ),
            runs=(RunReport(run, "run", _at(day, 6), _at(day, 7), "done", {"fetched": many}),),
            source_runs=tuple(self._ledger(run, day, articles)),
            links=links,
            signatures=tuple(map(self._signature, articles)),
            story_traces=tuple(map(self._trace, articles)),
            story_articles=tuple(self._stories_of(articles, links)),
        )

    def _one(self, day: date, number: int) -> tuple[Processed, tuple[Link, ...]]:
        source = self.world.sources.one(self.draw)
        while _out(source, day):
            source = self.world.sources.one(self.draw)
        at = _at(day, 5) + timedelta(minutes=self.draw.randrange(900))
        if self._lately and self.draw.random() < _REPRINTS:
            return self._reprint(source, at, number)
        made = article(self._press, source, at, number)
        self._lately.append(made)
        return made, ()

    def _reprint(self, source: Source, at: datetime, number: int) -> tuple[Processed, tuple[Link, ...]]:
        first = self.draw.choice(self._lately)
        url = f"{source.homepage}{at:%Y/%m/%d}/{number}"
        copy = replace(first.article, id=article_id(url), url=url, source=source.slug, published_at=at)
        seen = at + timedelta(hours=2)
        kind = self.draw.choices(_KINDS, (7, 2, 1))[0]
        link = Link(copy.id, 1, first.article.id, kind, round(0.8 + self.draw.random() / 5, 3), seen)
        return Processed(copy, first.analysis, seen), (link,)

    def _stories_of(self, articles: Sequence[Processed], links: Sequence[Link]) -> Iterator[StoryArticle]:
        """Half of what tells something founds a story or goes on with one; a reprint goes where its original is."""
        first = {link.article_id: link.other_id for link in links}
        for one in articles:
            key, found = one.article.id, one.analysis
            original = self._member.get(first.get(key, ""))
            if original:
                yield StoryArticle(original, key, Rule.LINKED, 1.0)
            elif key not in first and found and found.nature is not Nature.OTHER and self.draw.random() < 0.7:
                goes_on = self._stories and self.draw.random() < 0.3
                story = self.draw.choice(self._stories) if goes_on else story_id(key)
                self._stories.append(story)
                self._member[key] = story
                yield StoryArticle(
                    story, key, Rule.ALIKE if goes_on else Rule.FOUNDED, 0.8 if goes_on else 1.0
                )

    def _entries(self, run: str, day: date) -> Iterator[Fetch]:
        for source in self.world.sources.things:
            out = _out(source, day)
            ended = Outcome.FAILED if out else Outcome.FETCHED
            yield Fetch(
                run,
                source.slug,
                source.entries[0].url,
                _at(day, 6),
                ended,
                "timeout" if out else None,
                announced=20,
            )

    def _pages(self, run: str, day: date, articles: Sequence[Processed]) -> Iterator[Fetch]:
        """Every article was fetched; some pages were read again, some could not be read."""
        for one in articles:
            yield _fetch(run, one.article.source, one.article.url, day, Outcome.FETCHED)
            if self.draw.random() < _MISSED:
                yield _fetch(run, one.article.source, f"{one.article.url}-bis", day, self.draw.choice(_ENDS))
        for one in self.draw.sample(self._lately, min(len(self._lately), 30)):
            yield replace(
                _fetch(run, one.article.source, one.article.url + "?", day, Outcome.UNCHANGED), revisit=True
            )

    def _ledger(self, run: str, day: date, articles: Sequence[Processed]) -> Iterator[SourceRun]:
        new: dict[str, int] = {}
        for one in articles:
            new[one.article.source] = new.get(one.article.source, 0) + 1
        for source in self.world.sources.things:
            state = SourceState.MISSED if _out(source, day) else SourceState.NEW
            count = new.get(source.slug, 0)
            yield SourceRun(
                run, source.slug, _at(day, 6), state, Volume.USUAL, 20, count, count, reasons={"timeout": 1}
            )

    def _rejection(self, day: date, source: Source) -> Rejection:
        url = f"{source.homepage}{day:%Y/%m/%d}/vide-{self.draw.randrange(10**6)}"
        return Rejection(
            url, source.slug, "extract", self.draw.choice(("too-short", "not-article")), _at(day, 7)
        )

    def _signature(self, one: Processed) -> Signature:
        key = one.article.id
        return Signature(
            key, 1, 1, 400, 398, key * 4, self.draw.randbytes(512), (int(key, 16), 0, int(key, 16))
        )

    def _trace(self, one: Processed) -> StoryTrace:
        mentions = one.analysis.mentions if one.analysis else ()
        places = tuple(Place(mention.key, 2.0) for mention in mentions[:2])
        terms, weights = self.draw.randbytes(240), self.draw.randbytes(240)
        return StoryTrace(one.article.id, 1, 1, one.seen_at.date(), places, (), terms, weights)


def _out(source: Source, day: date) -> bool:
    """Whether the outlet cannot be heard that week."""
    return random.Random(f"{source.slug}:{day:%G-%V}").random() < _OUT  # noqa: S311  a draw to repeat


def _fetch(run: str, source: str, url: str, day: date, outcome: Outcome) -> Fetch:
    return Fetch(run, source, url, _at(day, 7), outcome, candidate=Candidate(url, source, "flux"))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)
