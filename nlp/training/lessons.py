"""From passages to weights, and what the weights are worth on passages they have not seen."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.types import Nature
from nlp.pipeline import Text
from nlp.relevance.features import judged, measures
from nlp.relevance.linear import Features, Linear
from nlp.relevance.subjects import OWN, TOPICS, subjects
from nlp.relevance.weights import Weights
from nlp.training import articles, passages
from nlp.training.fit import fit
from nlp.training.passages import Passage

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

FOLDS = 5
BARS = {"relevance": 0.5, "relevance.short": 0.7, "topics": 0.45, "gate": 0.006}
"""Set by eye on the cross-validated figures: the gate must lose nearly nothing, a title alone must say more."""
_STRENGTH = {"relevance": 0.3, "gate": 1.0, "natures": 1.0, "topics": 0.1}
_ASIDE = 0.3
"""What a text that is not ours weighs when topics are learned: its topics matter less, and are harder to tell."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A passage and what is measured in it: in full, at the gate, and of its subjects."""

    passage: Passage
    full: Features
    gate: Features
    about: dict[str, Features]
    weight: float = 1.0

    @property
    def fold(self) -> int:
        """Which of the folds it is held out with: decided by its text, so that runs agree."""
        return int(hashlib.sha256(self.passage.text.encode("utf-8", "replace")).hexdigest()[:8], 16) % FOLDS


def examples() -> list[Passage]:
    """All that the package teaches with: its passages, and its annotated articles."""
    return [*passages.packaged(), *(article.passage for article in articles.packaged())]


def lessons(
    analyser: "Analyser",
    passages: Iterable[Passage],
    weight: float = 1.0,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[Lesson]:
    """Read every passage with the pipeline; `meanwhile` is called after each (some dozens of milliseconds)."""
    out = []
    for passage in passages:
        meanwhile()
        full, gate = analyser.evidence(Text(passage.text))
        out.append(Lesson(passage, judged(full), judged(gate), subjects(full), weight))
    return out


def learn(read: Sequence[Lesson], card: dict[str, Any] | None = None) -> Weights:
    """The weights that these lessons teach."""
    signs = {name: sign for name, (sign, _) in measures().items()}
    told = [lesson for lesson in read if not lesson.passage.subjects]
    weights = [lesson.weight for lesson in told]
    full, gate = [lesson.full for lesson in told], [lesson.gate for lesson in told]
    ours = [lesson.passage.relevant for lesson in told]
    free = dict.fromkeys(signs, 0)
    return Weights(
        fit(full, ours, signs, _STRENGTH["relevance"], weights),
        fit(gate, ours, signs, _STRENGTH["gate"], weights),
        {
            n.value: fit(full, [x.passage.nature is n for x in told], free, _STRENGTH["natures"], weights)
            for n in Nature
        },
        {t: _topic(read, t) for t in TOPICS},
        BARS,
        card or {},
    )


def _topic(read: Sequence[Lesson], topic: str) -> Linear:
    rows = [lesson.about[topic] for lesson in read]
    signs = dict.fromkeys(sorted({name for row in rows for name in row}), 0) | dict.fromkeys(OWN, 1)
    answers = [topic in lesson.passage.topics for lesson in read]
    weights = [x.weight * (1.0 if x.passage.relevant else _ASIDE) for x in read]
    return fit(rows, answers, signs, _STRENGTH["topics"], weights)
