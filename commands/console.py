"""How commands speak: tables and colours for people, JSON arrays for machines, progress on long work."""

import json
import math
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress
    from rich.table import Table


def console() -> "Console":
    """Standard output; colours only where a terminal shows them."""
    from rich.console import Console

    return Console(highlight=False)


def show(rows: Sequence[dict[str, Any]], *, as_json: bool, title: str = "") -> None:
    """Print rows: an array of objects, or a table with the keys as columns."""
    if as_json:
        print_json(rows)
        return
    out = console()
    if not rows:
        out.print("Aucun résultat.")
        return
    table = _table(rows, title)
    longest = max(len(plain(value)) for row in rows for value in row.values())
    narrow = len(rows[0]) * _NARROWEST > out.width or longest > 2 * out.width
    if narrow or table.__rich_measure__(out, out.options).minimum > out.width:
        _print_records(out, rows)
    else:
        out.print(table)


_NARROWEST = 9
"""Characters under which a column is a ladder of letters."""


def _table(rows: Sequence[dict[str, Any]], title: str) -> "Table":
    from rich.table import Table

    table = Table(title=title or None, title_justify="left", header_style="bold")
    for key in rows[0]:
        table.add_column(plain(key), overflow="fold")
    for row in rows:
        table.add_row(*map(plain, row.values()))
    return table


def _print_records(out: "Console", rows: Sequence[dict[str, Any]]) -> None:
    """A block a row, a line a column: for what is too wide for a table here."""
    width = max(map(len, rows[0]))
    for number, row in enumerate(rows, 1):
        out.print(f"[bold]── {number} ──[/]")
        for key, value in row.items():
            out.print(f"[dim]{plain(key).ljust(width)}[/]  {plain(value)}", soft_wrap=True)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(_dumps(value, indent=2) + "\n")


def write_line(value: dict[str, Any]) -> None:
    """One JSON object on one line, at once: the reader may be a pipe that waits for it."""
    sys.stdout.write(_dumps(value) + "\n")
    sys.stdout.flush()


def _safe(value: Any) -> Any:
    """What JSON can hold: keys as text, no NaN nor infinity."""
    if isinstance(value, dict):
        return {str(k): _safe(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_safe(v) for v in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _dumps(value: Any, indent: int | None = None) -> str:
    """JSON as people read it; a lone surrogate, which no encoding can carry, is written as its escape."""
    value = _safe(value)
    text = json.dumps(value, ensure_ascii=False, default=_jsonable, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, default=_jsonable, indent=indent)
    return text


def plain(value: Any) -> str:
    """A cell, with rich's markup and control characters made harmless: cells hold text from the net."""
    from rich.markup import escape

    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(plain, value))
    if isinstance(value, dict):
        return ", ".join(f"{k} {plain(v)}" for k, v in value.items())
    return escape(inert(value.isoformat() if isinstance(value, (date, datetime)) else str(value)))


def inert(text: str) -> str:
    """Text from the net without control characters, bidirectional ones included."""
    return "".join(c if c.isprintable() or c in "\n\u00a0\u202f" else "�" for c in text)


def _jsonable(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)


class Reporter(Protocol):
    """What a job calls as it goes: how much is done, of how much (0: not known)."""

    def __call__(self, done: int, total: int) -> None:
        """Say how far the work is."""
        ...


@contextmanager
def progress(label: str) -> Iterator[Reporter]:
    """A progress bar on a terminal, silence elsewhere."""
    with bars(label) as (report,):
        yield report


@contextmanager
def bars(*labels: str) -> Iterator[tuple[Reporter, ...]]:
    """Several bars, one under the other; each shows when its work begins."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    stderr = Console(stderr=True)
    with Progress(*columns, console=stderr, transient=True, disable=not stderr.is_terminal) as shown:
        yield tuple(_reporter(shown, label) for label in labels)


def _reporter(shown: "Progress", label: str) -> Reporter:
    task = shown.add_task(label, total=None, start=False, visible=False)

    def report(done: int, total: int) -> None:
        shown.start_task(task)
        shown.update(task, completed=done, total=total or None, visible=True)

    return report
