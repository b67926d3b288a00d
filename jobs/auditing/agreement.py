"""How far coders agree, and what their verdicts say of the whole: pure functions.

Krippendorff's alpha: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, for nominal data with
missing values. Wilson's interval: E. B. Wilson, JASA 22 (1927). Weights: D. G. Horvitz and D. J. Thompson, JASA 47
(1952); an estimate is their ratio (Hájek's), and its interval that of as many equal items as the unequal weights are
worth, (sum w)² / sum w² (L. Kish, "Survey Sampling", 1965).
"""

import math
import random
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

Z = 1.959964
"""Standard deviations on either side of 95 % of a normal law."""
_RESAMPLES = 1000

Unit = Sequence[Hashable | None]
"""The values that coders gave one item; None where one gave none."""


class Estimate(NamedTuple):
    """A share between 0 and 1, its 95 % interval, and how many items it rests on."""

    share: float
    low: float
    high: float
    n: int


def alpha(units: Sequence[Unit]) -> float | None:
    """Krippendorff's alpha of nominal values: 1 for full agreement, 0 for that of chance.

    None when nothing can be said: no item with two values, or the same value everywhere.
    """
    pairable = [values for unit in units if len(values := [v for v in unit if v is not None]) > 1]
    totals = Counter(value for values in pairable for value in values)
    n = totals.total()
    expected = n * n - sum(count * count for count in totals.values())  # twice the pairs that differ
    if not expected:
        return None
    observed = sum(
        (len(values) ** 2 - sum(count * count for count in Counter(values).values())) / (len(values) - 1)
        for values in pairable
    )
    return 1 - (n - 1) * observed / expected


def alpha_interval(units: Sequence[Unit], seed: int = 0) -> tuple[float, float] | None:
    """The 95 % bootstrap interval of alpha over items (1,000 resamples); None when alpha is."""
    if alpha(units) is None:
        return None
    chance = random.Random(seed)  # noqa: S311  a figure that comes again, not a secret
    found = [alpha(chance.choices(units, k=len(units))) for _ in range(_RESAMPLES)]
    known = sorted(value for value in found if value is not None)
    return (known[int(0.025 * len(known))], known[math.ceil(0.975 * len(known)) - 1]) if known else None


def agreement(units: Sequence[Unit]) -> float | None:
    """The share of items on which all who coded them agree, of those that two coded; None without any."""
    pairable = [values for unit in units if len(values := [v for v in unit if v is not None]) > 1]
    return sum(len(set(values)) == 1 for values in pairable) / len(pairable) if pairable else None


def wilson(share: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % interval of a share observed on `n` items; (0, 1) of none."""
    if n <= 0:
        return 0.0, 1.0
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def weighted(right: Sequence[bool], weights: Sequence[float]) -> Estimate | None:
    """The share that is right in the whole, from a sample whose items stand for `weights` facts each."""
    total = math.fsum(weights)
    if not total:
        return None
    share = math.fsum(w for good, w in zip(right, weights, strict=True) if good) / total
    worth = total * total / math.fsum(w * w for w in weights)
    return Estimate(share, *wilson(share, worth), len(weights))
