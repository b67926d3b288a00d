"""What nobody confirmed leaves the letter: initiatives, names, suppliers, figures. Pure.

Titles of articles stay (they are what somebody else published), and so do outlets, gaps, the foot and last week's
erratum.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from digest import french
from digest.letter import Claim, Item, Letter
from digest.refused import Ticks, words_of
from digest.silenced_words import Words
from digest.unticked_item import confirmed_item, says_something


@dataclass(frozen=True, slots=True)
class Silenced:
    """An editor's own text that went because it says what nobody confirmed; `item` is empty for the whole letter's."""

    item: str
    text: str
    words: str


def confirmed_only(
    letter: Letter, ticks: Ticks, own: Collection[str] = (), dropped: Iterable[Item] = ()
) -> tuple[Letter, tuple[Silenced, ...]]:
    """The letter with what is ticked, and which of the editor's texts (`own`) went with the rest.

    What was refused on an item that was `dropped` is not said elsewhere either.
    """
    claims = _claims(letter, ticks, dropped)
    anywhere, everywhere = words_of(claims, ticks, far=True), words_of(claims, ticks)
    items = [confirmed_item(item, ticks, anywhere, everywhere) for item in letter.items]
    kept = replace(
        letter,
        items=tuple(item for item in items if says_something(item)),
        editorial=everywhere.cleared(letter.editorial),
        subject=everywhere.cleared(letter.subject) or plain_subject(letter),
        unusual=tuple(filter(None, map(everywhere.cleared, letter.unusual))),
    )
    return kept, tuple(_silenced(letter, ticks, everywhere, set(own) - {""}))


def silent(letter: Letter, ticks: Ticks, dropped: Iterable[Item]) -> Words:
    """All that no text of an editor, and no subject, may say."""
    return words_of(_claims(letter, ticks, dropped), ticks)


def plain_subject(letter: Letter) -> str:
    """A subject that claims nothing."""
    return f"{letter.title} – semaine {french.span(letter.week.first, letter.week.last)}"


def _claims(letter: Letter, ticks: Ticks, dropped: Iterable[Item]) -> tuple[Claim, ...]:
    refusals = [claim for item in dropped for claim in item.claims if ticks.get(claim.key) is False]
    return (*letter.claims, *refusals)


def _silenced(letter: Letter, ticks: Ticks, everywhere: Words, own: Collection[str]) -> Iterable[Silenced]:
    for text in (letter.subject, letter.editorial):
        if text in own and (found := everywhere.found(text)):
            yield Silenced("", text, found)
    for item in letter.items:
        words = everywhere | words_of(item.claims, ticks)
        for text in (item.comment, "" if item.is_title else item.headline):
            if text in own and (found := words.found(text)):
                yield Silenced(item.key, text, found)
