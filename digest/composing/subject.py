"""The subject of the mail: the lead story in one line, without anything that still needs a tick."""

from collections.abc import Sequence

from digest.french import NBSP, span
from digest.letter import Item, Section, Text, Week

MOST = 78
"""Characters: what mail clients show of a subject, and what a header's line holds."""


_LEADS = {Section.STORIES, Section.INITIATIVES, Section.BRIEFS}
"""A quote names somebody, an appointment is no news: neither leads."""


def subject(items: Sequence[Item], week: Week) -> str:
    """That of the first item that leads; of a letter without any, the week."""
    for item in items:
        if item.section in _LEADS and (words := _short(item.text) or item.headline):
            return _cut(words)
    return f"Semaine {span(week.first, week.last)}{NBSP}: rien de retenu"


def _short(text: Text) -> str:
    """As many pieces of the sentence as there is room for; claims stand as they do unticked."""
    words = ""
    for piece in text:
        more = words + (piece.without if piece.claim else piece.text)
        if words and len(more) > MOST:
            break
        words = more
    return words.strip().rstrip(".")


def _cut(words: str) -> str:
    return words if len(words) <= MOST else words[: MOST - 1].rstrip() + "…"
