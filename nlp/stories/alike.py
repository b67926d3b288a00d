"""Are two articles about the same thing? Whom they are about decides, their words support it. Pure.

Two towns doing the same are two stories, two outlets on one town's project are one. So places come first: articles
about different places are never alike; of the same town, little in common is enough; where places do not tell, much is
needed. Bounds were chosen on articles of our own and on labelled headlines (docs/adr/0014).
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache
from math import log2

from core.types import Place, StoryTrace

OPEN_DAYS = 14
"""A story is open for two weeks after its newest article: a council's vote, what is said of it, a weekly's delay. The
same project told months later is news of its own; the register of initiatives ties the two."""

FRESH_DAYS = 7
"""Until then, time says nothing; from then on more must be common, up to 1.4 times as much."""


class Who(Enum):
    """What the places of two articles say, and the least similarity of words that makes one story of them."""

    SAME = 0.12
    NEITHER = 0.22  # no place in either: the words are all there is
    NAMED = 0.25  # a place in one of them alone, and a person in both
    BRIEF = 0.26  # a place in one of them alone, the other too short to say where
    ONE = 0.5  # a place in one of them alone
    OTHER = 2.0  # more than any two texts have in common


COVERED = 0.3
"""Least share of what one is about, by weight, that the other names too: a survey of five towns is none's story."""

_TOP = 0.7
_BRIEF = 4 * 40  # bytes of terms: fewer than forty of them, a title and a standfirst
_BUSY = 50  # articles on one place, in what is remembered, from which on more must be common


def who(one: StoryTrace, other: StoryTrace) -> Who:
    """What the places of two articles say, and their people where places do not tell."""
    if not one.places and not other.places:
        return Who.NEITHER
    left, right = _comparable(one.places, other.places)
    if left:
        return Who.SAME if _agree(left, right) else Who.OTHER
    if not set(one.people).isdisjoint(other.people):
        return Who.NAMED
    placeless = [trace for trace in (one, other) if not trace.places]
    return Who.BRIEF if any(len(trace.terms) < _BRIEF for trace in placeless) else Who.ONE


def need(kind: Who, gap_days: int, articles_on_place: int) -> float:
    """The least similarity of words: more after a week, more where a place is in every other article."""
    late = 1 + 0.4 * max(0, gap_days - FRESH_DAYS) / (OPEN_DAYS - FRESH_DAYS)
    busy = 0.03 * log2(1 + articles_on_place / _BUSY) if kind is Who.SAME else 0.0
    return (kind.value + busy) * late


def shared(one: Iterable[Place], other: Iterable[Place]) -> set[str]:
    """The places that both are about."""
    return {place.key for place in one} & {place.key for place in other}


def _comparable(
    one: tuple[Place, ...], other: tuple[Place, ...]
) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The places of the kinds that both name: an agglomération is neither its town nor another one."""
    left, right = _by_kind(one), _by_kind(other)
    kinds = left.keys() & right.keys()
    return (
        {key: weight for kind in kinds for key, weight in left[kind].items()},
        {key: weight for kind in kinds for key, weight in right[kind].items()},
    )


@lru_cache(maxsize=4096)
def _by_kind(places: tuple[Place, ...]) -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for place in places:
        found.setdefault(place.key.partition(":")[0], {})[place.key] = place.weight
    return found


def _agree(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Each names what the other is most about, most of both is common, and the main places are half the same."""
    if not (_names_first(one, other) and _names_first(other, one)):
        return False
    if min(_covered(one, other), _covered(other, one)) < COVERED:
        return False
    tops = _main(one), _main(other)
    return 2 * len(tops[0] & tops[1]) >= max(map(len, tops))


def _names_first(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    most = max(one.values())
    return any(key in other for key, weight in one.items() if weight == most)


def _covered(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight for key, weight in one.items() if key in other) / sum(one.values())


def _main(one: Mapping[str, float]) -> set[str]:
    most = max(one.values())
    return {key for key, weight in one.items() if weight >= _TOP * most}
