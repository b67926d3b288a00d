"""Each article of a batch joins a story or founds one; decisions in the order of days, then of ids."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from core.ids import story_id
from core.types import Rule, StoryArticle, StoryTrace
from nlp.stories.admission import Admission
from nlp.stories.alike import Who, need, shared, who
from nlp.stories.edits import Edits
from nlp.stories.memory import Known, Memory, gap_days

ASKED = 8
"""Members of a story that an article is held against, those of the nearest days first."""


_NONE: Mapping[str, str] = MappingProxyType({})


class Fit(NamedTuple):
    """How well an article fits a story: `ratio` is what is common over what is needed, `score` the best similarity."""

    story: str
    ratio: float
    score: float


class Arrival(NamedTuple):
    """An article without a story.

    `repeats` are earlier articles with its text, `repeated_by` later ones.
    """

    trace: StoryTrace
    repeats: tuple[str, ...] = ()
    repeated_by: tuple[str, ...] = ()
    admission: Admission = Admission.FOUNDS


def group(
    memory: Memory, new: Iterable[Arrival], edits: Edits, stored: Mapping[str, str] = _NONE
) -> list[StoryArticle]:
    """The stories of these articles, and of remembered ones that fit them; those that join none are left out.

    `stored` gives the stories of repeated articles that are too old to be remembered. An editor's word goes before
    everything, a copied text before likeness.
    """
    waiting = {arrival.trace.article_id: arrival for arrival in sorted(new, key=_order)}
    memory.add(arrival.trace for arrival in waiting.values())
    joined: list[StoryArticle] = []
    while waiting:
        _place(memory, next(iter(waiting)), waiting, edits, stored, joined)
    for member in joined:  # which grows as it goes
        joined += _followers(memory, member, edits)
    return joined


def _followers(memory: Memory, member: StoryArticle, edits: Edits) -> list[StoryArticle]:
    """Articles near this one that came before there was a story that they could join: this one's, or a better one.

    All stories are asked for those alone that fit this one's, so that each idle article costs one comparison.
    """
    new = memory.get(member.article_id)
    if new is None:
        return []
    fits = [
        (other, best(memory, other.trace.article_id) or fit)
        for other in memory.idle(member.article_id)
        if (fit := _follows(memory, other, new)) is not None
    ]
    for other, fit in fits:
        memory.join(other.trace.article_id, edits.current(fit.story))
    return [
        StoryArticle(other.story, other.trace.article_id, Rule.ALIKE, round(fit.score, 3))
        for other, fit in fits
    ]


def _follows(memory: Memory, idle: Known, new: Known) -> Fit | None:
    """How an article without a story fits the one that `new` is in; only one that is like `new` may fit it now."""
    if _pair(memory, idle, new)[0] < 1:
        return None
    fit = _fit(memory, idle, new.story)
    return fit if fit.ratio >= 1 else None


def _place(
    memory: Memory,
    article: str,
    waiting: dict[str, Arrival],
    edits: Edits,
    stored: Mapping[str, str],
    joined: list[StoryArticle],
) -> None:
    """Put an article into its story, after those of the batch whose text it repeats."""
    arrival = waiting.pop(article)
    for other in arrival.repeats:
        if other in waiting:
            _place(memory, other, waiting, edits, stored, joined)
    copies = (*arrival.repeats, *arrival.repeated_by)
    known = [memory.story(other) or stored.get(other, "") for other in copies]
    found = _found(memory, arrival, [story for story in known if story], edits)
    if found is not None:
        memory.join(article, found.story_id)
        joined.append(found)
    elif arrival.admission < Admission.JOINS:
        memory.forget(article)


def _found(memory: Memory, arrival: Arrival, linked: list[str], edits: Edits) -> StoryArticle | None:
    article = arrival.trace.article_id
    said = edits.pinned(article)
    if said is not None:
        return StoryArticle(said, article, Rule.EDITED, 1.0)
    if linked:
        return StoryArticle(edits.current(linked[0]), article, Rule.LINKED, 1.0)
    fit = best(memory, article) if arrival.admission >= Admission.JOINS else None
    if fit is not None:
        return StoryArticle(edits.current(fit.story), article, Rule.ALIKE, round(fit.score, 3))
    if arrival.admission < Admission.FOUNDS:
        return None
    return StoryArticle(edits.current(story_id(article)), article, Rule.FOUNDED, 1.0)


def _order(arrival: Arrival) -> tuple[date, str]:
    return arrival.trace.day, arrival.trace.article_id


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
