"""What the map and the trends show, and the words for it when it is out of the ordinary."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from statistics import median
from typing import NamedTuple

from digest.composing.material import USUAL, Material
from digest.french import NBSP
from digest.plain import line

TIMES, LEAST = 3, 5
"""Told at least three times as often as in an ordinary week, and by at least five articles."""
_TRENDS = 6


class Weeks(NamedTuple):
    """How many articles told of something, the weeks before, then the week itself; `steady` by outlets read all along.

    `now` is the week itself, by all outlets.
    """

    steady: tuple[int, ...]
    now: int


Counts = Mapping[str, Weeks]


def unusual(material: Material) -> tuple[str, ...]:
    """In words; of what a new outlet alone tells more, nothing."""
    said = [
        (-weeks.steady[-1], name, _words(name, weeks))
        for kind in ("technology", "departement")
        for name, weeks in _named(material, kind).items()
        if weeks.steady[-1] >= LEAST and weeks.steady[-1] >= TIMES * median(weeks.steady[:-1])
    ]
    return tuple(words for *_, words in sorted(said)) if _known(material) else ()


def by_departement(material: Material) -> dict[str, int]:
    """How many of the week's articles tell of each département, by code."""
    return {code: weeks.now for code, weeks in _by_code(material, "departement").items() if weeks.now}


def trends(material: Material) -> dict[str, tuple[int, ...]]:
    """The weeks of the technologies that the week told of most, by name, by the outlets that were read all along."""
    found = _named(material, "technology")
    most = sorted((-weeks.steady[-1], name) for name, weeks in found.items() if weeks.steady[-1])[:_TRENDS]
    return {name: found[name].steady for _, name in most} if _known(material) else {}


def _known(material: Material) -> bool:
    """Whether the watch is long enough to know what is ordinary: its first weeks are a rise from nothing."""
    since = material.novelties.since
    return since is not None and since <= material.week.first - USUAL


def _named(material: Material, kind: str) -> Counts:
    names = {row.code: line(row.name) for row in material.counts if row.kind == kind}
    return {names[code]: weeks for code, weeks in _by_code(material, kind).items()}


def _by_code(material: Material, kind: str) -> Counts:
    steady: dict[str, list[int]] = defaultdict(lambda: [0] * (USUAL.days // 7 + 1))
    now: dict[str, int] = defaultdict(int)
    for code, ago, articles, known in _of_kind(material, kind):
        steady[code][-1 - ago] = known
        now[code] += articles * (ago == 0)
    return {code: Weeks(tuple(weeks), now[code]) for code, weeks in steady.items()}


def _of_kind(material: Material, kind: str) -> Iterator[tuple[str, int, int, int]]:
    """Code, how many weeks ago, articles, and those of the outlets that were read all along."""
    for row in material.counts:
        if row.kind == kind:
            yield row.code, (material.week.first - row.week) // timedelta(weeks=1), row.articles, row.steady


def _words(name: str, weeks: Weeks) -> str:
    """Say "Chatbot : 12 articles cette semaine, contre 3 en temps ordinaire."; and that new outlets tell more of it."""
    usual = f"{median(weeks.steady[:-1]):g}".replace(".", ",")
    before = f"contre {usual} en temps ordinaire" if usual != "0" else "d’ordinaire aucun"
    more = weeks.now - weeks.steady[-1]
    new = f" ({more} de plus dans des titres suivis depuis peu)" if more else ""
    return f"{name[:1].upper()}{name[1:]}{NBSP}: {weeks.steady[-1]} articles cette semaine, {before}{new}."
