"""The subject of the mail: the lead story in one line, without anything that still needs a tick."""

from collections.abc import Sequence

from digest.french import NBSP, span
from digest.letter import Item, Text, Week
from digest.plain import line

MOST = 78
"""Characters: what mail clients show of a subject, and what a header's line holds."""


def subject(items: Sequence[Item], week: Week) -> str:
    """That of the first item that has words; of a letter without any, the week."""
    for item in items:
        if words := _short(item.text) or line(item.headline, MOST):
            return words
    return line(f"Semaine {span(week.first, week.last)}{NBSP}: rien de retenu", MOST)


def _short(text: Text) -> str:
    """As many pieces of the sentence as there is room for; claims stand as they do unticked."""
    words = ""
    for piece in text:
        more = words + (piece.without if piece.claim else piece.text)
        if words and len(line(more, 1000)) > MOST:
            break
        words = more
    return line(words.strip().rstrip("."), MOST)
