"""France as a small picture: one commune, or départements by number. The outline and the middles are the letter's."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from digest.render import figures

_POINT = 5.0


def locator(departement: str, lat: float | None, lon: float | None, name: str) -> Markup | None:
    """Where a commune is; None where no register knows, or where the picture has no ground for it."""
    place = figures.place_of(departement, lat, lon) if lat is not None and lon is not None else None
    if place is None:
        return None
    point = Markup('<circle class="told" cx="{}" cy="{}" r="{}"/>').format(*place, _POINT)
    return _drawn([point], f"{name} sur la carte de France")


def by_departement(counts: Mapping[str, int], name: str) -> Markup:
    """A dot a département, as large as its number; the numbers themselves have to stand beside the picture."""
    return _drawn(map(_dot, figures.dots(counts)), name)


def _dot(dot: figures.Dot) -> Markup:
    told = Markup(' class="told"') if dot.count else ""
    title = Markup("<title>{} : {}</title>").format(dot.name, dot.count) if dot.count else ""
    return Markup('<circle cx="{}" cy="{}" r="{}"{}>{}</circle>').format(
        dot.x, dot.y, dot.radius, told, title
    )


def _drawn(points: Iterable[Markup], name: str) -> Markup:
    return Markup('<svg class="dots" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>').format(
        figures.WIDTH,
        figures.HEIGHT,
        name,
        Markup().join(map(_ground, figures.grounds())),
        Markup().join(points),
    )


def _ground(ground: figures.Ground) -> Markup:
    box = Markup('<rect width="{}" height="{}"/>').format(*figures.INSET) if ground.name else ""
    return Markup('<g transform="translate({} {})">{}<path d="{}"/></g>').format(
        ground.x, ground.y, box, ground.path
    )
