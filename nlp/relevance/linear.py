"""A logistic model as data: named weights, read and explained in plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Linear:
    """Log-odds: `bias` plus weight times value of every named feature."""

    bias: float
    weights: Mapping[str, float]

    def logit(self, features: Features) -> float:
        """The log-odds of a text."""
        return self.bias + sum(value * self.weights.get(name, 0.0) for name, value in features.items())

    def probability(self, features: Features) -> float:
        """Between 0 and 1."""
        return sigmoid(self.logit(features))

    def contributions(self, features: Features) -> list[tuple[str, float]]:
        """What each feature adds to the log-odds, the strongest first, of either sign."""
        parts = [(n, v * w) for n, v in features.items() if (w := self.weights.get(n))]
        return sorted((p for p in parts if p[1]), key=lambda p: -abs(p[1]))


def sigmoid(x: float) -> float:
    """The logistic function; log-odds beyond 30 are certainty."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, x))))
