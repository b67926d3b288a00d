"""The gate: most of the press is not about us, and half a millisecond tells most of it.

It is the same judge with the evidence that needs no model: words and technologies, no towns, no persons. Its
bar is low: it may let through what is not ours, the classifier comes after it.
"""

from core.types import Analysis, Nature
from nlp.findings import Findings
from nlp.relevance.cues import Cues
from nlp.relevance.evidence import Evidence
from nlp.relevance.features import judged, measures
from nlp.relevance.glance import Glance
from nlp.relevance.verdict import reasons
from nlp.relevance.weights import Weights
from nlp.technologies.technologies import Technologies

STOPPED = "arrêté par le filtre, avant la lecture complète"
"""The first reason of what the gate stopped."""


class Screen:
    """The cheap test before the model; what it stops keeps its article row and can be revived."""

    def __init__(self, technologies: Technologies, cues: Cues, weights: Weights, model: str) -> None:
        self._technologies = technologies
        self._cues = cues
        self._weights = weights
        self._model = model
        self._glance = Glance()

    def evidence(self, body: str) -> Evidence:
        """What a text shows without any model."""
        return self._evidence(Findings(body))

    def _evidence(self, found: Findings) -> Evidence:
        self._technologies.find(found)
        return Evidence(found, self._cues.find(found.folded, found.low))

    def passes(self, body: str) -> bool:
        """Whether a text is worth the model."""
        return self.stopped(body) is None

    def stopped(self, body: str) -> Analysis | None:
        """The analysis of a text that is not for us, None for one that must be read in full."""
        found = Findings(body)
        if not self._glance.sees(found.low):
            return self._analysis(0.0, (STOPPED, measures()["digital.none"][1]))
        evidence = self._evidence(found)
        features = judged(evidence)
        score = self._weights.gate.probability(features)
        if score >= self._weights.bars["gate"] and not evidence.plain:
            return None
        why = reasons(evidence, features, self._weights.gate, self._weights.bars["gate"])
        return self._analysis(round(score, 3), (STOPPED, *why))

    def _analysis(self, score: float, why: tuple[str, ...]) -> Analysis:
        return Analysis(
            relevant=False, relevance=score, nature=Nature.OTHER, topics=(), gate="stopped", why=why,
            mentions=(), roles=(), model=self._model,
        )  # fmt: skip
