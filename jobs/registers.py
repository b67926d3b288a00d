"""The registers of a workspace: the packaged ones, those read since, and its own overlay of mandates if it has one."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from core.types import Commune, Mandate, Territory
from jobs.workspace import Workspace

if TYPE_CHECKING:
    from nlp.pipeline import Analyser
    from nlp.relevance.weights import Weights
    from registers import Registers

OVERLAY = "mandates.toml"


def registers_of(workspace: Workspace | None) -> "Registers":
    """Packaged registers and those read since; `mandates.toml` in the workspace adds or replaces mandates."""
    import registers

    found = registers.registers_in(workspace.registers) if workspace else registers.load()
    overlay = workspace.root / OVERLAY if workspace else None
    if overlay is None or not overlay.is_file():
        return found
    return registers.with_overlay(found, registers.read_overlay(overlay))


def analyser(registers: "Registers", max_characters: int, weights: "Weights | None" = None) -> "Analyser":
    """The pipeline on these registers (some seconds to load), judging with a workspace's weights if it has any."""
    from nlp import pipeline

    return pipeline.load(
        [Commune(*row) for row in _rows(registers.communes, Commune._fields)],
        [Territory(*row) for row in _rows(registers.territories, Territory._fields)],
        [Mandate(*row) for row in _rows(registers.mandates, Mandate._fields)],
        max_characters,
        weights,
        registers.manifest.fingerprint,
    )


def _rows(table: Any, columns: Iterable[str]) -> Iterable[tuple[Any, ...]]:
    """An Arrow table's rows as tuples of Python values, in the order of `columns`."""
    return zip(*(_shared(table.column(name).to_pylist()) for name in columns), strict=True)


def _shared(values: list[Any]) -> list[Any]:
    """Equal values as one object: a commune's code stands in every mandate, and 180,000 strings weigh 50 MB."""
    one: dict[Any, Any] = {}
    return [one.setdefault(value, value) for value in values]
