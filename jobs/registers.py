"""The registers of a workspace: the packaged ones, those read since, and its own overlay of mandates if it has one."""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.redaction import name_spans
from core.types import Commune, Mandate, Territory
from jobs.workspace import Workspace
from state import tombstones
from state.open import open_state
from state.tombstones import Tombstones

if TYPE_CHECKING:
    from nlp.pipeline import Analyser
    from nlp.relevance.weights import Weights
    from registers import Registers

OVERLAY = "mandates.toml"


def registers_of(workspace: Workspace | None, stones: Tombstones | None = None) -> "Registers":
    """Packaged registers and those read since; `mandates.toml` in the workspace adds or replaces mandates.

    Whoever this workspace was asked to forget is in none of them; `stones` are those, where they are known already.
    """
    import registers

    if workspace is None:
        return registers.load()
    stones = forgotten(workspace) if stones is None else stones
    found = registers.registers_in(workspace.registers, *leaving_out(stones))
    overlay = workspace.root / OVERLAY
    if overlay.is_file():
        found = registers.with_overlay(found, registers.read_overlay(overlay))
    if not stones.lengths:
        return found
    # the results take the tables in again when their fingerprint is another
    laid = f"{found.manifest.overlay}-{stones.fingerprint}"
    manifest = replace(found.manifest, overlay=laid)
    return replace(found, mandates=registers.without(found.mandates, *leaving_out(stones)), manifest=manifest)


def forgotten(workspace: Workspace, *, read_only: bool = False) -> Tombstones:
    """What this workspace was asked to forget; raises StateError. `read_only` migrates nothing."""
    if not workspace.state.exists():
        return Tombstones()
    with closing(open_state(workspace.state, read_only=read_only)) as state:
        return tombstones.load(state)


def leaving_out(stones: Tombstones) -> "tuple[()] | tuple[Callable[[str], bool]]":
    """The argument that keeps forgotten people out of tables; none where nobody was forgotten."""
    return (lambda name: bool(name_spans(name, stones)),) if stones.lengths else ()


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
