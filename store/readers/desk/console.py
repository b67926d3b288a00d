"""What the SQL page shows beside a statement: the tables with their comments, and questions to begin with."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from store.snapshot import Snapshot
from store.sql import query


class Column(NamedTuple):
    """A column of a table or of a view."""

    name: str
    type: str
    comment: str


class Table(NamedTuple):
    """A table, or a view; `columns` are in their order."""

    name: str
    is_view: bool
    comment: str
    columns: tuple[Column, ...]


class Macro(NamedTuple):
    """A function that answers with a table."""

    name: str
    parameters: tuple[str, ...]
    comment: str


class Question(NamedTuple):
    """A question of docs/examples, with the SQL that answers it, comments included."""

    slug: str
    title: str
    sql: str


def tables(snapshot: Snapshot) -> list[Table]:
    """All that can be asked, views first."""
    found = snapshot.connection.execute(query("desk/schema")).fetchall()
    return [
        Table(name, view, said, tuple(Column(**one) for one in columns))
        for name, view, said, columns in found
    ]


def macros(snapshot: Snapshot) -> list[Macro]:
    """The functions that answer with a table."""
    found = snapshot.connection.execute(query("desk/macros")).fetchall()
    return [Macro(name, tuple(parameters or ()), said) for name, parameters, said in found]


@cache
def questions() -> tuple[Question, ...]:
    """In the order of their numbers; the first line of each begins with the question."""
    folder = files("store").joinpath("queries", "questions")
    found = sorted((file.name, file.read_text("utf-8").strip()) for file in folder.iterdir())
    return tuple(
        Question(name.removesuffix(".sql"), sql.removeprefix("-- ").partition("?")[0].strip() + " ?", sql)
        for name, sql in found
        if name.endswith(".sql")
    )
