"""Each article of a batch joins a story or founds one; decisions in the order of days, then of ids."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from core.ids import story_id
from core.types import Rule, StoryArticle, StoryTrace
from nlp.stories.alike import Who, need, shared, who
from nlp.stories.edits import Edits
from nlp.stories.memory import Known, Memory, gap_days

ASKED = 8
"""Members of a story that an article is held against, those of the nearest days first."""


class Fit(NamedTuple):
    """How well an article fits a story: `ratio` is what is common over what is needed, `score` the best similarity."""

    story: str
    ratio: float
    score: float


def group(
    memory: Memory, new: Sequence[StoryTrace], linked: Mapping[str, Sequence[str]], edits: Edits
) -> list[StoryArticle]:
    """The stories of these articles, which are added to the memory.

    `linked` gives, by article, the stories of those whose text it repeats. An article that has a story keeps it:
    only new ones are to be given. An editor's word goes before everything, a copied text before likeness.
    """
    memory.add(new)
    joined = []
    for trace in sorted(new, key=lambda one: (one.day, one.article_id)):
        found = _placed(memory, trace, linked.get(trace.article_id, ()), edits)
        memory.join(trace.article_id, found.story_id)
        joined.append(found)
    return joined


def _placed(memory: Memory, trace: StoryTrace, linked: Sequence[str], edits: Edits) -> StoryArticle:
    article = trace.article_id
    said = edits.pinned(article)
    if said is not None:
        return StoryArticle(said, article, Rule.EDITED, 1.0)
    if linked:
        return StoryArticle(edits.current(linked[0]), article, Rule.LINKED, 1.0)
    fit = best(memory, article)
    if fit is not None:
        return StoryArticle(edits.current(fit.story), article, Rule.ALIKE, round(fit.score, 3))
    return StoryArticle(edits.current(story_id(article)), article, Rule.FOUNDED, 1.0)


def best(memory: Memory, article_id: str) -> Fit | None:
    """The story that a remembered article fits best, None when it fits none."""
    known = memory.get(article_id)
    if known is None:
        return None
    stories = dict.fromkeys(other.story for other in memory.near(article_id))
    fits = [_fit(memory, known, story) for story in stories]
    chosen = max(fits, key=lambda fit: (fit.ratio, fit.story), default=None)
    return chosen if chosen is not None and chosen.ratio >= 1 else None


def _fit(memory: Memory, known: Known, story: str) -> Fit:
    """Between the nearest member and all of them: one alone would chain stories, all would lose the follow-up."""
    members = [other for other in memory.members(story) if other is not known]
    members.sort(key=lambda other: (gap_days(known, other), other.trace.article_id))
    pairs = [_pair(memory, known, other) for other in members[:ASKED]]
    ratios = [ratio for ratio, _ in pairs]
    return Fit(story, (max(ratios) + sum(ratios) / len(ratios)) / 2, max(score for _, score in pairs))


def _pair(memory: Memory, one: Known, other: Known) -> tuple[float, float]:
    """What two articles have in common over what is needed, and the similarity itself."""
    left, right = one.trace, other.trace
    said = who(left, right)
    if said is Who.OTHER:
        return 0.0, 0.0
    alike = memory.similarity(one, other)
    on_place = memory.articles_on(shared(left.places, right.places)) if said is Who.SAME else 0
    return alike / need(said, gap_days(one, other), on_place), alike


def linked_stories(others: Iterable[str], stories: Mapping[str, str]) -> list[str]:
    """The stories of the articles that one repeats, without those that have none."""
    return list(dict.fromkeys(stories[other] for other in others if other in stories))
