"""What the words of others claim: extracts, quotes, names of events and titles in brief.

They are printed as they are, so nothing in them can give way: who or what they name, and what they count or call
abandoned, is to be ticked, and unticked the words go whole (digest/unticked.py).
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from core.names import name_key
from digest.composing.claims import claim
from digest.letter import Claim, ClaimKind, Fact, Item, Section
from digest.plain import line
from store.readers.letter import EventPage, Named, Page

_MAYORS = {"mayor", "former_mayor"}
_DIGIT, _ENDS = re.compile(r"\d"), re.compile(r"\babandon")
_SHORTEST = 3
"""Letters of a name that is looked for."""


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the articles of the week name, and the suppliers that any article ever named, by key."""

    of_article: Mapping[str, Collection[Named]]
    people: Mapping[str, Named]
    suppliers: Mapping[str, str]

    @classmethod
    def of(cls, named: Iterable[Named], suppliers: Iterable[str]) -> "Known":
        """As they are read."""
        by_article: dict[str, list[Named]] = defaultdict(list)
        for one in named:
            by_article[one.article_id].append(one)
        people = {name_key(one.name): one for rows in by_article.values() for one in rows}
        return cls(by_article, people, {name_key(name): name for name in suppliers})


def checked(item: Item, known: Known, page: Page | EventPage | None) -> Item:
    """The item with what there is to tick in the words that it prints of `page`."""
    words = _printed(item)
    if page is None or not words:
        return item
    people = _people(words, known, page)
    made = [claim(item.key, ClaimKind.PERSON, form, one.evidence_text or words, page) for form, one in people]
    made += [claim(item.key, ClaimKind.SUPPLIER, name, words, page) for name in _suppliers(words, known)]
    if kind := claimed(words):
        made.append(claim(item.key, kind, words, words, page))
    return replace(item, claims=(*item.claims, *_new(item, made)), facts=(*item.facts, *_mayors(people)))


def _printed(item: Item) -> str:
    """The words of an item that are somebody else's, but for the title of a story, which is a link."""
    alone = item.section in {Section.BRIEFS, Section.AGENDA}
    return item.headline if alone else " ".join(filter(None, (item.extract, item.quote)))


def _new(item: Item, made: Iterable[Claim]) -> list[Claim]:
    """Without what the item has to tick already: the quote of a mayor who is named in it."""
    there = {(one.kind, name_key(one.words)) for one in item.claims}
    found = {one.key: one for one in made if (one.kind, name_key(one.words)) not in there}
    return list(found.values())


def _people(words: str, known: Known, page: Page | EventPage) -> list[tuple[str, Named]]:
    """How words name somebody: of the article in full or by the last name alone, of the week in full."""
    inside = f" {name_key(words)} "
    own = known.of_article.get(page.article_id, ())
    found = {
        (form, one.person_key, one.insee): (form, one) for one in own if (form := _form(one.name, inside))
    }
    told = {one.name for one in own}
    others = [
        (one.name, one) for key, one in known.people.items() if one.name not in told and _in(key, inside)
    ]
    return [*found.values(), *others]


def _form(name: str, inside: str) -> str:
    forms = (name, name.rsplit(maxsplit=1)[-1])
    return next((form for form in forms if _in(name_key(form), inside)), "")


def _in(key: str, inside: str) -> bool:
    return len(key) >= _SHORTEST and f" {key} " in inside


def _suppliers(words: str, known: Known) -> list[str]:
    inside = f" {name_key(words)} "
    return [line(name) for key, name in known.suppliers.items() if _in(key, inside)]


def claimed(words: str) -> ClaimKind | None:
    """What words claim whoever they name: an end, else a figure."""
    if _ENDS.search(name_key(words)):
        return ClaimKind.ABANDONED
    return ClaimKind.FIGURE if _DIGIT.search(words) else None


def _mayors(people: Iterable[tuple[str, Named]]) -> Iterable[Fact]:
    return dict.fromkeys(
        Fact("mayor", f"{one.article_id}:{one.person_key}", f"{one.role}|{one.insee}")
        for _, one in people
        if one.role in _MAYORS
    )
