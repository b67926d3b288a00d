"""What the week tells, story by story: its articles, what they say of initiatives, what is new in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from digest.composing.choosing import is_about, to_tell
from digest.composing.material import Material
from store.query import Novel
from store.readers.letter import Deed, Page

_Row = TypeVar("_Row", Deed, Novel)
_PRINTED_TWICE = {"copy", "round-up"}


@dataclass(frozen=True, slots=True)
class Tale:
    """A story with its articles of the week, the best of them first; one article that is in no story is its own.

    `deeds` are what they surely say of initiatives, the one to tell first.
    """

    key: str
    story_id: str | None
    pages: tuple[Page, ...]
    deeds: tuple[Deed, ...]
    news: tuple[Novel, ...]

    @property
    def best(self) -> Page:
        """The article that stands for all."""
        return self.pages[0]

    @property
    def voices(self) -> int:
        """How many owners of outlets tell it: nine titles of one are one voice."""
        return len({page.voice for page in self.pages})

    @property
    def relevant(self) -> bool:
        """Whether one of its articles is for us."""
        return any(page.relevant for page in self.pages)


def shown(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Without pages that only sum up, and second copies of an outlet's own text."""
    return tuple(page for page in pages if page.counted_as not in _PRINTED_TWICE)


def tales(material: Material) -> tuple[Tale, ...]:
    """The stories of the week, and the articles for us that are in none, in the order of publication."""
    grouped: dict[str, list[Page]] = defaultdict(list)
    for page in shown(material.pages):
        if page.story_id or page.relevant:
            grouped[f"story:{page.story_id}" if page.story_id else page.article_id].append(page)
    deeds, news = by_article(material.deeds), by_article(material.novelties.items)
    return tuple(tale(key, pages, deeds, news) for key, pages in grouped.items())


def tale(
    key: str, pages: Sequence[Page], deeds: Mapping[str, list[Deed]], news: Mapping[str, list[Novel]]
) -> Tale:
    """What these articles tell, with what they say of initiatives and what is new in it, by article."""
    ids = [page.article_id for page in pages]
    said = [deed for one in ids for deed in deeds.get(one, ())]
    told = to_tell(said, pages, [item for one in ids for item in news.get(one, ())])
    # what is too doubtful to be told is no news either
    new = tuple(
        item
        for one in ids
        for item in news.get(one, ())
        if item.kind == "first-quote" or any(is_about(item, deed) for deed in told)
    )
    best_first = tuple(sorted(pages, key=_readable))
    return Tale(key, pages[0].story_id, best_first, told, new)


def _readable(page: Page) -> tuple[bool, bool, bool, object, str]:
    """An own text before a reprint, for us before beside us, open before paid, early before late."""
    return (page.counted_as != "article", not page.relevant, page.access != "free", page.day, page.article_id)


def by_article(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    """Rows by the article that they are of."""
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.article_id].append(row)
    return found
