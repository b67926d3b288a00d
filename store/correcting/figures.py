"""What one correction does to a figure, and to the amount of an initiative that it is: pure steps."""

from collections.abc import Sequence

from core.figures import reckoned
from core.types import CorrectionAction as Action
from core.types import CorrectionKind as Kind
from store.correcting.facts import Told, figure_key, in_its_article
from store.correcting.people import People
from store.rows import Row

FIRST_KEY = "first_key"
"""What a figure has while it is corrected: its key before anybody said anything, however often it is said anew."""
AMOUNT = "amount"
"""What one has that was said anew: its words as an amount, empty where it is none."""
Place = tuple[int, int]


def keyed(row: Row) -> Row:
    """A figure with its key, by which all words on it know it."""
    return row | {FIRST_KEY: figure_key(row)}


def figure(row: Row, told: Told, people: People) -> Row | None:
    """A figure, named by what it says: deleted, or its value, its unit or what it counts put right.

    Its sentence stays as it was printed, and whether it says the number is round.
    """
    del people
    said = told.said
    if said.kind is not Kind.FIGURE or not in_its_article(said, row) or row[FIRST_KEY] not in told.keys:
        return row
    if said.action is Action.DELETE:
        return None
    now = reckoned(said.value)._asdict()
    says_a_number = (now["value"], now["unit"]) != (row["value"], row["unit"] or "")
    low = None if says_a_number else row["low"]
    return row | now | {"what": now["what"] or None, "low": low, AMOUNT: said.detail.category}


def followed(line: Row, before: Sequence[Row], after: Sequence[Row]) -> Row:
    """A line of an initiative's history, once all was said of figures: an amount is one, goes and changes with it.

    What an editor made a number of cameras is no amount any more.
    """
    amounts, known = line.get("amounts"), {_place(row) for row in before}
    words = {_place(row): row.get(AMOUNT) for row in after}
    kept = [
        amount if now is None else amount | {"words": now}
        for amount in amounts or ()
        for at in [_place(amount)]
        if at not in known or at in words
        for now in [words.get(at)]
        if now != ""
    ]
    return line if amounts is None else line | {"amounts": kept}


def stripped(row: Row) -> Row:
    """A figure as it is stored."""
    return {name: value for name, value in row.items() if name not in {FIRST_KEY, AMOUNT}}


def _place(row: Row) -> Place:
    """Where a figure stands in the text."""
    return row["start_at"], row["end_at"]
