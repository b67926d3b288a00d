"""What an editor keeps and the draft did not choose, as an item like the others. Pure.

It is an initiative if the article tells one with evidence, else it is told in brief. What may be shown of an article
holds here by itself: a brief is its title, and the sentence of an initiative is ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from digest.composing import printed
from digest.composing.briefs import brief, homonyms
from digest.composing.initiatives import initiative
from digest.composing.ranking import rank
from digest.composing.tales import Tale, by_article, shown, tale
from digest.letter import Item
from store.readers.letter import Deed, Named, Page

_REPEATS = {"copy", "reprint"}


@dataclass(frozen=True, slots=True)
class Around:
    """The articles of the weeks that what is kept is of, what they surely tell, whom they name; all suppliers."""

    pages: tuple[Page, ...]
    deeds: tuple[Deed, ...]
    named: tuple[Named, ...]
    suppliers: tuple[str, ...]


def there(items: Iterable[Item], article_id: str, story_id: str | None) -> Item | None:
    """The item that tells of an article or of its story already, if one does."""
    keys = {f"story:{story_id}", f"brief:story:{story_id}"} if story_id else set()
    told = (
        item
        for item in items
        if item.key in keys or any(telling.article_id == article_id for telling in item.tellings)
    )
    return next(told, None)


def kept(items: Sequence[Item], article_id: str, around: Around) -> tuple[Item, bool] | None:
    """The item of an article that is kept, and whether `items` have it already; None if nothing is published of it."""
    page = next((page for page in around.pages if page.article_id == article_id), None)
    if page is None:
        return None
    for one in (page, *_same_text(page, around)):
        if found := there(items, one.article_id, page.story_id):
            return found, True
    whole = _tale(page, around)
    made = _initiative(items, page, whole) or (_brief(whole, around), False)
    return (made[0], True) if made[1] else (_checked(made[0], around), False)


def _same_text(page: Page, around: Around) -> list[Page]:
    """Of what only repeats the text of others, these: readers would read it twice."""
    if page.counted_as not in _REPEATS or not page.story_id:
        return []
    return [one for one in around.pages if one.story_id == page.story_id and one != page]


def _tale(page: Page, around: Around) -> Tale:
    """The story of an article, told by this article first; by the others where it only repeats what its outlet had."""
    others = [
        one for one in shown(around.pages) if page.story_id and one.story_id == page.story_id and one != page
    ]
    alone = bool(shown([page])) or not others
    made = tale(page.article_id, [page, *others] if alone else others, by_article(around.deeds), {})
    if not alone:
        return made
    return replace(made, pages=(page, *(one for one in made.pages if one != page)))


def _initiative(items: Iterable[Item], page: Page, whole: Tale) -> tuple[Item, bool] | None:
    """The initiative that an article tells, or what tells of it already; nothing of one that is closed."""
    own = [deed for deed in whole.deeds if deed.article_id == page.article_id]
    if not own or page.closed:
        return None
    first = own[0].initiative_id
    for item in items:
        if any(fact.kind == "initiative-status" and fact.key == first for fact in item.facts):
            return item, True
    told = tuple(deed for deed in whole.deeds if deed.initiative_id == first)
    telling = {deed.article_id for deed in told}
    return initiative(
        rank(whole), told, tuple(one for one in whole.pages if one.article_id in telling)
    ), False


def _brief(whole: Tale, around: Around) -> Item:
    """Its title; the département is said wherever another town of these weeks has the same name."""
    return brief(rank(whole), whole, homonyms(around.pages))


def _checked(item: Item, around: Around) -> Item:
    known = printed.Known.of(around.named, around.suppliers)
    pages = {page.article_id: page for page in around.pages}
    return printed.checked(item, known, pages[item.tellings[0].article_id])
