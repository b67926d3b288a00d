"""The week in figures, for the web page: départements as dots on a map, technologies as lines; both also in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians, sqrt

from digest import french

WIDTH, HEIGHT = 320, 364
INSET = (62, 42)
"""The box of a département overseas, under the map, each to a scale of its own."""
_WEST, _NORTH, _SCALE = -5.4, 51.4, 30.0  # of European France, with a margin; units of the drawing a degree
_LARGEST = 16.0
_INSETS_TOP, _INSETS_STEP = 308, 64
_LINE_WIDTH, _LINE_HEIGHT, _EDGE = 96, 24, 2


@dataclass(frozen=True, slots=True)
class Dot:
    """A département on the map; `count` 0: nothing of the week, a small dot that draws the country."""

    name: str
    count: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Ground:
    """A piece of the map: its outline as an SVG path, drawn from its corner; `name` empty: France in Europe."""

    name: str
    x: float
    y: float
    path: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A technology's articles by week, and the points of its line."""

    name: str
    counts: tuple[int, ...]
    points: str

    @property
    def said(self) -> str:
        """The figures in words, for those who do not see the line."""
        return f"{self.name}, articles par semaine : {', '.join(map(french.number, self.counts))}"


def dots(counts: Mapping[str, int]) -> tuple[Dot, ...]:
    """All départements, the largest first so that none hides another; counts are by code or by name."""
    most = max(counts.values(), default=0)
    placed = []
    for code, (name, lat, lon) in _departements().items():
        if lat is not None and lon is not None:
            count = counts.get(code, counts.get(name, 0))
            radius = max(4.0, _LARGEST * sqrt(count / most)) if count else 1.5
            placed.append(Dot(name, count, *_place(code, lat, lon), round(radius, 1)))
    return tuple(sorted(placed, key=lambda dot: (-dot.radius, dot.name)))


def place_of(departement: str, lat: float, lon: float) -> tuple[float, float] | None:
    """Where a point of a département is; overseas, each box has one place. None where the map has no ground."""
    _, middle, _ = _departements().get(departement, ("", None, None))
    return None if middle is None else _place(departement, lat, lon)


def grounds() -> tuple[Ground, ...]:
    """France in Europe, and a box for each département overseas that has a middle."""
    names = {code: name for code, (name, _, _) in _departements().items()}
    return tuple(
        Ground(names.get(code, ""), *_corner(code), path) for code, (_, _, path) in _outlines().items()
    )


def by_departement(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The figures of the map in words, the most first; collectivities overseas are here alone."""
    known = _departements()
    named = sorted((-count, known[key][0] if key in known else key) for key, count in counts.items() if count)
    return tuple(f"{name} : {french.counted(-count, 'article')}" for count, name in named)


def trends(counts: Mapping[str, tuple[int, ...]]) -> tuple[Trend, ...]:
    """A line each, all to one scale within itself: its shape is what it says, its figures are beside it."""
    return tuple(Trend(name, weeks, _points(weeks)) for name, weeks in counts.items() if weeks)


def _points(weeks: tuple[int, ...]) -> str:
    step = (_LINE_WIDTH - 2 * _EDGE) / max(1, len(weeks) - 1)
    height = (_LINE_HEIGHT - 2 * _EDGE) / max(1, *weeks)
    placed = ((_EDGE + n * step, _LINE_HEIGHT - _EDGE - count * height) for n, count in enumerate(weeks))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)


def _place(code: str, lat: float, lon: float) -> tuple[float, float]:
    """Where the middle of a département is on the map, or in its box."""
    if code in _outlines():
        (x, y), (left, top, _) = _corner(code), _outlines()[code]
        return round(x + left, 1), round(y + top, 1)
    return round((lon - _WEST) * cos(radians(46.5)) * _SCALE, 1), round((_NORTH - lat) * _SCALE, 1)


def _corner(code: str) -> tuple[float, float]:
    """Of the box of a département overseas; they are side by side."""
    return (1 + _INSETS_STEP * (list(_outlines()).index(code) - 1), _INSETS_TOP) if code else (0, 0)


@cache
def _outlines() -> dict[str, tuple[float, float, str]]:
    """Of France in Europe (code "", first) and of départements overseas: middle in the box, and path.

    Simplified from the IGN's Admin Express (docs/registers.md), in the units of the drawing.
    """
    text = files("digest").joinpath("templates/outline.json").read_text(encoding="utf-8")
    return {code: (x, y, path) for code, x, y, path in json.loads(text)}


@cache
def _departements() -> dict[str, tuple[str, float | None, float | None]]:
    """Code to name and middle (mean of its communes in the register); those without communes have none."""
    text = files("digest").joinpath("templates/departements.json").read_text(encoding="utf-8")
    return {code: (name, lat, lon) for code, name, lat, lon in json.loads(text)}
