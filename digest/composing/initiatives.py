"""Initiatives: what towns do, in a sentence each: town, technology, use, how far it is and was, with whom."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from digest.composing.bearing import is_subject
from digest.composing.choosing import is_about
from digest.composing.claims import article_facts
from digest.composing.deeds import changed, where
from digest.composing.ranking import NOVELTY, size
from digest.composing.sentence import before, sentence
from digest.composing.tales import Tale
from digest.composing.tellings import telling
from digest.letter import Item, Section
from store.readers.letter import Deed, Page

MOST = 8
_OWN = 2.0
"""What an article is about weighs more than any size, or a second owner, gives to what it names aside."""
Told = tuple[Deed, ...]
"""All that the week tells of an initiative, the best first."""


def chosen(tales: Sequence[Tale], retained: Collection[Tale]) -> list[tuple[float, Told, tuple[Page, ...]]]:
    """The initiatives that weigh most, but for those of the stories that are told above."""
    taken = {(tale.story_id or tale.key, tale.deeds[0].actor) for tale in retained if tale.deeds}
    above = {tale.deeds[0].initiative_id for tale in retained if tale.deeds}
    gathered: dict[str, list[tuple[Deed, Tale]]] = defaultdict(list)
    for tale in tales:
        for deed in tale.deeds:
            if deed.initiative_id not in above and (tale.story_id or tale.key, deed.actor) not in taken:
                gathered[deed.initiative_id].append((deed, tale))
    weighed = [_weighed(told) for told in gathered.values()]
    return sorted(weighed, key=lambda one: (-one[0], one[1][0].initiative_id))[:MOST]


def _weighed(told: list[tuple[Deed, Tale]]) -> tuple[float, Told, tuple[Page, ...]]:
    ids = {deed.article_id for deed, _ in told}
    pages = {page.article_id: page for _, tale in told for page in tale.pages if page.article_id in ids}
    aside = {deed: not is_subject(deed, pages[deed.article_id]) for deed, _ in told}
    again = {page.article_id for page in pages.values() if page.counted_as != "article"}

    def order(deed: Deed) -> tuple[object, ...]:
        return aside[deed], deed.article_id in again, -deed.confidence, deed.article_id

    deeds = tuple(sorted(aside, key=order))
    news = [new for _, tale in told for new in tale.news if any(is_about(new, deed) for deed in deeds)]
    new = max((NOVELTY.get(one.kind, 0.0) for one in news), default=0.0)
    moved = 1.0 if changed(deeds[0]) else 0.0
    voices = len({page.voice for page in pages.values()})
    own = 0.0 if aside[deeds[0]] else _OWN
    weight = own + new + moved + voices + deeds[0].confidence + size(deeds[0].population)
    return round(weight, 6), deeds, tuple(pages.values())


def initiative(rank: float, told: Told, pages: tuple[Page, ...]) -> Item:
    """An initiative as an item: « Ploemeur (Morbihan) annonce des compteurs communicants. »."""
    first = told[0]
    made = sentence(f"initiative:{first.initiative_id}", told, {page.article_id: page for page in pages})
    before(made, first)
    return Item(
        made.item,
        Section.INITIATIVES,
        "",
        tuple(made.pieces),
        tellings=tuple(map(telling, pages)),
        claims=tuple(made.claims),
        facts=(*made.facts, *article_facts(pages)),
        rank=rank,
        place=where(first),
    )
