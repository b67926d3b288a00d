"""What coders' verdicts come to: how right each field is, how far they agree, what they must settle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from core.errors import InputError
from jobs.auditing.agreement import Estimate, Unit, agreement, alpha, alpha_interval, weighted
from jobs.auditing.files import Coded, Key, read_coded, read_key
from jobs.auditing.questions import KINDS

ALL = "all"
"""The row of all fields together: agreement only, for a share of unlike things would mean nothing."""


class Row(NamedTuple):
    """One field. `precision` is the share of its stored facts that are right, estimated from `decided` items.

    `undecided` items are those that nobody can tell, `unsettled` those on which coders disagree: neither counts.
    """

    field: str
    items: int
    coded: int
    decided: int
    undecided: int
    unsettled: int
    precision: float | None
    low: float | None
    high: float | None
    agreement: float | None
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None


class Unsettled(NamedTuple):
    """An item on which coders disagree, with the verdicts in the order of the files."""

    id: str
    field: str
    question: str
    verdicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """A scored sample; `notes` say in French what is missing."""

    rows: tuple[Row, ...]
    unsettled: tuple[Unsettled, ...]
    notes: tuple[str, ...]
    coders: int
    made_at: str
    snapshot: int
    models: tuple[str, ...]


def score(files: Sequence[Path], key: Path | None = None, settled: Path | None = None) -> Scored:
    """Score the files of the coders of one sample.

    Raises InputError: no key, or a line of a file that cannot be used.
    """
    if len(set(map(Path.resolve, files))) < len(files):
        raise InputError("le même fichier est donné deux fois", "Donnez un fichier par personne.")
    known = read_key(list(files), key)
    coded = [read_coded(file, known.items) for file in files]
    final = {c.id: c.verdict for c in read_coded(settled, known.items)} if settled else {}
    return scored(known, coded, final, [file.name for file in files])


def scored(
    key: Key, coders: Sequence[Sequence[Coded]], settled: Mapping[str, str | None], names: Sequence[str]
) -> Scored:
    """The same of what was read."""
    given = [{item.id: item.verdict for item in coder} for coder in coders]
    units = {name: [verdicts.get(name) for verdicts in given] for name in key.items}
    final = {name: settled.get(name) or _agreed(unit) for name, unit in units.items()}
    asked = {item.id: item.question for coder in coders for item in coder}
    fields = [field for field in KINDS if any(item["field"] == field for item in key.items.values())]
    open_ = tuple(
        Unsettled(name, key.items[name]["field"], asked[name], tuple(v or "—" for v in unit))
        for name, unit in units.items()
        if final[name] is None and any(unit)
    )
    rows = tuple(_row(field, key, units, final) for field in [*fields, ALL])
    return Scored(
        rows, open_, tuple(_notes(key, given, names)), len(coders), key.made_at, key.snapshot, key.models
    )


def _agreed(unit: Sequence[str | None]) -> str | None:
    """What all who gave a verdict say; None when they do not say the same, or nothing."""
    said = {verdict for verdict in unit if verdict is not None}
    return said.pop() if len(said) == 1 else None


def _row(
    field: str, key: Key, units: Mapping[str, Sequence[str | None]], final: Mapping[str, str | None]
) -> Row:
    names = [name for name, item in key.items.items() if field in {item["field"], ALL}]
    decided = [name for name in names if final[name] in {"juste", "faux"}]
    right: Estimate | None = None
    if field != ALL:
        right = weighted(
            [final[name] == "juste" for name in decided], [key.items[name]["weight"] for name in decided]
        )
    ours: list[Unit] = [units[name] for name in names]
    low, high = alpha_interval(ours) or (None, None)
    return Row(
        field,
        items=len(names),
        coded=sum(any(unit) for unit in ours),
        decided=len(decided),
        undecided=sum(final[name] == "indécidable" for name in names),
        unsettled=sum(final[name] is None and any(units[name]) for name in names),
        precision=right.share if right else None,
        low=right.low if right else None,
        high=right.high if right else None,
        agreement=agreement(ours),
        alpha=alpha(ours),
        alpha_low=low,
        alpha_high=high,
    )


def _notes(key: Key, given: Sequence[Mapping[str, str | None]], names: Sequence[str]) -> list[str]:
    """What each file lacks."""
    notes = []
    for name, verdicts in zip(names, given, strict=True):
        if missing := len(key.items.keys() - verdicts.keys()):
            notes.append(f"{name} : {missing} ligne(s) de l’échantillon n’y sont pas.")
        if empty := sum(verdict is None for verdict in verdicts.values()):
            notes.append(f"{name} : {empty} ligne(s) sans verdict.")
    return notes
