"""A curve in one line of text, and as SVG."""

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"
_WIDTH, _HEIGHT, _MARGIN = 800, 260, 40


def sparkline(values: Sequence[float], width: int = 60) -> str:
    """The values from 0 up, at most `width` of them, with the lowest and the highest."""
    if not values:
        return "nothing was measured"
    step = max(1, -(-len(values) // width))
    top = max(values)
    bars = "".join(_BARS[min(7, int(8 * value / top))] for value in values[::step])
    return f"{bars} {min(values):.0f} to {top:.0f}"


def svg(points: Sequence[tuple[float, float]], limit: float) -> str:
    """(seconds, MB) points as a line under the line of the limit."""
    end = max((seconds for seconds, _ in points), default=0) or 1.0
    top = 1.1 * max(limit, *(value for _, value in points))

    def place(seconds: float, value: float) -> str:
        across = _MARGIN + seconds / end * (_WIDTH - 2 * _MARGIN)
        return f"{across:.1f},{_HEIGHT - _MARGIN - value / top * (_HEIGHT - 2 * _MARGIN):.1f}"

    line = " ".join(place(*point) for point in points)
    ceiling = f"{place(0, limit)} {place(end, limit)}"
    floor = f"{place(0, 0)} {place(end, 0)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif"'
        f' font-size="12" fill="none"><title>Resident memory of the crawl process</title>'
        f'<polyline points="{floor}" stroke="#666"/>'
        f'<polyline points="{ceiling}" stroke="#c00" stroke-dasharray="6 4"/>'
        f'<polyline points="{line}" stroke="#024" stroke-width="1.5"/>'
        f'<text x="{_MARGIN}" y="20" fill="#333">MB; dashed: {limit:.0f}</text>'
        f'<text x="{_WIDTH - _MARGIN}" y="{_HEIGHT - 15}" fill="#333" text-anchor="end">{end:.0f} s</text></svg>\n'
    )
