"""Questions about many spans, answered without scanning them all: a hostile text holds thousands."""

from bisect import bisect_right
from collections.abc import Iterable

from core.types import Span


class Covered:
    """Which characters of a text lie under a set of spans, that may overlap."""

    def __init__(self, length: int, spans: Iterable[Span]) -> None:
        self._marks = bytearray(length)
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        """Cover one span more."""
        self._marks[span[0] : span[1]] = b"\x01" * (span[1] - span[0])

    def holds(self, span: Span) -> bool:
        """Whether every character of a span is covered."""
        return self._marks.find(0, *span) < 0


class Disjoint:
    """Spans that do not overlap, such as the model's entities; each may bear a label."""

    def __init__(self, spans: Iterable[tuple[int, int, str]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _, _ in self._spans]

    def over(self, span: Span) -> tuple[int, int, str] | None:
        """The first of the spans that shares a character with this one."""
        at = max(bisect_right(self._starts, span[0]) - 1, 0)
        for start, end, label in self._spans[at : at + 2]:
            if start < span[1] and span[0] < end:
                return start, end, label
        return None

    def larger(self, span: Span) -> bool:
        """Whether one of the spans holds this one and more."""
        over = self.over(span)
        return over is not None and over[0] <= span[0] and span[1] <= over[1] and over[:2] != span
