"""What is left of an item when some of its claims are not confirmed. Pure.

A piece gives way to its `without`; the claim that carries a sentence (what is done, and how far) takes it along whole;
a text that is quoted or that an editor wrote cannot be mended, it goes whole.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from digest.letter import CARRYING, Claim, Fact, Item, Piece, Section, Telling, Text
from digest.refused import Ticks, is_of, refused, words_of
from digest.silenced_words import Words

_OF_THE_LINE = {"initiative-status", "initiative-actor", "initiative-supplier", "figure"}
_OF_THE_QUOTE = {"quote", "speaker", "mayor"}
"""Kinds of facts that only these words of an item tell."""


def confirmed_item(item: Item, ticks: Ticks, anywhere: Words, everywhere: Words) -> Item:
    """The item with what is ticked. What others were refused: `anywhere` no words say, `everywhere` no editor's."""
    own, gone = words_of(item.claims, ticks), refused(item.claims, ticks)
    words, mine = anywhere | own, everywhere | own
    printed = {claim.key for claim in gone} - {piece.claim for piece in item.text}
    unsaid = _is_unsaid(item, gone) or bool(item.quote and (gone or words.found(item.quote)))
    kept = replace(
        item,
        headline=_headline(item, words, mine),
        text=() if unsaid else _text(item.text, ticks, words),
        news=() if unsaid else tuple(filter(None, map(words.cleared, item.news))),
        extract="" if printed else words.cleared(item.extract),
        quote="" if unsaid else item.quote,  # nobody's words stand in nobody's mouth
        comment=mine.cleared(item.comment),
        place=words.cleared(item.place),
        tellings=tuple(_telling(told, words) for told in item.tellings),
        claims=tuple(
            replace(claim, sentence=words.cleared(claim.sentence))
            for claim in item.claims
            if claim not in gone
        ),
    )
    return replace(kept, facts=tuple(_facts(item, kept, gone, words)))


def says_something(item: Item) -> bool:
    """Whether anything is left to read."""
    if item.section is Section.QUOTES:
        return bool(item.quote)
    return bool(item.headline or item.text)


def leaves_with(item: Item, claim: Claim) -> bool:
    """Whether nothing is left of an item when this claim alone is not confirmed."""
    ticks = {one.key: one.key != claim.key for one in item.claims}
    return not says_something(confirmed_item(item, ticks, Words({}), Words({})))


def _is_unsaid(item: Item, gone: Iterable[Claim]) -> bool:
    """Whether the sentence goes whole: « Autun : logiciel d’analyse. » would say that the town has it."""
    carrying = {claim.key for claim in gone if claim.kind in CARRYING}
    return any(piece.claim in carrying for piece in item.text)


def _facts(item: Item, kept: Item, gone: Collection[Claim], words: Words) -> Iterable[Fact]:
    """The facts that are still told: nobody has to take back another."""
    unsaid: set[str] = set()
    for had, has, kinds in (
        (item.text, kept.text, _OF_THE_LINE),
        (item.quote, kept.quote, _OF_THE_QUOTE),
        (item.extract, kept.extract, {"mayor"}),
    ):
        unsaid |= kinds if had and not has else set()
    for fact in item.facts:
        silent = fact.kind in unsaid or words.found(fact.value) or any(is_of(fact, claim) for claim in gone)
        if not silent:
            yield fact


def _headline(item: Item, words: Words, edited: Words) -> str:
    """The title of a story's article stays; in brief, where it is all that is said, it goes like an event's name."""
    if not item.is_title:
        return (words if item.event else edited).cleared(item.headline)
    return words.cleared(item.headline) if item.key.startswith("brief:") else item.headline


def _text(text: Text, ticks: Ticks, words: Words) -> Text:
    return tuple(piece for piece in (_piece(piece, ticks, words) for piece in text) if piece.text)


def _piece(piece: Piece, ticks: Ticks, words: Words) -> Piece:
    if piece.claim and ticks.get(piece.claim, False):
        return piece if not words.found(piece.without) else replace(piece, without="")
    if not piece.claim and not words.found(piece.text):
        return piece
    return Piece("" if words.found(piece.without) else piece.without)


def _telling(told: Telling, words: Words) -> Telling:
    """An article by somebody whom nobody confirmed (a mayor's own column) loses the name."""
    return replace(told, authors=tuple(author for author in told.authors if not words.found(author)))
