"""Counts by week as bars; weeks in which outlets were not heard are hatched: a fall there is not silence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

WIDTH, HEIGHT, FOOT, EDGE = 560, 120, 18, 2
_WIDEST = 36.0
"""Of a bar with its gap: one week alone is no wall."""
_APART = 44.0
"""Between two labels, so that they do not touch."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A week. `label` stands below it (may be ""), `title` says it all in words, `href` leads to its articles.

    `outage` is hatched, `partial` shaded: not whole, or not heard yet.
    """

    label: str
    title: str
    count: int
    outage: bool = False
    href: str = ""
    partial: bool = False


def weekly(bars: Sequence[Bar], name: str) -> Markup:
    """The chart; `name` says what it shows. Its figures are in the titles of its bars, for screen readers too."""
    most = max([bar.count for bar in bars] or [0])
    step = min(_WIDEST, (WIDTH - 2 * EDGE) / max(1, len(bars)))
    drawn = Markup("").join(
        _bar(bar, EDGE + n * step, step, most) for n, bar in enumerate(_spaced(bars, step))
    )
    return Markup(
        '<svg class="chart" viewBox="0 0 {w} {h}" role="group" aria-label="{name}"><defs><pattern id="hachures"'
        ' width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0V6" stroke-width="2"/></pattern></defs>{drawn}'
        '<path class="axis" d="M0 {y}H{w}"/></svg>'
    ).format(w=WIDTH, h=HEIGHT, name=name, drawn=drawn, y=HEIGHT - FOOT)


def _spaced(bars: Sequence[Bar], step: float) -> list[Bar]:
    """The bars, without the labels that would touch the one to their right."""
    kept: list[Bar] = []
    free = len(bars) * step + _APART
    for number in reversed(range(len(bars))):
        bar, x = bars[number], number * step
        fits = not bar.label or x + _APART <= free
        kept.append(bar if fits else replace(bar, label=""))
        free = x if bar.label and fits else free
    return kept[::-1]


def _bar(bar: Bar, x: float, step: float, most: int) -> Markup:
    room = HEIGHT - FOOT - EDGE
    tall = bar.count / most * room if most else 0
    wide = max(1.0, step - 2)
    hatch = (
        Markup('<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>').format(
            "out" if bar.outage else "end", x, EDGE, wide, room
        )
        if bar.outage or bar.partial
        else Markup("")
    )
    rect = Markup('<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
        x, HEIGHT - FOOT - tall, wide, tall
    )
    label = (
        Markup('<text x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
            x + wide / 2, HEIGHT - 4, bar.label
        )
        if bar.label
        else Markup("")
    )
    inner = Markup(
        '{hatch}<rect fill="transparent" x="{x:.1f}" y="0" width="{w:.1f}" height="{h}"/>{rect}{label}'
    ).format(hatch=hatch, x=x, w=wide, h=HEIGHT - FOOT, rect=rect, label=label)
    if bar.href:
        return Markup('<a href="{}" aria-label="{}"><title>{}</title>{}</a>').format(
            escape(bar.href), bar.title, bar.title, inner
        )
    return Markup('<g role="img" aria-label="{}"><title>{}</title>{}</g>').format(bar.title, bar.title, inner)
