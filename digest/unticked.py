"""What nobody confirmed leaves the letter: names, suppliers, figures, "abandonné". Pure.

A piece gives way to its `without`; a sentence that tells of an end goes whole with it; a text that is quoted or that an
editor wrote cannot be mended, it goes whole.
Titles of articles stay (they are what somebody else published), and so do outlets, gaps, the foot and last week's
erratum.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from core.names import name_key
from digest import french
from digest.letter import Claim, ClaimKind, Fact, Item, Letter, Piece, Section, Telling, Text
from digest.silenced_words import Words, numbers

Ticks = Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Silenced:
    """An editor's own text that went because it says what nobody confirmed; `item` is empty for the whole letter's."""

    item: str
    text: str
    words: str


def refused(claims: Iterable[Claim], ticks: Ticks) -> list[Claim]:
    """The claims that nobody said are right."""
    return [claim for claim in claims if not ticks.get(claim.key, False)]


def confirmed_only(
    letter: Letter, ticks: Ticks, own: Collection[str] = (), dropped: Iterable[Item] = ()
) -> tuple[Letter, tuple[Silenced, ...]]:
    """The letter with what is ticked, and which of the editor's texts (`own`) went with the rest.

    What was refused on an item that was `dropped` is not said elsewhere either.
    """
    claims = _claims(letter, ticks, dropped)
    anywhere, everywhere = _words(claims, ticks, far=True), _words(claims, ticks)
    items = [_item(item, ticks, anywhere, everywhere) for item in letter.items]
    kept = replace(
        letter,
        items=tuple(item for item in items if _says_something(item)),
        editorial="" if everywhere.found(letter.editorial) else letter.editorial,
        subject=plain_subject(letter) if everywhere.found(letter.subject) else letter.subject,
        unusual=tuple(line for line in letter.unusual if not everywhere.found(line)),
    )
    return kept, tuple(_silenced(letter, ticks, everywhere, set(own) - {""}))


def silent(letter: Letter, ticks: Ticks, dropped: Iterable[Item]) -> Words:
    """All that no text of an editor, and no subject, may say."""
    return _words(_claims(letter, ticks, dropped), ticks)


def _claims(letter: Letter, ticks: Ticks, dropped: Iterable[Item]) -> tuple[Claim, ...]:
    refusals = [claim for item in dropped for claim in item.claims if ticks.get(claim.key) is False]
    return (*letter.claims, *refusals)


def plain_subject(letter: Letter) -> str:
    """A subject that claims nothing."""
    return f"{letter.title} – semaine {french.span(letter.week.first, letter.week.last)}"


def _words(claims: Iterable[Claim], ticks: Ticks, *, far: bool = False) -> Words:
    """Words that no claim among these may say.

    `far`: as they are written, without bare numbers, which others may well say rightly.
    """
    there = list(claims)
    wrong = refused(there, ticks)
    right = [claim for claim in there if claim not in wrong]
    keys = _without(right, wrong, lambda claim: map(name_key, _of(claim)))
    if far:
        return Words({key: words for key, words in keys.items() if not key.replace(" ", "").isdigit()})
    ends = [[c.words for c in some if c.kind is ClaimKind.ABANDONED] for some in (wrong, right)]
    return Words(
        keys, _without(right, wrong, _surname), _without(right, wrong, _amounts),
        ends[0][0] if ends[0] and not ends[1] else "",
    )  # fmt: skip


_Key = TypeVar("_Key", str, float)


def _without(
    right: Iterable[Claim], wrong: Iterable[Claim], said: Callable[[Claim], Iterable[_Key]]
) -> dict[_Key, str]:
    """What wrong claims say and no right one does, with the words of the claim."""
    well = {key for claim in right for key in said(claim)}
    return {key: claim.words for claim in wrong for key in said(claim) if key and key not in well}


def _surname(claim: Claim) -> Iterable[str]:
    return name_key(_name(claim)).split()[-1:] if claim.kind is ClaimKind.PERSON else ()


def _amounts(claim: Claim) -> Iterable[float]:
    return numbers(claim.words) if claim.kind is ClaimKind.FIGURE else ()


def _of(claim: Claim) -> tuple[str, ...]:
    """What a claim says, as it may stand elsewhere: of "Odile Fabre, maire d’Autun" the name alone as well."""
    return (claim.words, _name(claim)) if claim.kind is ClaimKind.PERSON else (claim.words,)


def _name(claim: Claim) -> str:
    return claim.words.partition(",")[0]


def _item(item: Item, ticks: Ticks, anywhere: Words, everywhere: Words) -> Item:
    own = _words(item.claims, ticks)
    words, gone = anywhere | own, refused(item.claims, ticks)
    clear, edited = words.cleared, (everywhere | own).cleared
    printed = {claim.key for claim in gone} - {piece.claim for piece in item.text}
    ended = _is_ended(item, gone)
    return replace(
        item,
        headline=_headline(item, words, everywhere | own),
        text=() if ended or (item.quote and gone) else _text(item.text, ticks, words),
        news=tuple(filter(None, map(clear, item.news))),
        extract="" if printed else clear(item.extract),
        quote="" if gone else clear(item.quote),  # nobody's words stand in nobody's mouth
        comment=edited(item.comment),
        place=clear(item.place),
        tellings=tuple(_telling(told, words) for told in item.tellings),
        claims=tuple(
            replace(claim, sentence=clear(claim.sentence)) for claim in item.claims if claim not in gone
        ),
        facts=tuple(
            fact
            for fact in item.facts
            if not words.found(fact.value) and not any(_is_of(fact, c) for c in gone)
        ),
    )


def leaves_with(item: Item, claim: Claim) -> bool:
    """Whether nothing is left of an item when this claim alone is not confirmed."""
    ticks = {one.key: one.key != claim.key for one in item.claims}
    return not _says_something(_item(item, ticks, Words({}), Words({})))


def _is_ended(item: Item, claims: Collection[Claim]) -> bool:
    """Whether the sentence goes whole: « Autun : logiciel d’analyse. » would say that the town has it."""
    ends = {claim.key for claim in claims if claim.kind is ClaimKind.ABANDONED}
    return any(piece.claim in ends for piece in item.text)


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


def _is_of(fact: Fact, claim: Claim) -> bool:
    """Whether a fact is what a claim says: it is not said, so nobody will have to take it back."""
    match claim.kind:
        case ClaimKind.PERSON:
            return fact.kind in {"speaker", "mayor"} and bool(
                Words({name_key(_name(claim)): "x"}).found(f"{fact.key} {fact.value}")
            )
        case ClaimKind.SUPPLIER:
            return fact.kind == "initiative-supplier" and name_key(fact.value) == name_key(claim.words)
        case ClaimKind.ABANDONED:
            return fact.kind == "initiative-status" and fact.value == "abandoned"
        case ClaimKind.FIGURE:
            own = fact.kind == "figure" and fact.key.startswith(f"{claim.article_id}:")
            return own and _number(fact.value) == _number(claim.words)


def _number(words: str) -> float | None:
    """The number that words begin with: "12 000 €", "12000.0 €", "12,5 %"."""
    kept = "".join(c for c in words.replace(",", ".") if not c.isspace())
    digits = ""
    for c in kept:
        if not (c.isdecimal() or (c == "." and "." not in digits)):
            break
        digits += c
    return float(digits) if digits.strip(".") else None


def _says_something(item: Item) -> bool:
    if item.section is Section.QUOTES:
        return bool(item.quote)
    return bool(item.headline or item.text)


def _silenced(letter: Letter, ticks: Ticks, everywhere: Words, own: Collection[str]) -> Iterable[Silenced]:
    for text in (letter.subject, letter.editorial):
        if text in own and (found := everywhere.found(text)):
            yield Silenced("", text, found)
    for item in letter.items:
        words = everywhere | _words(item.claims, ticks)
        for text in (item.comment, "" if item.is_title else item.headline):
            if text in own and (found := words.found(text)):
                yield Silenced(item.key, text, found)
