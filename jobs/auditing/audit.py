"""A sample of what is stored, for coders who judge it without knowing what the machine thought of it.

Each of them gets a file to fill in; what its items are, and how many facts each stands for, stays apart in a key.
"""

import csv
import hashlib
import io
import json
import random
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.errors import InputError
from jobs.auditing.questions import KINDS, passage, question
from jobs.auditing.sampling import Take, allocate
from jobs.workspace import Workspace
from store.query import reader
from store.readers.audit import Cell, Fact, bodies, cells, drawn
from store.sandbox.cells import inert
from store.sandbox.output import whole_file
from store.snapshot import Snapshot

FORMAT = 1
COLUMNS = ("id", "sorte", "question", "passage", "titre", "adresse", "verdict", "note")
VERDICTS = ("juste", "faux", "indécidable")

_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjkmnpqrstv")


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn: the files to hand out, the key to keep, the number of items of each field, the seed."""

    files: tuple[Path, ...]
    key: Path
    fields: dict[str, int]
    seed: int


def sample(workspace: Workspace, out: Path, n: int, coders: int = 1, seed: int | None = None) -> Sample:
    """Draw `n` facts of the newest snapshot and write a file for each coder, in an order of its own.

    Raises:
        InputError: a file is there already, or nothing is stored.
        StoreBusy: a writer holds the texts, from which passages are quoted.
    """
    seed = secrets.randbelow(1_000_000) if seed is None else seed
    files, key = names(out, coders), key_of(out)
    _refuse_to_overwrite([key, *files])
    with_text = (workspace.data / "texts.duckdb").exists()
    with reader(workspace.data, workspace.settings.store.memory_limit, with_text=with_text) as snapshot:
        takes, facts = _draw(snapshot, n, seed)
        texts = bodies(snapshot, {(f.article_id, f.version) for f in facts}) if with_text else {}
        items = {opaque(seed, fact): fact for fact in facts}
        _write_key(key, snapshot, seed, items, takes)
    rows = [_row(name, fact, texts.get((fact.article_id, fact.version))) for name, fact in items.items()]
    for number, file in enumerate(files, 1):
        _write(file, _shuffled(rows, f"{seed}-{number}"))
    counted = Counter(fact.cell.field for fact in facts)
    return Sample(files, key, {field: counted[field] for field in KINDS if counted[field]}, seed)


def names(out: Path, coders: int) -> tuple[Path, ...]:
    """The files of the coders: FILE.csv for one, FILE-1.csv, FILE-2.csv… for several."""
    if coders == 1:
        return (out,)
    return tuple(out.with_name(f"{out.stem}-{number}{out.suffix}") for number in range(1, coders + 1))


def key_of(out: Path) -> Path:
    """Where the key of a sample lies."""
    return out.with_name(f"{out.stem}.key.json")


def opaque(seed: int, fact: Fact) -> str:
    """An id that says nothing, in letters alone: Excel would make a number of some others."""
    what = f"{seed}|{fact.cell.field}|{fact.article_id}|{fact.version}|{fact.place}"
    return hashlib.sha256(what.encode()).hexdigest()[:12].translate(_LETTERS)


def _draw(snapshot: Snapshot, n: int, seed: int) -> tuple[dict[Cell, Take], list[Fact]]:
    sizes = cells(snapshot)
    if not sizes:
        raise InputError("rien à échantillonner : la base publiée est vide", "Lancez « beffroi run ».")
    takes = allocate(sizes, n, seed)
    return takes, drawn(snapshot, {cell: take.number for cell, take in takes.items()}, seed)


def _refuse_to_overwrite(files: Sequence[Path]) -> None:
    """A file that is there may hold hours of a coder's work."""
    if not files[0].parent.is_dir():
        raise InputError(
            f"{files[0].parent} : ce dossier n’existe pas", "Créez-le, ou donnez un autre --out."
        )
    for file in files:
        if file.exists():
            raise InputError(f"{file} existe déjà", "Donnez un autre nom avec --out.")


def _row(name: str, fact: Fact, body: str | None) -> tuple[str, ...]:
    known = body if body is not None else "\n\n".join(filter(None, (fact.title, fact.summary)))
    said = (KINDS[fact.cell.field], question(fact), passage(fact, known), fact.title, fact.url)
    return (name, *map(inert, said), "", "")


def _shuffled(rows: Sequence[tuple[str, ...]], seed: str) -> list[tuple[str, ...]]:
    mixed = sorted(rows)
    random.Random(seed).shuffle(mixed)  # noqa: S311  an order that comes again, not a secret
    return mixed


def _write(file: Path, rows: Sequence[tuple[str, ...]]) -> None:
    """Semicolons and a byte order mark: a French Excel opens it by a double click."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([COLUMNS, *rows])
    with whole_file(file) as out:
        out.write(text.getvalue().encode("utf-8-sig"))


def _write_key(
    file: Path, snapshot: Snapshot, seed: int, items: dict[str, Fact], takes: dict[Cell, Take]
) -> None:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    key = {
        "format": FORMAT,
        "made_at": made,
        "seed": seed,
        "snapshot": snapshot.number,
        "package": snapshot.manifest.package_version,
        "models": sorted({fact.model for fact in items.values() if fact.model}),
        "items": {name: _described(fact, takes[fact.cell].weight) for name, fact in items.items()},
    }
    with whole_file(file) as out:
        out.write((json.dumps(key, ensure_ascii=False, indent=1) + "\n").encode())


def _described(fact: Fact, weight: float) -> dict[str, Any]:
    """What an item stands for: enough to find the fact again, and to weigh it."""
    return {
        "field": fact.cell.field,
        "band": fact.cell.band,
        "source": fact.cell.source,
        "weight": weight,
        "article_id": fact.article_id,
        "version": fact.version,
        "start": fact.start,
        "end": fact.end,
        "confidence": fact.confidence,
        "rule": fact.rule,
        "model": fact.model,
        "parts": fact.parts,
    }
