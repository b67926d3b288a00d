"""En bref: the other stories of the week, a title each."""

from collections.abc import Collection, Sequence

from digest.composing.claims import article_facts
from digest.composing.ranking import ranked
from digest.composing.tales import Tale
from digest.composing.tellings import telling, title
from digest.letter import Fact, Item, Section

MOST = 12
_BESIDE = "incident"
"""What is not for us, and still concerns whoever follows us: a town hall under attack."""


def chosen(tales: Sequence[Tale], told: Collection[str]) -> list[tuple[float, Tale]]:
    """The heaviest stories of which no article stands above; incidents after those for us."""
    left = [tale for tale in tales if all(page.article_id not in told for page in tale.pages)]
    for_us = ranked(tuple(tale for tale in left if tale.relevant))
    beside = ranked(tuple(t for t in left if not t.relevant and any(p.nature == _BESIDE for p in t.pages)))
    return (for_us + beside)[:MOST]


def brief(rank: float, tale: Tale) -> Item:
    """A story in a line: the title of its best article, and who tells it."""
    story = (Fact("story", tale.story_id, title(tale.best)),) if tale.story_id else ()
    return Item(
        f"brief:story:{tale.story_id}" if tale.story_id else f"brief:{tale.best.article_id}",
        Section.BRIEFS,
        title(tale.best),
        tellings=tuple(map(telling, tale.pages)),
        facts=(*story, *article_facts(tale.pages)),
        rank=rank,
    )
