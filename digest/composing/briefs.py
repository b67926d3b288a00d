"""En bref: the other stories of the week, a title each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from digest.composing.claims import article_facts
from digest.composing.ranking import ranked
from digest.composing.tales import Tale
from digest.composing.tellings import telling, title
from digest.letter import Fact, Item, Section
from digest.plain import line
from store.readers.letter import Page

MOST = 12
_BESIDE = "incident"
"""What is not for us, and still concerns whoever follows us: a town hall under attack."""


def chosen(tales: Sequence[Tale], told: Collection[str]) -> list[tuple[float, Tale]]:
    """The heaviest stories of which no article stands above; incidents after those for us."""
    left = [tale for tale in tales if all(page.article_id not in told for page in tale.pages)]
    for_us = ranked(tuple(tale for tale in left if tale.relevant))
    beside = ranked(tuple(t for t in left if not t.relevant and any(p.nature == _BESIDE for p in t.pages)))
    return (for_us + beside)[:MOST]


def homonyms(pages: Iterable[Page]) -> set[str]:
    """The names that several of the towns have that these articles are about."""
    towns: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for town in page.towns[:1]:
            towns[town.name].add(town.insee)
    return {name for name, codes in towns.items() if len(codes) > 1}


def brief(rank: float, tale: Tale, shared: Collection[str] = ()) -> Item:
    """A story in a line: the title of its best article, and who tells it.

    Of a town whose name is `shared` the département is said.
    """
    town = tale.best.towns[0] if tale.best.towns else None
    around = line(town.departement_name).replace("'", "’") if town and town.name in shared else ""
    story = (Fact("story", tale.story_id, title(tale.best)),) if tale.story_id else ()
    return Item(
        f"brief:story:{tale.story_id}" if tale.story_id else f"brief:{tale.best.article_id}",
        Section.BRIEFS,
        f"{title(tale.best)} ({around})" if around else title(tale.best),
        tellings=tuple(map(telling, tale.pages)),
        facts=(*story, *article_facts(tale.pages)),
        rank=rank,
        place=around,
    )
