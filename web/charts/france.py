"""France by département, overseas too: shades for counts, hatches where no outlet is followed. Each leads somewhere.

The outlines are the IGN's, simplified (docs/registers.md); `registers/outlines.py` draws them.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from markupsafe import Markup

WIDTH, HEIGHT = 644, 716
BOX, BOXES_TOP, BOXES_STEP = (124, 84), 616, 128
CROWN_BOX = (500, 4, 138, 96)
LEVELS = 5
_PARTS = (0.3, 0.6, 0.8, 0.93)
"""What part of the départements that have any is below each shade: few have much, and those should be seen."""


class Area(NamedTuple):
    """A département: `level` is its shade (0: nothing), `silent` that no followed outlet serves it."""

    name: str
    title: str
    level: int
    silent: bool
    href: str


class Shape(NamedTuple):
    """An outline; `place` is "" on the map, "box" in a box of its own, "crown" around Paris, larger."""

    code: str
    place: str
    path: str


def france(areas: Mapping[str, Area], name: str) -> Markup:
    """The map; `name` says what it shows. A table should say the same: links here are for the hand alone."""
    drawn = Markup("").join(_shape(shape, areas[shape.code]) for shape in _shapes() if shape.code in areas)
    return Markup(
        '<svg class="chart france" viewBox="0 0 {w} {h}" role="group" aria-label="{name}"><defs>'
        '<pattern id="muet" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0V7" stroke-width="2.4"/></pattern></defs>{frames}{drawn}{labels}</svg>'
    ).format(w=WIDTH, h=HEIGHT, name=name, frames=_frames(), drawn=drawn, labels=_labels(areas))


def levels(values: Iterable[float]) -> list[float]:
    """The highest value of each shade but the last; fewer than LEVELS - 1 where there are few values."""
    some = sorted(value for value in values if value > 0)
    return sorted({some[int(part * (len(some) - 1))] for part in _PARTS}) if some else []


def level(value: float, tops: Sequence[float]) -> int:
    """The shade of a value: 0 for none, else from 1."""
    return 1 + bisect_left(tops, value) if value > 0 else 0


def _shape(shape: Shape, area: Area) -> Markup:
    """Paris and around lead on from where they are drawn large."""
    hatch = Markup('<path class="muet" d="{}"/>').format(shape.path) if area.silent else Markup("")
    outline = Markup('<path class="c{}" d="{}"/>{}').format(area.level, shape.path, hatch)
    if shape.place == "" and shape.code in _crown():
        return outline
    return Markup(
        '<a href="{href}" tabindex="-1" aria-label="{title}"><title>{title}</title>{outline}</a>'
    ).format(href=area.href, title=area.title, outline=outline)


def _frames() -> Markup:
    boxes = [(2 + BOXES_STEP * n, BOXES_TOP, *BOX) for n in range(len(_overseas()))]
    return Markup("").join(
        Markup('<rect class="frame" x="{}" y="{}" width="{}" height="{}"/>').format(*box)
        for box in (CROWN_BOX, *boxes)
    )


def _labels(areas: Mapping[str, Area]) -> Markup:
    said = [
        (2 + BOXES_STEP * n + BOX[0] // 2, HEIGHT - 4, areas[code].name)
        for n, code in enumerate(_overseas())
        if code in areas
    ]
    left, top, wide, high = CROWN_BOX
    said.append((left + wide // 2, top + high + 12, "Paris et alentour"))
    return Markup("").join(
        Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(*one) for one in said
    )


@cache
def _shapes() -> tuple[Shape, ...]:
    text = files("web").joinpath("templates/desk/outlines.json").read_text(encoding="utf-8")
    return tuple(Shape(*one) for one in json.loads(text))


@cache
def _overseas() -> tuple[str, ...]:
    return tuple(shape.code for shape in _shapes() if shape.place == "box")


@cache
def _crown() -> frozenset[str]:
    return frozenset(shape.code for shape in _shapes() if shape.place == "crown")
