"""Learn to judge: the package's weights from its own passages, a workspace's from its editors' decisions too.

`python -m jobs.training` learns the package's weights anew (after a change of lexicons or components).
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import InputError
from core.types import Nature
from jobs.registers import analyser, registers_of
from jobs.workspace import Workspace

if TYPE_CHECKING:
    from nlp.relevance.weights import Weights
    from nlp.training.figures import Figures

_LEARNINGS = 3
"""Times that five folds are learned: the longest steps after reading."""
FEWEST = 20
"""Decisions under which nothing is learned: chance would be."""
FEWEST_OF_EACH = 5
COUNTS = 2.0
"""How much a decision of this workspace weighs against a passage of the package."""
TOLERATED = 0.01
"""What the package's own passages may lose: another reader's taste, not another judge."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What training came to.

    `before` are the package's weights on the decisions, `after` those learned without each; `passages_before` and
    `passages_after` are the same of the package's own passages. `refused` says in French why nothing was replaced.
    """

    decisions: int
    before: "Figures"
    after: "Figures"
    passages_before: "Figures"
    passages_after: "Figures"
    fingerprint: str
    path: Path
    refused: str | None


class _Steps:
    """Counts what is done of a known number of steps."""

    def __init__(self, report: Callable[[int, int], None] | None, total: int) -> None:
        self._report, self._total, self._done = report, total, 0

    def __call__(self) -> None:
        self._done += 1
        if self._report:
            self._report(self._done, self._total)


def train(
    workspace: Workspace,
    decisions: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Trained:
    """Learn from the package's passages and these decisions; replace the workspace's weights if they are better.

    Raises:
        InputError: no decisions, unreadable ones, or too few.
    """
    from nlp.relevance.weights import packaged
    from nlp.training import figures, lessons

    path = decisions or workspace.decisions
    given = _decided(path)
    pipeline = analyser(registers_of(workspace), workspace.settings.analysis.max_characters)
    examples = lessons.examples()
    step = _Steps(progress, len(given) + len(examples) + _LEARNINGS)
    theirs = lessons.lessons(pipeline, given, COUNTS, step)
    ours = lessons.lessons(pipeline, examples, meanwhile=step)
    all_of_it = [*ours, *theirs]
    decided = frozenset(map(id, theirs))
    # the package's weights never saw the decisions: those in use may have learned from them
    before = figures.measured(theirs, packaged())
    after = figures.cross_validated(all_of_it, lambda x: id(x) in decided)
    step()
    kept_before = figures.cross_validated(ours)
    step()
    kept_after = figures.cross_validated(all_of_it, lambda x: id(x) not in decided)
    step()
    learned = lessons.learn(all_of_it, {"passages": len(ours), "decisions": len(theirs), **after.row()})
    refused = _worse(before, after, kept_before, kept_after)
    if refused is None:
        _write(workspace.weights, learned)
    return Trained(
        len(theirs), before, after, kept_before, kept_after, learned.fingerprint, workspace.weights, refused
    )


def _decided(path: Path) -> list[Any]:
    from nlp.training import passages

    if not path.is_file():
        raise InputError(
            f"{path} : pas de décisions à apprendre",
            'Une ligne JSON par texte : {"text": "…", "relevant": true, "nature": "initiative", "topics": ["ia"]}.',
        )
    try:
        found = passages.decisions(path)
    except (ValueError, OSError) as error:
        raise InputError(
            f"décisions illisibles ({error})", "Le format est décrit dans docs/training.md."
        ) from error
    yes = sum(p.relevant for p in found)
    if len(found) < FEWEST or min(yes, len(found) - yes) < FEWEST_OF_EACH:
        raise InputError(
            f"{path} : {len(found)} décisions, dont {yes} pour : trop peu pour en apprendre",
            f"Il en faut au moins {FEWEST}, dont {FEWEST_OF_EACH} pour et {FEWEST_OF_EACH} contre.",
        )
    return found


def _worse(before: "Figures", after: "Figures", kept_before: "Figures", kept_after: "Figures") -> str | None:
    """Why the new weights must not replace the old ones, None when they may."""
    if after.right < before.right:
        return f"sur vos décisions, {_percent(after.right)} de verdicts justes au lieu de {_percent(before.right)}"
    if after.right == before.right and after.topics <= before.topics:
        told = f"{_percent(after.right)} de verdicts justes avant comme après"
        return f"sur vos décisions, {told}, et des thèmes qui n’y gagnent pas"
    if kept_after.right < kept_before.right - TOLERATED:
        told = f"{_percent(kept_after.right)} de verdicts justes au lieu de {_percent(kept_before.right)}"
        return f"sur les textes de Beffroi, {told}"
    return None


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %".replace(".", ",")


def _write(path: Path, learned: "Weights") -> None:
    """Whole or not at all: another process may be reading."""
    from nlp.relevance.weights import dump

    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(dump(learned), encoding="utf-8")
    part.replace(path)


def learn_packaged() -> "Figures":
    """Learn the package's weights from its passages and write them into the package; its cross-validated figures."""
    from nlp.relevance.weights import PACKAGED
    from nlp.training import figures, lessons

    pipeline = analyser(registers_of(None), 100_000, _blank())
    read = lessons.lessons(pipeline, lessons.examples())
    found = figures.cross_validated(read)
    with_card = lessons.learn(read, {"passages": len(read), **found.row()})
    _write(Path(str(files("nlp").joinpath(PACKAGED))), with_card)
    return found


def _blank() -> "Weights":
    """Weights that know nothing: evidence is gathered all the same."""
    from nlp.relevance.linear import Linear
    from nlp.relevance.weights import BARS, Weights

    nothing = Linear(0.0, {})
    bars = dict.fromkeys(BARS, 0.5)
    return Weights(nothing, nothing, {n.value: nothing for n in Nature}, {}, bars)


if __name__ == "__main__":
    import sys

    sys.stdout.write(f"{learn_packaged()}\n")
