"""How many facts to draw from each cell, and what each then stands for.

Fields get equal shares, and inside one its bands of confidence: what is rare is seen, where chance would show what is
common. Inside a band a source weighs the square root of its facts, between equal shares (every source heard) and
proportional ones (most facts heard). Cells are then visited by a systematic draw with unequal probabilities
(W. G. Madow, Annals of Mathematical Statistics 20, 1949): each fact's chance is known, and its inverse is the number of
facts that it stands for (`jobs.auditing.agreement.weighted`).
"""

import math
import random
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple, TypeVar

from store.readers.audit import Cell

Key = TypeVar("Key", bound=Hashable)


class Take(NamedTuple):
    """Facts to draw from a cell, and how many each of them stands for."""

    number: int
    weight: float


def allocate(sizes: Mapping[Cell, int], n: int, seed: int) -> dict[Cell, Take]:
    """What to draw: `n` facts in all, or all there are."""
    expected: dict[Cell, float] = {}
    for field, share in _shared(_summed(sizes, lambda cell: cell.field), n).items():
        of_field = {cell: size for cell, size in sizes.items() if cell.field == field}
        for band, part in _shared(_summed(of_field, lambda cell: cell.band), share).items():
            of_band = {cell: size for cell, size in of_field.items() if cell.band == band}
            expected |= _in_proportion(of_band, part)
    numbers = _systematic(expected, random.Random(seed).random())  # noqa: S311  drawn again from its seed
    return {cell: Take(number, sizes[cell] / expected[cell]) for cell, number in numbers.items() if number}


def _summed(sizes: Mapping[Cell, int], key: Callable[[Cell], str]) -> dict[str, int]:
    total: dict[str, int] = defaultdict(int)
    for cell, size in sizes.items():
        total[key(cell)] += size
    return dict(total)


def _shared(sizes: Mapping[Key, int], n: float) -> dict[Key, float]:
    """Equal shares of `n`, what one cannot use given to the others."""
    return _capped(sizes, dict.fromkeys(sizes, 1.0), n)


def _in_proportion(sizes: Mapping[Key, int], n: float) -> dict[Key, float]:
    return _capped(sizes, {key: math.sqrt(size) for key, size in sizes.items()}, n)


def _capped(sizes: Mapping[Key, int], merits: Mapping[Key, float], n: float) -> dict[Key, float]:
    """`n` shared out by merit, nobody getting more than its size."""
    shares: dict[Key, float] = {}
    left, open_ = n, dict(merits)
    while open_:
        unit = left / math.fsum(open_.values())
        full = [key for key, merit in open_.items() if merit * unit >= sizes[key]]
        if not full:
            return shares | {key: merit * unit for key, merit in open_.items()}
        for key in full:
            shares[key] = float(sizes[key])
            left -= sizes[key]
            del open_[key]
    return shares


def _systematic(expected: Mapping[Key, float], start: float) -> dict[Key, int]:
    """Whole numbers whose means are the numbers expected: steps of one along their sum, from a random start."""
    numbers, before = {}, start
    for key, size in expected.items():
        after = before + size
        # a sum of thirds must not lose a step
        numbers[key] = math.floor(after + 1e-9) - math.floor(before + 1e-9)
        before = after
    return numbers
