"""Initiatives: what towns do, in a line each: town, technology, use, how far it is and was, with whom."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from digest.composing.claims import article_facts
from digest.composing.ranking import NOVELTY, size
from digest.composing.sentence import (
    Sentence,
    changed,
    deed_facts,
    own,
    stage,
    supplier,
    use_of,
    where,
    whole,
)
from digest.composing.tales import Tale, is_about
from digest.composing.tellings import telling
from digest.french import NBSP
from digest.letter import Item, Section
from store.readers.letter import Deed, Page

MOST = 8
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
    deeds = tuple(sorted((deed for deed, _ in told), key=lambda deed: (-deed.confidence, deed.article_id)))
    news = [new for _, tale in told for new in tale.news if any(is_about(new, deed) for deed in deeds)]
    new = max((NOVELTY.get(one.kind, 0.0) for one in news), default=0.0)
    moved = 1.0 if changed(deeds[0]) else 0.0
    voices = len({page.voice for page in pages.values()})
    weight = new + moved + voices + deeds[0].confidence + size(deeds[0].population)
    return round(weight, 6), deeds, tuple(pages.values())


def initiative(rank: float, told: Told, pages: tuple[Page, ...]) -> Item:
    """An initiative as an item: « Ploemeur (Morbihan) : compteurs communicants – annoncé »."""
    first, by_id = told[0], {page.article_id: page for page in pages}
    made = Sentence(f"initiative:{first.initiative_id}")
    made.say(f"{where(first)}{NBSP}: {own(first.technology)}")
    if use := use_of(told):
        made.say(f" ({use})")
    # without the status nothing is left of the line: that of before alone would say that it still holds
    made.claim(f" – {stage(first)}", "", whole(made.item, told, by_id))
    supplier(made, told, by_id, " – avec ")
    return Item(
        made.item,
        Section.INITIATIVES,
        "",
        tuple(made.pieces),
        tellings=tuple(map(telling, pages)),
        claims=tuple(made.claims),
        facts=(*deed_facts(first), *made.facts, *article_facts(pages)),
        rank=rank,
        place=where(first),
    )
