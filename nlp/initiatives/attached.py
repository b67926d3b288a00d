"""Amounts and dates that a text tells of an initiative."""

import re
from collections.abc import Sequence

from core.types import Span
from nlp.initiatives.candidates import Candidate
from nlp.initiatives.scene import Scene

_MONEY = re.compile(r"(?:€|euros?\b|k€|m€|francs?\b)", re.IGNORECASE)


def amounts(scene: Scene, c: Candidate, scope: Sequence[int]) -> tuple[Span, ...]:
    """Spans of the sums of money told where it is told, or behind it."""
    numbers = {p.number for p in c.places} | set(scope)
    return tuple(
        (f.start, f.end)
        for f in scene.found.figures
        if (_MONEY.search(f.unit) or _MONEY.search(f.what)) and scene.sentences.at(f.start) in numbers
    )


def dates(scene: Scene, c: Candidate) -> tuple[Span, ...]:
    """Spans of the dates in the sentences that name it."""
    numbers = {p.number for p in c.places}
    return tuple((d.start, d.end) for d in scene.found.dates if scene.sentences.at(d.start) in numbers)
