"""What is remembered of the articles of some weeks: an index of their places, people and rarest terms.

An article is compared with those alone that share one of these within two weeks of its day, however many articles are
remembered: postings are kept by fortnight, and at most `MOST_COMPARED` of them are looked at, the rarest first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import log

import numpy as np

from core.types import StoryTrace
from nlp.stories.alike import OPEN_DAYS
from nlp.stories.features import Terms, Weights, key
from nlp.stories.words import background

INDEXED = 24
"""Terms by which an article is found again, beside places and people: those that say most."""

MOST_COMPARED = 150
"""Articles that one is compared with at most: a town of which more is told in four weeks is compared with the rest
by its people and words."""


@dataclass(slots=True)
class Known:
    """An article in memory; `story` is empty until it has one. `vector` is its weighted terms in `epoch`."""

    trace: StoryTrace
    terms: Terms
    weights: Weights
    probes: tuple[int, ...]
    story: str = ""
    vector: Weights | None = None
    epoch: int = -1


class Memory:
    """Articles by id, and the stories they are in. What it answers depends on what was added, in that order."""

    def __init__(self) -> None:
        total, counts = background()
        self._total = total
        self._counts = Counter({key(term): n for term, n in counts.items()})
        self._articles: dict[str, Known] = {}
        self._postings: dict[tuple[int, int], list[str]] = {}
        self._on_place: Counter[str] = Counter()
        self._members: dict[str, list[str]] = {}
        self._epoch = 0

    def __len__(self) -> int:
        return len(self._articles)

    def get(self, article_id: str) -> Known | None:
        """An article, if it is remembered."""
        return self._articles.get(article_id)

    def story(self, article_id: str) -> str:
        """The story of an article, empty when it is in none or not remembered."""
        known = self._articles.get(article_id)
        return known.story if known else ""

    def articles_on(self, places: Iterable[str]) -> int:
        """How many articles name the rarest of these places."""
        return min((self._on_place[place] for place in places), default=0)

    def add(self, traces: Iterable[StoryTrace]) -> None:
        """Remember these articles, each in its newest version and without a story; words are weighed anew."""
        for trace in traces:
            self.forget(trace.article_id)
            terms, weights = np.frombuffer(trace.terms, "<u4"), np.frombuffer(trace.weights, "<f4")
            known = Known(trace, terms, weights, _probes(trace, terms))
            self._articles[trace.article_id] = known
            self._counts.update(terms.tolist())
            self._on_place.update(place.key for place in trace.places)
            for probe in known.probes:
                self._postings.setdefault((probe, _fortnight(trace)), []).append(trace.article_id)
        self._epoch += 1

    def join(self, article_id: str, story: str) -> None:
        """Put a remembered article into a story, out of the one that it was in."""
        known = self._articles[article_id]
        if known.story:
            self._members[known.story].remove(article_id)
        known.story = story
        self._members.setdefault(story, []).append(article_id)

    def members(self, story: str) -> list[Known]:
        """The remembered articles of a story."""
        return [self._articles[article] for article in self._members.get(story, ())]

    def near(self, article_id: str) -> list[Known]:
        """Articles in stories that share a place, a person or a telling term with this one, within two weeks."""
        return self._near(article_id, idle=False)

    def idle(self, article_id: str) -> list[Known]:
        """The same, of articles in no story."""
        return self._near(article_id, idle=True)

    def _near(self, article_id: str, *, idle: bool) -> list[Known]:
        known = self._articles[article_id]
        found: dict[str, Known] = {}
        for other in self._met(known):
            candidate = self._articles[other]
            if (
                idle is not bool(candidate.story)
                and other != article_id
                and gap_days(known, candidate) <= OPEN_DAYS
            ):
                found[other] = candidate
                if len(found) >= MOST_COMPARED:
                    break
        return list(found.values())

    def similarity(self, one: Known, other: Known) -> float:
        """The cosine of two articles' terms, each weighed by how rare it is."""
        _, left, right = np.intersect1d(one.terms, other.terms, assume_unique=True, return_indices=True)
        return float(self._vector(one)[left] @ self._vector(other)[right])

    def _met(self, known: Known) -> Iterator[str]:
        """Ids of the postings that this one stands in, the shortest posting first, the newest article first."""
        around = range(_fortnight(known.trace) - 1, _fortnight(known.trace) + 2)
        lists = [self._postings.get((probe, time), ()) for probe in known.probes for time in around]
        for posting in sorted(filter(None, lists), key=len):
            yield from posting[: -MOST_COMPARED - 1 : -1]

    def forget(self, article_id: str) -> None:
        """Take out an article, from its story as well."""
        known = self._articles.pop(article_id, None)
        if known is None:
            return
        self._counts.subtract(known.terms.tolist())
        self._on_place.subtract(place.key for place in known.trace.places)
        for probe in known.probes:
            self._postings[probe, _fortnight(known.trace)].remove(article_id)
        if known.story:
            self._members[known.story].remove(article_id)

    def forget_before(self, day: date) -> None:
        """Take out the fortnights that ended before a day: grouping in order of days does not come back there."""
        first = day.toordinal() // OPEN_DAYS
        for known in [one for one in self._articles.values() if _fortnight(one.trace) < first]:
            self.forget(known.trace.article_id)
        self._postings = {at: ids for at, ids in self._postings.items() if at[1] >= first}
        self._members = {story: ids for story, ids in self._members.items() if ids}

    def _rarity(self, terms: Terms) -> Weights:
        total = self._total + len(self._articles) + 1
        counts = [self._counts[term] for term in terms.tolist()]
        return np.array([max(0.0, log(total / (n + 0.5))) for n in counts], np.float32)

    def _vector(self, known: Known) -> Weights:
        """The article's weighted terms, of length 1; made anew when more is remembered."""
        if known.vector is None or known.epoch != self._epoch:
            weighed = known.weights * self._rarity(known.terms)
            known.vector = weighed / (np.linalg.norm(weighed) or np.float32(1))
            known.epoch = self._epoch
        return known.vector


def _probes(trace: StoryTrace, terms: Terms) -> tuple[int, ...]:
    """By what an article is found: its places, its people, and the terms that say most by our own texts."""
    who = [key(f"@{name}") for name in (*(place.key for place in trace.places), *trace.people)]
    return tuple(dict.fromkeys([*who, *terms[:INDEXED].tolist()]))


def gap_days(one: Known, other: Known) -> int:
    """Days between two articles."""
    return abs((one.trace.day - other.trace.day).days)


def _fortnight(trace: StoryTrace) -> int:
    return trace.day.toordinal() // OPEN_DAYS
