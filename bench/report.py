"""Rows of figures: a table for people, JSON for machines."""

import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

_ROOT = Path(__file__).parents[1]
WIDE = 180
"""Columns of a table in a file: rich's 80 would break its figures."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured. `ok` is None where nothing is promised; `limit` says what is."""

    measure: str
    unit: str
    min: float
    median: float
    max: float
    limit: str = ""
    ok: bool | None = None


def spread(
    measure: str, unit: str, values: Sequence[float], limit: str = "", *, ok: bool | None = None
) -> Row:
    """The row of several values of the same thing."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return Row(measure, unit, round(low, 3), round(middle, 3), round(high, 3), limit, ok)


def context() -> dict[str, str]:
    """What a figure is worth nothing without: the commit (`+` when files differ from it), day, machine."""
    commit = _git("rev-parse", "--short", "HEAD") or "?"
    changed = "+" if _git("status", "--porcelain", "--untracked-files=no") else ""
    return {
        "commit": commit + changed,
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "python": platform.python_version(),
        "cores": str(os.cpu_count()),
    }


def publish(title: str, rows: Sequence[Row], *, as_json: bool) -> bool:
    """Print the rows; False when a limit is not held."""
    if as_json:
        print(json.dumps([asdict(row) | context() for row in rows], ensure_ascii=False, indent=1))
    else:
        known = context()
        show(f"{title} ({', '.join(f'{k} {v}' for k, v in known.items())})", [asdict(row) for row in rows])
    return all(row.ok is not False for row in rows)


def show(title: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Any rows with the same keys, as a table."""
    table = Table(title=title, title_justify="left")
    columns = list(rows[0]) if rows else []
    for name in columns:
        numeric = all(isinstance(row.get(name), int | float) for row in rows)
        table.add_column(name, justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(_cell(row.get(name)) for name in columns))
    Console(width=None if sys.stdout.isatty() else WIDE).print(table)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "NO"
    if not isinstance(value, float):
        return str(value)
    return f"{value:.3f}" if abs(value) < 1 else f"{value:.2f}"


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", "-C", _ROOT, *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip()
