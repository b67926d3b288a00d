"""Pages of rows in an order that never turns over (ids, not dates), so that none comes twice."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from core.lines import one_line
from store.readers.desk.asking import rows
from store.snapshot import Snapshot

Key = tuple[Any, ...]


class Span(NamedTuple):
    """Days, both included; None: any."""

    first: date | None = None
    last: date | None = None


class Some(NamedTuple):
    """A page of rows; `after` is where the next one begins, None at the end."""

    rows: Sequence[Any]
    after: Key | None


def sliced(rows: Sequence[Any], places: Sequence[Key], limit: int, after: Key | None) -> Some:
    """A page of rows that are all there, in the order of their `places`."""
    begin = next((n for n, place in enumerate(places) if after is None or place > after), len(rows))
    end = begin + limit
    return Some(rows[begin:end], places[end - 1] if end < len(rows) else None)


def short(words: str | None) -> str | None:
    """As much of others' words as may be shown."""
    return one_line(words) if words else words


def page_of(rows: Sequence[Any], ids: list[str], more: bool) -> Some:
    """The rows of these ids, and where the next page begins."""
    return Some(rows, (ids[-1],) if more else None)


def ids_after(
    snapshot: Snapshot, name: str, limit: int, after: Key | None, asked: dict[str, Any]
) -> tuple[list[str], bool]:
    """The ids behind a key, at most `limit`, and whether there are more."""
    found = fetched(snapshot, name, **asked, after=str(after[0]) if after else None, most=limit + 1)
    return [row[0] for row in found[:limit]], len(found) > limit


def rows_of(snapshot: Snapshot, name: str, kind: type[Any], **asked: Any) -> list[Any]:
    """The rows of a statement of `store/queries/desk/`, each of a kind."""
    return [kind._make(row) for row in fetched(snapshot, name, **asked)]


def fetched(snapshot: Snapshot, name: str, **asked: Any) -> list[tuple[Any, ...]]:
    """The bare rows of a statement of `store/queries/desk/`."""
    return rows(snapshot, name, **asked)
