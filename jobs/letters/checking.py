"""The check before sending: each name, supplier, figure and end of a project beside its sentence, said right or not."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from core import logs
from core.errors import InputError
from core.letters import Tick
from digest.letter import Claim
from digest.unticked_item import leaves_with
from jobs.correcting.words import Words
from jobs.forgetting.screening import refuse_named
from jobs.keeping import keep_copy
from jobs.letters.editing import Draft, name_of
from jobs.workspace import Workspace
from state import letters
from state.open import open_state

EVERY = ("all", "tout", "tous", "toutes")


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A claim of a draft, what its item is called, and what was said of it, if anything was."""

    number: int
    claim: Claim
    item: str
    headline: str
    tick: Tick | None
    whole: bool = False
    """Whether "no" takes the item whole."""

    @property
    def decided(self) -> bool:
        """Whether somebody said yes or no."""
        return self.tick is not None


def to_check(found: Draft) -> list[ToCheck]:
    """All that there is to check in a draft, in the order of the letter; what was dropped is not.

    A number is the claim's place in what was composed: no edit and no tick changes it.
    """
    numbers = {claim.key: number for number, claim in enumerate(found.composed.claims, 1)}
    rows: dict[str, ToCheck] = {}
    for item in found.edited.whole.items:
        for claim in item.claims:
            row = ToCheck(
                numbers[claim.key], claim, item.key, name_of(item), found.ticks.get(claim.key),
                whole=leaves_with(item, claim),
            )  # fmt: skip
            rows.setdefault(claim.key, row)
    return list(rows.values())


def tick(
    workspace: Workspace, found: Draft, yes: Iterable[str], no: Iterable[str], words: Words
) -> tuple[list[Tick], bool]:
    """Say of claims that they are right (`yes`) or not; all of it is kept, or none.

    Claims go by number, key, or item (its number as "#3", or its key); "tout" names those that wait. Also says whether
    an approval was taken back.
    """
    rows = to_check(found)
    right, wrong = chosen(found, rows, yes), chosen(found, rows, no)
    if both := [row for row in right if row in wrong]:
        raise InputError(
            f"oui et non à la fois : n° {', '.join(str(row.number) for row in both)}",
            "Rien n’est noté : choisissez.",
        )
    by, at, week = words.author(), datetime.now(UTC), found.composed.week.label
    said = [Tick(week, row.claim.key, row in right, by, at) for row in (*right, *wrong)]
    with closing(open_state(workspace.state)) as state:
        refuse_named(state, by)
        reopened = letters.tick(state, week, said)
        keep_copy(state)
    for one in said:
        logs.get(__name__).info("claim checked", week=week, claim=one.claim, right=one.right, by=by)
    return said, reopened


def chosen(found: Draft, rows: Sequence[ToCheck], named: Iterable[str]) -> list[ToCheck]:
    """The claims that are named, once each, in the order of the list."""
    numbers = {number: key for key, number in found.numbers.items()}
    wanted = [name.strip() for part in named for name in part.split(",") if name.strip()]
    picked: set[int] = set()
    for name in wanted:
        of_it = [row.number for row in rows if _is_named(row, name, numbers)]
        if not of_it and name not in EVERY:
            raise InputError(
                f"rien à vérifier ne s’appelle « {_plain(name)} »",
                f"« beffroi digest check {found.composed.week.label} » donne les numéros et les clés.",
            )
        picked |= set(of_it)
    return [row for row in rows if row.number in picked]


def _is_named(row: ToCheck, name: str, numbers: Mapping[int, str]) -> bool:
    if name in EVERY:
        return not row.decided
    if name.startswith("#") and name[1:].isascii() and name[1:].isdecimal():
        return numbers.get(int(name[1:])) == row.item
    return name in {str(row.number), row.claim.key, row.item}


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in text[:60])
