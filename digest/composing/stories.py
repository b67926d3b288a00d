"""À retenir: the three to five stories that weigh most, a factual sentence each, and everybody who tells it."""

from collections.abc import Mapping, Sequence

from core.names import name_key
from digest.composing.claims import article_facts, claim
from digest.composing.ranking import is_marked, ranked
from digest.composing.sentence import Sentence, changed, factual, where
from digest.composing.tales import Tale, is_about
from digest.composing.tellings import telling, title
from digest.french import NBSP, STATUS
from digest.letter import EXTRACT, ClaimKind, Fact, Item, Section, extract
from digest.novelty import said
from digest.plain import line
from store.readers.letter import Deed, Named, Page

LEAST, MOST = 3, 5
_MAYORS = {"mayor", "former_mayor"}
Names = Mapping[str, Sequence[Named]]
"""Whom each article names."""


def chosen(tales: Sequence[Tale]) -> list[tuple[float, Tale]]:
    """The first three of those for us; two more if something sets them apart."""
    for_us = ranked(tuple(tale for tale in tales if tale.relevant))
    more = [pair for pair in for_us[LEAST:] if is_marked(pair[1])]
    return for_us[:LEAST] + more[: MOST - LEAST]


def story(rank: float, tale: Tale, names: Names) -> Item:
    """A story as an item: the sentence of its initiative, else the title and the beginning of its best article."""
    key, told = f"story:{tale.story_id or tale.key}", _told(tale)
    made = _sentence(key, told, tale) if told else Sentence(key)
    if not told:
        _quoted(made, tale.best, names)
    return Item(
        key,
        Section.STORIES,
        headline="" if told else title(tale.best),
        text=tuple(made.pieces),
        news=_news(tale, told),
        extract="" if told else opening(tale.best),
        tellings=tuple(map(telling, tale.pages)),
        claims=tuple(made.claims),
        facts=(*made.facts, *_of_story(tale), *article_facts(tale.pages)),
        rank=rank,
        place=where(told[0]) if told else "",
    )


def _sentence(key: str, told: Sequence[Deed], tale: Tale) -> Sentence:
    made = factual(key, told, {page.article_id: page for page in tale.pages})
    before = changed(told[0])
    if before and told[0].status == "abandoned":
        made.say(f" Auparavant{NBSP}: {STATUS[before]}.")
    return made


def opening(page: Page) -> str:
    """What an article says of itself (budget.py may cut more)."""
    return "" if page.closed else extract(line(page.summary, 4 * EXTRACT))


def _quoted(made: Sentence, page: Page, names: Names) -> None:
    """Whom the opening names is to be ticked: unticked, the opening goes whole (digest/unticked.py)."""
    words = opening(page)
    for one in names.get(page.article_id, ()):
        if form := _form(one.name, words):
            made.claims.append(claim(made.item, ClaimKind.PERSON, form, one.evidence_text, page))
            if one.role in _MAYORS:
                key = f"{one.article_id}:{one.person_key}"
                made.facts.append(Fact("mayor", key, f"{one.role}|{one.insee}"))


def _form(name: str, words: str) -> str:
    """How words name somebody: in full, by the last name alone, or not at all."""
    inside = f" {name_key(words)} "
    return next((form for form in (name, name.rsplit(maxsplit=1)[-1]) if f" {name_key(form)} " in inside), "")


def _told(tale: Tale) -> list[Deed]:
    """All that is told of the initiative of the story, the best first."""
    return [deed for deed in tale.deeds if deed.initiative_id == tale.deeds[0].initiative_id]


def _news(tale: Tale, told: Sequence[Deed]) -> tuple[str, ...]:
    """What is new, without what would need a tick: who is heard first, what is dropped."""
    items = [new for new in tale.news if new.kind != "first-quote" and new.after != "abandoned"]
    own = [new for new in items if told and is_about(new, told[0])]
    return tuple(dict.fromkeys(line(said(new)) for new in own or items))


def _of_story(tale: Tale) -> tuple[Fact, ...]:
    return (Fact("story", tale.story_id, title(tale.best)),) if tale.story_id else ()
