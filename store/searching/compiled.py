"""From the tree of a query and its filters to what tantivy runs."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import tantivy
from tantivy import Occur, Query

from store.searching.alike import Alike, alike
from store.searching.asked import VALUE_FILTERS, SearchQuery, day_from
from store.searching.reader import Reader
from store.searching.text import readable
from store.searching.tree import All, Either, Filter, Node, Not, Phrase, Prefix, Word
from store.searching.words import Marks, Words, any_of, telling

_LONGEST_VALUE = 200
_LAST_DAY = 99_991_231


class Unknown(NamedTuple):
    """A filter by a value that no article has, with the nearest that some have.

    `quoted` is the value that was meant, when it was typed without the quotes that its words need.
    """

    field: str
    value: str
    nearest: tuple[str, ...]
    quoted: str = ""


class Compiled(NamedTuple):
    """`query` None: nothing was asked; not `scored`: filters alone. `marks` say what a passage should show.

    `alike` are towns of one name that a filter took together.
    """

    query: Query | None
    scored: bool
    marks: Marks
    unknown: tuple[Unknown, ...]
    alike: tuple[Alike, ...]


class Compiler:
    """One query against one index."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._schema = reader.schema
        self._words = Words(reader.schema)
        self._unknown: list[Unknown] = []
        self._alike: dict[Alike, None] = {}

    def compile(self, node: Node | None, asked: SearchQuery) -> Compiled:
        """The words and the filters together; filters weigh nothing."""
        words = self._node(node) if node is not None else None
        parts = [] if words is None else [words]
        parts += map(_weightless, self._filters(asked))
        if node is None and not parts and asked.every:
            parts = [_weightless(Query.all_query())]
        marks = self._words.marks
        query = _must(parts) if parts else None
        return Compiled(query, bool(marks.beginnings), marks, tuple(self._unknown), tuple(self._alike))

    def _filters(self, asked: SearchQuery) -> Iterable[Query]:
        for field in VALUE_FILTERS:
            if value := getattr(asked, field):
                yield self._value(field, value)
        if asked.since or asked.until:
            yield self._days(asked.since, asked.until)
        if asked.relevant:
            yield Query.term_query(self._schema, "relevant", field_value=True)
        if asked.originals:
            yield Query.term_query(self._schema, "counted_as", "article")

    def _node(self, node: Node) -> Query | None:
        match node:
            case Word(text):
                query = self._words.word(text)
            case Phrase(text):
                query = self._words.phrase(text)
            case Prefix(text):
                query = self._words.prefix(text)
            case Filter():
                query = self._filter(node)
            case Not():
                query = self._all([node])
            case All(nodes):
                query = self._all(telling(nodes))
            case Either(nodes):
                query = self._either(nodes)
        return query

    def _either(self, nodes: Sequence[Node]) -> Query | None:
        found = [query for node in nodes if (query := self._node(node)) is not None]
        return any_of(found) if found else None

    def _all(self, nodes: Sequence[Node]) -> Query | None:
        parts: list[tuple[Occur, Query]] = []
        for node in nodes:
            inner = node.node if isinstance(node, Not) else node
            query = self._unmarked(inner) if isinstance(node, Not) else self._node(inner)
            if query is not None:
                parts.append((Occur.MustNot if isinstance(node, Not) else Occur.Must, query))
        if not parts:
            return None
        if all(occur is Occur.MustNot for occur, _ in parts):
            parts.append((Occur.Must, _weightless(Query.all_query())))
        return Query.boolean_query(parts)

    def _unmarked(self, node: Node) -> Query | None:
        """What must not be found is not what a passage shows."""
        other = Compiler(self._reader)
        query = other._node(node)
        self._unknown += other._unknown
        self._alike |= other._alike
        return query

    def _filter(self, node: Filter) -> Query:
        if node.field not in {"since", "until"}:
            return _weightless(self._value(node.field, node.value))
        day = day_from(node.value, last=node.field == "until")
        return _weightless(self._days(day, None) if node.field == "since" else self._days(None, day))

    def _value(self, field: str, value: str) -> Query:
        asked = readable(value)[:_LONGEST_VALUE]
        terms = self._reader.terms(field, asked)
        if not terms:
            nearest = tuple(_shown(field, value) for value in self._reader.nearest(field, asked))
            self._unknown.append(Unknown(field, asked, nearest))
            return Query.empty_query()
        self._alike |= dict.fromkeys(alike(self._reader, field, terms))
        return any_of([Query.term_query(self._schema, field, term) for term in terms])

    def _days(self, since: date | None, until: date | None) -> Query:
        first, last = _number(since) or 1, _number(until) or _LAST_DAY
        return Query.range_query(self._schema, "day", tantivy.FieldType.Unsigned, first, last)


def _must(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _weightless(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _number(day: date | None) -> int:
    return int(f"{day:%Y%m%d}") if day else 0


def _shown(field: str, value: tuple[str, str]) -> str:
    """A name, with its code where people know it by that: our own keys say nothing."""
    code, label = value
    return (
        f"{label} ({code})"
        if field in {"commune", "epci", "departement", "source"} and code != label
        else label
    )
