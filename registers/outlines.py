"""The outlines of the départements for the desk's map: `python -m registers.outlines TOPOJSON OUT`.

Of the IGN's Admin Express, simplified by whoever made the file (docs/registers.md), on the grid of the drawing: what
two départements share stays shared. Whole units of the drawing are 1/60 of a degree of latitude.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from math import cos, radians
from pathlib import Path
from typing import Any, NamedTuple

Point = tuple[int, int]
WEST, NORTH, SCALE = -5.4, 51.4, 60.0
SHRINK = cos(radians(46.5))
BOX, BOXES_TOP, BOXES_STEP = (124, 84), 616, 128
"""Of a département overseas: the size of its box, and where the row of boxes stands."""
CROWN, CROWN_BOX = ("75", "92", "93", "94"), (500, 4, 138, 96)
"""Paris and around are too small to be pressed: they are drawn once more, larger, where nothing is (Belgium)."""


class Shape(NamedTuple):
    """An outline as an SVG path; `place` is "" on the map, "box" in a box of its own, "crown" around Paris."""

    code: str
    place: str
    path: str


def shapes(topology: dict[str, Any]) -> list[Shape]:
    """All outlines, in the order of their codes."""
    arcs = list(map(_absolute, topology["arcs"]))
    ground = {
        one["properties"]["code"]: _rings(one, arcs, topology["transform"])
        for one in topology["objects"]["dep"]["geometries"]
    }
    seas = sorted(code for code in ground if len(code) > 2)
    mainland = {code: rings for code, rings in ground.items() if code not in seas}
    crown = _fitted([ring for code in CROWN for ring in ground[code]], CROWN_BOX)
    return [
        *(Shape(code, "", _path(map(_on_map, rings))) for code, rings in sorted(mainland.items())),
        *(
            Shape(code, "box", _path(map(_fitted(ground[code], _box(n)), ground[code])))
            for n, code in enumerate(seas)
        ),
        *(Shape(code, "crown", _path(map(crown, ground[code]))) for code in CROWN),
    ]


def _box(number: int) -> tuple[int, int, int, int]:
    return (2 + BOXES_STEP * number, BOXES_TOP, *BOX)


def _absolute(arc: Sequence[Sequence[int]]) -> list[Point]:
    x = y = 0
    placed = []
    for right, up in arc:
        x, y = x + right, y + up
        placed.append((x, y))
    return placed


def _rings(
    geometry: dict[str, Any], arcs: list[list[Point]], to_degrees: dict[str, Any]
) -> list[list[tuple[float, float]]]:
    """The rings of a polygon or of several, in degrees (longitude, latitude)."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    (wide, high), (west, south) = to_degrees["scale"], to_degrees["translate"]
    return [
        [(west + x * wide, south + y * high) for x, y in _ring(ring, arcs)]
        for polygon in polygons
        for ring in polygon
    ]


def _ring(numbers: Iterable[int], arcs: list[list[Point]]) -> list[Point]:
    """Arcs joined end to end; a negative number is an arc walked backwards (TopoJSON)."""
    joined: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        joined += arc[bool(joined) :]
    return joined


def _on_map(ring: list[tuple[float, float]]) -> list[Point]:
    return [(round((lon - WEST) * SHRINK * SCALE), round((NORTH - lat) * SCALE)) for lon, lat in ring]


class _fitted:  # noqa: N801  a function that knows its box
    """Puts rings into a box, as large as it takes them."""

    def __init__(self, rings: list[list[tuple[float, float]]], box: tuple[int, int, int, int]) -> None:
        lons, lats = zip(*(point for ring in rings for point in ring), strict=True)
        self._west, self._north, self._shrink = (
            min(lons),
            max(lats),
            cos(radians((min(lats) + max(lats)) / 2)),
        )
        left, top, wide, high = box
        across, down = (max(lons) - min(lons)) * self._shrink, max(lats) - min(lats)
        self._scale = min((wide - 8) / across, (high - 8) / down)
        self._left = left + (wide - across * self._scale) / 2
        self._top = top + (high - down * self._scale) / 2

    def __call__(self, ring: list[tuple[float, float]]) -> list[Point]:
        return [
            (
                round(self._left + (lon - self._west) * self._shrink * self._scale),
                round(self._top + (self._north - lat) * self._scale),
            )
            for lon, lat in ring
        ]


def _path(rings: Iterable[list[Point]]) -> str:
    return "".join(drawn for ring in rings if (drawn := _drawn(ring)))


def _drawn(ring: list[Point]) -> str:
    """A ring as steps from point to point; islands smaller than the grid are left out."""
    points = [point for n, point in enumerate(ring) if n == 0 or point != ring[n - 1]]
    if len(set(points)) < 3:
        return ""
    (x, y), *_ = points
    steps = []
    for right, down in points[1:-1]:
        steps.append(f"{right - x} {down - y}")
        x, y = right, down
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps).replace(' -', '-')}z"


def main(source: Path, out: Path) -> None:
    """Write the file, a line each."""
    made = shapes(json.loads(source.read_text("utf-8")))
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in made)
    out.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
