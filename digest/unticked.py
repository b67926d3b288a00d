"""What nobody confirmed leaves the letter: names, suppliers, figures, "abandonné". Pure.

A piece gives way to its `without`; a sentence that tells of an end goes whole with it; a text that is quoted or that an
editor wrote cannot be mended, it goes whole.
Titles of articles stay (they are what somebody else published), and so do outlets, gaps, the foot and last week's
erratum.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from core.names import name_key
from digest import french
from digest.letter import Claim, ClaimKind, Fact, Item, Letter, Piece, Section, Telling, Text

Ticks = Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Silenced:
    """An editor's own text that went because it says what nobody confirmed; `item` is empty for the whole letter's."""

    item: str
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words that may not stand, as keys of names: accents, case, spaces and punctuation do not hide them."""

    keys: Mapping[str, str]

    def found(self, text: str) -> str:
        """Those that a text says, as the claim has them; empty when it says none."""
        inside = f" {name_key(text)} " if self.keys and text else ""
        return next((words for key, words in self.keys.items() if f" {key} " in inside), "")

    def cleared(self, text: str) -> str:
        """The text, or nothing when it says some of them."""
        return "" if self.found(text) else text


def refused(claims: Iterable[Claim], ticks: Ticks) -> list[Claim]:
    """The claims that nobody said are right."""
    return [claim for claim in claims if not ticks.get(claim.key, False)]


def confirmed_only(
    letter: Letter, ticks: Ticks, own: Collection[str] = ()
) -> tuple[Letter, tuple[Silenced, ...]]:
    """The letter with what is ticked, and which of the editor's texts (`own`) went with the rest."""
    anywhere = _words(letter.claims, ticks, far=True)
    items = [_item(item, ticks, anywhere) for item in letter.items]
    everywhere = _words(letter.claims, ticks)
    kept = replace(
        letter,
        items=tuple(item for item in items if _says_something(item)),
        editorial="" if everywhere.found(letter.editorial) else letter.editorial,
        subject=plain_subject(letter) if everywhere.found(letter.subject) else letter.subject,
        unusual=tuple(line for line in letter.unusual if not everywhere.found(line)),
    )
    return kept, tuple(_silenced(letter, ticks, set(own) - {""}))


def plain_subject(letter: Letter) -> str:
    """A subject that claims nothing."""
    return f"{letter.title} – semaine {french.span(letter.week.first, letter.week.last)}"


def _words(claims: Iterable[Claim], ticks: Ticks, *, far: bool = False) -> Words:
    """Words that no claim among these may say; `far`: without bare numbers, which others may well say rightly."""
    there = list(claims)
    right = {name_key(words) for claim in there if ticks.get(claim.key, False) for words in _of(claim)}
    wrong = {name_key(words): words for claim in refused(there, ticks) for words in _of(claim)}
    bare = {key for key in wrong if far and key.replace(" ", "").isdigit()}
    return Words({key: words for key, words in wrong.items() if key and key not in right | bare})


def _of(claim: Claim) -> tuple[str, ...]:
    """What a claim says, as it may stand elsewhere: of "Odile Fabre, maire d’Autun" the name alone as well."""
    return (claim.words, _name(claim)) if claim.kind is ClaimKind.PERSON else (claim.words,)


def _name(claim: Claim) -> str:
    return claim.words.partition(",")[0]


def _item(item: Item, ticks: Ticks, anywhere: Words) -> Item:
    words = Words({**anywhere.keys, **_words(item.claims, ticks).keys})
    gone = refused(item.claims, ticks)
    if not words.keys and not gone:
        return item
    clear = words.cleared
    ended = dropped_with(item, gone)
    return replace(
        item,
        headline=item.headline if _is_title(item) else clear(item.headline),
        text=() if ended else _text(item.text, ticks, words),
        news=tuple(filter(None, map(clear, item.news))),
        extract=clear(item.extract),
        quote=clear(item.quote),
        comment=clear(item.comment),
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


def dropped_with(item: Item, claims: Collection[Claim]) -> bool:
    """Whether the sentence of an item goes whole with these claims.

    It does with the end of a project: « Autun : logiciel d’analyse. » would say that the town has it.
    """
    ends = {claim.key for claim in claims if claim.kind is ClaimKind.ABANDONED}
    return any(piece.claim in ends for piece in item.text)


def _is_title(item: Item) -> bool:
    return any(item.headline == told.title for told in item.tellings)


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


def _silenced(letter: Letter, ticks: Ticks, own: Collection[str]) -> Iterable[Silenced]:
    anywhere, everywhere = _words(letter.claims, ticks, far=True), _words(letter.claims, ticks)
    for text in (letter.subject, letter.editorial):
        if text in own and (found := everywhere.found(text)):
            yield Silenced("", text, found)
    for item in letter.items:
        words = Words({**anywhere.keys, **_words(item.claims, ticks).keys})
        for text in (item.comment, "" if _is_title(item) else item.headline):
            if text in own and (found := words.found(text)):
                yield Silenced(item.key, text, found)
