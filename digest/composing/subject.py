"""The subject of the mail: the lead story in one line, without anything that still needs a tick."""

from collections.abc import Collection, Mapping, Sequence

from digest.french import NBSP, span
from digest.letter import CARRYING, ClaimKind, Item, Section, Text, Week

Ticks = Mapping[str, bool]
MOST = 78
"""Characters: what mail clients show of a subject, and what a header's line holds."""


_LEADS = {Section.STORIES, Section.INITIATIVES, Section.BRIEFS}
"""A quote names somebody, an appointment is no news: neither leads."""


def subject(items: Sequence[Item], week: Week, ticks: Ticks | None = None) -> str:
    """That of the first item that leads; of a letter without any, the week. A title that an editor wrote goes first."""
    for item in items:
        if item.section in _LEADS and (words := _words(item, ticks or {})):
            return _cut(words)
    return f"Semaine {span(week.first, week.last)}{NBSP}: rien de retenu"


def _words(item: Item, ticks: Ticks) -> str:
    verbs = {claim.key: claim.kind for claim in item.claims if claim.kind in CARRYING}
    ended = {piece.claim for piece in item.text if verbs.get(piece.claim) is ClaimKind.ABANDONED}
    if any(not ticks.get(key, False) for key in ended):
        return ""  # it is not told, or not yet
    return ("" if item.is_title else item.headline) or _short(item.text, verbs) or item.headline


def _short(text: Text, verbs: Collection[str]) -> str:
    """As many pieces of the sentence as there is room for, who and what at least; claims but the verb as unticked."""
    words = ""
    for number, piece in enumerate(text):
        more = words + (piece.without if piece.claim and piece.claim not in verbs else piece.text)
        if number > 1 and len(more) > MOST:
            break
        words = more
    return _plain(words)


def _plain(words: str) -> str:
    return words.strip().rstrip(".")


def _cut(words: str) -> str:
    return words if len(words) <= MOST else words[: MOST - 1].rstrip() + "…"
