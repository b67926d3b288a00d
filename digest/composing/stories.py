"""À retenir: the three to five stories that weigh most, a factual sentence each, and everybody who tells it."""

from collections.abc import Sequence
from datetime import date

from digest.composing.choosing import is_about
from digest.composing.claims import article_facts
from digest.composing.deeds import where
from digest.composing.ranking import is_marked, ranked
from digest.composing.sentence import Sentence, before, factual
from digest.composing.tales import Tale
from digest.composing.tellings import telling, title
from digest.letter import EXTRACT, Fact, Item, Section, extract
from digest.novelty import said
from digest.plain import line
from store.readers.letter import Deed, Page

LEAST, MOST = 3, 5


def chosen(tales: Sequence[Tale]) -> list[tuple[float, Tale]]:
    """The first three of those for us; two more if something sets them apart."""
    for_us = ranked(tuple(tale for tale in tales if tale.relevant))
    more = [pair for pair in for_us[LEAST:] if is_marked(pair[1])]
    return for_us[:LEAST] + more[: MOST - LEAST]


def story(rank: float, tale: Tale, since: date | None = None) -> Item:
    """A story as an item: the sentence of its initiative, else the title and the beginning of its best article.

    `since` is the day on which the watch began.
    """
    key, told = f"story:{tale.story_id or tale.key}", _told(tale)
    made = _sentence(key, told, tale) if told else Sentence(key)
    return Item(
        key,
        Section.STORIES,
        headline="" if told else title(tale.best),
        text=tuple(made.pieces),
        news=_news(tale, told, since),
        extract="" if told else opening(tale.best),
        tellings=tuple(map(telling, tale.pages)),
        claims=tuple(made.claims),
        facts=(*made.facts, *_of_story(tale), *article_facts(tale.pages)),
        rank=rank,
        place=where(told[0]) if told else "",
    )


def _sentence(key: str, told: Sequence[Deed], tale: Tale) -> Sentence:
    made = factual(key, told, {page.article_id: page for page in tale.pages})
    if told[0].status == "abandoned":  # of any other change the line of what is new tells
        before(made, told[0])
    return made


def opening(page: Page) -> str:
    """What an article says of itself (budget.py may cut more)."""
    return "" if page.closed else extract(line(page.summary, 4 * EXTRACT))


def _told(tale: Tale) -> list[Deed]:
    """All that is told of the initiative of the story, the best first."""
    return [deed for deed in tale.deeds if deed.initiative_id == tale.deeds[0].initiative_id]


def _news(tale: Tale, told: Sequence[Deed], since: date | None) -> tuple[str, ...]:
    """What is new in what the sentence says: of anything else, nobody would tick that it is so."""
    own = [new for new in tale.news if told and is_about(new, told[0])]
    items = [new for new in own if new.kind != "first-quote" and new.after != "abandoned"]
    return tuple(dict.fromkeys(line(said(new, since)) for new in items))


def _of_story(tale: Tale) -> tuple[Fact, ...]:
    return (Fact("story", tale.story_id, title(tale.best)),) if tale.story_id else ()
