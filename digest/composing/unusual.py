"""What the map and the trends show, and the words for it when it is out of the ordinary."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from statistics import median

from digest.composing.material import USUAL, Material
from digest.french import NBSP
from digest.plain import line
from store.readers.letter import WeekCount

TIMES, LEAST = 3, 5
"""Told at least three times as often as in an ordinary week, and by at least five articles."""
_TRENDS = 6
Counts = Mapping[str, tuple[int, ...]]
"""By code, how many articles each week told of it: the weeks before, then the week itself."""


def unusual(material: Material) -> tuple[str, ...]:
    """In words; nothing while the watch is too short to know what is ordinary."""
    since = material.novelties.since
    if since is None or since > material.week.first - USUAL:
        return ()
    said = [
        (-counts[-1], name, _words(name, counts))
        for kind in ("technology", "departement")
        for name, counts in _named(material, kind).items()
        if counts[-1] >= LEAST and counts[-1] >= TIMES * median(counts[:-1])
    ]
    return tuple(words for *_, words in sorted(said))


def by_departement(material: Material) -> dict[str, int]:
    """How many of the week's articles tell of each département, by code."""
    found = _by_code(material, "departement")
    return {code: counts[-1] for code, counts in found.items() if counts[-1]}


def trends(material: Material) -> dict[str, tuple[int, ...]]:
    """The weeks of the technologies that the week told of most, by name."""
    found = _named(material, "technology")
    most = sorted((-counts[-1], name) for name, counts in found.items() if counts[-1])[:_TRENDS]
    return {name: found[name] for _, name in most}


def _named(material: Material, kind: str) -> Counts:
    names = {row.code: line(row.name) for row in material.counts if row.kind == kind}
    return {names[code]: counts for code, counts in _by_code(material, kind).items()}


def _by_code(material: Material, kind: str) -> Counts:
    first = material.week.first - USUAL
    found: dict[str, list[int]] = defaultdict(lambda: [0] * (USUAL.days // 7 + 1))
    for row in _of_kind(material.counts, kind):
        found[row.code][(row.week - first) // timedelta(weeks=1)] = row.articles
    return {code: tuple(counts) for code, counts in found.items()}


def _of_kind(counts: Iterable[WeekCount], kind: str) -> Iterable[WeekCount]:
    return (row for row in counts if row.kind == kind)


def _words(name: str, counts: tuple[int, ...]) -> str:
    """Say "Chatbot : 12 articles cette semaine, contre 3 en temps ordinaire."."""
    usual = f"{median(counts[:-1]):g}".replace(".", ",")
    more = f"contre {usual} en temps ordinaire" if usual != "0" else "d’ordinaire aucun"
    return f"{name[:1].upper()}{name[1:]}{NBSP}: {counts[-1]} articles cette semaine, {more}."
