"""How a word, a phrase or the beginning of a word is looked for, and found again in a text."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import tantivy
from tantivy import Occur, Query

from store.searching.text import FOLD_STEM, PLAIN, STEM_FOLD, analysers, restored
from store.searching.tree import Filter, Node, Not, Word

_PARTS = (("title", 2.0), ("body", 1.0))
_AS_TYPED = 0.5
# Left out of a query that says more than these; in a phrase they count.
_SMALL = re.compile(
    "a|à|au|aux|avec|ce|ces|cette|d|dans|de|des|du|elle|en|est|et|il|ils|l|la|le|les|leur|ou|par|pour|que|qui|"
    "s|sa|se|ses|son|sur|un|une|y"
)


class Marks(NamedTuple):
    """What makes a word of a text one that was searched for."""

    stem_fold: frozenset[str]
    fold_stem: frozenset[str]
    prefixes: tuple[str, ...]

    @property
    def beginnings(self) -> frozenset[str]:
        """The two letters that they begin with; one, where they are no longer."""
        return frozenset(word[:2] for word in (*self.stem_fold, *self.fold_stem, *self.prefixes) if word)


class Words:
    """The queries of words against one index, and what marks them in a text."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema
        self._stem_fold: set[str] = set()
        self._fold_stem: set[str] = set()
        self._prefixes: set[str] = set()

    @property
    def marks(self) -> Marks:
        """All words so far."""
        return Marks(frozenset(self._stem_fold), frozenset(self._fold_stem), tuple(sorted(self._prefixes)))

    def word(self, text: str) -> Query | None:
        """One word in all its forms, in one part or in two; None where there is nothing to look for."""
        plain = analysers().plain.analyze(text)
        if not plain:
            return None
        if len(plain) > 1:
            together = [self._sequence(text)]
            if len(plain) == 2:
                together.append(self._stems("".join(plain)))
            return any_of(together)
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
        return any_of(found)

    def _term(self, field: str, term: str, weight: float) -> Query:
        return Query.boost_query(Query.term_query(self._schema, field, term, "freq"), weight)

    def phrase(self, text: str) -> Query | None:
        """Words that follow each other."""
        words = analysers().fold_stem.analyze(text)
        return self._sequence(text) if len(words) > 1 else self.word(text)

    def _sequence(self, text: str) -> Query:
        words: list[str | tuple[int, str]] = [*analysers().fold_stem.analyze(text)]
        self._fold_stem |= {word for word in map(str, words) if not _SMALL.fullmatch(word)}
        return any_of(
            [
                Query.boost_query(Query.phrase_query(self._schema, f"{part}_{FOLD_STEM}", words), weight)
                for part, weight in _PARTS
            ]
        )

    def prefix(self, text: str) -> Query | None:
        """Words that begin so."""
        plain = "".join(analysers().plain.analyze(text))
        if not plain:
            return None
        self._prefixes.add(plain)
        return Query.regex_query(self._schema, PLAIN, f"{re.escape(plain)}.*")


def telling(nodes: Sequence[Node]) -> list[Node]:
    """The nodes without small words, unless nothing else is asked for."""
    kept = [node for node in nodes if not _is_small(node)]
    return kept if any(not isinstance(node, (Not, Filter)) for node in kept) else list(nodes)


def _is_small(node: Node) -> bool:
    return isinstance(node, Word) and not node.required and _SMALL.fullmatch(node.text.lower()) is not None


def any_of(queries: Sequence[Query]) -> Query:
    """What one of these finds."""
    return (
        queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])
    )
