"""From the tree of a query and its filters to what tantivy runs."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import tantivy
from tantivy import Occur, Query

from store.searching.asked import VALUE_FILTERS, SearchQuery, day_from
from store.searching.reader import Reader
from store.searching.syntax import All, Either, Filter, Node, Not, Phrase, Prefix, Word
from store.searching.text import FOLD_STEM, PLAIN, STEM_FOLD, analysers, readable, restored

_PARTS = (("title", 2.0), ("body", 1.0))
_AS_TYPED = 0.5
_LONGEST_VALUE = 200
_LAST_DAY = 99_991_231
# Left out of a query that says more than these; in a phrase they count.
_SMALL = re.compile(
    "a|à|au|aux|avec|ce|ces|cette|d|dans|de|des|du|elle|en|est|et|il|ils|l|la|le|les|leur|ou|par|pour|que|qui|"
    "s|sa|se|ses|son|sur|un|une|y"
)


class Unknown(NamedTuple):
    """A filter by a value that no article has, with the nearest that some have."""

    field: str
    value: str
    nearest: tuple[str, ...]


class Compiled(NamedTuple):
    """`query` None: nothing was asked; not `scored`: filters alone. `marks` say what a passage should show."""

    query: Query | None
    scored: bool
    marks: "Marks"
    unknown: tuple[Unknown, ...]


class Marks(NamedTuple):
    """What makes a word of a text one that was searched for."""

    stem_fold: frozenset[str]
    fold_stem: frozenset[str]
    prefixes: tuple[str, ...]

    @property
    def initials(self) -> str:
        """The letters that they begin with."""
        return "".join(sorted({word[0] for word in (*self.stem_fold, *self.fold_stem, *self.prefixes)}))


class Compiler:
    """One query against one index."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._schema = reader.schema
        self._stem_fold: set[str] = set()
        self._fold_stem: set[str] = set()
        self._prefixes: set[str] = set()
        self._unknown: list[Unknown] = []

    def compile(self, node: Node | None, asked: SearchQuery) -> Compiled:
        """The words and the filters together; filters weigh nothing."""
        words = self._node(node) if node is not None else None
        scored = bool(self._stem_fold or self._fold_stem or self._prefixes)
        parts = [] if words is None else [words]
        parts += map(_weightless, self._filters(asked))
        marks = Marks(frozenset(self._stem_fold), frozenset(self._fold_stem), tuple(self._prefixes))
        return Compiled(_must(parts) if parts else None, scored, marks, tuple(self._unknown))

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
                query = self._word(text)
            case Phrase(text):
                query = self._phrase(text)
            case Prefix(text):
                query = self._prefix(text)
            case Filter():
                query = self._filter(node)
            case Not():
                query = self._all([node])
            case All(nodes):
                query = self._all(_telling(nodes))
            case Either(nodes):
                query = self._either(nodes)
        return query

    def _either(self, nodes: Sequence[Node]) -> Query | None:
        found = [query for node in nodes if (query := self._node(node)) is not None]
        return _any(found) if found else None

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
        return query

    def _word(self, text: str) -> Query | None:
        plain = analysers().plain.analyze(text)
        if not plain:
            return None
        if len(plain) > 1:
            together = [self._sequence(text)]
            if len(plain) == 2:
                together.append(self._stems("".join(plain)))
            return _any(together)
        return self._stems(text)

    def _stems(self, word: str) -> Query:
        """One word in any of its forms; the form that was typed comes first."""
        by_stem = dict.fromkeys(analysers().stem_fold.analyze(word))
        if accented := restored(word):
            by_stem |= dict.fromkeys(analysers().stem_fold.analyze(accented))
        folded = analysers().fold_stem.analyze(word)
        self._stem_fold |= by_stem.keys()
        self._fold_stem |= set(folded)
        found = [
            self._term(f"{part}_{field}", term, weight)
            for part, weight in _PARTS
            for field, terms in ((STEM_FOLD, by_stem), (FOLD_STEM, folded))
            for term in terms
        ]
        found += [self._term(PLAIN, term, _AS_TYPED) for term in analysers().plain.analyze(word)]
        return _any(found)

    def _term(self, field: str, term: str, weight: float) -> Query:
        return Query.boost_query(Query.term_query(self._schema, field, term, "freq"), weight)

    def _phrase(self, text: str) -> Query | None:
        words = analysers().fold_stem.analyze(text)
        return self._sequence(text) if len(words) > 1 else self._word(text)

    def _sequence(self, text: str) -> Query:
        words: list[str | tuple[int, str]] = [*analysers().fold_stem.analyze(text)]
        self._fold_stem |= {word for word in map(str, words) if not _SMALL.fullmatch(word)}
        return _any(
            [
                Query.boost_query(Query.phrase_query(self._schema, f"{part}_{FOLD_STEM}", words), weight)
                for part, weight in _PARTS
            ]
        )

    def _prefix(self, text: str) -> Query | None:
        plain = "".join(analysers().plain.analyze(text))
        if not plain:
            return None
        self._prefixes.add(plain)
        return Query.regex_query(self._schema, PLAIN, f"{re.escape(plain)}.*")

    def _filter(self, node: Filter) -> Query:
        if node.field not in {"since", "until"}:
            return _weightless(self._value(node.field, node.value))
        day = day_from(node.value, last=node.field == "until")
        return _weightless(self._days(day, None) if node.field == "since" else self._days(None, day))

    def _value(self, field: str, value: str) -> Query:
        asked = readable(value)[:_LONGEST_VALUE]
        terms = self._reader.terms(field, asked)
        if not terms:
            nearest = tuple(_shown(value) for value in self._reader.nearest(field, asked))
            self._unknown.append(Unknown(field, asked, nearest))
            return Query.empty_query()
        return _any([Query.term_query(self._schema, field, term) for term in terms])

    def _days(self, since: date | None, until: date | None) -> Query:
        first, last = _number(since) or 1, _number(until) or _LAST_DAY
        return Query.range_query(self._schema, "day", tantivy.FieldType.Unsigned, first, last)


def _telling(nodes: Sequence[Node]) -> list[Node]:
    """The nodes without small words, unless nothing else is asked for."""
    kept = [node for node in nodes if not _is_small(node)]
    return kept if any(not isinstance(node, (Not, Filter)) for node in kept) else list(nodes)


def _is_small(node: Node) -> bool:
    return isinstance(node, Word) and not node.required and _SMALL.fullmatch(node.text.lower()) is not None


def _must(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: Sequence[Query]) -> Query:
    return (
        queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])
    )


def _weightless(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _number(day: date | None) -> int:
    return int(f"{day:%Y%m%d}") if day else 0


def _shown(value: tuple[str, str]) -> str:
    code, label = value
    return label if code == label else f"{label} ({code})"
