"""The week in figures, for the web page: départements on a map of dots, technologies as lines; both also in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians, sqrt

from digest import french

WIDTH, HEIGHT = 320, 300
_WEST, _NORTH, _SCALE = -5.4, 51.4, 30.0  # of European France, with a margin; units of the drawing a degree
_LARGEST = 16.0
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
    """All départements of Europe, the largest first so that none hides another; counts are by code or by name."""
    most = max(counts.values(), default=0)
    placed = []
    for code, (name, lat, lon) in _departements().items():
        if lat is not None and lon is not None and lat > 40:
            count = counts.get(code, counts.get(name, 0))
            radius = max(4.0, _LARGEST * sqrt(count / most)) if count else 1.5
            placed.append(Dot(name, count, *_place(lat, lon), round(radius, 1)))
    return tuple(sorted(placed, key=lambda dot: (-dot.radius, dot.name)))


def by_departement(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The figures of the map in words, the most first; those overseas are here alone."""
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


def _place(lat: float, lon: float) -> tuple[float, float]:
    return round((lon - _WEST) * cos(radians(46.5)) * _SCALE, 1), round((_NORTH - lat) * _SCALE, 1)


@cache
def _departements() -> dict[str, tuple[str, float | None, float | None]]:
    """Code to name and middle (mean of its communes in the register); those without communes have none."""
    text = files("digest").joinpath("templates/departements.json").read_text(encoding="utf-8")
    return {code: (name, lat, lon) for code, name, lat, lon in json.loads(text)}
