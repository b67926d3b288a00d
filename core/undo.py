"""Which of what was said still holds: words are never taken out, a later one undoes an earlier one."""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Word(Protocol):
    """Something said: its number, and the number of the word that it takes back, if that is what it is."""

    @property
    def number(self) -> int:
        """Its place in the order of saying."""
        ...

    @property
    def undoes(self) -> int | None:
        """What it takes back."""
        ...


Said = TypeVar("Said", bound=Word)


def undone(words: Sequence[Said]) -> dict[int, Said]:
    """The numbers that no longer hold, each with the word that took it back; an undone undoing undoes nothing."""
    gone: dict[int, Said] = {}
    for word in reversed(words):
        if word.undoes is not None and word.number not in gone:
            gone.setdefault(word.undoes, word)
    return gone


def standing(words: Sequence[Said]) -> list[Said]:
    """Those that hold, in the order in which they were said, without the undoings."""
    gone = undone(words)
    return [word for word in words if word.undoes is None and word.number not in gone]
