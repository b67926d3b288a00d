"""The country of store_articles.py: real communes and technologies, invented people and outlets."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Generic, NamedTuple, TypeVar

from core.types import Entry, EntryKind, Source, Technology

OUTLETS, _GROUPS, _WORDS, _SUPPLIERS = 130, 24, 40_000, 300
_SYLLABLES = (
    "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zu", "bra", "cli", "dro", "plo",
    "an", "el", "ou", "eur", "ion", "age",
)  # fmt: skip
_FIRST_NAMES = (
    "Odile", "Basile", "Maëlle", "Tugdual", "Perrine", "Anselme", "Solveig", "Colomban", "Ysé", "Hermine", "Quitterie",
    "Gaspard",
)  # fmt: skip
_FASHION = ("intelligence-artificielle", "chatbot", "videosurveillance", "capteur", "portail-citoyen")
"""What the press tells of most, whatever the draw."""


Thing = TypeVar("Thing")


class Town(NamedTuple):
    """A commune of the register."""

    insee: str
    name: str
    departement: str


@dataclass(frozen=True, slots=True)
class Drawn(Generic[Thing]):
    """Things with weights: a few come often, most hardly ever."""

    things: Sequence[Thing]
    weights: Sequence[float]

    def one(self, draw: random.Random) -> Thing:
        """A thing, by weight."""
        return self.many(draw, 1)[0]

    def many(self, draw: random.Random, count: int) -> list[Thing]:
        """Things, by weight; one may come twice."""
        return draw.choices(self.things, cum_weights=self.weights, k=count)


@dataclass(frozen=True, slots=True)
class World:
    """What articles are drawn from; `local` are the towns of each département."""

    sources: Drawn[Source]
    towns: Drawn[Town]
    local: dict[str, Drawn[Town]]
    technologies: Drawn[Technology]
    words: Drawn[str]
    suppliers: Drawn[str]
    persons: Drawn[str]


def world(draw: random.Random, communes: Any, technologies: Sequence[Technology]) -> World:
    """Built from the register of communes (an Arrow table) and the lexicon."""
    rows = [row for row in communes.to_pylist() if row["kind"] == "commune"]
    # a town is told of more often the bigger it is, but not in proportion: the press is local
    peopled = [(Town(r["insee"], r["name"], r["departement"]), (r["population"] or 50) ** 0.85) for r in rows]
    areas: dict[str, list[tuple[Town, float]]] = {}
    for town, weight in peopled:
        areas.setdefault(town.departement, []).append((town, weight))
    known = draw.sample(technologies, len(technologies))
    known.sort(key=lambda one: one.technology_id not in _FASHION)
    return World(
        _ranked(_sources(draw, sorted(areas)), 4),
        _weighted(peopled),
        {code: _weighted(some) for code, some in areas.items()},
        _ranked(known, 3),
        _ranked([word(draw) for _ in range(_WORDS)], 5),
        _ranked([word(draw).capitalize() for _ in range(_SUPPLIERS)], 8),
        _ranked([person(draw) for _ in range(_WORDS)], 50),
    )


def word(draw: random.Random) -> str:
    """Two to four syllables."""
    return "".join(draw.choices(_SYLLABLES, k=draw.randrange(2, 5)))


def person(draw: random.Random) -> str:
    """A first name and a surname that nobody has."""
    return f"{draw.choice(_FIRST_NAMES)} {word(draw).capitalize()}"


def _sources(draw: random.Random, areas: Sequence[str]) -> list[Source]:
    """One in ten is national; the others serve one to three départements."""
    return [
        Source(
            slug=f"titre-{number}",
            name=f"Le {word(draw).capitalize()} n° {number}",
            homepage=f"https://titre-{number}.example/",
            entries=(Entry(EntryKind.FEED, f"https://titre-{number}.example/flux"),),
            outlet_group=f"Groupe {number % _GROUPS}" if number % 3 else None,
            departements=tuple(draw.sample(areas, draw.randrange(1, 4))) if number % 10 else (),
        )
        for number in range(OUTLETS)
    ]


def _ranked(things: Sequence[Thing], flat: int) -> Drawn[Thing]:
    """Zipf's weights: 1 / (rank + flat)."""
    return _weighted([(thing, 1 / (rank + flat)) for rank, thing in enumerate(things, 1)])


def _weighted(pairs: Sequence[tuple[Thing, float]]) -> Drawn[Thing]:
    return Drawn([thing for thing, _ in pairs], list(accumulate(weight for _, weight in pairs)))
