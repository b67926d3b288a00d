"""What may be shown of an article in the whole letter: EXTRACT characters of extract and quote, and one quote."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from digest.letter import EXTRACT, Item, extract

_SCRAP = 40
"""Under so many characters an extract says nothing."""


def within(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items within the budget. Quotes go first, they cannot be cut; a quote too many takes its item with it.

    What is shown of an item is of its first article.
    """
    kept, spent = [], Counter[str]()
    for item in items:
        article = _of(item)
        if item.quote:
            if spent[article] or len(item.quote) > EXTRACT:
                continue
            spent[article] += len(item.quote)
        kept.append(item)
    return tuple(_cut(item, spent) for item in kept)


def _cut(item: Item, spent: Counter[str]) -> Item:
    if not item.extract:
        return item
    room = EXTRACT - spent[_of(item)]
    words = extract(item.extract, room) if room >= _SCRAP else ""
    spent[_of(item)] += len(words)
    return replace(item, extract=words)


def _of(item: Item) -> str:
    return item.tellings[0].article_id if item.tellings else item.key
