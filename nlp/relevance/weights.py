"""The weights of the judge: data that training writes and that `why` can be read from.

Those of the package are `lexicon/weights.json`; a workspace may hold its own (`beffroi train`).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from nlp.relevance.linear import Linear

PACKAGED = "lexicon/weights.json"
BARS = ("relevance", "relevance.short", "topics", "gate")
SCHEME = 1
"""Counted up when features change their meaning: weights of another scheme would judge nonsense."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Four judges. `bars` are the probabilities from which each says yes; `card` is what training noted."""

    relevance: Linear
    gate: Linear
    natures: Mapping[str, Linear]
    topics: Mapping[str, Linear]
    bars: Mapping[str, float]
    card: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Eight digits that change with any weight or bar."""
        judged = {name: value for name, value in _plain(self).items() if name != "card"}
        return hashlib.sha256(json.dumps(judged, sort_keys=True).encode()).hexdigest()[:8]


@cache
def packaged() -> Weights:
    """The weights that come with the package."""
    return parse(files("nlp").joinpath(PACKAGED).read_text("utf-8"))


def read(path: Path) -> Weights:
    """The weights of a file; raises ValueError when they are not ours to use."""
    return parse(path.read_text("utf-8"))


def parse(text: str) -> Weights:
    """Weights from JSON; raises ValueError for another scheme, or what is no weights."""
    try:
        data = json.loads(text)
        if data["scheme"] != SCHEME:
            raise ValueError(f"scheme {data['scheme']}, expected {SCHEME}")
        return Weights(
            _linear(data["relevance"]),
            _linear(data["gate"]),
            {name: _linear(part) for name, part in data["natures"].items()},
            {name: _linear(part) for name, part in data["topics"].items()},
            {name: float(data["bars"][name]) for name in BARS},
            data["card"],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not weights: {error!r}") from error


def dump(weights: Weights) -> str:
    """JSON, a weight a line, so that a retraining can be read as a diff."""
    return json.dumps({"scheme": SCHEME, **_plain(weights)}, ensure_ascii=False, indent=1) + "\n"


def _plain(weights: Weights) -> dict[str, Any]:
    return {
        "card": dict(weights.card),
        "bars": dict(weights.bars),
        "relevance": _part(weights.relevance),
        "gate": _part(weights.gate),
        "natures": {name: _part(part) for name, part in weights.natures.items()},
        "topics": {name: _part(part) for name, part in weights.topics.items()},
    }


def _part(linear: Linear) -> dict[str, Any]:
    return {"bias": linear.bias, "weights": dict(linear.weights)}


def _linear(part: Mapping[str, Any]) -> Linear:
    return Linear(float(part["bias"]), {str(k): float(v) for k, v in part["weights"].items()})
