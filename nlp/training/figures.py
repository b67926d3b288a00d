"""What weights are worth: each lesson judged by weights that were learned without it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from nlp.relevance.verdict import bar, nature_of
from nlp.relevance.weights import Weights
from nlp.training.lessons import FOLDS, Lesson, learn


@dataclass(slots=True)
class Tally:
    """Right answers, wrong ones and missing ones."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, said: set[str], true: Iterable[str]) -> None:
        """Count one text's answers."""
        wanted = set(true)
        self.right += len(said & wanted)
        self.extra += len(said - wanted)
        self.missed += len(wanted - said)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 when there was nothing to find nor anything found."""
        total = 2 * self.right + self.extra + self.missed
        return round(2 * self.right / total, 3) if total else 1.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Of `n` texts: F1 of relevance and of topics, shares of right verdicts and natures, what the gate does."""

    n: int
    relevant: float
    right: float
    topics: float
    nature: float
    gate_loses: int
    gate_stops: float

    def row(self) -> dict[str, Any]:
        """As a row to print."""
        return asdict(self)


def cross_validated(lessons: Sequence[Lesson], counted: Callable[[Lesson], bool] = lambda _: True) -> Figures:
    """Each fold judged by what the others teach; `counted` says which lessons enter the figures."""
    judged: list[tuple[Lesson, Weights]] = []
    for fold in range(FOLDS):
        held = [lesson for lesson in lessons if lesson.fold == fold and counted(lesson)]
        weights = learn([lesson for lesson in lessons if lesson.fold != fold]) if held else None
        judged += [(lesson, weights) for lesson in held if weights]
    return _figures(judged)


def measured(lessons: Sequence[Lesson], weights: Weights) -> Figures:
    """What given weights say of lessons."""
    return _figures([(lesson, weights) for lesson in lessons])


def _figures(judged: Sequence[tuple[Lesson, Weights]]) -> Figures:
    relevance, topics = Tally(), Tally()
    right = natures = loses = stops = 0
    for lesson, weights in judged:
        true = lesson.passage
        said = weights.relevance.probability(lesson.full) >= bar(lesson.full, weights)
        relevance.add({"relevant"} if said else set(), ["relevant"] if true.relevant else [])
        right += said is true.relevant
        natures += nature_of(lesson.full, weights, relevant=said) is true.nature
        topics.add(
            {
                t
                for t, m in weights.topics.items()
                if m.probability(lesson.about[t]) >= weights.bars["topics"]
            },
            true.topics,
        )
        stopped = weights.gate.probability(lesson.gate) < weights.bars["gate"]
        loses += stopped and true.relevant
        stops += stopped and not true.relevant
    n = max(len(judged), 1)
    foreign = max(sum(not lesson.passage.relevant for lesson, _ in judged), 1)
    return Figures(
        len(judged),
        relevance.f1,
        round(right / n, 3),
        topics.f1,
        round(natures / n, 3),
        loses,
        round(stops / foreign, 3),
    )
