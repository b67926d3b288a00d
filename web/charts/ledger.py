"""An outlet's ledger as a chart: pages announced, of them those that were read; what failed is hatched."""

from collections.abc import Sequence
from datetime import timedelta

from markupsafe import Markup

from digest import french
from store.readers.desk.ledger import Week
from web.charts.weekly import EDGE, FOOT, HEIGHT, WIDTH

_LABELS, _FEWEST = 8, 12


def ledger(weeks: Sequence[Week], name: str) -> Markup | None:
    """The chart, its figures in the titles of its bars; None without any week."""
    if not weeks:
        return None
    most = max(max(week.expected or 0, week.readable) for week in weeks)
    step = (WIDTH - 2 * EDGE) / max(_FEWEST, len(weeks))
    every = -(-len(weeks) // _LABELS)
    drawn = Markup().join(
        _bar(week, EDGE + n * step, step - 2, most, labelled=n % every == 0) for n, week in enumerate(weeks)
    )
    return Markup(
        '<svg class="chart ledger" viewBox="0 0 {w} {h}" role="group" aria-label="{name}"><defs>'
        '<pattern id="hachures" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0V6" stroke-width="2"/></pattern></defs>{drawn}<path class="axis" d="M0 {y}H{w}"/></svg>'
    ).format(w=WIDTH, h=HEIGHT, name=name, drawn=drawn, y=HEIGHT - FOOT)


def said(week: Week) -> str:
    """A week in words."""
    lost = week.blocked + week.refused + week.failed
    parts = (
        f"{french.span(week.week, week.week + timedelta(days=6))} : ",
        _announced(week.expected),
        f", {french.counted(week.collected, 'obtenue')}",
        f", {french.counted(week.readable, 'article lu en entier', 'articles lus en entier')}",
        f", {french.counted(week.reserved, 'réservée')}" if week.reserved else "",
        f", {french.counted(lost, 'perdue')}" if lost else "",
        "" if week.outage is False else ", pas entendu" if week.outage else ", semaine en cours",
    )  # fmt: skip
    return "".join(parts)


def _announced(pages: int | None) -> str:
    return "pages inconnues" if pages is None else french.counted(pages, "page annoncée", "pages annoncées")


def _bar(week: Week, x: float, wide: float, most: int, *, labelled: bool) -> Markup:
    """Announced behind, read before; what was lost stands hatched at the top, a whole week when nobody answered."""
    room, foot = HEIGHT - FOOT - EDGE, HEIGHT - FOOT
    tall = [value / most * room if most else 0.0 for value in _heights(week)]
    announced, read, lost = tall if not week.outage else (tall[0], tall[1], float(room))
    top = EDGE if week.outage else foot - announced
    rects = (
        ("all", foot - announced, announced), ("bar", foot - read, read), ("out", top, lost),
    )  # fmt: skip
    drawn = Markup().join(
        Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(kind, x, y, wide, h)
        for kind, y, h in rects if h
    )  # fmt: skip
    label = Markup('<text x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
        x + wide / 2, HEIGHT - 4, f"{week.week:%d/%m}"
    )
    return Markup('<g role="img" aria-label="{0}"><title>{0}</title>{1}{2}</g>').format(
        said(week), drawn, label if labelled else ""
    )


def _heights(week: Week) -> tuple[int, int, int]:
    announced = max(week.expected or 0, week.readable)
    return announced, week.readable, min(week.blocked + week.refused + week.failed, announced)
