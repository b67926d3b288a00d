"""Pages of things, read as people read them, and the snapshot that they must agree with."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb

from jobs.workspace import Workspace
from store.query import Snapshot, open_snapshot

_TAGS = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"\s+")


def words(page: str) -> str:
    """The words of a page, every kind of space being one."""
    return _SPACES.sub(" ", html.unescape(_TAGS.sub(" ", page)))


def part(page: str, heading: str) -> str:
    """The section that a heading of this id names."""
    found = re.search(rf'<section aria-labelledby="{heading}">(.*?)</section>', page, re.DOTALL)
    return found[1] if found else ""


@contextmanager
def published(space: Workspace) -> Iterator[Snapshot]:
    """What is published."""
    with open_snapshot(space.data) as snapshot:
        yield snapshot


def ask(space: Workspace, sql: str, *given: Any) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with published(space) as snapshot:
        return snapshot.connection.execute(sql, list(given)).fetchall()


def change(space: Workspace, sql: str, *given: Any) -> None:
    """Change what is published, in a workspace of the test's own, before anybody looks at it."""
    with duckdb.connect((space.data / "beffroi.duckdb").resolve()) as connection:
        connection.execute(sql, list(given))
