"""The check before sending: each initiative, name, supplier and figure beside its sentence, said right or not."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime

from core import logs
from core.errors import InputError, Undecided
from core.letters import Tick
from digest.unticked_item import leaves_with
from jobs.correcting.words import Words
from jobs.forgetting.screening import refuse_named
from jobs.keeping import keep_copy
from jobs.letters.edit_words import name_of
from jobs.letters.editing import Draft
from jobs.letters.questions import ToCheck, places_of, without_gone
from jobs.letters.seeing import renumbered, see
from jobs.letters.words import cut
from jobs.workspace import Workspace
from state import letters
from state.open import open_state

EVERY = ("all", "tout", "tous", "toutes")


def to_check(found: Draft) -> list[ToCheck]:
    """All that there is to check in a draft, in the order of the letter; what was dropped is not.

    A number is the question's place in what was composed: no edit and no tick changes it.
    """
    places = places_of(found.composed.claims)
    rows: dict[str, ToCheck] = {}
    for item in found.edited.whole.items:
        for claim in item.claims:
            row = ToCheck(
                *places[claim.key], claim, item.key, name_of(item), found.ticks.get(claim.key),
                whole=leaves_with(item, claim),
            )  # fmt: skip
            rows.setdefault(claim.key, row)
    return without_gone(rows.values())


def tick(
    workspace: Workspace, found: Draft, yes: Sequence[str], no: Sequence[str], words: Words
) -> tuple[list[Tick], bool]:
    """Say of claims that they are right (`yes`) or not; all of it is kept, or none.

    Claims go by number (of their question, or their own: "3b"), key, or item (its number as "#3", or its key); "tout"
    names those that wait. Also says whether an approval was taken back.

    Raises:
        Undecided: by a number, or all at once, in a draft that is not the one that was shown.
        InputError: something is not there, or said to be both.
    """
    if renumbered(found) and not _by_key(found, (*yes, *no)):
        raise Undecided(
            f"les numéros de la lettre {found.composed.week.label} ont changé depuis qu’ils furent montrés",
            f"Revoyez-les : beffroi digest check {found.composed.week.label}.",
        )
    rows = to_check(found)
    right, wrong = chosen(found, rows, yes), chosen(found, rows, no)
    if both := [row for row in right if row in wrong]:
        raise InputError(
            f"oui et non à la fois : n° {', '.join(row.name for row in both)}",
            "Rien n’est noté : choisissez.",
        )
    by, at, week = words.author(), datetime.now(UTC), found.composed.week.label
    said = [Tick(week, row.claim.key, row in right, by, at) for row in (*right, *wrong)]
    with closing(open_state(workspace.state)) as state:
        refuse_named(state, by)
        reopened = letters.tick(state, week, said)
        keep_copy(state)
    if not found.seen:
        see(workspace, found, words)
    for one in said:
        logs.get(__name__).info("claim checked", week=week, claim=one.claim, right=one.right, by=by)
    return said, reopened


def chosen(found: Draft, rows: Sequence[ToCheck], named: Iterable[str]) -> list[ToCheck]:
    """The claims that are named, once each, in the order of the list."""
    numbers = {f"#{number}": key for key, number in found.numbers.items()}
    wanted = [name.strip() for part in named for name in part.split(",") if name.strip()]
    picked: set[str] = set()
    for name in wanted:
        of_it = [row.claim.key for row in rows if _is_named(row, name, numbers)]
        if not of_it and name not in EVERY:
            raise InputError(
                f"rien à vérifier ne s’appelle « {cut(name)} »",
                f"« beffroi digest check {found.composed.week.label} » donne les numéros et les clés.",
            )
        picked |= set(of_it)
    return [row for row in rows if row.claim.key in picked]


def _is_named(row: ToCheck, name: str, numbers: Mapping[str, str]) -> bool:
    if name in EVERY:
        return not row.decided
    if name in numbers:
        return numbers[name] == row.item
    return name in {str(row.number), row.name, row.claim.key, row.item}


def _by_key(found: Draft, named: Iterable[str]) -> bool:
    """Whether all of these are keys, which name the same thing in every draft."""
    keys = {claim.key for claim in found.composed.claims} | {item.key for item in found.composed.items}
    return all(name.strip() in keys for part in named for name in part.split(",") if name.strip())
