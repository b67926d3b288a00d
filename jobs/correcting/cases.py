"""Corrections as test cases and as lessons: what editors said once is checked, and learned from, for good.

They hold the press's texts: for this house alone.
"""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.types import Correction
from core.undo import standing
from jobs.workspace import Workspace
from state import corrections
from state.open import open_state
from store.correcting import cases, said
from store.files import write_atomically

TESTS = "corrections.jsonl"
NOTICE = "LISEZMOI.txt"
_NOTICE = """\
corrections.jsonl : une ligne par article corrigé, avec son texte et ce que l’analyse doit y trouver (« expected »).

Ces textes sont ceux des journaux. Ils ne se diffusent pas : gardez ce dossier chez vous.

Essayer :  beffroi analyse --jsonl corrections.jsonl
Le format est décrit dans docs/training.md ; « expected » reprend les clés de la réponse, pour la seule chose corrigée.
"""


def export_tests(workspace: Workspace, folder: Path) -> int:
    """Write the test cases of all corrections that hold; returns how many."""
    found = cases.cases(workspace.data, _holding(workspace))
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / TESTS, _lines([_row(case) for case in found]))
    write_atomically(folder / NOTICE, _NOTICE)
    return len(found)


def _row(case: cases.Case) -> dict[str, Any]:
    return {
        "id": f"{said.identity(case.correction)}:{case.article_id}",
        "text": case.text,
        "published": case.published.isoformat() if case.published else None,
        "expected": case.expected,
        "why": case.correction.why,
    }


def export_training(workspace: Workspace, file: Path) -> int:
    """Add to a file of decisions those of editors on whole articles, each text once; returns how many."""
    found = cases.decisions(workspace.data, _holding(workspace))
    known: dict[str, dict[str, Any]] = {row["text"]: row for row in [*_decided(file), *found]}
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, _lines(list(known.values())))
    return len(found)


def _decided(file: Path) -> list[dict[str, Any]]:
    """The decisions that are there: kept as they are."""
    if not file.is_file():
        return []
    try:
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        return [row | {"text": row["text"]} for row in rows]
    except (ValueError, TypeError, KeyError, OSError) as error:
        raise InputError(
            f"{file} : décisions illisibles ({error})",
            "Rien n’a été changé. Le format est dans docs/training.md.",
        ) from error


def _holding(workspace: Workspace) -> list[Correction]:
    with closing(open_state(workspace.state)) as state:
        return standing(corrections.every(state))


def _lines(rows: list[dict[str, Any]]) -> str:
    return "".join(f"{_line(row)}\n" for row in rows)


def _line(row: dict[str, Any]) -> str:
    """As people read it; what no encoding carries, as its escape."""
    text = json.dumps(row, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(row)
