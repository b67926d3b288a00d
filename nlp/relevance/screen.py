"""The gate: most of the press is not about us, and a few microseconds tell most of it."""

from core.types import Analysis, Nature
from nlp.findings import Findings
from nlp.relevance.relevance import gate
from nlp.technologies.technologies import Technologies
from nlp.text import fold


class Screen:
    """The cheap test before the model; what it stops keeps its article row and can be revived."""

    def __init__(self, technologies: Technologies, model: str) -> None:
        self._technologies = technologies
        self._model = model

    def stopped(self, body: str) -> Analysis | None:
        """The analysis of a text that is not for us, None for one that must be read in full."""
        found = Findings(body, fold(body))
        self._technologies.find(found)
        matters = [*found.technologies, *found.hints]
        if gate(found.low, matters) == "passed":
            return None
        why = tuple(dict.fromkeys(f"gate: {m.name}" for m in matters)) or ("gate: no technology",)
        return Analysis(
            relevant=False, relevance=0.0, nature=Nature.OTHER, topics=(), gate="stopped", why=why,
            mentions=(), roles=(), model=self._model,
        )  # fmt: skip
