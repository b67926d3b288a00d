"""Logistic regressions whose weights mean what their names say.

Values are scaled, not centred: an absent word weighs nothing. A weight that would speak against the sign of
its feature (measures()) is dropped and the rest fitted anew, until none is left: "technologie dans le titre"
never counts against an article, however the examples happen to correlate.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from nlp.relevance.linear import Features, Linear

_DIGITS = 4
_FLOOR = 0.3


def fit(
    rows: Sequence[Features],
    answers: Sequence[bool],
    signs: Mapping[str, int],
    strength: float,
    weights: Sequence[float] | None = None,
) -> Linear:
    """A model of `answers`; features that are not in `signs` are left out. `strength` is sklearn's C."""
    if len(set(answers)) < 2:
        return Linear(-6.0 if not any(answers) else 6.0, {})
    names = [n for n in signs if any(n in row for row in rows)]
    while True:
        bias, found = _fitted(rows, answers, names, strength, weights)
        wrong = {n for n, w in found.items() if signs[n] * w < 0}
        if not wrong:
            kept = {n: round(w, _DIGITS) for n, w in found.items() if round(w, _DIGITS)}
            return Linear(round(bias, _DIGITS), kept)
        names = [n for n in names if n not in wrong]


def _fitted(
    rows: Sequence[Features],
    answers: Sequence[bool],
    names: Sequence[str],
    strength: float,
    weights: Sequence[float] | None,
) -> tuple[float, dict[str, float]]:
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    scale = matrix.std(axis=0)
    scale = np.maximum(scale, _FLOOR)  # else a value seen twice would get a weight of ten
    model: Any = LogisticRegression(C=strength, max_iter=5000)
    model.fit(matrix / scale, np.array(answers), sample_weight=None if weights is None else np.array(weights))
    found = model.coef_[0] / scale
    return float(model.intercept_[0]), dict(zip(names, map(float, found), strict=True))
