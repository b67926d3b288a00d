"""What is asked of an editor: a sentence at a time, with all that the letter says by it. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from core.letters import Tick
from core.names import name_key
from digest.letter import Claim


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A claim of a draft, what its item is called, and what was said of it, if anything was.

    `number` is that of its question, `part` tells it from the others there ("a", "b"; empty where it is alone).
    """

    number: int
    part: str
    claim: Claim
    item: str
    headline: str
    tick: Tick | None
    whole: bool = False
    """Whether "no" takes the item whole."""
    gone: bool = False
    """Whether a "no" took the item whole: nobody has to judge what is said nowhere."""

    @property
    def name(self) -> str:
        """Say "3", "3b"."""
        return f"{self.number}{self.part}"

    @property
    def decided(self) -> bool:
        """Whether somebody said yes or no, or nobody has to."""
        return self.tick is not None or self.gone


@dataclass(frozen=True, slots=True)
class Question:
    """All that is claimed by one sentence of an article."""

    number: int
    rows: tuple[ToCheck, ...]

    @property
    def waiting(self) -> tuple[ToCheck, ...]:
        """What is still to be said yes or no to."""
        return tuple(row for row in self.rows if not row.decided)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentence; several where each says more than the part that they share."""
        given = {name_key(row.claim.sentence): row.claim.sentence for row in self.rows}
        return tuple(
            said for key, said in given.items() if not any(_holds(one, key) for one in given if one != key)
        )


def places_of(claims: Iterable[Claim]) -> dict[str, tuple[int, str]]:
    """The question of each claim, and which part of it: what one sentence of an article says is read at once."""
    groups: list[list[Claim]] = []
    for claim in claims:
        there = next((group for group in groups if any(_are_read_at_once(claim, one) for one in group)), None)
        if there is None:
            groups.append([claim])
        else:
            there.append(claim)
    return {
        claim.key: (number, _letter(place) if len(group) > 1 else "")
        for number, group in enumerate(groups, 1)
        for place, claim in enumerate(group)
    }


def without_gone(rows: Collection[ToCheck]) -> list[ToCheck]:
    """The same rows; what leaves with an item that a "no" took whole waits no more."""
    away = {row.item for row in rows if row.whole and row.tick and not row.tick.right}
    return [replace(row, gone=row.item in away and row.tick is None) for row in rows]


def questions(rows: Iterable[ToCheck]) -> list[Question]:
    """What is asked, in the order of the letter."""
    grouped: dict[int, list[ToCheck]] = {}
    for row in rows:
        grouped.setdefault(row.number, []).append(row)
    return [Question(number, tuple(group)) for number, group in grouped.items()]


def left(asked: Sequence[Question]) -> list[Question]:
    """Those that wait, from where the last answer stopped: what was passed comes round again."""
    answers = [(row.tick.at, place) for place, one in enumerate(asked) for row in one.rows if row.tick]
    last = max(answers)[1] if answers else -1
    return [one for one in (*asked[last + 1 :], *asked[: last + 1]) if one.waiting]


def _are_read_at_once(claim: Claim, other: Claim) -> bool:
    if claim.article_id != other.article_id:
        return False
    one, two = name_key(claim.sentence), name_key(other.sentence)
    return _holds(one, two) or _holds(two, one)


def _holds(sentence: str, part: str) -> bool:
    return f" {part} " in f" {sentence} "


def _letter(place: int) -> str:
    """Say "a" to "z", then "aa"."""
    return (_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("a") + place % 26)
