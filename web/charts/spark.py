"""A line as high as a word, week by week; weeks that could not be heard are hatched, those not whole are shaded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

WIDTH, HEIGHT, EDGE = 176, 34, 2


@dataclass(frozen=True, slots=True)
class Point:
    """A week: `outage` is hatched, `partial` shaded."""

    count: int
    outage: bool = False
    partial: bool = False


def spark(points: Sequence[Point], name: str) -> Markup:
    """The line, to a scale of its own; `name` says its figures in words. The page has the pattern "hachures"."""
    step = (WIDTH - 2 * EDGE) / max(1, len(points))
    most = max(1, *(point.count for point in points)) if points else 1
    bands = Markup("").join(
        Markup('<rect class="{}" x="{:.1f}" y="0" width="{:.1f}" height="{}"/>').format(
            kind, EDGE + first * step, length * step, HEIGHT
        )
        for kind, first, length in _runs(points)
    )
    placed = " ".join(
        f"{EDGE + (n + 0.5) * step:.1f},{HEIGHT - EDGE - point.count / most * (HEIGHT - 2 * EDGE):.1f}"
        for n, point in enumerate(points)
    )
    return Markup(
        '<svg class="chart spark" viewBox="0 0 {} {}" role="img" aria-label="{}">{}<polyline points="{}"/></svg>'
    ).format(WIDTH, HEIGHT, name, bands, placed)


def _runs(points: Sequence[Point]) -> Iterator[tuple[str, int, int]]:
    """Weeks of a kind that follow each other, as one band: class, first, how many."""
    for kind, some in groupby(enumerate(points), lambda one: _kind(one[1])):
        held = [n for n, _ in some]
        if kind:
            yield kind, held[0], len(held)


def _kind(point: Point) -> str:
    return "out" if point.outage else "end" if point.partial else ""
