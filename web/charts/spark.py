"""A line as high as a word, week by week; weeks that could not be heard are hatched, those not whole are shaded."""

from collections.abc import Sequence
from dataclasses import dataclass

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
            "out" if point.outage else "end", EDGE + n * step, step, HEIGHT
        )
        for n, point in enumerate(points)
        if point.outage or point.partial
    )
    placed = " ".join(
        f"{EDGE + (n + 0.5) * step:.1f},{HEIGHT - EDGE - point.count / most * (HEIGHT - 2 * EDGE):.1f}"
        for n, point in enumerate(points)
    )
    return Markup(
        '<svg class="chart spark" viewBox="0 0 {} {}" role="img" aria-label="{}">{}<polyline points="{}"/></svg>'
    ).format(WIDTH, HEIGHT, name, bands, placed)
