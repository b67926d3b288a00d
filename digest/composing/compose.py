"""The letter of a week, from its material: what is told where, in order, within what may be shown."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from digest.composing import agenda, briefs, initiatives, printed, quotes, stories
from digest.composing.budget import within
from digest.composing.gaps import Frame, foot, gaps
from digest.composing.material import Material
from digest.composing.subject import subject
from digest.composing.tales import Tale, tales
from digest.composing.unusual import by_departement, trends, unusual
from digest.letter import Item, Letter
from digest.plain import line

if TYPE_CHECKING:
    from store.readers.letter import EventPage, Page


def letter(material: Material, frame: Frame) -> Letter:
    """The draft of a letter: the same material, the same letter."""
    items = _checked(material, within(_items(material)))
    return Letter(
        title=line(frame.title),
        week=material.week,
        subject=subject(items, material.week),
        items=items,
        gaps=gaps(material),
        foot=foot(material, frame),
        unusual=unusual(material),
        counts=by_departement(material),
        trends=trends(material),
    )


def _items(material: Material) -> Iterable[Item]:
    told = tales(material)
    weighed = stories.chosen(told)
    retained = [tale for _, tale in weighed]
    above = [stories.story(rank, tale, material.novelties.since) for rank, tale in weighed]
    above += [initiatives.initiative(*one) for one in initiatives.chosen(told, retained)]
    yield from above
    seen = {telling.article_id for item in above for telling in item.tellings}
    short = briefs.chosen(told, seen)
    told_of = [page for page in material.pages if page.article_id in seen]
    shared = briefs.homonyms([*told_of, *(tale.best for _, tale in short)])
    below = [briefs.brief(rank, tale, shared) for rank, tale in short]
    yield from _quotes(material, retained, [*above, *below])
    yield from below
    by_url = {page.url: page for page in material.event_pages}
    yield from (agenda.appointment(one, by_url[one.url]) for one in agenda.chosen(material.events, by_url))


def _quotes(material: Material, retained: list[Tale], around: list[Item]) -> Iterable[Item]:
    """Quotes of which no title or extract `around` them has the words: nobody wants to read them twice."""
    pages = {page.article_id: page for page in material.pages}
    new = material.novelties.items
    first = {(one.article_id, one.name) for one in new if one.kind == "first-quote"}
    printed = [words for item in around for words in (item.headline, item.extract) if words]
    for said in quotes.chosen(material.sayings, retained, pages, printed):
        yield quotes.quote(said, pages[said.article_id], first=(said.article_id, said.speaker) in first)


def _checked(material: Material, items: Iterable[Item]) -> tuple[Item, ...]:
    """The items as they are cut, with what the words of others that they print claim."""
    known = printed.Known.of(material.named, material.suppliers)
    pages: dict[str, Page | EventPage] = {page.article_id: page for page in material.event_pages}
    pages |= {page.article_id: page for page in material.pages}
    return tuple(printed.checked(item, known, pages.get(item.tellings[0].article_id)) for item in items)
